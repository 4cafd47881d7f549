"""What somebody in the two worlds keeps of their own calendars, full of their world's word."""

import datetime as dt

from mentes.calendars.actions import make_feed, set_choices
from mentes.calendars.models import CalendarSource, Told
from mentes.meetings.models import Busy, Meeting
from mentes.people.models import Person


def keep_calendar(person: Person, meeting: Meeting, *, word: str, now: dt.datetime) -> None:
    hour = dt.timedelta(hours=1)
    source = CalendarSource.objects.create(
        person=person,
        name=f"{word} calendar",
        kind="caldav",
        address=f"https://example.org/{word}.ics",
        user=f"{word} user",
        password=f"{word} password",
        mark=f"{word} mark",
        created_at=now,
        next_at=now + hour,
        read_at=now,
    )
    Busy.objects.create(person=person, source=source.pk, starts_at=now, ends_at=now + hour)
    make_feed(person, now=now)
    set_choices(person, wants_invitations=True, title=f"{word} busy")
    Told.objects.create(person=person, meeting=meeting, sequence=0, at=now)
