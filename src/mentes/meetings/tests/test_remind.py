"""Reminders: a day and an hour before, exactly once, and never for a time that no longer holds."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mentes.meetings.actions import cancel, i_am_here, move, remind
from mentes.meetings.models import Meeting
from mentes.meetings.tests.test_book import HOUR, THURSDAY, hour, pair  # noqa: F401
from mentes.people.letters import word
from mentes.people.models import Letter
from mentes.testing import make_person

DAY = dt.timedelta(days=1)


def reminders() -> int:
    return Letter.objects.filter(kind="meeting_reminder").count()


def test_both_hear_a_day_and_an_hour_before_and_not_again(pair):  # noqa: F811
    hour(pair)
    assert remind(THURSDAY - DAY - dt.timedelta(minutes=1)) == 0
    assert remind(THURSDAY - DAY) == 2
    for minutes in range(0, 24 * 60, 47):
        remind(THURSDAY - DAY + dt.timedelta(minutes=minutes))
    assert reminders() == 4
    assert remind(THURSDAY) == 0


def test_who_booked_within_the_day_hears_the_hour_alone(pair):  # noqa: F811
    (meeting,) = hour(pair)
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=THURSDAY - 5 * HOUR)
    assert remind(THURSDAY - 4 * HOUR) == 0
    assert remind(THURSDAY - HOUR) == 2


def test_after_a_night_without_a_worker_one_reminder_comes_and_not_two(pair):  # noqa: F811
    hour(pair)
    assert remind(THURSDAY - HOUR / 2) == 2
    assert reminders() == 2


def test_never_for_the_old_time_after_a_move(pair, time_machine):  # noqa: F811
    (meeting,) = hour(pair)
    remind(THURSDAY - DAY)
    letters = list(Letter.objects.filter(kind="meeting_reminder"))
    time_machine.move_to(THURSDAY - DAY, tick=False)
    assert all(word(letter) for letter in letters)
    move(meeting, starts_at=THURSDAY + 2 * DAY, by=pair[0], now=THURSDAY - DAY)
    assert [word(letter) for letter in letters] == [None, None]
    assert remind(THURSDAY - HOUR) == 0
    assert remind(THURSDAY + DAY) == 2  # a day before the new one
    assert reminders() == 4


def test_never_after_it_was_called_off_or_has_begun(pair, time_machine):  # noqa: F811
    (meeting,) = hour(pair)
    remind(THURSDAY - DAY)
    letter = Letter.objects.filter(kind="meeting_reminder").first()
    time_machine.move_to(THURSDAY + HOUR / 6, tick=False)
    assert word(letter) is None
    time_machine.move_to(THURSDAY - DAY, tick=False)
    cancel(meeting, by=pair[1], now=THURSDAY - DAY)
    assert word(letter) is None
    assert remind(THURSDAY - HOUR) == 0


def test_who_is_here_already_is_left_in_peace(pair):  # noqa: F811
    (meeting,) = hour(pair)
    i_am_here(meeting, by=pair[0], now=THURSDAY - HOUR / 6)
    assert remind(THURSDAY - HOUR / 12) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once():
    people = make_person("Ama Owusu"), make_person("Rosa Quispe")
    hour(people)

    def work(_n):
        try:
            return remind(THURSDAY - DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(work, range(8)))
    assert (sum(counts), reminders()) == (2, 2)
