"""By the clock: reminders at day 3 and 7, once each, and the end at day 14."""

from datetime import timedelta

import pytest

from mentes.matches.actions import answering
from mentes.matches.actions.reminding import remind_and_expire
from mentes.matches.models import Alternate, Match
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.offer = cast.match(state="offered", offered_at=NOW, expires_at=NOW + timedelta(days=14))
    return cast


def at(days, hours=0):
    return NOW + timedelta(days=days, hours=hours)


def reminders(person):
    return sorted(letter.facts["day"] for letter in Letter.objects.filter(kind="match_reminder", person=person))


def test_reminders_go_at_day_three_and_seven_once_each(cast):
    for hour in range(0, 13 * 24, 6):
        remind_and_expire(at(0, hour))
        remind_and_expire(at(0, hour))
        wanted = [day for day in (3, 7) if hour >= day * 24]
        assert reminders(cast.ama) == reminders(cast.rosa) == wanted


def test_whoever_has_said_yes_is_not_reminded(cast):
    answering.accept_match(cast.offer, by=cast.rosa, now=at(1))
    remind_and_expire(at(4))
    assert (reminders(cast.ama), reminders(cast.rosa)) == ([3], [])


def test_whoever_waits_for_an_answer_is_not_reminded_but_the_other_is(cast):
    answering.ask_for_more(cast.offer, by=cast.ama, to="other", text="Which days?", now=at(1))
    remind_and_expire(at(4))
    assert (reminders(cast.ama), reminders(cast.rosa)) == ([], [3])


def test_after_a_week_away_one_reminder_goes_not_two(cast):
    remind_and_expire(at(8))
    remind_and_expire(at(9))
    assert reminders(cast.ama) == [7]


def test_at_day_fourteen_the_offer_ends_and_a_mentee_who_said_yes_moves_on(cast):
    henrik = make_participation(make_person("Henrik Dahl"), cast.programme, "mentor")
    Alternate.objects.create(match=cast.offer, mentor=henrik, rank=1, points=60, approved_by=cast.cleo, approved_at=NOW)
    answering.accept_match(cast.offer, by=cast.ama, now=at(2))
    assert remind_and_expire(at(13, 23))["expired"] == 0
    assert remind_and_expire(at(14))["expired"] == 1
    assert remind_and_expire(at(14))["expired"] == 0
    cast.offer.refresh_from_db()
    assert (cast.offer.state, cast.offer.reason_code) == ("expired", "no_answer")
    assert Match.objects.get(state="offered").mentor == henrik
    assert Letter.objects.filter(kind="match_moved_on").count() == 2


def test_for_a_mentee_who_never_said_a_word_a_person_looks_first(cast):
    henrik = make_participation(make_person("Henrik Dahl"), cast.programme, "mentor")
    Alternate.objects.create(match=cast.offer, mentor=henrik, rank=1, points=60, approved_by=cast.cleo, approved_at=NOW)
    remind_and_expire(at(14))
    assert not Match.objects.filter(state="offered").exists()
    assert Letter.objects.filter(kind="alternate_waiting", person=cast.cleo).exists()


def test_an_offer_to_somebody_who_left_is_closed(cast):
    cast.rosa_place.status = "left"
    cast.rosa_place.save()
    assert remind_and_expire(at(1))["closed"] == 1
    cast.offer.refresh_from_db()
    assert (cast.offer.state, cast.offer.reason_code) == ("withdrawn", "left")
    assert {letter.person for letter in Letter.objects.filter(kind="match_closed")} == {cast.ama}
