"""Seats and locks while people answer: who may say yes, and how two answers at once are kept apart."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme

# First key of the advisory locks that let the answers of one programme in one after another; the second is made of its id.
# An answer may reach for people it did not name (whoever comes next), so rows alone could not be locked in one order.
ANSWERS_LOCK = 7_302
OTHER = {"mentee": "mentor", "mentor": "mentee"}
State, Answer = Match.State, Match.Answer


def hold_answers(programme_id) -> None:
    """Keeps other answers of this programme waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [ANSWERS_LOCK, str(programme_id)])


def held_match(match: Match) -> Match:
    """The row anew, with both places, all locked until the transaction ends. Raises Refused when it is gone."""
    hold_answers(match.programme_id)
    # The places first: whoever changes a capacity waits for this answer, or this answer for the new capacity.
    list(Participation.objects.select_for_update().filter(pk__in=[match.mentee_id, match.mentor_id]).order_by("pk"))
    everything = Match.objects.select_related(
        "programme", "mentee__person", "mentee__profile", "mentor__person", "mentor__profile"
    )
    fresh = everything.select_for_update(of=("self",)).filter(pk=match.pk).first()
    if fresh is None:
        raise Refused(_("This match is no longer there."))
    return fresh


def open_side(match: Match, person: Person, *, now: datetime) -> str:
    """On which side `person` may answer now. Raises Refused where the offer is not open or not theirs."""
    if not match.includes(person):
        raise Refused(_("Only the two people in this match can answer it."), status=403)
    if match.state != State.OFFERED or (match.expires_at and match.expires_at <= now):
        raise Refused(_("This match is no longer open for an answer."))
    return match.side_of(person)


def limit(place: Participation, side: str) -> int:
    """How many matches the place may hold on this side."""
    return place.capacity if side == "mentor" else place.wants


def of_place(place: Participation, side: str):
    return Match.objects.filter(**{side: place})


def n_active(place: Participation, side: str) -> int:
    return of_place(place, side).filter(state=State.ACTIVE).count()


def n_yes(place: Participation, side: str) -> int:
    """Matches that this place has said yes to: those that run, and those where the other has still to answer."""
    mine = of_place(place, side)
    return mine.filter(state=State.ACTIVE).count() + mine.filter(state=State.OFFERED, **{f"{side}_answer": Answer.YES}).count()


def has_room(place: Participation, side: str) -> bool:
    """Whether somebody more could be offered: an organiser's approved pair counts as a seat already given."""
    live = of_place(place, side).filter(state__in=[State.APPROVED, State.OFFERED, State.ACTIVE])
    return place.status == Participation.Status.ACTIVE and live.count() < limit(place, side)


def hold_programme(programme: Programme) -> Programme:
    """The programme's row, locked: nobody matches again or swaps until the transaction ends."""
    return Programme.objects.select_for_update().get(pk=programme.pk)
