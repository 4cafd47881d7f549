"""Who is left says why; what a rule, a swap or the other aim costs is found by solving again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.matching import Rule, alternates, alternatives, pair_up, swap_cost
from mentes.engines.matching.market import first_seat_bonus

from .crowd import crowd
from .pools import mentees, mentors, only, pool_of_points

NAN = np.nan


def reasons(people) -> dict[str, str]:
    return {person.id: person.reason for person in people}


def test_somebody_whom_rules_leave_no_mentor_learns_which_alone_would_do():
    pool = pool_of_points([[50.0, NAN, 40.0]])
    mentee = replace(pool.mentees[0], languages=("es",))
    others = tuple(replace(mentor, languages=("fr",)) for mentor in pool.mentors)
    terms = only("road", rules=(Rule("shared_language", True),))
    person = pair_up(replace(pool, mentees=(mentee,), mentors=others, terms=terms)).unplaced[0]
    assert person.reason == "no_allowed_mentor"
    assert person.detail == {"n_others": 3, "rules": {"shared_language": 3, "rejected": 1}, "alone": {"shared_language": 2}}


def test_somebody_without_a_seat_learns_how_many_points_were_short():
    """Two mentees, one seat, 80 against 70: the second would need 10 more."""
    person = pair_up(pool_of_points([[80.0], [70.0]])).unplaced[0]
    assert (person.id, person.reason) == ("e1", "seats_short")
    assert person.detail == {"n_allowed": 1, "mentor": "m0", "points": 70.0, "short": pytest.approx(10.0)}


def test_how_many_points_were_short_is_true():
    """With that many more, and a little, the mentee is in; with a little less, not."""
    chance = np.random.default_rng(3)
    points = np.round(chance.random((9, 6)) * 60, 1)
    pairing = pair_up(pool_of_points(points))
    left = [person for person in pairing.unplaced if person.detail["short"] is not None]
    assert left
    for person in left:
        i, j = int(person.id[1:]), int(person.detail["mentor"][1:])
        for step, enters in ((0.01, True), (-0.01, False)):
            changed = points.copy()
            changed[i, j] += person.detail["short"] + step
            placed = {pair.mentee_id for pair in pair_up(pool_of_points(changed)).pairs}
            assert (person.id in placed) is enters


def test_with_most_people_as_aim_no_points_of_ones_own_may_do():
    """The seat would have to be taken from somebody who then has none; among those, points decide."""
    person = pair_up(pool_of_points([[80.0], [70.0]], aim="people")).unplaced[0]
    assert person.detail["short"] == pytest.approx(10.0)
    person = pair_up(pool_of_points([[5.0, NAN], [NAN, 5.0], [90.0, 90.0]], aim="people")).unplaced[0]
    assert person.reason == "seats_short"


def test_the_other_reasons_of_mentees():
    assert reasons(pair_up(pool_of_points([[50.0]], wants=[0])).unplaced) == {"e0": "wants_none"}
    assert reasons(pair_up(pool_of_points([[50.0]], seats=[0])).unplaced) == {"e0": "no_mentors"}
    assert reasons(pair_up(pool_of_points([[0.0]])).unplaced) == {"e0": "no_points"}
    person = pair_up(pool_of_points([[50.0, NAN]], wants=[2])).unplaced[0]
    assert person.reason == "fewer_than_wanted"
    assert (person.detail["wanted"], person.detail["got"], person.detail["because"]) == (2, 1, "no_allowed_mentor")
    person = pair_up(pool_of_points([[50.0]], wants=[2])).unplaced[0]
    assert (person.reason, person.detail["because"]) == ("fewer_than_wanted", "no_other_mentors")


def test_a_seat_that_only_a_lock_holds_is_out_of_reach_of_any_points():
    person = pair_up(pool_of_points([[10.0], [90.0]], locked=(("e0", "m0"),))).unplaced[0]
    assert (person.id, person.reason) == ("e1", "seats_short")
    assert (person.detail["mentor"], person.detail["points"], person.detail["short"]) == ("m0", pytest.approx(90.0), None)


def test_the_reasons_of_mentors():
    assert reasons(pair_up(pool_of_points([[50.0]], seats=[0])).idle) == {"m0": "gives_none"}
    assert reasons(pair_up(pool_of_points([[50.0]], wants=[0])).idle) == {"m0": "no_mentees"}
    assert reasons(pair_up(pool_of_points([[50.0, NAN]])).idle) == {"m1": "no_allowed_mentee"}
    assert reasons(pair_up(pool_of_points([[0.0]])).idle) == {"m0": "no_points"}
    idle = pair_up(pool_of_points([[50.0, 38.0]])).idle[0]
    assert idle.detail == {"n_allowed": 1, "mentee": "e0", "points": 38.0, "short": pytest.approx(12.0)}


def organisations() -> object:
    """e0 and m0 share an organisation, so "other" forbids their 90; e1 can have either of two mentors for 60 and 10."""
    pool = pool_of_points([[90.0, 20.0], [60.0, 10.0]])
    left = tuple(replace(mentee, organisation=name) for mentee, name in zip(mentees(1, 1), ("North", "South"), strict=True))
    right = tuple(replace(mentor, organisation=name) for mentor, name in zip(mentors(1, 1), ("North", "East"), strict=True))
    rules = (Rule("organisation", True, "other"), Rule("not_manager", True))
    return replace(pool, mentees=left, mentors=right, terms=only("road", rules=rules))


def test_a_rule_tells_what_it_forbids_and_costs():
    """With it 20 + 60, without it 90 + 10."""
    pairing = pair_up(organisations())
    assert pairing.objective == pytest.approx(80)
    costs = {cost.name: cost for cost in pairing.rules}
    assert (costs["organisation"].forbids, costs["organisation"].leaves_unplaced) == (1, 0)
    assert costs["organisation"].costs_points == pytest.approx(20)
    assert (costs["not_manager"].forbids, costs["not_manager"].costs_points) == (0, 0.0)


def test_a_rule_tells_whom_it_alone_leaves_out():
    pool = organisations()
    pool = replace(pool, mentors=tuple(replace(mentor, organisation="North") for mentor in pool.mentors))
    cost = pair_up(pool).rules[0]
    assert (cost.forbids, cost.leaves_unplaced, cost.would_enter) == (2, 1, ("e0",))
    assert cost.costs_points == pytest.approx(100 - 60)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("aim", ["points", "people"])
def test_a_rules_cost_is_what_switching_it_off_gives(seed, aim):
    pool = crowd(24, 14, seed, shared_hours=2, organisation="other", minimum_points=20)
    pool = replace(pool, terms=replace(pool.terms, aim=aim))
    pairing = pair_up(pool)
    for cost in pairing.rules:
        rules = tuple(rule for rule in pool.terms.rules if rule.name != cost.name)
        without = pair_up(replace(pool, terms=replace(pool.terms, rules=rules)), with_costs=False)
        assert cost.costs_points == pytest.approx(without.objective - pairing.objective, abs=1e-5)
        now, then = ({pair.mentee_id for pair in found.pairs} for found in (pairing, without))
        assert cost.leaves_unplaced == len(cost.would_enter)
        assert not now & set(cost.would_enter)
        # Of several best pairings either may be found, but the balance of who comes and who goes is the same in both.
        assert len(then) - len(now) <= cost.leaves_unplaced


def test_who_a_rule_keeps_out_counts_even_where_somebody_else_would_go():
    """One seat: e0 and m0 share an organisation, so e1 sits there; without the rule e0 comes and e1 goes."""
    pool = pool_of_points([[90.0], [60.0]])
    left = tuple(replace(mentee, organisation=name) for mentee, name in zip(mentees(1, 1), ("North", "South"), strict=True))
    right = tuple(replace(mentor, organisation="North") for mentor in mentors(1))
    rules = (Rule("organisation", True, "other"),)
    cost = pair_up(replace(pool, mentees=left, mentors=right, terms=only("road", rules=rules))).rules[0]
    assert (cost.leaves_unplaced, cost.would_enter, cost.costs_points) == (1, ("e0",), pytest.approx(30))


def test_a_swap_says_what_it_costs_and_who_else_moves():
    """Best is 90 + 50; e0 with m1 makes 80 + 60: e1 must move."""
    pool = pool_of_points([[90.0, 80.0], [60.0, 50.0]])
    pairing = pair_up(pool)
    swap = swap_cost(pool, pairing, "e1", "m0")
    assert (swap.points_now, swap.points_after) == (140.0, 140.0)
    pool = pool_of_points([[90.0, 70.0], [60.0, 50.0]])
    swap = swap_cost(pool, pair_up(pool), "e0", "m1")
    assert swap.costs_points == pytest.approx(10.0)
    assert [(change.mentee_id, change.before, change.after) for change in swap.changes] == [
        ("e0", ("m0",), ("m1",)),
        ("e1", ("m1",), ("m0",)),
    ]


def test_a_swap_that_a_rule_forbids_is_refused():
    pool = pool_of_points([[90.0, NAN]])
    with pytest.raises(ValueError, match="forbidden by rejected"):
        swap_cost(pool, pair_up(pool), "e0", "m1")


def test_a_swap_beside_a_lock_that_fills_the_wish_is_refused():
    pool = pool_of_points([[90.0, 80.0]], locked=(("e0", "m0"),))
    with pytest.raises(ValueError, match="no room beside the locked pairs"):
        swap_cost(pool, pair_up(pool), "e0", "m1")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["points", "people"]))
def test_alternatives_are_the_cheapest_and_their_slack_never_says_too_much(seed, aim):
    chance = np.random.default_rng(seed)
    points = np.round(chance.random((5, 5)) * 100, 1)
    points[chance.random((5, 5)) < 0.2] = NAN
    pool = pool_of_points(points, chance.integers(1, 3, 5).tolist(), chance.integers(1, 3, 5).tolist(), aim=aim)
    pairing = pair_up(pool)
    wants, seats = ([member.seats for member in side] for side in (pool.mentees, pool.mentors))
    bonus = first_seat_bonus(np.array(wants), np.array(seats)) if aim == "people" else 0.0
    for i in range(5):
        mine = {pair.mentor_id for pair in pairing.pairs if pair.mentee_id == f"e{i}"}
        open_to = [f"m{j}" for j in range(5) if not np.isnan(points[i, j]) and f"m{j}" not in mine]
        all_costs = [swap_cost(pool, pairing, f"e{i}", mentor_id) for mentor_id in open_to]
        ranked = sorted(swap.costs_points + bonus * (swap.n_placed_now - swap.n_placed_after) for swap in all_costs)
        found = alternatives(pool, pairing, f"e{i}", 2)
        costs = [one.swap.costs_points + bonus * (one.swap.n_placed_now - one.swap.n_placed_after) for one in found]
        assert costs == pytest.approx(ranked[:2], abs=1e-5)
        for one, cost in zip(found, costs, strict=True):
            assert one.mentor_id not in mine
            assert one.slack <= cost + 1e-5


def test_where_seats_are_scarce_the_slack_still_bounds_the_cost():
    """Three mentees for two seats, most people: prices hold the bonus, yet e0 and e1 may change places for 15 points."""
    pool = pool_of_points([[50.0, 40.0], [45.0, 50.0], [10.0, 10.0]], aim="people")
    found = alternatives(pool, pair_up(pool), "e0", 1)[0]
    assert (found.mentor_id, found.swap.costs_points) == ("m1", pytest.approx(15.0))
    assert 0 <= found.slack <= 15.0


def test_alternates_take_free_seats_only_and_leave_every_pair_alone():
    pool = pool_of_points([[90.0, 80.0, 70.0], [85.0, 10.0, 60.0]], seats=[1, 1, 2])
    pairing = pair_up(pool)
    assert [(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs] == [("e0", "m1"), ("e1", "m0")]
    found = alternates(pool, pairing, 2)
    assert {mentee_id: [pair.mentor_id for pair in pairs] for mentee_id, pairs in found.items()} == {"e0": ["m2"], "e1": ["m2"]}
    assert found["e0"][0].points == pytest.approx(70.0)
    assert sum(found["e0"][0].parts.values()) == pytest.approx(70.0)


@pytest.mark.parametrize("seed", range(4))
def test_all_alternates_together_fit_the_free_seats(seed):
    pool = crowd(12, 18, seed)
    pairing = pair_up(pool)
    found = alternates(pool, pairing, 3)
    made = {(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs}
    count = {mentor.id: 0 for mentor in pool.mentors}
    for pair in (*pairing.pairs, *(pair for pairs in found.values() for pair in pairs)):
        count[pair.mentor_id] += 1
    assert all(count[mentor.id] <= mentor.seats for mentor in pool.mentors)
    assert found
    assert not made & {(pair.mentee_id, pair.mentor_id) for pairs in found.values() for pair in pairs}
