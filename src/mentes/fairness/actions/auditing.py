"""The audit: outcomes of a matching counted by what people volunteered. Only here are answers of many read together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from mentes.fairness import bridge
from mentes.fairness.actions.asking import asked_of
from mentes.fairness.attributes import ATTRIBUTES, group_of
from mentes.fairness.models import Count, Said
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.trust.actions import record


@dataclass(frozen=True)
class Outcome:
    """How one place fared on one side ("mentee" or "mentor"): {measure: value}, without what is unknown."""

    place: str
    side: str
    values: dict[str, float]


@dataclass(frozen=True, eq=False)
class Traits:
    """What matching reads of people, as numbers: rows as `places`. The proxy check asks what can be guessed from it."""

    places: tuple[str, ...]
    features: np.ndarray


def has_answers(programme: Programme) -> bool:
    return Said.objects.filter(participation__programme=programme).exists()


def newest_count(programme: Programme) -> Count | None:
    return Count.objects.filter(programme=programme).order_by("-at").first()


def is_due(programme: Programme, run_id: Any, count: Count | None) -> bool:
    """Whether a new count is allowed: for another run, or when at least ten answers changed.

    Two counts that differ by one person would tell what that person said; hence no count after each change.
    """
    if count is None or count.run_id != run_id:
        return True
    return asked_of(programme).n_changes - count.n_changes >= bridge.LEAST


@transaction.atomic
def count_fairness(
    programme: Programme, *, run_id: Any, outcomes: Sequence[Outcome], traits: Traits, by: Person | None, now: datetime
) -> Count:
    """Counts and keeps the report; one that is not due yet (see `is_due`) is not made again, and the newest is returned."""
    # Two at once would keep two counts that one person may set apart.
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    newest = newest_count(programme)
    if newest is not None and not is_due(programme, run_id, newest):
        return newest
    asked, groups = asked_of(programme), _groups(programme)
    attributes = [name for name in ATTRIBUTES if name in asked.attributes]
    sides = {
        side: bridge.compare_side(side, {o.place: o.values for o in outcomes if o.side == side}, groups, attributes)
        for side in bridge.SIDES
    }
    n_answered = len(groups)
    report = {
        "attributes": attributes,
        "n_people": len({outcome.place for outcome in outcomes}),
        "n_answered": n_answered - n_answered % 5 if n_answered >= bridge.LEAST else 0,
        "sides": sides,
        "guesses": bridge.guess_groups(traits.places, traits.features, groups, attributes),
    }
    count = Count.objects.create(programme=programme, run_id=run_id, at=now, n_changes=asked.n_changes, report=report)
    record("fairness.counted", by=by, at=now, subject=count, programme=programme, run=str(run_id))
    return count


def _groups(programme: Programme) -> dict[str, dict[str, str]]:
    """{place: {attribute: group}} of active people who answered; who would rather not say is not in it."""
    rows = Said.objects.filter(participation__programme=programme, participation__status=Participation.Status.ACTIVE).values_list(
        "participation_id", "attribute", "value", "words"
    )
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for place, attribute, value, words in rows:
        if group := group_of(value, words):
            groups[str(place)][attribute] = group
    return dict(groups)
