"""Reminders: a day before and an hour before, each exactly once, and never for a time that no longer holds."""

from datetime import datetime, timedelta

from mentes.meetings.models import Meeting, Seat
from mentes.people.actions import write_letter
from mentes.people.models import Letter

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def remind(now: datetime) -> int:
    """Writes what is due. Safe to run twice and at the same time: the letter's key names the meeting's time. Returns how many.

    Nobody is told a day before what was booked or moved within that day: the letter of the booking has just said it. Whoever
    was without a worker for hours hears the nearer one only. A letter that a move overtakes says nothing (meetings/letters.py).
    """
    near = Meeting.objects.booked().filter(starts_at__gt=now, starts_at__lte=now + DAY)
    seats = Seat.objects.filter(meeting__in=near, here_at=None, person__email__isnull=False).select_related("meeting", "person")
    due = {key: seat for seat in seats.order_by("pk") if (key := _key_of_what_is_due(seat, now))}
    # Asked every minute: what is written already is left out at once, and the key stops whoever writes it at the same time.
    written = set(Letter.objects.filter(key__in=due).values_list("key", flat=True))
    n = 0
    for key, seat in due.items():
        if key not in written:
            facts = {"meeting": str(seat.meeting_id), "sequence": seat.meeting.sequence}
            n += write_letter(seat.person, "meeting_reminder", key=key, facts=facts, not_before=now) is not None
    return n


def _key_of_what_is_due(seat: Seat, now: datetime) -> str:
    """Of the letter that this seat should have by now; "" where none."""
    meeting = seat.meeting
    before = HOUR if meeting.starts_at - now <= HOUR else DAY
    if meeting.changed_at > meeting.starts_at - before:
        return ""
    return f"meeting_reminder:{meeting.pk}:{seat.person_id}:{meeting.sequence}:{'hour' if before == HOUR else 'day'}"
