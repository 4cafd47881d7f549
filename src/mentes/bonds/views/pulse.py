"""The pulse: answering for oneself, and comparing once both would like to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.bonds.actions import feeling
from mentes.bonds.comparing import told_of
from mentes.bonds.forms import PulseForm
from mentes.bonds.models import Pulse
from mentes.bonds.views.doors import Own, own_match, page_of
from mentes.lib import clock
from mentes.people.models import Person


def own_pulse(person: Person, pulse_id) -> tuple[Own, Pulse]:
    pulse = get_object_or_404(Pulse.objects.filter(person=person).select_related("person"), id=pulse_id)
    return own_match(person, pulse.match_id), pulse


@require_GET
def pulses(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    mine = Pulse.objects.filter(match=own.match, person=request.user).select_related("person")
    context = page_of(own, waiting=list(mine.waiting()), told=[told_of(pulse, own.side) for pulse in mine.answered()])
    return render(request, "bonds/pulses.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pulse_id) -> HttpResponse:
    own, pulse = own_pulse(request.user, pulse_id)
    if pulse.answered_at:
        return redirect("bonds:pulses", own.match.pk)
    form = PulseForm(request.POST if request.method == "POST" else None, kind=pulse.kind, side=own.side)
    if request.method == "POST" and form.is_valid():
        lets_help = form.cleaned_data["lets_help"]
        feeling.answer_pulse(pulse, form.answers(), lets_help=lets_help, by=request.user, now=clock.now())
        messages.success(
            request, _("Thank you. It is sealed: %(name)s does not see it unless you both compare.") % {"name": own.name}
        )
        return redirect("bonds:pulses", own.match.pk)
    return render(request, "bonds/pulse.html", page_of(own, pulse=pulse, form=form), status=422 if form.errors else 200)


@require_POST
def compare(request: HttpRequest, pulse_id) -> HttpResponse:
    own, pulse = own_pulse(request.user, pulse_id)
    wants = request.POST.get("answer") == "yes"
    if feeling.compare_pulse(pulse, wants, by=request.user, now=clock.now()):
        messages.success(request, _("You both would like to compare. Here are your answers side by side."))
    elif wants:
        messages.success(request, _("Said. As soon as %(name)s would like to as well, you both see both.") % {"name": own.name})
    else:
        messages.success(request, _("Taken back. Nothing is compared."))
    return redirect("bonds:pulses", own.match.pk)
