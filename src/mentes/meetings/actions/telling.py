"""Telling the people of a meeting what has become of it: one letter each, exactly once."""

from collections.abc import Sequence
from datetime import datetime

from mentes.meetings.models import Meeting
from mentes.people.actions import write_letters
from mentes.people.models import Person


def tell(meetings: Sequence[Meeting], kind: str, *, people: Sequence[Person], by: Person | None, now: datetime) -> None:
    """A letter to each of `people` about what `by` did to `meetings` (of one series, the first first); theirs is a confirmation.

    `kind`: meeting_booked, meeting_moved or meeting_cancelled. One a change: the key names the meeting's sequence.
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
    to_each = [(person, f"{kind}:{first.pk}:{first.sequence}:{person.pk}") for person in people if person.email]
    write_letters(to_each, kind, facts=facts, not_before=now)
