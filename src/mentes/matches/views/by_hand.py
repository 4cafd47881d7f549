"""Matching by hand: a person's own choice of it, and an organiser who searches the other side and pairs two."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.matches import by_hand
from mentes.matches.actions import by_hand as actions
from mentes.matches.by_hand import read_found, read_said
from mentes.matches.forms import SearchForm
from mentes.matches.models import Match
from mentes.matches.views.decide import match_to_run
from mentes.people.models import Person
from mentes.programmes.access import own_place, place_to_run
from mentes.programmes.models import Participation

A_PAGE = 20


@require_POST
def choose(request: HttpRequest, participation_id) -> HttpResponse:
    """`answer`: "hand", or "machine" for software that may propose pairs; the person's own word, and nobody else's."""
    place, answer, now = own_place(request.user, participation_id), request.POST.get("answer"), clock.now()
    if answer == "hand":
        actions.choose_by_hand(place, by=request.user, now=now)
        messages.success(request, _("People look for somebody for you from now on, and no software compares you with anybody."))
    elif answer == "machine":
        actions.choose_by_machine(place, by=request.user, now=now)
        messages.success(request, _("Software may propose pairs with you again, from the next matching on."))
    return redirect("programmes:my_place", place.pk)


def by_hand_to_run(person: Person, slug: str, participation_id, side: str) -> tuple[Participation, str]:
    """Somebody who asked to be matched by hand, and the side on which; one of both sides stands on that of a mentee first."""
    place = place_to_run(person, slug, participation_id)
    sides = [one for one in Match.SIDES if getattr(place, f"is_{one}")]
    if place.by_hand_since is None or place.status != Participation.Status.ACTIVE or (side and side not in sides):
        raise Http404
    return place, side or sides[0]


@require_GET
def search(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    """Everybody of the other side by name, or those who were searched for; nobody is scored or ranked."""
    place, side = by_hand_to_run(request.user, slug, participation_id, request.GET.get("side", ""))
    there = by_hand.other_side(place, side)
    form = SearchForm(
        request.GET or None, topics=by_hand.topics_on(there, side), languages=by_hand.languages_on(there), side=side
    )
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = by_hand.with_what_they_said(by_hand.search(there, side, asked))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "programme": place.programme,
        "place": place,
        "side": side,
        "said": read_said(place, side),
        "form": form,
        "page": page,
        "is_search": any(asked.values()),
        "query": query.urlencode(),
        "rows": read_found(place, side, list(page.object_list), now=clock.now()),
    }
    return render(request, "matches/by_hand.html", context, status=422 if form.errors else 200)


@require_POST
def pair(request: HttpRequest, slug: str, participation_id) -> HttpResponse:
    place, side = by_hand_to_run(request.user, slug, participation_id, request.POST.get("side", ""))
    others = by_hand.other_side(place, side).select_related("profile")
    try:
        other = get_object_or_404(others, pk=UUID(request.POST.get("other", "")))
    except ValueError as error:
        raise Http404 from error
    actions.pair_by_hand(place, side, other, by=request.user, now=clock.now())
    names = {"one": place.profile.first_name, "other": other.profile.first_name}
    messages.success(request, _("%(one)s and %(other)s are a pair by your hand. They hear with the next publication.") % names)
    return redirect("matches:queue", slug)


@require_POST
def unpair(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_run(request.user, match_id)
    actions.unpair(match, by=request.user, now=clock.now())
    messages.success(request, _("Taken back. Nobody had heard of it."))
    return redirect("matches:queue", match.programme.slug)
