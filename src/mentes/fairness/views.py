"""A person's own answers for the audit, and what a programme asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentes.fairness import actions
from mentes.fairness.forms import AnswersForm, AskedForm
from mentes.fairness.models import Said
from mentes.lib import clock
from mentes.programmes.access import own_place, programme_to_run


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, participation_id) -> HttpResponse:
    """`answer` yes keeps what was chosen, no erases it. A yes said on the page of trust (`from`) leads here, to choose."""
    place = own_place(request.user, participation_id)
    if request.POST.get("answer") == "no":
        actions.leave_audit(place, by=request.user, now=clock.now())
        messages.success(request, _("You are left out. What you had said is erased, and nothing else changes for you."))
        return redirect("fairness:mine", place.pk)
    if request.POST.get("from"):
        return redirect("fairness:mine", place.pk)
    said = {row.attribute: (row.value, row.words) for row in Said.objects.filter(participation=place)}
    form = AnswersForm(request.POST if request.method == "POST" else None, asked=actions.asked_of(place.programme), said=said)
    if request.method == "POST" and form.is_valid():
        actions.say_for_audit(place, form.answers(), by=request.user, now=clock.now())
        messages.success(request, _("Thank you. The next audit counts it, and nothing else ever does."))
        return redirect("fairness:mine", place.pk)
    context = {"place": place, "programme": place.programme, "form": form, "is_given": bool(said)}
    return render(request, "fairness/mine.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    now = actions.asked_of(programme)
    start = {"attributes": now.attributes, "belongings": "\n".join(now.belongings)}
    form = AskedForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.change_asked(programme, chosen["attributes"], belongings=chosen["belongings"], by=request.user, now=clock.now())
        messages.success(request, _("Kept. Answers to what is no longer asked are erased."))
        return redirect("fairness:asked", programme.slug)
    return render(request, "fairness/asked.html", {"programme": programme, "form": form}, status=422 if form.errors else 200)
