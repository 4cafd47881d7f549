"""Who has a place on a rehearsal's line at a given moment, read anew from the database. Changes nothing."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from mentes.people.models import Person
from mentes.rehearsals.live.room import Places
from mentes.rehearsals.models import Guest, Rehearsal

# The two talk on about how it went; after that the door is shut.
OPEN_AFTER_END = timedelta(hours=6)


def places_of(rehearsal_id: uuid.UUID, now: datetime) -> Places:
    """The speaker and the guests whose accounts are not suspended, adult by their own word; nobody once it is long over."""
    rehearsal = Rehearsal.objects.filter(pk=rehearsal_id).only("speaker_id", "state", "opened_at", "ended_at").first()
    if rehearsal is None or (rehearsal.ended_at and now - rehearsal.ended_at > OPEN_AFTER_END):
        return Places({}, None, False)
    sides: dict[object, str] = dict(Guest.objects.filter(rehearsal=rehearsal).values_list("person", "side"))
    sides[rehearsal.speaker_id] = "speaker"
    here = Person.objects.filter(pk__in=sides, is_active=True, adult_confirmed_at__isnull=False).values_list("pk", flat=True)
    return Places({pk: sides[pk] for pk in here}, rehearsal.opened_at, rehearsal.is_over)
