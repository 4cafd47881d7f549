"""Who may open what: the two of a match that has begun, and nobody else."""

from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mentes.bonds.actions.holding import STATES_OF_WORK
from mentes.matches.actions.holding import OTHER
from mentes.matches.models import Match
from mentes.matches.words import Someone, someone
from mentes.people.models import Person
from mentes.programmes.models import Participation

# Also one that is over: what the two wrote stays theirs to read.
BEGUN = Q(state__in=(Match.State.ACTIVE, Match.State.ENDED)) | Q(started_at__isnull=False)


@dataclass(frozen=True)
class Own:
    """A match from one side. `name` is how the other is called here; `may_write` while it runs."""

    match: Match
    side: str
    me: Participation
    other_place: Participation
    other: Someone
    name: str
    may_write: bool


def own_match(person: Person, match_id) -> Own:
    """A match of `person`'s own that has begun. Whoever runs the programme finds nothing here either."""
    sides = (f"{side}__{part}" for side in ("mentee", "mentor") for part in ("person", "profile"))
    begun = Match.objects.heard_by(person).filter(BEGUN).select_related("programme", *sides)
    match = get_object_or_404(begun, id=match_id)
    side = match.side_of(person)
    other_place = getattr(match, OTHER[side])
    other = someone(other_place)
    name = other.first_name or _("the other")  # an erased person has no name
    return Own(match, side, getattr(match, side), other_place, other, name, match.state in STATES_OF_WORK)


def page_of(own: Own, **more) -> dict:
    """What every page of a pair knows."""
    return {
        "own": own,
        "match": own.match,
        "programme": own.match.programme,
        "name": own.name,
        "side": own.side,
        "may_write": own.may_write,
        "is_over": not own.may_write,
        **more,
    }
