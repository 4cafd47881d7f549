"""A floor: the highest that places as many people, then the best total above it; by hand and by trying everything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.matching import alternates, alternatives, check, could_be_higher, pair_up, score, swap_cost
from mentes.engines.matching import solve as solver

from .crowd import crowd
from .pools import all_pairings, pool_of_points

NAN = np.nan


def made(pairing) -> list[tuple[int, int]]:
    return [(int(pair.mentee_id[1:]), int(pair.mentor_id[1:])) for pair in pairing.pairs]


def with_floor(pool, floor="best", **more):
    return replace(pool, terms=replace(pool.terms, floor=floor, **more))


def test_a_small_example_by_hand():
    """Best total 90 + 30; with 40 + 70 the weakest pair has 10 more, and the whole 10 fewer."""
    pool = pool_of_points([[90.0, 40.0], [70.0, 30.0]])
    assert made(pair_up(pool)) == [(0, 0), (1, 1)]
    pairing = pair_up(with_floor(pool))
    assert (made(pairing), pairing.floor, pairing.least_points, pairing.objective) == ([(0, 1), (1, 0)], 40.0, 40.0, 110.0)
    (floor,) = [wish for wish in pairing.wishes if wish.name == "floor"]
    assert (floor.on, floor.floor, floor.costs_points, floor.costs_people) == (True, 40.0, 10.0, 0)
    assert (floor.without.least_points, floor.with_it.least_points) == (30.0, 40.0)


def test_what_the_best_floor_would_cost_is_told_before_anybody_asks():
    pool = pool_of_points([[90.0, 40.0], [70.0, 30.0]])
    (before,) = [wish for wish in pair_up(pool).wishes if wish.name == "floor"]
    (after,) = [wish for wish in pair_up(with_floor(pool)).wishes if wish.name == "floor"]
    assert not before.on
    assert (before.without, before.with_it, before.floor) == (after.without, after.with_it, after.floor)


def test_as_many_people_are_placed_even_where_fewer_would_have_more_points():
    """Above 30 the best total is 90 alone; but two had a mentor without the floor, so two keep one, which costs 10."""
    pool = pool_of_points([[50.0, 90.0], [20.0, 30.0]])
    assert pair_up(pool).objective == 110.0
    pairing = pair_up(with_floor(pool))
    assert (made(pairing), pairing.floor, pairing.objective, pairing.n_placed) == ([(0, 0), (1, 1)], 30.0, 80.0, 2)
    assert pairing.place_price >= 10.0
    assert (pairing.upper_bound, pairing.gap < 1e-9) == (pytest.approx(80.0), True)


def test_a_floor_in_points_may_leave_somebody_out_and_says_so():
    pool = with_floor(pool_of_points([[90.0, 40.0], [70.0, 30.0]]), 50.0)
    pairing = pair_up(pool)
    assert (made(pairing), pairing.floor, pairing.least_points) == ([(0, 0)], 50.0, 90.0)
    (left,) = pairing.unplaced
    assert (left.reason, left.detail["mentor"], left.detail["short"]) == ("seats_short", "m0", 20.0)
    (floor,) = [wish for wish in pairing.wishes if wish.name == "floor"]
    assert (floor.costs_points, floor.costs_people) == (30.0, 1)
    nobody = pair_up(with_floor(pool, 95.0))
    assert nobody.pairs == ()
    assert nobody.unplaced[0].reason == "no_allowed_mentor"
    assert nobody.unplaced[0].detail == {"n_others": 2, "rules": {"floor": 2}, "alone": {"floor": 2}}


def test_locked_pairs_below_the_floor_stay_and_are_named():
    pool = pool_of_points([[90.0, 40.0], [70.0, 30.0], [NAN, 20.0]], seats=[1, 2], locked=(("e2", "m1"),))
    pairing = pair_up(with_floor(pool))
    assert made(pairing) == [(0, 1), (1, 0), (2, 1)]
    assert (pairing.floor, pairing.least_points, pairing.below_floor) == (40.0, 20.0, (("e2", "m1"),))
    assert pairing.gap < 1e-9


def test_where_only_locks_place_anybody_there_is_nothing_to_hold_up():
    pairing = pair_up(with_floor(pool_of_points([[50.0]], locked=(("e0", "m0"),))))
    assert (pairing.floor, made(pairing), pairing.gap) == (None, [(0, 0)], 0.0)
    assert pair_up(with_floor(pool_of_points(np.zeros((2, 0))))).floor is None


@st.composite
def tiny_pools(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cell = st.one_of(st.just(NAN), st.integers(0, 9).map(lambda x: x * 10.0))
    points = np.array(draw(st.lists(cell, min_size=n * m, max_size=n * m))).reshape(n, m)
    wants = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    seats = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    can = [(i, j) for i, j in np.argwhere(~np.isnan(points)).tolist() if wants[i] and seats[j]]
    lock = draw(st.sampled_from(can)) if can and draw(st.booleans()) else None
    return points, wants, seats, lock


def trying_everything(points, wants, seats, lock, aim):
    """(floor, best total above it, people placed) straight from the definition; floor None where there is none to hold."""
    total = lambda pairs: sum(points[i, j] for i, j in pairs)  # noqa: E731
    placed = lambda pairs: len({i for i, _ in pairs})  # noqa: E731
    value = lambda pairs: (placed(pairs), total(pairs)) if aim == "people" else (total(pairs),)  # noqa: E731
    everything = [p for p in all_pairings(points, wants, seats) if not lock or lock in p]
    if aim == "points":  # a pair that brings nothing is not made
        everything = [p for p in everything if all(points[a, b] > 0 for a, b in p if (a, b) != lock)]
    best = max(value(p) for p in everything)
    # Of equally good ones the pairing may be any; so may the number of people that a floor must keep.
    numbers = {placed(p) for p in everything if value(p) == best}
    least = lambda p: min((points[a, b] for a, b in p if (a, b) != lock and a != (lock or (-1,))[0]), default=None)  # noqa: E731
    answers = []
    for n in numbers:
        enough = [p for p in everything if placed(p) >= n]
        floors = [least(p) for p in enough if least(p) is not None]
        floor = max(floors, default=None)
        if any(least(p) is None and placed(p) >= n for p in enough):
            floor = None  # locks alone place as many
        above = [p for p in enough if floor is None or all(points[a, b] >= floor for a, b in p if (a, b) != lock)]
        answers.append((floor, *max((value(p)[-1], placed(p)) if aim == "points" else value(p)[::-1] for p in above)))
    return answers


@settings(max_examples=300, deadline=None)
@given(tiny_pools(), st.sampled_from(["points", "people"]))
def test_no_pairing_of_as_many_people_has_a_higher_least_pair_nor_a_better_total_above_it(tiny, aim):
    points, wants, seats, lock = tiny
    pool = pool_of_points(points, wants, seats, aim=aim, locked=((f"e{lock[0]}", f"m{lock[1]}"),) if lock else ())
    pairing = pair_up(with_floor(pool))
    answers = trying_everything(points, wants, seats, lock, aim)
    assert any(floor == pairing.floor and pairing.objective == pytest.approx(total, abs=1e-6) for floor, total, _ in answers), (
        answers,
        pairing.floor,
        pairing.objective,
    )
    assert not lock or lock in made(pairing)
    assert pairing.gap < 1e-8
    held = [pair.points for pair in pairing.pairs if (int(pair.mentee_id[1:]), int(pair.mentor_id[1:])) != lock]
    assert pairing.floor is None or all(one >= pairing.floor for one in held)


@settings(max_examples=100, deadline=None)
@given(tiny_pools(), st.sampled_from(["points", "people"]), st.integers(1, 9))
def test_above_a_floor_in_points_the_pairing_is_the_best_of_what_is_left(tiny, aim, tens):
    points, wants, seats, lock = tiny
    pool = pool_of_points(points, wants, seats, aim=aim, locked=((f"e{lock[0]}", f"m{lock[1]}"),) if lock else ())
    pairing = pair_up(with_floor(pool, tens * 10.0), with_costs=False)
    left = np.where(points >= tens * 10, points, NAN)
    if lock:
        left[lock] = points[lock]
    there = pair_up(pool_of_points(left, wants, seats, aim=aim, locked=pool.locked), with_costs=False)
    assert pairing.objective == pytest.approx(there.objective, abs=1e-6)
    assert (pairing.n_placed, pairing.n_blocking) == (there.n_placed, there.n_blocking) or aim == "points"
    assert pairing.gap < 1e-8


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("aim", ["points", "people"])
def test_a_crowd_keeps_its_people_and_the_certificate_stands_alone(seed, aim):
    pool = crowd(40, 30, seed, shared_hours=1)
    pool = replace(pool, terms=replace(pool.terms, aim=aim))
    freely, pairing = pair_up(pool), pair_up(with_floor(pool))
    assert pairing.n_placed >= freely.n_placed
    assert pairing.least_points >= freely.least_points
    assert pairing.objective <= freely.objective + 1e-9 or aim == "people"
    points = score(pool).points
    place = [{member.id: k for k, member in enumerate(side)} for side in (pool.mentees, pool.mentors)]
    pairs = np.array([(place[0][pair.mentee_id], place[1][pair.mentor_id]) for pair in pairing.pairs])
    wants, seats = (np.array([member.seats for member in side]) for side in (pool.mentees, pool.mentors))
    judged = {"floor": pairing.floor, "place_price": pairing.place_price}
    certificate = check(points, seats, wants, pairing.mentor_prices, pairs, aim, **judged)
    assert certificate.feasible
    assert certificate.gap < 1e-9
    assert not could_be_higher(points, wants, seats, pairs[:0], pairing.floor, pairing.n_placed)
    assert could_be_higher(points, wants, seats, pairs[:0], pairing.floor - 1e-9, pairing.n_placed)
    low = check(points, seats, wants, pairing.mentor_prices, pairs, aim, floor=pairing.floor + 1)
    assert {fault.code for fault in low.faults} == {"below_floor"}


def test_the_order_of_the_input_never_matters():
    pool = with_floor(crowd(20, 16, 3))
    chance = np.random.default_rng(3)
    i, j = chance.permutation(20), chance.permutation(16)
    turned = replace(
        pool,
        mentees=tuple(pool.mentees[k] for k in i),
        mentors=tuple(pool.mentors[k] for k in j),
        road=pool.road[np.ix_(i, j)],
        texts={name: matrix[np.ix_(i, j)] for name, matrix in pool.texts.items()},
    )
    one, other = pair_up(pool), pair_up(turned)
    assert (one.pairs, one.floor, one.wishes, one.rules, one.unplaced) == (
        other.pairs, other.floor, other.wishes, other.rules, other.unplaced,
    )  # fmt: skip


def test_pairs_left_out_at_first_are_priced_in_where_people_must_be_kept(monkeypatch):
    """Large enough that the flow starts from candidates: everybody's best sixteen mentors are the same."""
    monkeypatch.setattr(solver, "ALL_CELLS", 0)
    monkeypatch.setattr(solver, "N_CANDIDATES", 2)
    chance = np.random.default_rng(8)
    points = np.round(40 * chance.random((1, 24)) + 30 * chance.random((30, 1)) + 25 * chance.random((30, 24)), 2) + 1
    points[chance.random(points.shape) < 0.4] = NAN
    pool = with_floor(pool_of_points(points, chance.integers(1, 3, 30).tolist(), [1] * 24))
    pairing = pair_up(pool, with_costs=False)
    assert pairing.place_price > 0
    assert pairing.gap < 1e-8


def test_swaps_and_alternates_stay_above_the_floor():
    pool = with_floor(pool_of_points([[90.0, 40.0, 35.0], [70.0, 30.0, 45.0]], seats=[1, 1, 2]))
    pairing = pair_up(pool)
    assert (made(pairing), pairing.floor) == ([(0, 0), (1, 2)], 45.0)
    with pytest.raises(ValueError, match="forbidden by floor"):
        swap_cost(pool, pairing, "e0", "m1")
    assert alternatives(pool, pairing, "e0", 3) == ()
    assert [one.mentor_id for one in alternatives(pool, pairing, "e1", 3)] == ["m0"]
    assert alternates(pool, pairing, 2) == {}


@pytest.mark.parametrize("mode", ["optimum", "stable"])
@pytest.mark.parametrize("floor", ["off", "best"])
def test_a_locks_cost_is_what_solving_without_it_gives(mode, floor):
    pool = with_floor(crowd(26, 20, 5), floor, mode=mode)
    fit = score(pool)
    weak = [np.argwhere(fit.allowed & (fit.total < 25))[k] for k in (3, 40)]
    locks = [(pool.mentees[i].id, pool.mentors[j].id) for i, j in weak]
    locks += [(pair.mentee_id, pair.mentor_id) for pair in pair_up(pool, with_costs=False).pairs[-2:]]
    left = {m.id: m.seats for m in (*pool.mentees, *pool.mentors)}
    kept = []
    for pair in locks:
        if all(left[x] for x in pair):
            kept.append(pair)
            left = {x: n - (x in pair) for x, n in left.items()}
    locks = kept
    pairing = pair_up(replace(pool, locked=tuple(locks)))
    assert [(lock.mentee_id, lock.mentor_id) for lock in pairing.locks] == sorted(locks)
    # The floor stays where it is: a lock's cost is not that of another floor.
    fixed = pool if pairing.floor is None else with_floor(pool, pairing.floor, mode=mode)
    for lock in pairing.locks:
        others = tuple(pair for pair in locks if pair != (lock.mentee_id, lock.mentor_id))
        without = pair_up(replace(fixed, locked=others), with_costs=False)
        if not pairing.place_price:
            assert lock.costs_points == pytest.approx(without.objective - pairing.objective, abs=1e-5)
        assert lock.leaves_unplaced == len(lock.would_enter)
        assert not {pair.mentee_id for pair in pairing.pairs} & set(lock.would_enter)
    # A locked pair below the floor could not be made without its lock, so its points would be lost.
    assert max(lock.costs_points for lock in pairing.locks) > 1 or floor == "best"
