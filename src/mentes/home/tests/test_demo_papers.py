"""Pairs of the demo agree, sign, set goals and come to an end: most, not all, in words of their own, and no thing twice."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from mentes.bonds.actions import agreeing, aiming
from mentes.bonds.models import Agreement, Goal
from mentes.home import demo_endings, demo_papers, demo_words
from mentes.home.tests.test_demo_doors import doors
from mentes.matches.models import Ending, Farewell, Match

__all__ = ["doors"]
pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
GOES_ON = UUID("00000000-0000-4000-8000-000000000005")
AIMS = "The gas eats what the jar brings. I need a price that pays for me too. I say yes too fast."


@pytest.fixture
def pair(doors, monkeypatch):
    """Ama and Rosa as two like any others: everything that may happen to a pair happens to these."""
    for name in ("WRITES_AN_AGREEMENT", "SIGNS", "SETS_GOALS", "REACHES"):
        monkeypatch.setattr(demo_papers, name, 1.0)
    doors.ama_place.profile.goals = AIMS
    doors.ama_place.profile.save()
    return doors.match(state=Match.State.ACTIVE, started_at=timezone.now(), id=GOES_ON)


def days_pass(pair, n, visitors=()):
    for day in range(n + 1):
        demo_papers.keep_papers(visitors, now=pair.started_at + day * A_DAY)


def test_two_write_their_agreement_once_and_both_sign(pair):
    days_pass(pair, 30)
    agreement = Agreement.objects.get(match=pair)
    assert agreement.is_in_force
    assert "{" not in " ".join(agreement.said().values())


def test_goals_are_set_told_of_and_reached(pair):
    days_pass(pair, 140)
    goals = list(Goal.objects.filter(match=pair))
    assert len(goals) == demo_papers._n_goals(pair.pk)
    assert goals[0].text == "I need a price that pays for me too."
    assert {goal.state for goal in goals} == {Goal.State.REACHED}
    for place, goal in enumerate(goals):
        assert goal.steps.count() == demo_papers._n_words(pair.pk, place)
        assert goal.made_at < goal.closed_at


def test_the_same_days_twice_make_nothing_twice(pair):
    days_pass(pair, 60)
    before = (Agreement.objects.count(), Goal.objects.count(), sum(goal.steps.count() for goal in Goal.objects.all()))
    demo_papers.keep_papers((), now=pair.started_at + 60 * A_DAY)
    after = (Agreement.objects.count(), Goal.objects.count(), sum(goal.steps.count() for goal in Goal.objects.all()))
    assert after == before


def test_some_never_agree_and_never_aim(pair, monkeypatch):
    monkeypatch.setattr(demo_papers, "WRITES_AN_AGREEMENT", 0.0)
    monkeypatch.setattr(demo_papers, "SETS_GOALS", 0.0)
    days_pass(pair, 60)
    assert (Agreement.objects.count(), Goal.objects.count()) == (0, 0)


def test_what_the_visitor_wrote_is_signed_by_the_other_soon_and_its_goals_are_left_to_the_visitor(pair, doors, monkeypatch):
    monkeypatch.setattr(demo_papers, "WRITES_AN_AGREEMENT", 0.0)
    now = pair.started_at
    said = {"meets": "Mondays", "lasts": "A year", "between_us": "All of it", "if_stuck": "We talk", "more": ""}
    agreeing.write_agreement(pair, said, based_on=0, by=doors.ama, now=now)
    agreeing.sign_agreement(pair, number=1, by=doors.ama, now=now)
    mine = aiming.set_goal(pair, text="Learn to say no to the shop on the corner", by_on=None, by=doors.ama, now=now)
    days_pass(pair, 100, visitors={doors.ama.pk})
    assert Agreement.objects.get(match=pair).said() == said
    assert Agreement.objects.get(match=pair).is_in_force
    mine.refresh_from_db()
    assert (mine.state, mine.steps.count()) == (Goal.State.OPEN, 0)


def test_a_visitors_side_signs_a_week_late(pair, doors):
    days_pass(pair, 40, visitors={doors.ama.pk})
    one = Agreement.objects.get(match=pair)
    assert one.mentee_signed_at - one.edited_at >= demo_papers.VISITOR_WAITS
    assert one.mentor_signed_at - one.edited_at < demo_papers.VISITOR_WAITS


def test_pairs_do_not_all_say_the_same():
    said = [demo_words.agreement_of(UUID(int=n), mentee="Ama", mentor="Rosa", craft="pepper sauce") for n in range(200)]
    assert len({tuple(sorted(one.items())) for one in said}) > 190
    assert all(one[part] for one in said for part in Agreement.PARTS)
    assert all(len(one["meets"]) <= 300 and len(one["lasts"]) <= 300 for one in said)
    steps = [*demo_words.STEPS.values(), *demo_words.ANYBODY]
    assert len(set(steps)) == len(steps)
    assert max(map(len, steps)) <= demo_words.MOST_LETTERS


def test_a_goal_in_another_language_is_found_too():
    said = "El fisco ya me ha escrito. Antes de la primavera quiero tener los libros en orden. Tengo miedo."
    goals = demo_words.goals_of(GOES_ON, said=said, topics=["bookkeeping", "no such topic"])
    assert goals[:2] == ["Antes de la primavera quiero tener los libros en orden.", demo_words.STEPS["bookkeeping"]]


def test_pairs_come_to_their_end_and_say_what_it_was_to_them(pair, monkeypatch):
    monkeypatch.setattr(demo_endings, "COMPLETES", 1.0)
    monkeypatch.setattr(demo_endings, "SAYS_FAREWELL", 1.0)
    days_pass(pair, 100)
    for day in range(100, 220):
        demo_endings.end((), now=pair.started_at + day * A_DAY)
    assert Ending.objects.get(match=pair).kind == Ending.Kind.COMPLETED
    mentee, mentor = Farewell.objects.get(person=pair.mentee.person), Farewell.objects.get(person=pair.mentor.person)
    assert "I need a price that pays for me too." in mentee.reached
    assert mentee.thanks
    assert "{" not in mentee.thanks
    assert mentor.went in (3, 4, 5)


def test_those_of_the_doors_end_nothing_by_themselves(pair, doors, monkeypatch):
    monkeypatch.setattr(demo_endings, "COMPLETES", 1.0)
    demo_endings.end({doors.ama.pk}, now=pair.started_at + 300 * A_DAY)
    pair.refresh_from_db()
    assert pair.state == Match.State.ACTIVE
