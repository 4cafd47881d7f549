"""Rows to the calendars' engine and back: busy times in, meetings out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mentes.engines import calendars as engine
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Person

NotACalendar = engine.NotACalendar
CANCEL, REQUEST = engine.CANCEL, engine.REQUEST
# Our own meetings come back out of people's calendars; by this they are known, and count once.
OWN = "mentes-"
BUSY_DAYS = 180


def read_busy(data: bytes, *, person: Person, now: datetime) -> engine.BusyTimes:
    """From a day ago to half a year ahead. Raises NotACalendar."""
    return engine.read_busy(
        data,
        since=now - timedelta(days=1),
        until=now + timedelta(days=BUSY_DAYS),
        home=_zone(person.time_zone),
        is_own=lambda uid: uid.startswith(OWN) and uid.endswith(f"@{host()}"),
    )


def uid_of(meeting: Meeting) -> str:
    """The name by which calendars know a meeting or its series, for good."""
    return f"{OWN}{meeting.series or meeting.pk}@{host()}"


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def message(method: str, meetings: Sequence[Meeting], person: Person, *, title: str, now: datetime) -> str:
    """An iTIP message to `person` about `meetings`, which are one meeting, or some of one series."""
    entry = _entry(meetings[0], person, title=title, is_invitation=True)
    keys = {meeting.pk for meeting in meetings}
    changed = [occurrence for key, occurrence in zip(_keys(meetings[0]), entry.occurrences, strict=True) if key in keys]
    return engine.write_message(method, entry, changed, now=now)


def file(meeting: Meeting, person: Person, *, title: str, now: datetime) -> str:
    return engine.write_file(_entry(meeting, person, title=title, is_invitation=False), now=now)


def feed(meetings: Sequence[Meeting], person: Person, *, titles: dict, now: datetime) -> str:
    """`titles`: by the meeting's id. Of a series the first one's title stands for all."""
    by_uid: dict[str, Meeting] = {}
    for meeting in meetings:
        by_uid.setdefault(uid_of(meeting), meeting)
    entries = [_entry(one, person, title=titles[one.pk], is_invitation=False) for one in by_uid.values()]
    return engine.write_feed(entries, name="Mentes", now=now)


def _siblings(meeting: Meeting) -> list[Meeting]:
    if meeting.series is None:
        return [meeting]
    return sorted(Meeting.objects.filter(series=meeting.series), key=lambda one: (one.planned_at or one.starts_at, str(one.pk)))


def _keys(meeting: Meeting) -> list:
    return [one.pk for one in _siblings(meeting)]


def _entry(meeting: Meeting, person: Person, *, title: str, is_invitation: bool) -> engine.Entry:
    rows = _siblings(meeting)
    page = settings.PUBLIC_URL + reverse("meetings:show", args=[meeting.pk])
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    text = _("To move it or call it off, go to Mentes: %(address)s") % {"address": page}
    link = next((row.link for row in rows if row.link), "")
    return engine.Entry(
        uid=uid_of(meeting),
        title=title,
        text=f"{link}\n\n{text}" if link else text,
        url=link or page,
        occurrences=tuple(_occurrence(row) for row in rows),
        changed_at=max(row.changed_at for row in rows),
        zone=meeting.time_zone if _is_zone(meeting.time_zone) else "UTC",
        repeat=meeting.repeat if meeting.series else "",
        n_planned=len(rows),
        organiser=(name or "Mentes", address) if is_invitation else None,
        attendee=(person.name, person.email) if is_invitation and person.email else None,
    )


def _occurrence(row: Meeting) -> engine.Occurrence:
    return engine.Occurrence(
        planned_at=row.planned_at or row.starts_at,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        is_cancelled=row.state == Meeting.State.CANCELLED,
    )


def title_of(meeting: Meeting, person: Person, own: str = "") -> str:
    """What a calendar of `person` calls it: their own word, the meeting's, or the names of the others."""
    if own or meeting.title:
        return own or meeting.title
    seats = Seat.objects.filter(meeting=meeting).exclude(person=person).select_related("person").order_by("pk")
    names = _(", ").join(seat.person.first_name for seat in seats)
    return _("Mentes: %(names)s") % {"names": names} if names else "Mentes"


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name) if _is_zone(name) else ZoneInfo("UTC")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
