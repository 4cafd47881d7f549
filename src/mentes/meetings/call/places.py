"""Who has a place in a meeting's call at a given moment. Changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from mentes.meetings.models import Meeting
from mentes.people.models import Person

# People run late, and some talk on; after that the door is shut.
OPEN_AFTER_END = timedelta(hours=6)


def open_meetings(now: datetime):
    """Meetings whose call can be entered: not called off, and not long over."""
    return Meeting.objects.live().filter(ends_at__gt=now - OPEN_AFTER_END)


def people_of_call(meeting_id, now: datetime) -> set:
    """Keys of those who may be on the line: a place in the meeting, an account that is not suspended, adult by their own word."""
    return set(
        Person.objects.filter(
            seats__meeting__in=open_meetings(now).filter(pk=meeting_id), is_active=True, adult_confirmed_at__isnull=False
        ).values_list("pk", flat=True)
    )
