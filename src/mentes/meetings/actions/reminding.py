"""Reminders: a day before and an hour before, each exactly once, and never for a time that no longer holds."""

from datetime import datetime, timedelta

from mentes.meetings.models import Meeting, Seat
from mentes.people.actions import write_letter

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def remind(now: datetime) -> int:
    """Writes what is due. Safe to run twice and at the same time: the letter's key names the meeting's time. Returns how many.

    Nobody is told a day before what was booked or moved within that day: the letter of the booking has just said it. Whoever
    was without a worker for hours hears the nearer one only. A letter that a move overtakes says nothing (meetings/letters.py).
    """
    near = Meeting.objects.booked().filter(starts_at__gt=now, starts_at__lte=now + DAY)
    n = 0
    for seat in Seat.objects.filter(meeting__in=near, here_at=None).select_related("meeting", "person").order_by("pk"):
        if seat.person.email:
            n += _remind(seat, now)
    return n


def _remind(seat: Seat, now: datetime) -> bool:
    meeting = seat.meeting
    before = HOUR if meeting.starts_at - now <= HOUR else DAY
    if meeting.changed_at > meeting.starts_at - before:
        return False
    key = f"meeting_reminder:{meeting.pk}:{seat.person_id}:{meeting.sequence}:{'hour' if before == HOUR else 'day'}"
    facts = {"meeting": str(meeting.pk), "sequence": meeting.sequence}
    return write_letter(seat.person, "meeting_reminder", key=key, facts=facts, not_before=now) is not None
