"""A small share of `mentes bench booking`: clients on connections of their own fight for the same hours; none is given twice."""

import datetime as dt
import uuid
from argparse import Namespace

import pytest
from bench import booking
from django.db import OperationalError, connection

from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel, move
from mentes.meetings.actions.holding import lock_key
from mentes.testing import NOW, make_person

ATTEMPTS, CLIENTS = 240, 12
ABOUT = uuid.UUID(int=24)
THURSDAY = dt.datetime(2026, 3, 5, 16, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_no_hour_is_given_twice_and_nobody_waits_for_somebody_who_waits_for_them(settings):
    settings.MEETING_CHANGES_AN_HOUR = 10_000
    people = [make_person(f"Person {n}") for n in range(6)]
    given = Namespace(attempts=ATTEMPTS, clients=CLIENTS, seed=1, days=6, pause_ms=0)
    results = booking._clients((given, list(range(CLIENTS)), people))
    counts = sum((counter for counter, _times in results), start=type(results[0][0])())
    assert sum(counts.values()) == ATTEMPTS
    assert (counts["deadlock"], counts["error"]) == (0, 0)
    assert min(counts["book"], counts["move"], counts["cancel"], counts["refused"]) > 0, counts
    assert (booking.overlaps(), booking.seats_apart()) == (0, 0)


@pytest.fixture
def somebody_is_booking(transactional_db):
    """Two people whom another connection holds all through the test; whoever waits for them gives up soon, with an error."""
    people = make_person("Ama Owusu"), make_person("Rosa Quispe")
    meetings = [
        book(about=ABOUT, people=people, starts_at=THURSDAY + n * DAY, minutes=60, by=people[0], now=NOW)[0] for n in range(2)
    ]
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            for person in people:
                cursor.execute("select pg_advisory_xact_lock(%s)", [lock_key(person.pk)])
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '200ms'")
        yield people, meetings
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("reset lock_timeout")


def test_who_wants_a_taken_hour_is_refused_without_waiting(somebody_is_booking):
    people, meetings = somebody_is_booking
    with pytest.raises(Refused, match="You are in another meeting on Thursday"):
        book(about=ABOUT, people=people, starts_at=THURSDAY, minutes=30, by=people[0], now=NOW)
    with pytest.raises(Refused, match="Rosa is not free on Friday"):
        move(meetings[0], starts_at=THURSDAY + DAY, by=people[0], now=NOW)


def test_who_changes_something_waits(somebody_is_booking):
    people, meetings = somebody_is_booking
    with pytest.raises(OperationalError, match="lock timeout"):
        book(about=ABOUT, people=people, starts_at=THURSDAY + 5 * DAY, minutes=30, by=people[0], now=NOW)
    with pytest.raises(OperationalError, match="lock timeout"):
        move(meetings[0], starts_at=THURSDAY + 5 * DAY, by=people[0], now=NOW)
    with pytest.raises(OperationalError, match="lock timeout"):
        cancel(meetings[0], by=people[0], now=NOW)
