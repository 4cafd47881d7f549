"""Meetings for the tests of calls, without the asking and answering by which they come about."""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from mentes.meetings.models import Meeting, Seat


def make_meeting(people, *, starts_at: datetime | None = None, minutes: int = 60, **fields) -> Meeting:
    """Booked, of `people`, begun five minutes ago unless said otherwise."""
    now = timezone.now()
    starts_at = starts_at or now - timedelta(minutes=5)
    ends_at = starts_at + timedelta(minutes=minutes)
    meeting = Meeting.objects.create(
        about=fields.pop("about", None) or uuid4(), starts_at=starts_at, ends_at=ends_at, created_at=now, changed_at=now,
        booked_by=people[0], **fields,
    )  # fmt: skip
    for person in people:
        Seat.objects.create(
            meeting=meeting, person=person, during=(starts_at, ends_at), is_live=fields.get("state") != "cancelled"
        )
    return meeting


def tab_of(name: str) -> str:
    """A tab that is always the same for a name."""
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
