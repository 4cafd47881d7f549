"""Booking: all or nothing, both people, nobody twice."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel
from mentes.meetings.actions.holding import during, hold_people, lock_key
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Letter
from mentes.testing import NOW, make_person
from mentes.trust.actions import erase_person

ABOUT = uuid.UUID("00000000-0000-4000-8000-00000000abcd")
THURSDAY = dt.datetime(2026, 3, 5, 16, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def pair(db):
    return make_person("Ama Owusu", time_zone="Africa/Accra"), make_person("Rosa Quispe", time_zone="America/Bogota")


def hour(people, at=THURSDAY, **fields):
    fields.setdefault("by", people[0])
    return book(about=fields.pop("about", ABOUT), people=people, starts_at=at, minutes=60, now=NOW, **fields)


def test_a_meeting_gives_both_a_seat_for_its_time(pair):
    (meeting,) = hour(pair)
    assert [seat.person for seat in meeting.seats.all()] == sorted(pair, key=lambda one: str(one.pk))
    assert {(seat.during.lower, seat.during.upper, seat.is_live) for seat in meeting.seats.all()} == {
        (THURSDAY, THURSDAY + HOUR, True)
    }
    assert (meeting.kind, meeting.state, meeting.minutes, meeting.series) == ("pair", "booked", 60, None)


def test_both_hear_once(pair):
    (_meeting,) = hour(pair)
    assert sorted(Letter.objects.values_list("kind", "person__name")) == [
        ("meeting_booked", "Ama Owusu"),
        ("meeting_booked", "Rosa Quispe"),
    ]


def test_nobody_is_booked_twice_whichever_side_it_is(pair):
    dov = make_person("Dov Adler")
    hour(pair)
    for people in ((pair[0], dov), (dov, pair[1])):
        with pytest.raises(Refused):
            hour(people, THURSDAY + HOUR / 2, by=dov)
    assert Meeting.objects.count() == 1
    hour((pair[0], dov), THURSDAY + HOUR)  # one ends as the next begins


def test_whoever_asks_learns_who_is_taken_and_not_by_what(pair):
    dov = make_person("Dov Adler")
    hour(pair, title="Prices of jars")
    with pytest.raises(Refused) as refused:
        hour((dov, pair[1]), by=dov)
    assert "Rosa is not free on Thursday 5 March, 16:00." in refused.value.sentence
    assert "Prices" not in refused.value.sentence
    assert "Ama" not in refused.value.sentence


def test_the_database_refuses_what_code_forgets(pair):
    (_meeting,) = hour(pair)
    other = Meeting.objects.create(about=ABOUT, starts_at=THURSDAY, ends_at=THURSDAY + HOUR, created_at=NOW, changed_at=NOW)
    with pytest.raises(IntegrityError, match="nobody_is_in_two_meetings"), transaction.atomic():
        Seat.objects.create(meeting=other, person=pair[0], during=during((THURSDAY, THURSDAY + HOUR)))
    Seat.objects.create(meeting=other, person=pair[0], during=during((THURSDAY, THURSDAY + HOUR)), is_live=False)


def test_a_series_is_booked_whole_or_not_at_all(pair):
    hour(pair, THURSDAY + dt.timedelta(days=14))
    with pytest.raises(Refused, match="Thursday 19 March"):
        hour(pair, repeat="weekly", times=4)
    assert Meeting.objects.count() == 1


def test_a_series_is_joined_and_keeps_its_time_of_day(pair):
    meetings = hour(pair, repeat="fortnightly", times=3, time_zone="Europe/Lisbon")
    assert [one.starts_at.isoformat() for one in meetings] == [
        "2026-03-05T16:00:00+00:00",
        "2026-03-19T16:00:00+00:00",
        "2026-04-02T15:00:00+00:00",  # summer time in Lisbon since 29 March
    ]
    assert len({one.series for one in meetings}) == 1
    assert Letter.objects.filter(kind="meeting_booked").count() == 2


def test_everything_wrong_is_said_at_once(pair):
    with pytest.raises(Refused) as refused:
        book(about=ABOUT, people=pair[:1], starts_at=NOW, minutes=50, by=pair[0], now=NOW, repeat="daily", times=99)
    sentence = refused.value.sentence
    for part in ("two people", "30, 45 or 60", "weekly", "2 to 26", "has passed"):
        assert part in sentence
    assert refused.value.status == 422


def test_what_is_called_off_is_free_again(pair):
    (meeting,) = hour(pair)
    cancel(meeting, by=pair[1], now=NOW)
    hour(pair)
    assert Seat.objects.live().count() == 2


def test_locks_are_taken_in_one_order_whatever_the_order_of_people(pair, django_assert_num_queries):
    ids = [one.pk for one in pair]
    with django_assert_num_queries(1) as first:
        hold_people(ids)
    with django_assert_num_queries(1) as second:
        hold_people(reversed(ids))
    assert first.captured_queries[0]["sql"] == second.captured_queries[0]["sql"]
    assert len({lock_key(uuid.uuid4()) for _n in range(1000)}) == 1000


def test_whoever_is_erased_leaves_no_meeting_to_come_and_the_other_hears(pair):
    dov = make_person("Dov Adler")
    (meeting,) = hour(pair, title="Prices of jars")
    (three,) = hour((*pair, dov), THURSDAY + dt.timedelta(days=1))
    with time_machine.travel(NOW, tick=False):
        erase_person(pair[0], by=pair[0], now=NOW)
    meeting.refresh_from_db()
    three.refresh_from_db()
    assert (meeting.state, meeting.title, three.state) == ("cancelled", "", "booked")
    assert [seat.person for seat in three.seats.order_by("person__name")] == [dov, pair[1]]
    assert [letter.person for letter in Letter.objects.filter(kind="meeting_cancelled")] == [pair[1]]
    hour((dov, pair[1]), by=dov)  # the hour is free again
