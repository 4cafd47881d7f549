"""D7: nudged at 21 quiet days, organisers told at 35, closing told at 60 and carried out a week later; nobody dies silently."""

import datetime as dt

import pytest

from mentes.matches import life
from mentes.matches.actions.pausing import say_in_touch
from mentes.matches.actions.silence import look_after_silence
from mentes.matches.models import Ending, Match
from mentes.meetings.models import Meeting
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=NOW, started_at=NOW)
    return cast


@pytest.fixture
def signs():
    """What an upper room would see, by match."""
    seen: dict = {}
    life.register("test", lambda ids: {one: at for one, at in seen.items() if one in ids})
    yield seen
    life.forget("test")


def at(days, hours=0):
    return NOW + dt.timedelta(days=days, hours=hours)


def n_letters():
    kinds = ("match_quiet", "matches_quiet", "match_closing", "match_ended")
    return tuple(Letter.objects.filter(kind=kind).count() for kind in kinds)


def test_each_step_comes_on_its_day_and_once_whoever_often_the_clock_strikes(cast):
    seen = {}
    for hour in range(0, 70 * 24, 12):
        for _twice in range(2):
            look_after_silence(at(0, hour))
        seen.setdefault(n_letters(), hour / 24)
    assert seen == {(0, 0, 0, 0): 0, (2, 0, 0, 0): 21, (2, 1, 0, 0): 35, (2, 1, 2, 0): 60, (2, 1, 2, 2): 67}
    cast.pair.refresh_from_db()
    assert cast.pair.state == "ended"
    assert Ending.objects.get().kind == "silence"


def test_a_week_of_notice_is_kept_after_a_clock_that_stood_still(cast):
    assert look_after_silence(at(200))["closing_told"] == 1
    assert look_after_silence(at(206))["closed"] == 0
    assert look_after_silence(at(207))["closed"] == 1
    assert n_letters() == (0, 1, 2, 2)


@pytest.mark.parametrize("told", [25, 40, 63])
def test_a_press_of_the_button_ends_the_silence_at_every_step(cast, told):
    for day in range(told):
        look_after_silence(at(day))
    say_in_touch(cast.pair, by=cast.rosa, now=at(told))
    before = n_letters()
    for day in range(told, told + 21):
        look_after_silence(at(day))
    assert n_letters() == before
    look_after_silence(at(told + 21))
    assert n_letters()[0] == before[0] + 2


def test_what_upper_rooms_see_counts_also_a_meeting_still_to_come(cast, signs):
    signs[cast.pair.pk] = at(50)
    look_after_silence(at(70))
    assert n_letters() == (0, 0, 0, 0)
    look_after_silence(at(71))
    assert n_letters() == (2, 0, 0, 0)


@pytest.mark.parametrize(("state", "is_sign"), [("held", True), ("booked", True), ("missed", False), ("cancelled", False)])
def test_a_meeting_is_a_sign_of_life_unless_nobody_came(cast, state, is_sign):
    Meeting.objects.create(about=cast.pair.pk, starts_at=at(10), ends_at=at(10, 1), state=state, created_at=NOW, changed_at=NOW)
    look_after_silence(at(22))
    assert n_letters()[0] == (0 if is_sign else 2)


def test_the_numbers_are_the_programmes_own(cast):
    cast.programme.days_quiet_nudge, cast.programme.days_quiet_organiser, cast.programme.days_quiet_close = 7, 10, 14
    cast.programme.save()
    for day in range(22):
        look_after_silence(at(day))
    assert n_letters() == (2, 1, 2, 2)


def test_organisers_get_one_letter_for_all_their_quiet_pairs(cast):
    for n in range(5):
        mentee = make_participation(make_person(f"Nova {n}"), cast.programme, "mentee")
        Match.objects.create(
            programme=cast.programme, mentee=mentee, mentor=cast.rosa_place, state="active", points=1, started_at=NOW
        )
    assert look_after_silence(at(35))["organisers_told"] == 6
    letter = Letter.objects.get(kind="matches_quiet")
    assert (letter.person, letter.facts["n"]) == (cast.cleo, 6)
    assert look_after_silence(at(36))["organisers_told"] == 0


def test_an_archived_programme_is_left_in_peace(cast):
    cast.programme.archived_at = NOW
    cast.programme.save()
    assert not any(look_after_silence(at(90)).values())
