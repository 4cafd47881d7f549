"""Moving and calling off: one or all that follow, the wall clock kept, nobody's hour held for nothing."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel, cancel_meetings, move
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.tests.test_book import ABOUT, HOUR, THURSDAY, hour, pair  # noqa: F401
from mentes.meetings.wall import wall, zone_of
from mentes.people.letters import word
from mentes.people.models import Letter
from mentes.testing import NOW, make_person

DAY = dt.timedelta(days=1)


def spans():
    return list(Seat.objects.live().order_by("during").values_list("during", flat=True).distinct())


def test_a_moved_meeting_takes_both_seats_along_and_frees_the_old_hour(pair):  # noqa: F811
    (meeting,) = hour(pair)
    move(meeting, starts_at=THURSDAY + DAY, by=pair[1], now=NOW)
    assert [(span.lower, span.upper) for span in spans()] == [(THURSDAY + DAY, THURSDAY + DAY + HOUR)]
    hour(pair)  # the old one


def test_half_an_hour_later_may_overlap_itself(pair):  # noqa: F811
    (meeting,) = hour(pair)
    (moved,) = move(meeting, starts_at=THURSDAY + HOUR / 2, by=pair[0], now=NOW, minutes=30)
    assert (moved.starts_at, moved.minutes, moved.sequence) == (THURSDAY + HOUR / 2, 30, 1)


def test_those_that_follow_go_along_by_days_and_wall_clock(pair):  # noqa: F811
    meetings = hour(pair, repeat="weekly", times=5, time_zone="Europe/Lisbon")
    move(meetings[2], starts_at=meetings[2].starts_at + DAY - 2 * HOUR, by=pair[0], now=NOW, following=True)
    zone = zone_of("Europe/Lisbon")
    starts = Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [wall(start, zone).strftime("%a %d %H:%M") for start in starts] == [
        "Thu 05 16:00",
        "Thu 12 16:00",
        "Fri 20 14:00",
        "Fri 27 14:00",
        "Fri 03 14:00",  # summer time by then
    ]


def test_a_row_moved_onto_itself_is_no_clash(pair):  # noqa: F811
    meetings = hour(pair, repeat="weekly", times=3)
    move(meetings[0], starts_at=meetings[1].starts_at, by=pair[0], now=NOW, following=True)
    assert Seat.objects.live().count() == 6


def test_moving_onto_somebody_elses_hour_is_refused_and_leaves_all_as_it_was(pair):  # noqa: F811
    dov = make_person("Dov Adler")
    (meeting,) = hour(pair)
    book(about=ABOUT, people=(dov, pair[1]), starts_at=THURSDAY + DAY, minutes=60, by=dov, now=NOW)
    with pytest.raises(Refused, match="Rosa is not free"):
        move(meeting, starts_at=THURSDAY + DAY + HOUR / 2, by=pair[0], now=NOW)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (THURSDAY, 0)
    assert Seat.objects.live().count() == 4


def test_a_stranger_changes_nothing(pair):  # noqa: F811
    (meeting,) = hour(pair)
    dov = make_person("Dov Adler")
    for act in (lambda: move(meeting, starts_at=THURSDAY + DAY, by=dov, now=NOW), lambda: cancel(meeting, by=dov, now=NOW)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 403


def test_what_has_begun_stays(pair):  # noqa: F811
    (meeting,) = hour(pair)
    for act in (move, cancel):
        more = {"starts_at": THURSDAY + DAY} if act is move else {}
        with pytest.raises(Refused, match="has begun"):
            act(meeting, by=pair[0], now=THURSDAY, **more)


@pytest.mark.parametrize(("hours", "late"), [(24, False), (23.9, True)])
def test_less_than_a_day_before_is_late(pair, hours, late):  # noqa: F811
    (meeting,) = hour(pair)
    (gone,) = cancel(meeting, by=pair[0], now=THURSDAY - hours * HOUR, reason="  A market\nday ")
    assert (gone.is_late, gone.cancel_reason, gone.cancelled_by) == (late, "A market day", pair[0])


def test_the_whole_row_is_called_off_in_one_letter_each(pair):  # noqa: F811
    meetings = hour(pair, repeat="weekly", times=4)
    cancel(meetings[1], by=pair[0], now=NOW, following=True)
    assert list(Meeting.objects.order_by("starts_at").values_list("state", flat=True)) == ["booked"] + ["cancelled"] * 3
    assert Letter.objects.filter(kind="meeting_cancelled").count() == 2


def test_when_a_match_ends_all_that_is_to_come_is_gone_and_what_was_stays(pair):  # noqa: F811
    meetings = hour(pair, repeat="weekly", times=3)
    later = meetings[0].ends_at + HOUR
    other = make_person("Dov Adler")
    book(about=ABOUT.__class__(int=7), people=(pair[0], other), starts_at=THURSDAY + DAY, minutes=30, by=other, now=NOW)
    n_letters = Letter.objects.count()
    assert len(cancel_meetings(about=ABOUT, now=later)) == 2
    assert cancel_meetings(about=ABOUT, now=later) == []
    assert Meeting.objects.about(ABOUT).booked().count() == 1
    assert Meeting.objects.booked().count() == 2
    assert not any(one.is_late for one in Meeting.objects.all())
    assert Letter.objects.count() == n_letters  # whoever ends it tells


def test_letters_of_the_old_time_say_nothing_any_more(pair):  # noqa: F811
    (meeting,) = hour(pair)
    booked = Letter.objects.get(kind="meeting_booked", person=pair[1])
    assert "11:00" in word(booked)[1]  # Rosa's clock, in Bogotá
    move(meeting, starts_at=THURSDAY + DAY, by=pair[0], now=NOW)
    assert word(booked) is None
    moved = Letter.objects.get(kind="meeting_moved", person=pair[1])
    assert "Friday 6 March 2026, 11:00 to 12:00" in word(moved)[1]
    cancel(meeting, by=pair[0], now=NOW)
    assert word(moved) is None
    assert "Ama has called off" in word(Letter.objects.get(kind="meeting_cancelled", person=pair[1]))[1]
