"""Telling the people of a meeting what has become of it: one letter each, exactly once."""

from collections.abc import Sequence
from datetime import datetime

from mentes.meetings.models import Meeting, Seat
from mentes.people.actions import write_letters
from mentes.people.models import Person


def tell(meetings: Sequence[Meeting], kind: str, *, by: Person | None, now: datetime, but: Person | None = None) -> None:
    """A letter to everybody in `meetings` (of one series, the first first) about what `by` did; theirs is a confirmation.

    `kind`: meeting_booked, meeting_moved or meeting_cancelled. One a change: the key names the meeting's sequence.
    `but`: somebody who is no longer to hear.
    """
    first = meetings[0]
    facts = {
        "meeting": str(first.pk),
        "by": str(by.pk) if by else "",
        "sequence": first.sequence,
        "at": now.timestamp(),  # by which refuse_haste counts them
        "n": len(meetings),
        "last_at": meetings[-1].starts_at.isoformat(),
    }
    to_each = [
        (seat.person, f"{kind}:{first.pk}:{first.sequence}:{seat.person_id}")
        for seat in Seat.objects.filter(meeting=first).select_related("person").order_by("pk")
        if seat.person.email and seat.person != but
    ]
    write_letters(to_each, kind, facts=facts, not_before=now)
