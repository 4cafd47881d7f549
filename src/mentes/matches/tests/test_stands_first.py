"""Whoever's match ended before its time stands first: held where the best total would leave them out, and at what cost."""

import pytest

from mentes.matches import actions
from mentes.matches.actions.answering import accept_match
from mentes.matches.actions.ending import end_match
from mentes.matches.models import Match, Priority
from mentes.matches.waiting import count_queue, read_queue
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    """One free seat, Henrik's, whom Bo fits far better than Ama does; Ama's match with Rosa has just ended."""
    cast = Cast()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=NOW, started_at=NOW)
    cast.bo = make_participation(make_person("Bo Lind"), cast.programme, "mentee", seeks={"hiring": 2, "export papers": 2})
    cast.henrik = make_participation(
        make_person("Henrik Dahl"), cast.programme, "mentor", offers={"hiring": 4, "export papers": 4}, capacity=1
    )
    cast.rosa_place.capacity = 0
    cast.rosa_place.save()
    return cast


def proposed():
    return {(m.mentee.profile.first_name, m.mentor.profile.first_name, m.is_locked) for m in Match.objects.in_review()}


def test_the_one_who_stands_first_is_held_and_the_cost_is_told(cast):
    end_match(cast.pair, by=cast.ama, kind="no_fault", wants_another=True, now=NOW)
    run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    assert proposed() == {("Ama", "Henrik", True)}
    assert Match.objects.in_review().get().is_held_first
    (cost,) = run.locks
    assert cost["costs_points"] > 0
    assert run.is_proven


def test_without_the_wish_the_best_total_stands(cast):
    end_match(cast.pair, by=cast.ama, kind="no_fault", now=NOW)
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    assert proposed() == {("Bo", "Henrik", False)}


def test_nothing_is_held_where_the_best_total_has_room_for_both(cast):
    cast.henrik.capacity = 2
    cast.henrik.save()
    end_match(cast.pair, by=cast.ama, kind="no_fault", wants_another=True, now=NOW)
    run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    assert proposed() == {("Ama", "Henrik", False), ("Bo", "Henrik", False)}
    assert run.inputs["first"] == []


def test_they_stand_first_in_the_queue_and_no_longer_once_somebody_new_has_begun(cast):
    end_match(cast.pair, by=cast.ama, kind="no_fault", wants_another=True, now=NOW)
    (waiting,) = read_queue(cast.programme)
    assert count_queue(cast.programme) == 1
    assert (waiting.mentee.first_name, waiting.stands_first) == ("Ama", True)
    new = Match.objects.create(
        programme=cast.programme, mentee=cast.ama_place, mentor=cast.henrik, state="offered", points=50,
        offered_at=NOW, expires_at=NOW.replace(year=2027), mentor_answer="yes",
    )  # fmt: skip
    accept_match(new, by=cast.ama, now=NOW)
    assert Priority.objects.get().done_at == NOW
    assert read_queue(cast.programme) == []
    assert count_queue(cast.programme) == 0
