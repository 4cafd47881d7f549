"""Busy times out of calendars of every make; S5: nothing that is fed in breaks the reader or keeps it long."""

import time
from datetime import UTC, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentes.engines.calendars import NotACalendar, read_busy
from mentes.engines.calendars.recurrence import Budget, parse_rule, starts

SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")


def calendar(*parts: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(parts)}END:VCALENDAR\r\n".encode()


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", "SUMMARY:a secret", *lines, "END:VEVENT", ""])


def busy(*parts: str, head: str = "", since=SINCE, until=UNTIL, home=MADRID) -> list[str]:
    found = read_busy(calendar(*parts, head=head), since=since, until=until, home=home)
    return [f"{start:%m-%d %H:%M}-{end:%m-%d %H:%M}" for start, end in found.spans]


def test_an_hour_in_utc_in_a_zone_and_floating():
    assert busy(event("UID:1", "DTSTART:20261105T090000Z", "DTEND:20261105T100000Z")) == ["11-05 09:00-11-05 10:00"]
    assert busy(event("UID:1", "DTSTART;TZID=America/Lima:20261105T090000", "DURATION:PT45M")) == ["11-05 14:00-11-05 14:45"]
    assert busy(event("UID:1", "DTSTART:20261105T090000", "DTEND:20261105T100000")) == ["11-05 08:00-11-05 09:00"]
    in_lima = busy(event("UID:1", "DTSTART:20261105T090000", "DTEND:20261105T100000"), head="X-WR-TIMEZONE:America/Lima\r\n")
    assert in_lima == ["11-05 14:00-11-05 15:00"]


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("W. Europe Standard Time", "08:00"),
        ('"W. Europe Standard Time"', "08:00"),
        ("Eastern Standard Time", "14:00"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "08:00"),
        ("/softwarestudio.org/Olson_20011030_5/America/New_York", "14:00"),
        ("No/Such", "08:00"),
    ],
)
def test_zones_as_programs_spell_them(name, hours):
    assert busy(event("UID:1", f"DTSTART;TZID={name}:20261105T090000", "DURATION:PT1H"))[0].startswith(f"11-05 {hours}")


OWN_ZONE = """BEGIN:VTIMEZONE\r
TZID:Customized Time Zone\r
BEGIN:STANDARD\r
DTSTART:16011025T030000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010325T020000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
END:VTIMEZONE\r
"""


def test_a_zone_of_the_calendars_own_making_follows_its_rules():
    before = event("UID:1", "DTSTART;TZID=Customized Time Zone:20261020T090000", "DURATION:PT1H")
    after = event("UID:2", "DTSTART;TZID=Customized Time Zone:20261105T090000", "DURATION:PT1H")
    assert busy(OWN_ZONE, before, after) == ["10-20 07:00-10-20 08:00", "11-05 08:00-11-05 09:00"]


def test_two_calendars_with_a_zone_of_the_same_name_do_not_mix():
    other = OWN_ZONE.replace("+0100", "-0500").replace("+0200", "-0400")
    said = event("UID:1", "DTSTART;TZID=Customized Time Zone:20261105T090000", "DURATION:PT1H")
    assert busy(OWN_ZONE, said) == ["11-05 08:00-11-05 09:00"]
    assert busy(other, said) == ["11-05 14:00-11-05 15:00"]
    assert busy(OWN_ZONE, said) == ["11-05 08:00-11-05 09:00"]


def test_a_whole_day_is_that_day_on_its_owners_wall():
    assert busy(event("UID:1", "DTSTART;VALUE=DATE:20261105")) == ["11-04 23:00-11-05 23:00"]
    assert busy(event("UID:1", "DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261027")) == ["10-23 22:00-10-26 23:00"]


@pytest.mark.parametrize(
    "says",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"],
)
def test_what_is_no_busy_time(says):
    assert busy(event("UID:1", "DTSTART:20261105T090000Z", "DTEND:20261105T100000Z", says)) == []


def test_a_week_keeps_its_hour_across_the_change_of_clocks():
    weekly = event("UID:1", "DTSTART;TZID=Europe/Madrid:20261001T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6")
    assert [one[:11] for one in busy(weekly)] == [
        "10-01 16:00", "10-08 16:00", "10-15 16:00", "10-22 16:00", "10-29 17:00", "11-05 17:00",
    ]  # fmt: skip


def test_days_left_out_moved_called_off_and_added():
    series = event(
        "UID:1", "DTSTART;TZID=Europe/Madrid:20261102T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20261106T235959Z",
        "EXDATE;TZID=Europe/Madrid:20261103T090000", "RDATE;TZID=Europe/Madrid:20261110T090000",
        "RDATE;VALUE=PERIOD:20261111T090000Z/PT30M",
    )  # fmt: skip
    moved = event("UID:1", "RECURRENCE-ID;TZID=Europe/Madrid:20261104T090000", "DTSTART:20261104T160000Z", "DURATION:PT1H")
    off = event("UID:1", "RECURRENCE-ID:20261105T080000Z", "DTSTART:20261105T080000Z", "DURATION:PT1H", "STATUS:CANCELLED")
    assert [one[:11] for one in busy(series, moved, off)] == [
        "11-02 08:00", "11-04 16:00", "11-06 08:00", "11-10 08:00", "11-11 09:00",
    ]  # fmt: skip


def test_free_busy_of_a_server():
    said = "BEGIN:VFREEBUSY\r\nFREEBUSY;FBTYPE=BUSY:20261105T090000Z/PT1H,20261106T090000Z/20261106T093000Z\r\n"
    said += "FREEBUSY;FBTYPE=FREE:20261107T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    assert busy(said) == ["11-05 09:00-11-05 10:00", "11-06 09:00-11-06 09:30"]


def test_what_overlaps_or_touches_is_one_and_the_window_cuts():
    parts = [
        event(f"UID:{n}", f"DTSTART:202611{day}T{at}Z", "DURATION:PT1H")
        for n, (day, at) in enumerate([("05", "090000"), ("05", "093000"), ("05", "103000"), ("30", "235900")])
    ]
    assert busy(*parts, until=datetime(2026, 12, 1, tzinfo=UTC)) == ["11-05 09:00-11-05 11:30", "11-30 23:59-12-01 00:00"]


def test_our_own_meetings_in_it_are_passed_over():
    own = event("UID:mentes-7@example.org", "DTSTART:20261105T090000Z", "DURATION:PT1H")
    found = read_busy(calendar(own), since=SINCE, until=UNTIL, home=MADRID, is_own=lambda uid: uid.startswith("mentes-"))
    assert (found.spans, found.n_events) == ((), 0)


def test_an_event_that_makes_no_sense_is_counted_and_the_rest_is_read():
    senseless = [
        event("UID:1", "DTSTART:yesterday"), event("UID:2"), event("UID:3", "DTSTART:20261105T090000Z", "DTEND:20261104T090000Z"),
        event("UID:4", "DTSTART:20261105T090000Z", "RRULE:FREQ=SECONDLY"), event("UID:5", "DTSTART:20261105T090000Z", "RRULE:x"),
        event("UID:6", "DTSTART:20261105T090000Z", "RRULE:FREQ=YEARLY;BYWEEKNO=20"),
        event("UID:7", "DTSTART:20261105T090000Z", "DURATION:P90000D"),
    ]  # fmt: skip
    good = event("UID:8", "DTSTART:20261105T090000Z", "DURATION:PT1H")
    found = read_busy(calendar(*senseless, good), since=SINCE, until=UNTIL, home=MADRID)
    assert (len(found.spans), found.n_events, found.n_unread) == (1, 8, 7)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \r\n", "empty"),
        (b"<html><body>Sign in</body></html>", "calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261105T090000Z\r\n", "calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"x" * (1024 * 1024 + 1), "large"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:A\r\n" * 10, "deep"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:A\r\nEND:A\r\n" * 30_000, "many"),
    ],
)
def test_what_is_no_calendar_is_refused_whole(data, code):
    with pytest.raises(NotACalendar) as found:
        read_busy(data, since=SINCE, until=UNTIL, home=MADRID)
    assert found.value.code == code


BOMBS = [
    "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "RRULE:FREQ=SECONDLY",
    "RRULE:FREQ=MINUTELY;INTERVAL=1", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=DAILY;COUNT=999999999",
    "RRULE:FREQ=WEEKLY;INTERVAL=99999999999999999999", "RRULE:FREQ=YEARLY;BYDAY=53MO", "RRULE:FREQ=MONTHLY;BYSETPOS=300;BYDAY=MO",
    "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
    "RRULE:FREQ=DAILY;BYMONTHDAY=" + ",".join(["31"] * 5000), "RDATE:" + ",".join(["20261105T090000Z"] * 900),
]  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_no_rule_keeps_the_reader_long(bomb):
    """A hundred of each, from long ago on: processor time, not wall time, since the machine may be busy."""
    parts = [event(f"UID:{n}", "DTSTART:19700101T090000Z", "DURATION:PT1H", bomb) for n in range(100 if len(bomb) < 5000 else 5)]
    began = time.process_time()
    read_busy(calendar(*parts), since=SINCE, until=UNTIL, home=MADRID)
    assert time.process_time() - began < 5


def test_a_thousand_years_of_days_for_every_event_end_at_the_budget():
    parts = [event(f"UID:{n}", "DTSTART:00010101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=99999") for n in range(2000)]
    began = time.process_time()
    found = read_busy(calendar(*parts), since=SINCE, until=UNTIL, home=MADRID)
    assert found.n_unread > 1900
    assert time.process_time() - began < 10


# --- against another reader -------------------------------------------------------------------------------------------------

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@st.composite
def rules(draw) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        parts.append(f"BYMONTH={','.join(map(str, sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=4)))))}")
    days = draw(st.sets(st.sampled_from(WEEKDAYS), max_size=3))
    if days:
        which = draw(st.sampled_from(["", "1", "2", "-1", "4"])) if frequency in ("MONTHLY", "YEARLY") else ""
        parts.append("BYDAY=" + ",".join(which + day for day in sorted(days)))
    if frequency in ("MONTHLY", "YEARLY") and not any(sign in parts[-1] for sign in "124") and draw(st.booleans()):
        numbers = draw(st.lists(st.sampled_from([1, 5, 13, 28, -1, -2]), min_size=1, max_size=3))
        parts.append(f"BYMONTHDAY={','.join(map(str, numbers))}")
    # Only what does come: the other reader looks for what never does until the year 9999.
    if frequency == "YEARLY" and len(parts) == 2 and draw(st.booleans()):
        parts.append(f"BYYEARDAY={draw(st.sampled_from(['1', '60', '366', '-1', '100,200']))}")
    if (days or "BYMONTHDAY" in parts[-1]) and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    end = draw(st.sampled_from(["", "COUNT=7", "COUNT=40", "UNTIL=20261115T120000"]))
    parts += [end] if end else []
    parts += [f"WKST={draw(st.sampled_from(['MO', 'SU']))}"] if frequency == "WEEKLY" else []
    return ";".join(parts)


def wall(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC).replace(tzinfo=None)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules(), st.datetimes(wall(2019, 1, 1), wall(2026, 12, 1)).map(lambda at: at.replace(microsecond=0)))
def test_days_are_those_that_another_reader_finds(text, first):
    since, until = wall(2026, 10, 1), wall(2026, 12, 31)
    ours = list(starts(parse_rule(text), first, zone=None, since=since.date(), until=until.date(), budget=Budget(100_000)))
    bounded = text if "UNTIL" in text or "COUNT" in text else f"{text};UNTIL=20280101T000000"
    theirs = takewhile(lambda one: one.date() <= until.date(), rrulestr(bounded, dtstart=first))
    assert ours == [one for one in theirs if one.date() >= since.date()]


# --- fuzz -------------------------------------------------------------------------------------------------------------------

WHOLE = calendar(
    OWN_ZONE,
    event("UID:1", "DTSTART;TZID=Europe/Madrid:20261102T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20261106T235959Z",
          "EXDATE;TZID=Europe/Madrid:20261103T090000", "RDATE;VALUE=PERIOD:20261111T090000Z/PT30M"),
    event("UID:1", "RECURRENCE-ID;TZID=Europe/Madrid:20261104T090000", "DTSTART:20261104T160000Z", "DTEND:20261104T170000Z"),
    event("UID:2", "DTSTART;TZID=Customized Time Zone:20261105T090000", "DURATION:PT1H"),
).decode()  # fmt: skip
LINES = """BEGIN:VEVENT END:VEVENT BEGIN:VCALENDAR END:VCALENDAR DTSTART:20261105T090000Z DTSTART;VALUE=DATE:20261105 RRULE:
DTEND:99991231T235959Z DTSTART:00010101T000000Z DTSTART;TZID=Asia/Tokyo:00010101T000000 DURATION:-P1W DURATION:P RRULE:FREQ=
RRULE:FREQ=DAILY RRULE:FREQ=YEARLY;BYDAY=0MO RRULE:FREQ=DAILY;UNTIL= EXDATE: RDATE:,, RDATE;VALUE=PERIOD:20261105T090000Z/
RECURRENCE-ID:x TZID: TZOFFSETTO:+9999 TZOFFSETFROM:-0000 BEGIN:VTIMEZONE END:VTIMEZONE BEGIN:STANDARD END:STANDARD : ; ;=
FREEBUSY:/ DTSTART;TZID DTSTART;=:x DTSTART;TZID=" X-WR-TIMEZONE:../../etc/passwd BEGIN:VFREEBUSY END:VFREEBUSY"""
WORDS = st.sampled_from([*LINES.split(), "X-WR-TIMEZONE:\x00", " folded", "\tfolded"])


def harmless(data: bytes) -> None:
    try:
        found = read_busy(data, since=SINCE, until=UNTIL, home=MADRID)
    except NotACalendar:
        return
    assert all(SINCE <= start < end <= UNTIL for start, end in found.spans)
    assert all(one[1] < two[0] for one, two in zip(found.spans, found.spans[1:], strict=False))


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_lines_in_any_order_break_nothing(lines):
    harmless(calendar("\r\n".join(lines) + "\r\n"))
    harmless(calendar(event(*lines)))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.text(max_size=20))
def test_a_calendar_with_a_piece_cut_out_or_put_in_breaks_nothing(at, length, put):
    harmless((WHOLE[:at] + put + WHOLE[at + length :]).encode(errors="surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_break_nothing(data):
    harmless(data)
    harmless(calendar(event("DTSTART:20261105T090000Z")) + data)
