"""Taps: a mentor counts the fillers they hear, each at its moment, without a word to anybody."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.people.models import Person
from mentes.rehearsals.actions.cueing import MOST_MS, NotKept, held_for_mentor, ms_since_zero
from mentes.rehearsals.models import Rehearsal, Tap

MOST_TAPS = 1000  # of one rehearsal


@transaction.atomic
def keep_tap(rehearsal_id: uuid.UUID, tap_id: uuid.UUID, *, at_ms: int, by: Person, now: datetime) -> Tap:
    """Sent twice, it is kept once. A moment after now, or after the end, is that. Raises NotKept."""
    rehearsal = held_for_mentor(rehearsal_id, by)
    known = Tap.objects.filter(pk=tap_id).first()
    if known:
        if (known.rehearsal_id, known.by_id) != (rehearsal_id, by.pk):
            raise NotKept("taken", _("This was counted before, elsewhere. Tap once more."))
        return known
    if rehearsal.taps.count() >= MOST_TAPS:
        raise NotKept("too-many", _("There are as many taps on this rehearsal as it can hold."))
    latest = ms_since_zero(rehearsal, rehearsal.ended_at or now)
    # What was tapped in time and came late, over a broken line, still counts.
    if rehearsal.is_over and at_ms > latest:
        raise NotKept("over", _("This rehearsal is over."))
    return Tap.objects.create(pk=tap_id, rehearsal=rehearsal, by=by, at_ms=min(at_ms, latest, MOST_MS), made_at=now)


def taps_for(rehearsal: Rehearsal, person: Person) -> list[Tap]:
    """All of them for the speaker and for mentors; none for anybody else."""
    if rehearsal.side_of(person) not in ("speaker", "mentor"):
        return []
    return list(rehearsal.taps.select_related("by"))
