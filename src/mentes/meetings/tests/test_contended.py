"""A small share of `mentes bench booking`: clients on connections of their own fight for the same hours; none is given twice."""

import datetime as dt
import uuid
from argparse import Namespace
from threading import Thread

import pytest
from bench import booking
from django.db import OperationalError, connection, transaction

from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel, move
from mentes.meetings.actions.holding import QUEUE, hold_people, lock_key
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

    assert waiting_or_held() == 0  # who gave up left the queue


def waiting_or_held() -> int:
    """How many connections hold the queue or stand in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where locktype = 'advisory' and (classid::bigint << 32) + objid::bigint = %s", [QUEUE]
        )
        return cursor.fetchone()[0]


def in_a_thread_of_its_own(work) -> Thread:
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_one_long_booking_holds_up_its_own_people_only(somebody_is_booking):
    (ama, rosa), _meetings = somebody_is_booking
    others = make_person("Kofi Mensah"), make_person("Ines Duarte")

    def wait_for_ama():
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '2s'")
        with pytest.raises(OperationalError, match="lock timeout"):
            book(about=ABOUT, people=[ama, rosa], starts_at=THURSDAY + 5 * DAY, minutes=30, by=ama, now=NOW)

    waits = in_a_thread_of_its_own(wait_for_ama)
    try:
        while waits.is_alive() and not waiting_or_held():
            pass  # until the other stands at the head of the queue
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '1500ms'")
        assert book(about=ABOUT, people=others, starts_at=THURSDAY, minutes=30, by=others[0], now=NOW)
        assert waits.is_alive()  # and waits for Ama still
    finally:
        waits.join()
    assert waiting_or_held() == 0


@pytest.mark.django_db(transaction=True)
def test_who_holds_people_may_hold_more_while_others_queue_for_the_first():
    people = [make_person(f"Person {n}") for n in range(3)]
    came = []

    def come_after():
        with transaction.atomic():
            hold_people([people[0].pk])
            came.append("the other")

    with transaction.atomic():
        hold_people([people[0].pk])
        other = in_a_thread_of_its_own(come_after)
        while other.is_alive() and not waiting_or_held():
            pass
        hold_people([people[1].pk, people[2].pk])
        came.append("the first")
    other.join()
    assert came == ["the first", "the other"]
