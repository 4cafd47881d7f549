"""Clocks that jump: skipped and repeated hours, days of 23 and 25 hours, series across the change."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.meetings.free_time import DayOff, by_weekday, common, merged, open_hours, starts_in, without
from mentes.meetings.repeats import starts_of
from mentes.meetings.wall import edge, instant, wall

NEW_YORK, BEIRUT, ACCRA = ZoneInfo("America/New_York"), ZoneInfo("Asia/Beirut"), ZoneInfo("Africa/Accra")
JUMP, BACK = dt.date(2026, 3, 8), dt.date(2026, 11, 1)  # New York, at 02:00


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text + "+00:00")


def test_a_skipped_time_is_read_with_the_offset_before_the_gap_and_a_repeated_one_is_the_first():
    """RFC 5545, 3.3.5, its own examples: 02:30 on the day of the jump is 03:30; 01:30 on the day back is the daylight one."""
    assert wall(instant(JUMP, 150, NEW_YORK), NEW_YORK) == dt.datetime.fromisoformat("2026-03-08T03:30")
    assert instant(BACK, 90, NEW_YORK) == at("2026-11-01T05:30:00")


def test_the_edge_of_a_span_in_the_gap_is_the_jump_itself():
    for minute in (120, 121, 150, 179):
        assert edge(JUMP, minute, NEW_YORK) == at("2026-03-08T07:00:00")
    assert edge(JUMP, 119, NEW_YORK) == at("2026-03-08T06:59:00")
    assert edge(JUMP, 180, NEW_YORK) == at("2026-03-08T07:00:00")


def test_a_gap_at_midnight_is_met_as_well():
    """In Beirut the clock jumps from 00:00 to 01:00."""
    assert edge(dt.date(2026, 3, 29), 0, BEIRUT) == edge(dt.date(2026, 3, 29), 60, BEIRUT) == at("2026-03-28T22:00:00")


SUNDAY = 6 * 1440


def hours_on(day: dt.date, *spans: tuple[int, int]):
    return open_hours([(SUNDAY + a, SUNDAY + b) for a, b in spans], [], zone=NEW_YORK, first=day, n_days=1)


def test_hours_that_lie_in_the_gap_vanish_and_are_offered_to_nobody():
    assert hours_on(JUMP, (120, 180)) == []
    assert hours_on(JUMP, (60, 240)) == [(at("2026-03-08T06:00:00"), at("2026-03-08T08:00:00"))]  # two hours, not three


def test_a_day_of_25_hours_has_the_hours_its_clock_shows():
    assert hours_on(BACK, (0, 1440)) == [(at("2026-11-01T04:00:00"), at("2026-11-02T05:00:00"))]
    assert hours_on(BACK, (60, 180)) == [(at("2026-11-01T05:00:00"), at("2026-11-01T08:00:00"))]  # 01:00 to 03:00: three hours


def test_a_series_keeps_its_hour_on_the_wall_across_the_change():
    starts = starts_of(at("2026-03-19T15:00:00"), repeat="weekly", times=4, zone=BEIRUT)
    assert [wall(start, BEIRUT).hour for start in starts] == [17] * 4
    assert [start.hour for start in starts] == [15, 15, 14, 14]


@pytest.mark.parametrize(
    ("first", "days"),
    [
        ("2026-01-29", ["2026-01-29", "2026-02-26", "2026-03-26", "2026-04-30"]),  # a fifth Thursday is the last one
        ("2026-01-08", ["2026-01-08", "2026-02-12", "2026-03-12", "2026-04-09"]),  # the second Thursday
    ],
)
def test_monthly_is_the_same_weekday_of_the_month(first, days):
    starts = starts_of(at(f"{first}T10:00:00"), repeat="monthly", times=4, zone=ACCRA)
    assert [start.date().isoformat() for start in starts] == days


def test_an_unknown_repeat_is_refused():
    with pytest.raises(ValueError, match="weekly, fortnightly, monthly"):
        starts_of(at("2026-01-08T10:00:00"), repeat="daily", times=2, zone=ACCRA)


def test_days_that_differ_add_and_take_away():
    monday = dt.date(2026, 3, 2)
    week = [(540, 1020)]
    less = DayOff(monday, 720, 780)
    more = DayOff(monday, 1200, 1260, is_free=True)
    spans = open_hours(week, [less, more], zone=ACCRA, first=monday, n_days=1)
    assert [(low.hour, high.hour) for low, high in spans] == [(9, 12), (13, 17), (20, 21)]
    assert open_hours(week, [DayOff(monday)], zone=ACCRA, first=monday, n_days=1) == []


def test_hours_past_midnight_are_cut_there_and_run_on_into_the_next_day():
    assert by_weekday([(6 * 1440 + 1380, 7 * 1440 + 60)])[6] == [(1380, 1440)]
    assert by_weekday([(6 * 1440 + 1380, 7 * 1440 + 60)])[0] == [(0, 60)]


def test_a_meeting_starts_on_the_quarter_and_fits_in():
    spans = [(at("2026-03-02T09:05:00"), at("2026-03-02T10:20:00"))]
    assert [start.strftime("%H:%M") for start in starts_in(spans, minutes=30)] == ["09:15", "09:45"]
    assert [start.strftime("%H:%M") for start in starts_in(spans, minutes=60)] == ["09:15"]


minutes = st.integers(0, 2000).map(lambda n: at("2026-03-07T00:00:00") + dt.timedelta(minutes=n))
span_lists = st.lists(st.tuples(minutes, minutes), max_size=6)


def covers(spans, instant_) -> bool:
    return any(low <= instant_ < high for low, high in spans)


@given(span_lists, span_lists, minutes)
def test_the_arithmetic_of_spans_says_of_every_minute_what_sets_say(one, other, minute):
    assert covers(merged(one), minute) == covers(one, minute)
    assert covers(without(one, other), minute) == (covers(one, minute) and not covers(other, minute))
    assert covers(common(one, other), minute) == (covers(one, minute) and covers(other, minute))
    for spans in (merged(one), without(one, other), common(one, other)):
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


@given(
    st.sampled_from(["America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Accra"]),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.integers(0, 1439),
)
def test_edges_never_run_backward(name, day, minute):
    zone = ZoneInfo(name)
    assert edge(day, minute, zone) <= edge(day, minute + 1, zone) <= edge(day + dt.timedelta(days=1), 0, zone)
    exists = wall(edge(day, minute, zone), zone)
    assert exists >= dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
