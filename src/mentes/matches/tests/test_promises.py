"""A promise of waiting: made to who joins now, from enough people before them, shown while they wait, and checked afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentes.matches.actions.promising import promise_waits
from mentes.matches.models import Match, Promise
from mentes.matches.promises import read_calibration
from mentes.programmes.models import Participation
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast():
    cast = Cast()
    Participation.objects.update(joined_at=None)
    return cast


def joined(cast, at, *, told_after=None, name="Esi Boateng", **fields):
    place = make_participation(make_person(name), cast.programme, "mentee", **fields)
    Participation.objects.filter(pk=place.pk).update(joined_at=at)
    if told_after is not None:
        tell(cast, place, at + told_after * DAY)
    return place


def tell(cast, place, at):
    return Match.objects.create(
        programme=cast.programme, mentee=place, mentor=cast.rosa_place, points=1, state="offered", offered_at=at
    )


def ama_joins(cast, now=NOW):
    Participation.objects.filter(pk=cast.ama_place.pk).update(joined_at=now)
    promise_waits(now)
    return Promise.objects.filter(place=cast.ama_place).first()


def test_who_joins_is_told_the_range_of_those_before_them(cast):
    for k in range(1, 11):
        joined(cast, NOW - (60 - k) * DAY, told_after=k)
    promise = ama_joins(cast)
    assert (promise.low_days, promise.high_days, promise.n_waits, promise.group) == (1, 10, 10, "role")
    assert (promise.n_last, promise.n_last_within, promise.at) == (10, 10, NOW)
    assert promise_waits(NOW) == 0
    assert AuditEntry.objects.filter(action="place.promised").count() == 1


def test_a_topic_speaks_before_the_role_where_ten_sought_it(cast):
    for k in range(1, 11):
        joined(cast, NOW - (60 - k) * DAY, told_after=k, seeks={"pricing": 1})
        joined(cast, NOW - (60 - k) * DAY, told_after=k + 20)
    promise = ama_joins(cast)
    assert (promise.group, promise.high_days) == ("topic:pricing", 10)


def test_nothing_is_promised_from_thin_data_or_where_the_far_end_was_never_seen(cast):
    for k in range(1, 10):
        joined(cast, NOW - (60 - k) * DAY, told_after=k)
    assert ama_joins(cast) is None
    for _ in range(15):
        joined(cast, NOW - 20 * DAY)
    assert ama_joins(cast) is None


def test_nothing_is_promised_to_who_joined_long_ago_or_has_heard(cast):
    for k in range(1, 11):
        joined(cast, NOW - (60 - k) * DAY, told_after=k)
    old = joined(cast, NOW - 2 * DAY)
    heard = joined(cast, NOW - DAY / 2, told_after=0)
    assert promise_waits(NOW) == 0
    assert not Promise.objects.filter(place__in=[old, heard]).exists()


def promised(cast, place, at, low=2, high=6):
    Promise.objects.create(place=place, at=at, group="role", low_days=low, high_days=high, n_waits=10, n_last=10, n_last_within=8)


def test_promises_that_have_come_due_are_counted_by_month(cast):
    for days in (1, 3, 6, 9, None):
        promised(cast, joined(cast, NOW - 30 * DAY, told_after=days), NOW - 30 * DAY)
    gone = joined(cast, NOW - 30 * DAY)
    promised(cast, gone, NOW - 30 * DAY)
    Participation.objects.filter(pk=gone.pk).update(status="left")
    promised(cast, joined(cast, NOW - 3 * DAY, told_after=2), NOW - 3 * DAY)
    found = read_calibration(cast.programme, now=NOW)
    assert (found.total.n, found.total.n_kept, found.total.n_early, found.total.n_late, found.n_open) == (5, 2, 1, 2, 1)
    assert [(one.month.month, one.n) for one in found.months] == [(1, 5)]
    low, high = found.total.interval
    assert low < 40 < high


def test_it_is_shown_to_its_person_while_they_wait_and_to_organisers_afterwards(cast, client):
    now = timezone.now()
    Participation.objects.filter(pk=cast.ama_place.pk).update(joined_at=now - DAY)
    promised(cast, cast.ama_place, now - DAY, low=5, high=12)
    client.force_login(cast.ama)
    page = client.get(reverse("home:today")).content.decode()
    assert "within 5 to 12 days" in page
    assert "Of the last 10 who joined, 8 heard" in page
    Participation.objects.filter(pk=cast.ama_place.pk).update(joined_at=now - 20 * DAY)
    assert "within 5 to 12 days" not in client.get(reverse("home:today")).content.decode()
    client.force_login(cast.cleo)
    assert "1 promise has come due" in client.get(reverse("matches:promises", args=[cast.programme.slug])).content.decode()
    client.force_login(cast.ama)
    assert client.get(reverse("matches:promises", args=[cast.programme.slug])).status_code == 404
