"""Being there, ten minutes' grace, and who was missing: both sides alike, and one time is nobody's business."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.meetings.absences import often_missing
from mentes.meetings.actions import give_reason, i_am_here, say_held, say_missing
from mentes.meetings.models import Meeting
from mentes.meetings.tests.test_book import ABOUT, HOUR, THURSDAY, hour, pair  # noqa: F401
from mentes.testing import make_person

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def met(pair):  # noqa: F811
    return hour(pair)[0]


def test_here_opens_ten_minutes_before_and_two_make_a_meeting(pair, met):  # noqa: F811
    with pytest.raises(Refused, match="ten minutes before"):
        i_am_here(met, by=pair[0], now=THURSDAY - 11 * MINUTE)
    assert i_am_here(met, by=pair[0], now=THURSDAY - 10 * MINUTE).state == "booked"
    i_am_here(met, by=pair[0], now=THURSDAY)  # a second tap
    assert met.seats.get(person=pair[0]).here_at == THURSDAY - 10 * MINUTE
    assert i_am_here(met, by=pair[1], now=THURSDAY + MINUTE).state == "held"


def test_nobody_is_missing_within_the_grace(pair, met):  # noqa: F811
    with pytest.raises(Refused, match="ten minutes first"):
        say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 9 * MINUTE)
    assert say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 10 * MINUTE).state == "missed"
    assert met.seats.get(person=pair[0]).here_at == THURSDAY + 10 * MINUTE  # who says so was there


def test_either_side_says_it_of_the_other_or_of_themselves(pair, met):  # noqa: F811
    say_missing(met, person=pair[0], by=pair[0], now=THURSDAY + HOUR)
    seat = met.seats.get(person=pair[0])
    assert (seat.missing_said_by, seat.here_at) == (pair[0], None)


def test_who_comes_late_was_not_missing(pair, met):  # noqa: F811
    say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 12 * MINUTE)
    assert i_am_here(met, by=pair[1], now=THURSDAY + 20 * MINUTE).state == "held"
    assert met.seats.get(person=pair[1]).missing_at is None


def test_who_says_they_are_here_cannot_be_said_to_be_missing(pair, met):  # noqa: F811
    i_am_here(met, by=pair[1], now=THURSDAY)
    with pytest.raises(Refused, match="Rosa says they were there"):
        say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 15 * MINUTE)


def test_a_reason_may_be_given_within_48_hours_and_not_later(pair, met):  # noqa: F811
    say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 15 * MINUTE)
    with pytest.raises(Refused, match="Choose a reason"):
        give_reason(met, by=pair[1], reason="lazy", now=THURSDAY + HOUR)
    give_reason(met, by=pair[1], reason="ill", words="Fever", now=THURSDAY + 48 * HOUR)
    assert met.seats.get(person=pair[1]).words == "Fever"
    with pytest.raises(Refused, match="48 hours"):
        give_reason(met, by=pair[1], reason="ill", now=THURSDAY + 49 * HOUR)
    with pytest.raises(Refused, match="Nobody has said"):
        give_reason(met, by=pair[0], reason="ill", now=THURSDAY + HOUR)


def test_a_word_within_48_hours_after_the_end_and_not_later(pair, met):  # noqa: F811
    assert met in Meeting.objects.unsaid(THURSDAY + 2 * HOUR)
    assert say_held(met, by=pair[0], now=THURSDAY + 49 * HOUR).state == "held"
    with pytest.raises(Refused, match="48 hours"):
        say_missing(met, person=pair[1], by=pair[0], now=THURSDAY + 50 * HOUR)


def test_a_stranger_says_nothing(met):
    dov = make_person("Dov Adler")
    for act in (i_am_here, say_held):
        with pytest.raises(Refused) as refused:
            act(met, by=dov, now=THURSDAY + 10 * MINUTE)
        assert refused.value.status == 403


def missed(people, who, *, days: int, **reason) -> Meeting:
    at = THURSDAY + dt.timedelta(days=days)
    (meeting,) = hour(people, at)
    say_missing(meeting, person=who, by=people[0] if who != people[0] else people[1], now=at + HOUR)
    if reason:
        give_reason(meeting, by=who, now=at + 2 * HOUR, **reason)
    return meeting


@pytest.mark.parametrize("side", [0, 1])
def test_twice_in_90_days_is_told_once_is_not_and_both_sides_count_alike(pair, side):  # noqa: F811
    missed(pair, pair[side], days=0, reason="ill")
    assert often_missing([ABOUT], now=THURSDAY + dt.timedelta(days=10)) == {}
    missed(pair, pair[side], days=20)
    now = THURSDAY + dt.timedelta(days=30)
    assert often_missing([ABOUT], now=now) == {(ABOUT, pair[side].pk): 2}
    assert often_missing([ABOUT], now=THURSDAY + dt.timedelta(days=91)) == {}  # the first lies too far back
    assert often_missing([], now=now) == {}


def test_who_was_there_after_all_is_believed(pair):  # noqa: F811
    missed(pair, pair[1], days=0, reason="was_there")
    missed(pair, pair[1], days=20)
    assert often_missing([ABOUT], now=THURSDAY + dt.timedelta(days=30)) == {}


def test_of_three_one_may_be_missing_and_the_others_have_met(pair):  # noqa: F811
    dov = make_person("Dov Adler")
    (meeting,) = hour((*pair, dov))
    assert meeting.kind == "group"
    i_am_here(meeting, by=pair[0], now=THURSDAY)
    i_am_here(meeting, by=pair[1], now=THURSDAY)
    assert say_missing(meeting, person=dov, by=pair[0], now=THURSDAY + HOUR).state == "held"
