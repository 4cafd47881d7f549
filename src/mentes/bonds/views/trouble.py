"""This is not working: a word to the organisers alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.bonds.actions import feeling
from mentes.bonds.forms import TroubleForm
from mentes.bonds.models import Trouble
from mentes.bonds.views.doors import own_match, page_of
from mentes.lib import clock


@require_http_methods(["GET", "POST"])
def not_working(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    form = TroubleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        feeling.say_not_working(own.match, form.cleaned_data["words"], by=request.user, now=clock.now())
        messages.success(
            request,
            _("Told. Whoever runs the programme writes to you; %(name)s hears nothing of it from us.") % {"name": own.name},
        )
        return redirect("bonds:not_working", own.match.pk)
    pair = (own.me.person_id, own.other_place.person_id)
    readers = [one.person.name for one in own.match.programme.staff.exclude(person__in=pair).select_related("person")]
    context = page_of(
        own, form=form, readers=readers, said=list(Trouble.objects.filter(match=own.match, person=request.user).order_by("-at"))
    )
    return render(request, "bonds/not_working.html", context, status=422 if form.errors else 200)


@require_POST
def take_up(request: HttpRequest, trouble_id) -> HttpResponse:
    trouble = get_object_or_404(Trouble.objects.readable_by(request.user).select_related("match__programme"), id=trouble_id)
    feeling.take_up(trouble, by=request.user, now=clock.now())
    messages.success(request, _("Yours to see to. The person is told so on their own page, and nobody else."))
    return redirect("bonds:signs", trouble.match.programme.slug)
