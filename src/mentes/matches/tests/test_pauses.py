"""A pause: peace until a day, the seat stays given, and it goes on by itself."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.matches.actions.holding import n_active
from mentes.matches.actions.pausing import pause_match, resume_due, resume_match
from mentes.matches.actions.silence import look_after_silence
from mentes.people.models import Letter
from mentes.testing import NOW, Cast

pytestmark = pytest.mark.django_db
UNTIL = NOW.date() + dt.timedelta(days=60)


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=NOW, started_at=NOW)
    return cast


def letters(kind):
    return [letter.person.first_name for letter in Letter.objects.filter(kind=kind).order_by("person__name")]


def test_the_other_hears_and_the_seat_stays_given(cast):
    match = pause_match(cast.pair, by=cast.ama, until=UNTIL, now=NOW)
    assert match.is_paused
    assert letters("match_paused") == ["Rosa"]
    assert n_active(cast.rosa_place, "mentor") == 1


@pytest.mark.parametrize("days", [0, -1, 121])
def test_only_a_day_within_reach(cast, days):
    with pytest.raises(Refused, match="within 120 days"):
        pause_match(cast.pair, by=cast.ama, until=NOW.date() + dt.timedelta(days=days), now=NOW)


def test_it_goes_on_by_itself_once_and_both_hear(cast):
    pause_match(cast.pair, by=cast.ama, until=UNTIL, now=NOW)
    day = dt.timedelta(days=1)
    assert resume_due(NOW + 59 * day) == 0
    assert (resume_due(NOW + 60 * day), resume_due(NOW + 60 * day)) == (1, 0)
    assert letters("match_resumed") == ["Ama", "Rosa"]


def test_silence_stands_still_in_a_pause_and_begins_anew_after_it(cast):
    pause_match(cast.pair, by=cast.ama, until=UNTIL, now=NOW)
    for n in range(60):
        assert not any(look_after_silence(NOW + dt.timedelta(days=n)).values())
    back = NOW + dt.timedelta(days=60)
    resume_due(back)
    assert not any(look_after_silence(back + dt.timedelta(days=20)).values())
    assert look_after_silence(back + dt.timedelta(days=21))["nudged"] == 1


def test_either_may_take_it_up_earlier(cast):
    pause_match(cast.pair, by=cast.ama, until=UNTIL, now=NOW)
    resume_match(cast.pair, by=cast.rosa, now=NOW + dt.timedelta(days=3))
    cast.pair.refresh_from_db()
    assert not cast.pair.is_paused
    assert letters("match_resumed") == ["Ama"]
