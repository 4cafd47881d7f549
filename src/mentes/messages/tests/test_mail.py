"""Mail about unread messages: by choice, once, and without a word of what was written."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection

from mentes.messages.actions import choose_mail, mark_read, tell_unread, withdraw_message
from mentes.messages.digest import Waiting, is_due, last_morning
from mentes.messages.models import Member
from mentes.messages.tests.conftest import make_talk
from mentes.people import letters
from mentes.people.models import Letter
from mentes.testing import NOW

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def choose(talk, mail: str) -> None:
    choose_mail(Member.objects.get(person=talk.rosa), mail=mail)


def test_after_a_quarter_of_an_hour_unread_one_mail_goes_and_no_second_for_the_same(talk):
    talk.says(talk.ama)
    talk.says(talk.ama)
    assert tell_unread(NOW + 14 * MINUTE) == 0
    assert tell_unread(NOW + 15 * MINUTE) == 1
    assert tell_unread(NOW + 16 * MINUTE) == 0
    assert tell_unread(NOW + 2 * DAY) == 0
    assert Letter.objects.get().person == talk.rosa


def test_at_most_one_an_hour(talk):
    talk.says(talk.ama)
    tell_unread(NOW + 15 * MINUTE)
    talk.says(talk.ama, now=NOW + 20 * MINUTE)
    assert tell_unread(NOW + 40 * MINUTE) == 0
    assert tell_unread(NOW + 75 * MINUTE) == 1


def test_what_was_read_or_taken_back_is_not_told(talk):
    message = talk.says(talk.ama)
    withdraw_message(message, by=talk.ama, now=NOW)
    assert tell_unread(NOW + HOUR) == 0
    talk.says(talk.ama)
    mark_read(Member.objects.get(person=talk.rosa), until=2)
    assert tell_unread(NOW + HOUR) == 0


def test_never_means_never_and_at_once_means_at_once(talk):
    choose(talk, "never")
    talk.says(talk.ama)
    assert tell_unread(NOW + DAY) == 0
    choose(talk, "at_once")
    assert tell_unread(NOW + DAY) == 1
    talk.says(talk.ama, now=NOW + DAY + MINUTE)
    assert tell_unread(NOW + DAY + 2 * MINUTE) == 1


def test_once_a_day_comes_at_eight_by_ones_own_clock(talk):
    talk.rosa.time_zone = "America/Lima"  # five hours behind
    talk.rosa.save()
    choose(talk, "daily")
    talk.says(talk.ama)  # 09:00 UTC, four in the morning in Lima
    assert tell_unread(NOW + 3 * HOUR) == 0
    assert tell_unread(NOW + 4 * HOUR) == 1
    talk.says(talk.ama, now=NOW + 5 * HOUR)
    assert tell_unread(NOW + 23 * HOUR) == 0
    assert tell_unread(NOW + 28 * HOUR) == 1


def test_two_conversations_wait_in_one_mail(talk):
    other = make_talk()
    Member.objects.filter(conversation=other.conversation, person=other.rosa).update(person=talk.rosa)
    talk.says(talk.ama)
    other.says(other.ama)
    assert tell_unread(NOW + HOUR) == 1
    facts = Letter.objects.get().facts
    assert len(facts["members"]) == 2


def test_the_letter_names_people_and_never_what_they_wrote(talk):
    talk.says(talk.ama, "The jar costs forty-five.", files=[talk.file("secret prices.txt")])
    tell_unread(NOW + HOUR)
    subject, body = letters.word(Letter.objects.get())
    assert subject == "Ama has written to you"
    assert f"{settings.PUBLIC_URL}/messages/{talk.conversation.about}/" in body
    for word in ("jar", "forty", "secret", "prices"):
        assert word not in body + subject


def test_a_letter_that_was_overtaken_by_reading_tells_nothing(talk):
    talk.says(talk.ama)
    tell_unread(NOW + HOUR)
    mark_read(Member.objects.get(person=talk.rosa), until=1)
    assert letters.word(Letter.objects.get()) is None


def test_whoever_is_suspended_or_has_no_address_gets_none(talk):
    talk.says(talk.ama)
    talk.rosa.is_active = False
    talk.rosa.save()
    assert tell_unread(NOW + HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_jobs_at_the_same_time_write_one_letter():
    talk = make_talk()
    talk.says(talk.ama)

    def job(_n: int) -> int:
        try:
            return tell_unread(NOW + HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(job, range(6)))
    assert sum(told) == 1
    assert Letter.objects.count() == 1


def test_the_choice_is_made_on_the_page(client, talk):
    client.force_login(talk.rosa)
    client.post(f"{talk.path}mail/", {"mail": "daily"})
    assert Member.objects.get(person=talk.rosa).mail == "daily"
    client.post(f"{talk.path}mail/", {"mail": "hourly"})
    assert Member.objects.get(person=talk.rosa).mail == "daily"
    assert Member.objects.get(person=talk.ama).mail == "soon"


@pytest.mark.parametrize(
    ("zone", "now", "morning"),
    [
        ("UTC", "2026-03-02T07:59", "2026-03-01T08:00"),
        ("UTC", "2026-03-02T08:00", "2026-03-02T08:00"),
        ("Europe/Lisbon", "2026-03-29T10:00", "2026-03-29T07:00"),  # the clock went forward that night
        ("Asia/Kathmandu", "2026-03-02T02:15", "2026-03-02T02:15"),
        ("Nowhere/Land", "2026-03-02T09:00", "2026-03-02T08:00"),
    ],
)
def test_the_last_morning_is_that_of_the_persons_clock(zone, now, morning):
    at = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    assert last_morning(zone, at) == dt.datetime.fromisoformat(morning).replace(tzinfo=dt.UTC)


def test_a_choice_nobody_knows_sends_nothing():
    assert not is_due(Waiting("hourly", NOW - DAY, None), newest_mail_at=None, zone="UTC", now=NOW)
