"""Why not this person: the numbers are those of the proof, and every way told was truly tried."""

from dataclasses import replace

import numpy as np
import pytest

from mentes.engines.matching import Member, Pool, Rule, Skill, pair_up, score, similarities
from mentes.engines.matching.board import read_board
from mentes.engines.matching.rules import managers_of
from mentes.engines.matching.ways import KINDS, why_not
from mentes.engines.matching.ways.gains import joint_gains
from mentes.engines.matching.ways.steps import apply, local_hour

from .crowd import crowd
from .harbour import harbour
from .pools import WEEK, only, pool_of_points

# What somebody is, lived through, speaks, where they live, whom they work for and how they like to work.
UNTOUCHED = (
    "id", "lived", "lived_sensitive", "lived_wish", "working", "languages", "time_zone", "organisation", "manager_id",
    "not_with", "extra",
)  # fmt: skip


def ask(pool: Pool, mentee_id: str, mentor_id: str, **more):
    return why_not(pool, pair_up(pool, with_costs=False), mentee_id, mentor_id, **more)


def of_topics(*, seats: int = 1, **more) -> Pool:
    """Two mentees seek pricing; Rosa offers it to the one who has more points with her by her hours, the other waits."""
    free = {"time_zone": "Europe/Lisbon", "hours": ((600, 720),)}
    ama = Member("ama", seeks=(Skill("pricing"), Skill("export")), time_zone="Europe/Lisbon", hours=((660, 720),))
    bo = Member("bo", seeks=(Skill("pricing"), Skill("export")), **free)
    rosa = Member("rosa", offers=(Skill("pricing"), Skill("export")), seats=seats, **free)
    return Pool((ama, bo), (rosa,), only("topics", "hours"), np.full((2, 1), np.nan), WEEK, **more)


def test_a_pair_that_is_made_needs_no_way():
    answer = ask(pool_of_points([[80.0]]), "e0", "m0")
    assert (answer.is_made, answer.short, answer.advice) == (True, None, ())


def test_the_numbers_are_those_of_the_prices():
    """One seat, 80 against 70: the seat is worth 70 to the whole, the second pair falls 10 short, both contend for it."""
    answer = ask(pool_of_points([[80.0], [70.0]]), "e1", "m0")
    assert answer.price == pytest.approx(70.0)
    assert answer.short == pytest.approx(10.0)
    assert (answer.n_contenders, answer.seats, answer.held_by) == (2, 1, ("e0",))


def test_a_seat_more_brings_the_pair_about_where_no_words_can():
    answer = ask(pool_of_points([[80.0], [70.0]]), "e1", "m0")
    assert [(step.kind, step.by, step.detail) for step in answer.advice[0].steps] == [("seat", "mentor", {"number": 2})]
    assert answer.advice[0].comes_about


def test_shared_hours_are_proposed_before_more_when_they_are_enough():
    """Bo shares two hours with Rosa, Ama one; with two hours more Ama shares three, though Rosa has only two."""
    pool = of_topics()
    assert [pair.mentee_id for pair in pair_up(pool).pairs] == ["bo"]
    ways = ask(pool, "ama", "rosa").advice
    assert next(step.kind for way in ways for step in way.steps) == "seat"  # one hour only draws level with Bo
    rosa = replace(pool.mentors[0], hours=((600, 780),))
    wider = replace(pool, mentors=(rosa,))
    ways = ask(wider, "ama", "rosa").advice
    (step,) = ways[0].steps
    assert (step.kind, step.by, step.detail["hours"]) == ("hours", "mentee", 2.0)


def test_a_rule_is_lowered_to_what_the_pair_has_and_no_further():
    pool = of_topics(seats=2)
    pool = replace(pool, terms=replace(pool.terms, rules=(Rule("shared_hours", True, 1.5),)))
    answer = ask(pool, "ama", "rosa")
    assert answer.blocked_by == ("shared_hours",)
    assert answer.short is None
    assert answer.advice[0].steps[0].detail == {"rule": "shared_hours", "value": 1.0}


def test_a_rejected_pair_comes_back_only_by_being_allowed_again():
    answer = ask(pool_of_points([[np.nan]]), "e0", "m0")
    assert answer.blocked_by == ("rejected",)
    assert answer.advice == () or answer.advice[0].steps[0].kind == "allow"


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_nobody_is_told_a_way_around_somebody_who_asked_to_be_kept_apart(who):
    pool = of_topics(seats=2)
    ama, bo = pool.mentees
    rosa = pool.mentors[0]
    if who == "mentee":
        pool = replace(pool, mentees=(replace(ama, not_with=("rosa",)), bo))
    else:
        pool = replace(pool, mentors=(replace(rosa, not_with=("ama",)),))
    pool = replace(pool, terms=replace(pool.terms, rules=(Rule("not_with", True),)))
    answer = ask(pool, "ama", "rosa")
    assert answer.blocked_by == ("not_with",)
    assert answer.advice == ()


def test_where_no_change_makes_the_pair_a_person_may_at_its_cost():
    """Nothing about the two can be changed (their road is given), and the mentee has somebody far better."""
    pool = pool_of_points([[90.0, 20.0]], seats=[1, 1])
    answer = ask(pool, "e0", "m1")
    assert [step.kind for step in answer.advice[0].steps] == ["want"]  # a second mentor
    locked = pool_of_points([[90.0, 20.0, 5.0], [10.0, 80.0, 1.0]], wants=[1, 1], seats=[1, 1, 1])
    held = [way for way in ask(locked, "e0", "m1", most_solved=4).advice if way.steps[-1].kind == "hold"]
    for way in held:
        assert way.steps[-1].detail["costs"] == pytest.approx((90.0 + 80.0) - (20.0 + 10.0))


def apply_steps(pool: Pool, mentee_id: str, mentor_id: str, steps) -> Pool:
    """The steps made by hand, independently of the search: what a person would type in."""
    mentees = {m.id: m for m in pool.mentees}
    mentors = {m.id: m for m in pool.mentors}
    forbidden, rules, locked = pool.forbidden, list(pool.terms.rules), pool.locked
    for step in steps:
        mentee, mentor, d = mentees[mentee_id], mentors[mentor_id], step.detail
        if step.kind == "offer":
            kept = tuple(skill for skill in mentor.offers if skill.topic != d["topic"])
            mentors[mentor_id] = replace(mentor, offers=(*kept, Skill(d["topic"], d["level"])))
        elif step.kind == "seek":
            mentees[mentee_id] = replace(mentee, seeks=(*mentee.seeks, Skill(d["topic"], d["level"])))
        elif step.kind == "hours":
            more = [h for start, _end in d["utc_intervals"] for h in local_hour(start, mentee.time_zone, pool.week_of)]
            mentees[mentee_id] = replace(mentee, hours=(*mentee.hours, *more))
        elif step.kind == "seat":
            mentors[mentor_id] = replace(mentor, seats=d["number"])
        elif step.kind == "want":
            mentees[mentee_id] = replace(mentee, seats=d["number"])
        elif step.kind == "rule":
            place = next(k for k, rule in enumerate(rules) if rule.name == d["rule"])
            rules[place] = Rule(d["rule"], d["value"] is not None, d["value"])
        elif step.kind == "allow":
            forbidden = tuple(pair for pair in forbidden if pair != (mentee_id, mentor_id))
        else:
            locked = (*locked, (mentee_id, mentor_id))
    for before, after in ((pool.mentees, mentees), (pool.mentors, mentors)):
        for member in before:
            assert all(getattr(member, column) == getattr(after[member.id], column) for column in UNTOUCHED)
    terms = replace(pool.terms, rules=tuple(rules))
    return replace(
        pool, mentees=tuple(mentees.values()), mentors=tuple(mentors.values()), terms=terms, forbidden=forbidden, locked=locked
    )


@pytest.mark.parametrize("pool", [harbour(), crowd(14, 9, seed=2)], ids=["harbour", "crowd"])
def test_every_way_told_makes_the_pair_when_it_is_followed(pool):
    pairing, similar = pair_up(pool, with_costs=False), similarities(pool)
    made = {(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs}
    asked = [(a.id, b.id) for a in pool.mentees for b in pool.mentors if (a.id, b.id) not in made and a.id != b.id][::7]
    n_ways = 0
    for mentee_id, mentor_id in asked:
        for way in why_not(pool, pairing, mentee_id, mentor_id, similarities=similar).advice:
            assert {step.kind for step in way.steps} <= set(KINDS)
            after = pair_up(apply_steps(pool, mentee_id, mentor_id, way.steps), with_costs=False)
            if way.comes_about:
                n_ways += 1
                assert (mentee_id, mentor_id) in {(pair.mentee_id, pair.mentor_id) for pair in after.pairs}, way
    assert n_ways > len(asked) / 2


@pytest.mark.parametrize("pool", [harbour(), crowd(14, 9, seed=2)], ids=["harbour", "crowd"])
def test_the_points_of_a_set_of_changes_are_those_of_the_changed_pair(pool):
    """Scored as variants beside one another, against the two changed in the pool itself."""
    board = read_board(pool)
    for i, j in ((0, 0), (3, 5), (9, 2)):
        mentee, mentor = pool.mentees[board.mentee_order[i]], pool.mentors[board.mentor_order[j]]
        if mentee.id == mentor.id:
            continue
        gains = joint_gains(board, i, j, managers_of(pool))
        for chosen in gains.above(0.0, 6):
            after = list(pool.mentees), list(pool.mentors)
            after[0][board.mentee_order[i]], after[1][board.mentor_order[j]] = apply(chosen, mentee, mentor)
            changed = score(replace(pool, mentees=tuple(after[0]), mentors=tuple(after[1])))
            points = changed.total[board.mentee_order[i], board.mentor_order[j]]
            assert points - board.total[i, j] == pytest.approx(gains.gain(chosen), abs=1e-9)


def test_hours_that_are_not_needed_are_given_back():
    """Five hours of Rosa's are free, so four would bring points; two are enough to pass Bo, who shares two."""
    pool = of_topics()
    rosa = replace(pool.mentors[0], hours=((600, 900),))
    ways = ask(replace(pool, mentors=(rosa,)), "ama", "rosa").advice
    assert next(step.detail["hours"] for way in ways for step in way.steps if step.kind == "hours") == 2.0


def test_people_who_are_not_there_are_named():
    with pytest.raises(ValueError, match="mentee 'nobody'"):
        ask(pool_of_points([[50.0]]), "nobody", "m0")


def test_a_pair_below_the_floor_is_told_that_the_floor_is_in_the_way():
    pool = pool_of_points([[90.0, 40.0], [80.0, 70.0]])
    pool = replace(pool, terms=replace(pool.terms, floor=50.0))
    answer = ask(pool, "e0", "m1")
    assert answer.blocked_by == ("floor",)
    assert answer.advice[0].steps[0].detail == {"rule": "floor", "value": None}


def test_in_stable_mode_no_way_is_told():
    pool = pool_of_points([[90.0], [80.0]])
    answer = ask(replace(pool, terms=replace(pool.terms, mode="stable")), "e1", "m0")
    assert (answer.is_made, answer.short, answer.advice) == (False, None, ())
