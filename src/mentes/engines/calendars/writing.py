"""Meetings as calendars take them (RFC 5545), and the messages that ask, change and call off (iTIP, RFC 5546).

What clients are known to trip over, and what is done: lines are folded by octets and never within a letter; a single meeting is
in UTC, since every client reads that; a series carries its zone as a VTIMEZONE with yearly rules; an occurrence that moved is one
component with RECURRENCE-ID, never a new series; whoever is invited has said yes already (PARTSTAT=ACCEPTED, RSVP=FALSE), so that
nobody is asked to answer a mailbox that nobody reads; the organiser is the house itself, since Google and Outlook pass over
invitations that seem to come from their own reader.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mentes.engines.calendars.values import DAYS, Entry, Occurrence
from mentes.engines.calendars.zone_rules import zone_lines

PRODUCT = "-//Mentes//Mentes//EN"
MOST_OCTETS = 75
REQUEST, CANCEL = "REQUEST", "CANCEL"


def write_message(method: str, entry: Entry, changed: Sequence[Occurrence], *, now: datetime) -> str:
    """An iTIP message about `entry` to its attendee.

    REQUEST: what is to come, as it stands; of a series, `changed` alone, each by its RECURRENCE-ID, or the whole where `changed`
    is all of it. CANCEL: `changed` was called off; where nothing of the entry is left, the whole is.
    """
    is_whole = not entry.repeat or len(changed) >= sum(not one.is_cancelled for one in entry.occurrences)
    if method == CANCEL and all(one.is_cancelled for one in entry.occurrences):
        parts = [_whole_cancelled(entry, now)]
    elif is_whole and method == REQUEST:
        parts = _whole(entry, now)
    else:
        parts = [_single(entry, one, now, is_cancelled=method == CANCEL) for one in changed]
    return _calendar([entry] if entry.repeat else [], parts, f"METHOD:{method}")


def write_file(entry: Entry, *, now: datetime) -> str:
    """One entry as a file that a person takes into their calendar by hand."""
    return _calendar([entry] if entry.repeat else [], _whole(entry, now), "METHOD:PUBLISH")


def write_feed(entries: Iterable[Entry], *, name: str, now: datetime) -> str:
    """A calendar to subscribe to. What was called off is not in it: clients take away what they no longer find."""
    entries = [entry for entry in entries if not all(one.is_cancelled for one in entry.occurrences)]
    parts = [part for entry in entries for part in _whole(entry, now)]
    head = [f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    return _calendar([entry for entry in entries if entry.repeat], parts, *head)


def _calendar(zoned: Sequence[Entry], parts: Iterable[list[str]], *head: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", *head]
    spans: dict[str, list[datetime]] = {}
    for entry in zoned:
        spans.setdefault(entry.zone, []).extend(at for one in entry.occurrences for at in (one.planned_at, one.starts_at))
    for zone, instants in sorted(spans.items()):
        lines += zone_lines(zone, first_year=min(instants).year, last_year=max(instants).year)
    for part in parts:
        lines += ["BEGIN:VEVENT", *part, "END:VEVENT"]
    return "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _whole(entry: Entry, now: datetime) -> list[list[str]]:
    if not entry.repeat:
        return [_single(entry, entry.occurrences[0], now, is_cancelled=entry.occurrences[0].is_cancelled)]
    zone, first = ZoneInfo(entry.zone), entry.occurrences[0]
    planned = first.planned_at.astimezone(zone)
    length = first.ends_at - first.starts_at
    gone = [_local("EXDATE", one.planned_at, entry.zone) for one in entry.occurrences if one.is_cancelled]
    master = [
        *_head(entry, now, 0),
        _local("DTSTART", first.planned_at, entry.zone),
        _local("DTEND", first.planned_at + length, entry.zone),
        _rule(entry, planned),
        *gone,
        "STATUS:CONFIRMED",
    ]
    moved = [
        one
        for one in entry.occurrences
        if not one.is_cancelled and (one.starts_at != one.planned_at or one.ends_at - one.starts_at != length)
    ]
    return [master, *(_single(entry, one, now, is_cancelled=False) for one in moved)]


def _whole_cancelled(entry: Entry, now: datetime) -> list[str]:
    """By its name alone, so that it is taken away with all that has been moved."""
    first = entry.occurrences[0]
    sequence = max(one.sequence for one in entry.occurrences)
    when = _times(entry, first) if not entry.repeat else [_local("DTSTART", first.planned_at, entry.zone)]
    return [*_head(entry, now, sequence), *when, "STATUS:CANCELLED"]


def _single(entry: Entry, one: Occurrence, now: datetime, *, is_cancelled: bool) -> list[str]:
    named = [_local("RECURRENCE-ID", one.planned_at, entry.zone)] if entry.repeat else []
    status = "CANCELLED" if is_cancelled else "CONFIRMED"
    return [*_head(entry, now, one.sequence), *named, *_times(entry, one), f"STATUS:{status}"]


def _head(entry: Entry, now: datetime, sequence: int) -> list[str]:
    lines = [
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(now)}",
        f"LAST-MODIFIED:{_utc(entry.changed_at)}",
        f"SEQUENCE:{sequence}",
        f"SUMMARY:{_text(entry.title)}",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
    ]
    lines += [f"DESCRIPTION:{_text(entry.text)}"] if entry.text else []
    lines += [f"URL:{entry.url}"] if entry.url else []
    if entry.organiser:
        lines.append(f"ORGANIZER;CN={_parameter(entry.organiser[0])}:{_mailto(entry.organiser[1])}")
    if entry.attendee:
        said = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
        lines.append(f"ATTENDEE;{said};CN={_parameter(entry.attendee[0])}:{_mailto(entry.attendee[1])}")
    return lines


def _times(entry: Entry, one: Occurrence) -> list[str]:
    if entry.repeat:
        return [_local("DTSTART", one.starts_at, entry.zone), _local("DTEND", one.ends_at, entry.zone)]
    return [f"DTSTART:{_utc(one.starts_at)}", f"DTEND:{_utc(one.ends_at)}"]


def _rule(entry: Entry, first: datetime) -> str:
    """The rule by which a series comes back: of a month, the same weekday; a fifth one is the last."""
    if entry.repeat == "monthly":
        which = (first.day - 1) // 7 + 1
        return f"RRULE:FREQ=MONTHLY;COUNT={entry.n_planned};BYDAY={which if which < 5 else -1}{DAYS[first.weekday()]}"
    interval = {"weekly": 1, "fortnightly": 2}[entry.repeat]
    return f"RRULE:FREQ=WEEKLY;INTERVAL={interval};COUNT={entry.n_planned};BYDAY={DAYS[first.weekday()]}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(name: str, at: datetime, zone: str) -> str:
    if zone == "UTC":
        return f"{name}:{_utc(at)}"
    return f"{name};TZID={zone}:{at.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _text(said: str) -> str:
    """A value of the kind TEXT (3.3.11). Signs that no calendar may hold are left out."""
    kept = "".join(sign for sign in said.replace("\r\n", "\n").replace("\r", "\n") if sign == "\n" or sign.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _parameter(said: str) -> str:
    """A quoted parameter value; a quotation mark cannot stand in one (3.2)."""
    return '"' + "".join(sign for sign in said if sign.isprintable()).replace('"', "'") + '"'


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe="@!$&'*+=?^_`{|}~.-")


def _folded(line: str) -> str:
    """At most 75 octets a line, the rest on lines that begin with a space (3.1); letters of several octets stay whole."""
    pieces, piece, room = [], "", MOST_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", MOST_OCTETS - 1
        piece += sign
        room -= size
    return "\r\n ".join([*pieces, piece])
