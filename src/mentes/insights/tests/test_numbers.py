"""Numbers: nothing of fewer than ten, ranges beside every share, satisfaction never without how many said anything."""

import datetime as dt

import pytest

from mentes.insights.numbers import median_of, read_numbers
from mentes.matches.models import Ending, Farewell, Match
from mentes.matches.tests.people import make_many
from mentes.meetings.models import Meeting
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_person, make_staff


def at(days):
    return NOW + dt.timedelta(days=days)


def season(n):
    """n pairs that began, of which pair k first met on day k, and all but two ended as completed."""
    programme = make_many(n, n)
    Participation.objects.filter(programme=programme).update(joined_at=NOW)
    mentees, mentors = programme.participations.mentees().order_by("pk"), programme.participations.mentors().order_by("pk")
    for k, (mentee, mentor) in enumerate(zip(mentees, mentors, strict=True)):
        match = Match.objects.create(programme=programme, mentee=mentee, mentor=mentor, points=1, state="ended",
                                     offered_at=NOW, started_at=NOW, ended_at=at(60))  # fmt: skip
        Ending.objects.create(match=match, kind="no_fault" if k < 2 else "completed", at=at(60))
        Meeting.objects.create(about=match.pk, starts_at=at(k), ends_at=at(k) + dt.timedelta(hours=1), state="held",
                               created_at=NOW, changed_at=NOW)  # fmt: skip
    return programme


@pytest.mark.django_db
def test_of_fewer_than_ten_nothing_is_told(client):
    programme = season(4)
    numbers = read_numbers(programme, now=at(70))
    said = (numbers.joined, numbers.matched, numbers.met_in_time, numbers.first_meeting, numbers.n_held, numbers.completed)
    assert said == (None,) * 6
    cleo = make_person("Cleo Haddad")
    make_staff(cleo, programme)
    client.force_login(cleo)
    page = client.get(f"/programmes/{programme.slug}/numbers/").content.decode()
    assert page.count("fewer than ten, not shown") == 6


@pytest.mark.django_db
def test_a_season_of_thirty_pairs_by_hand():
    programme = season(30)
    numbers = read_numbers(programme, now=at(70))
    assert (numbers.joined.n, numbers.joined.n_of) == (60, 60)
    assert (numbers.matched.n, numbers.matched.n_of) == (30, 30)
    assert (numbers.met_in_time.n, numbers.met_in_time.n_of) == (22, 30)  # on days 0 to 21
    assert (numbers.first_meeting.median, numbers.first_meeting.n) == (14.5, 30)
    assert numbers.n_held == 30
    assert (numbers.completed.n, numbers.completed.n_of) == (28, 30)
    assert (numbers.satisfaction.n_said, numbers.satisfaction.n_asked, numbers.satisfaction.mean) == (0, 60, None)


@pytest.mark.django_db
def test_satisfaction_stands_beside_the_response_rate(client):
    programme = season(12)
    for match in Match.objects.filter(programme=programme):
        Farewell.objects.create(match=match, person=match.mentee.person, at=at(61), went=4)
    cleo = make_person("Cleo Haddad")
    make_staff(cleo, programme)
    client.force_login(cleo)
    page = client.get(f"/programmes/{programme.slug}/numbers/").content.decode()
    assert "12 of 24 people said how it went (50%)" in page
    assert "12 of these 12: well or very well" in page


def test_the_medians_range_is_that_of_the_table():
    """Conover, table A3 for n = 10: the second and the ninth; for n = 30: the tenth and the twenty-first."""
    ten, thirty = median_of(list(range(1, 11))), median_of(list(range(1, 31)))
    assert (ten.median, ten.low, ten.high) == (5.5, 2, 9)
    assert (thirty.median, thirty.low, thirty.high) == (15.5, 10, 21)
