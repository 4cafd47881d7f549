"""The organiser's queue: who waits, and who could come next. Nothing goes out that no person approved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.matches.actions import publishing
from mentes.matches.by_hand import read_by_hand
from mentes.matches.models import Alternate
from mentes.matches.waiting import read_queue
from mentes.matches.waits import compare_waits
from mentes.people.models import Person
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme


@require_GET
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    now, by_hand = clock.now(), read_by_hand(programme)
    context = {
        "programme": programme,
        "queue": read_queue(programme),
        "by_hand": by_hand,
        "waits": compare_waits(programme, now=now) if by_hand else None,
    }
    context["n_waiting"] = len(context["queue"]) + sum(one.side == "mentee" and one.n_open > 0 for one in by_hand)
    return render(request, "matches/queue.html", context)


def alternate_to_run(person: Person, alternate_id) -> Alternate:
    run_by = Programme.objects.run_by(person)
    ready = Alternate.objects.select_related("match__programme", "match__mentee__profile", "mentor__profile")
    return get_object_or_404(ready, id=alternate_id, match__programme__in=run_by)


@require_POST
def approve_next(request: HttpRequest, alternate_id) -> HttpResponse:
    alternate = alternate_to_run(request.user, alternate_id)
    match = publishing.approve_alternate(alternate, by=request.user, now=clock.now())
    names = {"mentee": alternate.match.mentee.profile.first_name, "mentor": alternate.mentor.profile.first_name}
    said = (
        _("Offered: %(mentee)s and %(mentor)s are told now.") if match else _("Approved: %(mentor)s comes next for %(mentee)s.")
    )
    messages.success(request, said % names)
    return redirect("matches:queue", alternate.match.programme.slug)


@require_POST
def drop_next(request: HttpRequest, alternate_id) -> HttpResponse:
    alternate = alternate_to_run(request.user, alternate_id)
    publishing.drop_alternate(alternate, by=request.user, now=clock.now())
    return redirect("matches:queue", alternate.match.programme.slug)
