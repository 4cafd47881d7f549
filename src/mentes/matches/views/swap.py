"""Another mentor for one mentee: who comes into question, what each costs, and what else would change."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import actions, bridge, pages
from mentes.matches.actions.swapping import present_pairs
from mentes.matches.models import Match
from mentes.matches.views.decide import match_to_run, to_review
from mentes.matches.words import someone
from mentes.programmes.models import Participation

N_OFFERED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_run(request.user, match_id)
    if request.method == "POST":
        return _carry_out(request, match)
    if match.state not in Match.UNHEARD:
        raise Refused(_("These two have been told already, so it is theirs to answer. You can no longer change this here."))
    read = pages.read_for(match.programme, match, now=clock.now())
    if str(match.mentee_id) not in read.ids():
        raise Refused(_("%(name)s no longer takes part; match again.") % {"name": match.mentee.profile.name})
    if request.GET.get("part") == "costs":
        solved = {"match": match, "others": pages.others(read, match, N_OFFERED), "is_solved": True}
        return render(request, "matches/_swap_others.html", solved)
    (run, *_rest) = pages.last_runs(match.programme) or [None]
    context = {
        "match": match,
        "programme": match.programme,
        "mentee": someone(match.mentee),
        "mentor": someone(match.mentor),
        "others": pages.near_others(read, match, run, N_OFFERED),
        "everybody": _everybody(read, match),
    }
    if request.GET.get("mentor"):
        context |= _choice(request, match, read)
    return render(request, "matches/swap.html", context)


def _everybody(read: bridge.ReadPool, match: Match) -> list[Participation]:
    places = [
        read.places[member.id] for member in read.pool.mentors if member.id not in (str(match.mentor_id), str(match.mentee_id))
    ]
    return sorted(places, key=lambda place: place.profile.name)


def _mentor(match: Match, wanted: str) -> Participation:
    places = Participation.objects.filter(programme=match.programme).active().mentors().select_related("profile")
    place = next((place for place in places if str(place.pk) == wanted), None)
    if place is None:
        raise Http404
    return place


def _choice(request: HttpRequest, match: Match, read: bridge.ReadPool) -> dict:
    """What the chosen mentor would bring and cost; or why the two must not meet."""
    place = _mentor(match, request.GET["mentor"])
    found = {
        "chosen": place,
        "chosen_person": someone(place),
        "current_told": pages.fresh_reasons(read, match.mentee, match.mentor),
    }
    if str(place.pk) not in read.ids():
        return found | {"refusal": _("This mentor has no seat left.")}
    found["told"] = pages.fresh_reasons(read, match.mentee, place)
    why = bridge.explain(read.pool, str(match.mentee_id), str(place.pk))
    if why.blocked_by:
        return found | {"blocked_by": why.blocked_by}
    try:
        present = present_pairs(match.programme)
        cost = bridge.swap_cost(read, present.keys(), str(match.mentee_id), str(place.pk))
    except Refused as refused:
        return found | {"refusal": refused.sentence}
    changes = [
        {
            "mentee": someone(read.places[change.mentee_id]),
            "before": [someone(read.places[one]) for one in change.before if one not in change.after],
            "after": [someone(read.places[one]) for one in change.after if one not in change.before],
        }
        for change in cost.changes
    ]
    gone = [present[one.mentee_id, mentor] for one in cost.changes for mentor in one.before if mentor not in one.after]
    n_approved = sum(other.state == Match.State.APPROVED and other.pk != match.pk for other in gone)
    return found | {"cost": cost, "changes": changes, "n_approved": n_approved}


def _carry_out(request: HttpRequest, match: Match) -> HttpResponse:
    place = _mentor(match, request.POST.get("mentor", ""))
    cost = actions.swap_match(match, place, by=request.user, now=clock.now(), reason=request.POST.get("reason", "")[:500])
    others = len(cost.changes) - 1
    said = ngettext(
        "Swapped and locked. %(n)s other person has another mentor now.",
        "Swapped and locked. %(n)s other people have other mentors now.",
        others,
    )
    messages.success(request, said % {"n": others} if others else _("Swapped and locked. Nobody else changes."))
    new = Match.objects.filter(mentee_id=match.mentee_id, mentor=place, state__in=Match.UNHEARD).first()
    return to_review(match.programme, tab="review", pair=new.pk if new else None)
