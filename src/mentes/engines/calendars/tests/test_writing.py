"""What we write, read back by two readers that are not ours (icalendar, vobject), line by line and instant by instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.calendars import CANCEL, REQUEST, Entry, Occurrence, read_busy, write_feed, write_file, write_message
from mentes.engines.calendars.zone_rules import zone_lines

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
TITLE = "Treffen mit Rosa; Ama, und „alle“: قهوة \\ Tee\nzweite Zeile " + "ünïcödé 🙂 " * 12


@pytest.fixture(autouse=True)
def _as_if_it_read_its_first_file():
    """vobject keeps the first rules it ever read of a zone, and ours hold the years of their own meeting."""
    known = vars(vobject.icalendar)["__tzidMap"]
    for name in known.keys() - {"UTC"}:
        del known[name]


def at(*numbers: int, zone: str = "UTC") -> datetime:
    return datetime(*numbers, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def occurrence(start: datetime, minutes: int = 45, **fields) -> Occurrence:
    end = start + timedelta(minutes=minutes)
    return Occurrence(fields.pop("planned_at", start), start, end, fields.pop("sequence", 0), **fields)


def entry(*occurrences: Occurrence, **fields) -> Entry:
    return Entry(
        uid="mentes-7@mentes.example.org",
        title=fields.pop("title", "Ama and Rosa"),
        text="Move or call it off: https://mentes.example.org/meetings/7/",
        url="https://mentes.example.org/meetings/7/",
        occurrences=occurrences or (occurrence(at(2026, 12, 1, 9)),),
        changed_at=NOW,
        organiser=("Mentes", "mentes@example.org"),
        attendee=('Ama "the quick" Owusu', "ama.owusu@example.org"),
        **fields,
    )


def weekly(n: int = 6, start: datetime | None = None, zone: str = "Europe/Madrid", days: int = 7, **fields) -> Entry:
    local = (start or at(2027, 3, 11, 18, zone=zone)).astimezone(ZoneInfo(zone))
    walls = [local.replace(tzinfo=None) + timedelta(days=days * number) for number in range(n)]
    found = [occurrence(wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)) for wall in walls]
    return entry(*found, zone=zone, repeat="weekly" if days == 7 else "fortnightly", n_planned=n, **fields)


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def spans(text: str) -> list[tuple[datetime, datetime]]:
    """By our own reader, which is tested against another one."""
    data = text.encode()
    return list(read_busy(data, since=at(2026, 1, 1), until=at(2030, 1, 1), home=ZoneInfo("UTC")).spans)


def test_a_request_says_what_the_rules_ask_for():
    said = icalendar.Calendar.from_ical(write_message(REQUEST, entry(), entry().occurrences, now=NOW))
    event = events(said.to_ical().decode())[0]
    assert (said["METHOD"], said["VERSION"]) == ("REQUEST", "2.0")
    # RFC 5546, 3.2.2: these must be there, once each.
    for name in ("DTSTAMP", "DTSTART", "ORGANIZER", "SEQUENCE", "SUMMARY", "UID", "ATTENDEE"):
        assert name in event, name
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (at(2026, 12, 1, 9), at(2026, 12, 1, 9, 45))
    assert event["DTSTAMP"].dt == NOW
    assert str(event["ORGANIZER"]) == "mailto:mentes@example.org"
    attendee = event["ATTENDEE"]
    assert str(attendee) == "mailto:ama.owusu@example.org"
    said = [attendee.params[name] for name in ("CN", "PARTSTAT", "RSVP")]
    assert said == ["Ama 'the quick' Owusu", "ACCEPTED", "FALSE"]


def test_text_comes_back_as_it_was_written_and_lines_are_folded_by_octets():
    text = write_message(REQUEST, entry(title=TITLE), entry().occurrences, now=NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert str(events(text)[0]["SUMMARY"]) == TITLE
    assert vobject.readOne(text).vevent.summary.value == TITLE


SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"]) | st.sampled_from(' \n,;\\:"')


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS, max_size=200))
def test_whatever_a_title_holds_it_adds_no_line_of_its_own(title):
    text = write_file(entry(title=title), now=NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert [str(event["SUMMARY"]) for event in events(text)] == [title]


@pytest.mark.parametrize(
    "title", ["x\r\nATTENDEE:mailto:eve@example.org", "x\nEND:VEVENT", "x\x00\x1b[31m", "x\u2028BEGIN:VEVENT"]
)
def test_nobody_writes_lines_through_a_title(title):
    text = write_file(entry(title=title), now=NOW)
    assert len(events(text)) == 1
    assert str(events(text)[0]["ATTENDEE"]) == "mailto:ama.owusu@example.org"


def test_a_change_keeps_the_name_and_counts_up():
    moved = occurrence(at(2026, 12, 2, 10), planned_at=at(2026, 12, 1, 9), sequence=2)
    before = events(write_message(REQUEST, entry(), entry().occurrences, now=NOW))[0]
    after = events(write_message(REQUEST, entry(moved), (moved,), now=NOW))[0]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert "RECURRENCE-ID" not in after


def test_calling_off_says_cancel_with_the_same_name():
    gone = occurrence(at(2026, 12, 1, 9), sequence=1, is_cancelled=True)
    text = write_message(CANCEL, entry(gone), (gone,), now=NOW)
    event = events(text)[0]
    assert (icalendar.Calendar.from_ical(text)["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    for name in ("UID", "DTSTAMP", "ORGANIZER", "ATTENDEE"):
        assert name in event


@pytest.mark.parametrize(
    "zone", ["Europe/Madrid", "America/New_York", "Australia/Sydney", "Asia/Tokyo", "Africa/Casablanca", "UTC"]
)
@pytest.mark.parametrize("days", [7, 14])
def test_a_series_comes_back_on_the_days_it_was_booked_for(zone, days):
    series = weekly(start=at(2027, 3, 11, 18, zone=zone), zone=zone, days=days)
    text = write_message(REQUEST, series, series.occurrences, now=NOW)
    assert spans(text) == [(one.starts_at, one.ends_at) for one in series.occurrences]
    theirs = vobject.readOne(text).vevent
    assert [one.astimezone(UTC) for one in theirs.getrruleset()] == [one.starts_at for one in series.occurrences]
    assert len(events(text)) == 1


@pytest.mark.parametrize("first", [at(2027, 1, 14, 9), at(2027, 1, 28, 9), at(2027, 1, 29, 9), at(2027, 1, 1, 9)])
def test_a_monthly_series_keeps_its_weekday_of_the_month_and_a_fifth_is_the_last(first):
    which = (first.day - 1) // 7
    days = []
    for month in range(first.month, first.month + 8):
        start = at(2027, month, 1, 9)
        day = start + timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * which)
        days.append(day if day.month == month else day - timedelta(days=7))
    series = entry(*(occurrence(day) for day in days), repeat="monthly", n_planned=8)
    assert [start for start, _ in spans(write_file(series, now=NOW))] == days
    rule = events(write_file(series, now=NOW))[0]["RRULE"].to_ical().decode()
    assert list(rrulestr(rule, dtstart=days[0])) == days


def test_one_moved_day_of_a_series_is_told_by_its_own_name():
    series = weekly()
    old = series.occurrences[2]
    moved = replace(old, starts_at=old.starts_at + timedelta(hours=2), ends_at=old.ends_at + timedelta(hours=2), sequence=1)
    after = replace(series, occurrences=(*series.occurrences[:2], moved, *series.occurrences[3:]))
    told = events(write_message(REQUEST, after, (moved,), now=NOW))
    assert len(told) == 1
    assert (told[0]["UID"], told[0]["SEQUENCE"]) == (series.uid, 1)
    assert told[0]["RECURRENCE-ID"].dt.astimezone(UTC) == old.planned_at
    assert "RRULE" not in told[0]
    whole = write_file(after, now=NOW)
    assert spans(whole) == sorted((one.starts_at, one.ends_at) for one in after.occurrences)


def test_one_day_called_off_leaves_the_others_and_the_last_one_takes_the_series_away():
    series = weekly(n=3)
    gone = replace(series.occurrences[1], is_cancelled=True, sequence=1)
    after = replace(series, occurrences=(series.occurrences[0], gone, series.occurrences[2]))
    told = events(write_message(CANCEL, after, (gone,), now=NOW))
    assert [one["RECURRENCE-ID"].dt.astimezone(UTC) for one in told] == [gone.planned_at]
    assert len(spans(write_file(after, now=NOW))) == 2
    nothing = replace(after, occurrences=tuple(replace(one, is_cancelled=True, sequence=2) for one in after.occurrences))
    told = events(write_message(CANCEL, nothing, nothing.occurrences, now=NOW))
    assert len(told) == 1
    assert "RECURRENCE-ID" not in told[0]
    assert told[0]["SEQUENCE"] == 2


def test_a_feed_holds_what_is_to_come_and_not_what_was_called_off():
    gone = replace(entry(occurrence(at(2026, 12, 3, 9), is_cancelled=True)), uid="mentes-8@mentes.example.org")
    said = icalendar.Calendar.from_ical(write_feed([entry(), gone, weekly()], name="Mentes", now=NOW))
    assert "METHOD" not in said
    assert str(said["X-WR-CALNAME"]) == "Mentes"
    assert len(said.walk("VEVENT")) == 2
    assert len(said.walk("VTIMEZONE")) == 1


@pytest.mark.parametrize(
    "zone",
    ["Europe/Madrid", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu",
     "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Asia/Gaza", "Europe/Dublin"],
)  # fmt: skip
def test_the_rules_of_a_zone_agree_with_the_database_at_every_week_of_two_years(zone):
    lines = ["BEGIN:VCALENDAR", *zone_lines(zone, first_year=2026, last_year=2027), "END:VCALENDAR", ""]
    text = "\r\n".join(line.replace(zone, "Own Zone") if line.startswith("TZID") else line for line in lines)
    theirs = vobject.readOne(text).vtimezone.gettzinfo()
    zoned, at_noon = ZoneInfo(zone), datetime(2026, 1, 3, 12, tzinfo=UTC).replace(tzinfo=None)
    for week in range(104):
        wall = at_noon + timedelta(weeks=week)
        assert theirs.utcoffset(wall) == zoned.utcoffset(wall), wall
