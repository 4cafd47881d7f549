"""Whoever changes meetings again and again sends a letter each time: within an hour that has an end."""

import datetime as dt

import pytest
from django.urls import reverse

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel, cancel_meetings, move
from mentes.meetings.models import Meeting
from mentes.meetings.tests.test_book import ABOUT, HOUR, THURSDAY, hour, pair  # noqa: F401
from mentes.people.models import Letter
from mentes.testing import NOW, make_person

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def most(settings):
    settings.MEETING_CHANGES_AN_HOUR = 3
    return 3


def change(pair, n, now=NOW, by=0):  # noqa: F811
    return book(about=ABOUT, people=pair, starts_at=THURSDAY + n * HOUR, minutes=60, by=pair[by], now=now)


def test_three_changes_of_any_kind_are_enough_and_the_page_says_until_when(pair, most):  # noqa: F811
    (meeting,) = change(pair, 0, NOW - 50 * MINUTE)
    move(meeting, starts_at=THURSDAY + HOUR, by=pair[0], now=NOW - 40 * MINUTE)
    cancel(meeting, by=pair[0], now=NOW - 30 * MINUTE)
    n_letters = Letter.objects.count()
    for doing in (
        lambda: change(pair, 5),
        lambda: move(change(pair, 6, by=1)[0], starts_at=THURSDAY, by=pair[0], now=NOW),
        lambda: cancel(change(pair, 7, by=1)[0], by=pair[0], now=NOW),
    ):
        with pytest.raises(Refused, match=r"meetings with Rosa 3 times.*Go on from 09:10\.") as refused:
            doing()
        assert refused.value.status == 429
    # Rosa's own two went out, to both; nothing else did.
    assert Letter.objects.count() == n_letters + 4
    change(pair, 5, NOW + 10 * MINUTE)


def test_the_others_changes_and_those_with_others_are_counted_apart(pair, most):  # noqa: F811
    dov = make_person("Dov Adler")
    for n in range(most):
        change(pair, n)
    change((pair[0], dov), 10)
    change(pair, 11, by=1)
    with pytest.raises(Refused, match="meetings with Rosa 3 times"):
        change((*pair, dov), 12)


def test_a_row_is_one_change_and_what_was_refused_is_none(pair, most):  # noqa: F811
    meetings = hour(pair, repeat="weekly", times=5)
    for _n in range(5):
        with pytest.raises(Refused, match="another meeting"):
            hour(pair)
    move(meetings[0], starts_at=THURSDAY + HOUR, by=pair[0], now=NOW, following=True)
    cancel(meetings[0], by=pair[0], now=NOW, following=True)
    assert not Meeting.objects.booked().exists()


def test_the_house_may_call_off_as_many_as_there_are_and_nought_lifts_it(pair, most, settings):  # noqa: F811
    for n in range(most):
        change(pair, n)
    assert len(cancel_meetings(about=ABOUT, now=NOW, by=pair[0])) == most
    settings.MEETING_CHANGES_AN_HOUR = 0
    change(pair, 9)


def test_the_pages_say_it_and_what_was_typed_is_still_there(pair, most, client):  # noqa: F811
    client.force_login(pair[0])
    now = clock.now()
    day = now.replace(hour=12, minute=0) + 3 * 24 * HOUR
    for n in range(most):
        (meeting,) = book(about=ABOUT, people=pair, starts_at=day + n * HOUR, minutes=60, by=pair[0], now=now)
    page = client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "A market day"})
    assert page.status_code == 429
    assert "3 times, and each change sends a letter" in page.text
    assert "A market day" in page.text
    page = client.post(reverse("meetings:move", args=[meeting.pk]), {"at": f"{day + 5 * HOUR:%Y%m%dT%H%MZ}", "minutes": "60"})
    assert (page.status_code, Meeting.objects.booked().count()) == (429, most)
    assert "3 times, and each change sends a letter" in page.text
