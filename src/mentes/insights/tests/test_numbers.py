"""Numbers: nothing of fewer than ten, ranges beside every share, satisfaction never without how many said anything."""

import datetime as dt

import pytest

from mentes.insights.numbers import median_of, read_numbers
from mentes.insights.seasons import read_seasons
from mentes.matches.models import Closing, Ending, Farewell, Match
from mentes.matches.tests.people import make_many
from mentes.meetings.models import Meeting
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_person, make_staff


def at(days):
    return NOW + dt.timedelta(days=days)


def season(n):
    """n pairs that began, of which pair k first met on day k, and all but two ended as completed."""
    programme = make_many(n, n)
    Participation.objects.filter(programme=programme).update(joined_at=NOW, created_at=NOW)
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


def second_season(programme, n):
    """The same people once more: the first season was closed on day 60, and n new pairs were told on day 70 and have not met."""
    Closing.objects.create(programme=programme, at=at(60), n_matches=0)
    mentees, mentors = programme.participations.mentees().order_by("pk"), programme.participations.mentors().order_by("-pk")
    for mentee, mentor in list(zip(mentees, mentors, strict=True))[:n]:
        Match.objects.create(programme=programme, mentee=mentee, mentor=mentor, points=1, state="active", offered_at=at(70),
                             started_at=at(72))  # fmt: skip


@pytest.mark.django_db
def test_a_second_season_does_not_mix_with_the_first(client):
    programme = season(30)
    before = read_numbers(programme, now=at(59))
    second_season(programme, 12)
    newest, first = read_seasons(programme)
    assert (newest.number, newest.since, newest.until) == (2, at(60), None)
    again = read_numbers(programme, now=at(200), season=first)
    assert again == before
    assert (again.n_held, again.completed.n) == (30, 28)
    new = read_numbers(programme, now=at(200), season=newest)
    assert new == read_numbers(programme, now=at(200))
    assert (new.n_held, new.completed, new.first_meeting) == (0, None, None)
    assert (new.matched.n, new.matched.n_of) == (12, 30)
    assert (new.met_in_time.n, new.met_in_time.n_of) == (0, 12)


@pytest.mark.django_db
def test_whoever_left_afterwards_stays_in_the_season_they_had(client):
    programme = season(30)
    second_season(programme, 12)
    before = read_numbers(programme, now=at(200), season=read_seasons(programme)[1])
    programme.participations.update(status=Participation.Status.LEFT)
    newest, first = read_seasons(programme)
    assert read_numbers(programme, now=at(200), season=first).completed == before.completed
    assert read_numbers(programme, now=at(200), season=first).matched == before.matched
    assert read_numbers(programme, now=at(200), season=newest).joined is None


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "held"), [("", 0), ("1", 30), ("2", 0), ("9", 0), ("x", 0)])
def test_the_page_lets_one_choose_the_season(client, asked, held):
    programme = season(30)
    second_season(programme, 12)
    cleo = make_person("Cleo Haddad")
    make_staff(cleo, programme)
    client.force_login(cleo)
    page = client.get(f"/programmes/{programme.slug}/numbers/?season={asked}")
    assert page.context["numbers"].n_held == held
    assert page.content.decode().count('href="?season=') == 2


@pytest.mark.django_db
def test_a_season_that_was_just_closed_is_shown_until_the_next_begins():
    programme = season(30)
    Closing.objects.create(programme=programme, at=at(60), n_matches=0)
    (only,) = read_seasons(programme)
    assert (only.number, only.until) == (1, at(60))


def test_the_medians_range_is_that_of_the_table():
    """Conover, table A3 for n = 10: the second and the ninth; for n = 30: the tenth and the twenty-first."""
    ten, thirty = median_of(list(range(1, 11))), median_of(list(range(1, 31)))
    assert (ten.median, ten.low, ten.high) == (5.5, 2, 9)
    assert (thirty.median, thirty.low, thirty.high) == (15.5, 10, 21)
