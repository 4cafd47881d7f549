"""The private feed, one meeting's file, and the links: only one's own, only times and titles, gone when it is closed."""

import uuid
from datetime import timedelta

import icalendar
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentes.calendars.actions import end_feed, feed_text, make_feed, person_of_feed, set_choices
from mentes.calendars.models import CalendarChoice
from mentes.meetings.actions import book, cancel, give_reason, say_missing
from mentes.meetings.models import Meeting
from mentes.testing import make_person
from mentes.trust.actions import erase_person

ABOUT = uuid.UUID("00000000-0000-4000-8000-00000000abcd")


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def pair(db):
    cache.clear()
    return make_person("Ama Owusu", time_zone="Europe/Madrid"), make_person("Rosa Quispe", time_zone="America/Lima")


@pytest.fixture
def meeting(pair, now):
    return book(about=ABOUT, people=pair, starts_at=now + timedelta(days=3), minutes=45, by=pair[0], now=now)[0]


def read(client, word: str) -> list[icalendar.Event]:
    answer = client.get(f"/feeds/{word}.ics")
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_feed_needs_no_sign_in_and_holds_ones_own_meetings(pair, meeting, now, client):
    dov = make_person("Dov Adler")
    book(about=ABOUT, people=(pair[1], dov), starts_at=now + timedelta(days=5), minutes=30, by=dov, now=now)
    (event,) = read(client, make_feed(pair[0], now=now))
    assert (event["DTSTART"].dt, str(event["SUMMARY"])) == (meeting.starts_at, "Mentes: Rosa")
    assert not {"ATTENDEE", "ORGANIZER"} & set(event)


def test_many_meetings_take_as_many_queries_as_one(pair, meeting, now, django_assert_num_queries):
    with CaptureQueriesContext(connection) as for_one:
        feed_text(pair[0], now=now)
    for n in range(4):
        at, repeat = meeting.starts_at + timedelta(hours=2 * n + 2), "weekly" if n else ""
        book(about=ABOUT, people=pair, starts_at=at, minutes=30, by=pair[0], now=now, repeat=repeat, times=3)
    with django_assert_num_queries(len(for_one) + 1):  # one more for all series together, whose set is empty at first
        text = feed_text(pair[0], now=now)
    assert (text.count("SUMMARY:Mentes: Rosa"), text.count("RRULE:FREQ=WEEKLY")) == (5, 3)


def test_it_is_kept_by_nobody_on_the_way(pair, meeting, now, client):
    answer = client.get(f"/feeds/{make_feed(pair[0], now=now)}.ics")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_new_address_and_a_closed_feed_void_the_old_one(pair, now, client):
    first = make_feed(pair[0], now=now)
    second = make_feed(pair[0], now=now)
    assert person_of_feed(first) is None
    assert person_of_feed(second) == pair[0]
    end_feed(pair[0], now=now)
    assert client.get(f"/feeds/{second}.ics").status_code == 404


def test_the_word_lies_nowhere_in_the_open(pair, now):
    word = make_feed(pair[0], now=now)
    with connection.cursor() as cursor:
        cursor.execute("select feed_word, feed_hash from calendars_calendarchoice")
        assert word not in " ".join(cursor.fetchone())
    assert CalendarChoice.objects.get().feed_word == word


def test_wrong_words_are_counted_and_end_in_a_wall(pair, now, client):
    answers = [client.get(f"/feeds/{number}nonsense.ics").status_code for number in range(7)]
    assert answers[:5] == [404] * 5
    assert answers[-1] == 429


def test_whoever_asks_too_often_waits(pair, now, client):
    word = make_feed(pair[0], now=now)
    answers = {client.get(f"/feeds/{word}.ics").status_code for _ in range(121)}
    assert answers == {200, 429}


def test_somebody_suspended_or_erased_has_no_feed(pair, meeting, now, client):
    word = make_feed(pair[0], now=now)
    pair[0].is_active = False
    pair[0].save()
    assert person_of_feed(word) is None
    other = make_feed(pair[1], now=now)
    erase_person(pair[1], by=pair[1], now=now)
    assert person_of_feed(other) is None


def test_titles_are_of_ones_own_choosing_and_hold_nothing_that_was_said(pair, meeting, now, client):
    word = make_feed(pair[0], now=now)
    set_choices(pair[0], wants_invitations=True, title="Busy")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(minutes=15))
    say_missing(meeting, person=pair[1], by=pair[0], now=now)
    give_reason(meeting, by=pair[1], reason="ill", words="private words", now=now)
    answer = client.get(f"/feeds/{word}.ics").content.decode()
    assert "SUMMARY:Busy" in answer
    assert "Rosa" not in answer
    assert "private words" not in answer


def test_what_was_called_off_leaves_the_feed(pair, meeting, now, client):
    word = make_feed(pair[0], now=now)
    cancel(meeting, by=pair[1], now=now)
    assert read(client, word) == []


def test_the_file_and_the_links_are_for_those_who_meet(pair, meeting, client):
    for path in (f"/meetings/{meeting.pk}/calendar/", f"/meetings/{meeting.pk}/calendar.ics"):
        client.force_login(make_person("Dov Adler"))
        assert client.get(path).status_code == 404
        client.force_login(pair[1])
        assert client.get(path).status_code == 200
    answer = client.get(f"/meetings/{meeting.pk}/calendar.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == meeting.starts_at
    page = client.get(f"/meetings/{meeting.pk}/calendar/").content.decode()
    stamp = f"{meeting.starts_at:%Y%m%dT%H%M%SZ}"
    assert f"dates={stamp}%2F" in page
    assert "outlook.live.com/calendar/0/deeplink/compose?" in page


def test_what_was_called_off_is_not_offered(pair, meeting, now, client):
    cancel(meeting, by=pair[1], now=now)
    client.force_login(pair[0])
    assert "calendar.google.com" not in client.get(f"/meetings/{meeting.pk}/calendar/").content.decode()


def test_the_page_shows_the_address_and_two_buttons_are_enough(pair, now, client):
    client.force_login(pair[0])
    assert client.post("/me/calendars/feed/new/").status_code == 302
    word = CalendarChoice.objects.get().feed_word
    assert f"/feeds/{word}.ics" in client.get("/me/calendars/").content.decode()
    client.post("/me/calendars/feed/end/")
    assert "/feeds/" not in client.get("/me/calendars/").content.decode()
