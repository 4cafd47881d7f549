"""Which places are held because somebody has heard of a match: `programmes` asks before it takes a person or role away."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from mentes.matches.models import Match
from mentes.programmes import holds


def register() -> None:
    holds.register("matches", held_by_matches)


def held_by_matches(ids: Collection[UUID]) -> Mapping[UUID, Collection[str]]:
    """The roles in which each place was told of a match that is open or runs."""
    held: dict[UUID, set[str]] = defaultdict(set)
    for side in ("mentee", "mentor"):
        told = Match.objects.filter(**{f"{side}__in": ids}).told()
        for place in told.values_list(f"{side}_id", flat=True):
            held[place].add(side)
    return held
