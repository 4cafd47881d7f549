"""Stable pairs: the examples of Gale and Shapley and of Roth, and no blocking pair whatever the pool."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.matching import own, pair_up, similarities
from mentes.engines.matching.stable import accept_in_turn

from .crowd import crowd
from .pools import all_pairings, pool_of_likings, pool_of_points

NAN = np.nan


def made(pairing) -> list[tuple[int, int]]:
    return [(int(pair.mentee_id[1:]), int(pair.mentor_id[1:])) for pair in pairing.pairs]


def stable(pool):
    return pair_up(replace(pool, terms=replace(pool.terms, mode="stable")), with_costs=False)


def likings(ranks) -> np.ndarray:
    """Points from ranks, 1 the best."""
    return 100 - 10 * np.array(ranks, dtype=float)


def blocking_by_hand(own_points, wants, seats, pairs, locked=()) -> int:
    """Straight from the definition, pair by pair."""
    mine, theirs = own_points

    def would_take(points, now, room, held) -> bool:
        return len(now) < room or any(points > other + 1e-9 for other in held)

    n = 0
    for i, j in np.argwhere(~np.isnan(mine) & ~np.isnan(theirs)).tolist():
        if (i, j) in pairs or not mine[i, j] + theirs[i, j] > 0:
            continue
        of_i, of_j = [b for a, b in pairs if a == i], [a for a, b in pairs if b == j]
        n += would_take(mine[i, j], of_i, wants[i], [mine[i, b] for b in of_i if (i, b) not in locked]) and would_take(
            theirs[i, j], of_j, seats[j], [theirs[a, j] for a in of_j if (a, j) not in locked]
        )
    return n


def all_stable(own_points, wants, seats) -> list[list[tuple[int, int]]]:
    both = own_points.sum(axis=0)
    both[both == 0] = NAN
    return [p for p in all_pairings(both, wants, seats) if not blocking_by_hand(own_points, wants, seats, p)]


def test_the_first_example_of_gale_and_shapley():
    """1962, example 1: three men, three women, three stable sets; whoever asks gets their first choice."""
    men = likings([[1, 2, 3], [3, 1, 2], [2, 3, 1]])
    women = likings([[3, 2, 1], [1, 3, 2], [2, 1, 3]])
    assert made(stable(pool_of_likings(men, women))) == [(0, 0), (1, 1), (2, 2)]
    assert made(stable(pool_of_likings(women.T, men.T))) == [(0, 1), (1, 2), (2, 0)]
    assert len(all_stable(np.array([men, women]), [1, 1, 1], [1, 1, 1])) == 3


def test_the_second_example_of_gale_and_shapley_has_a_single_stable_set():
    """1962, example 2: nobody gets their first choice, and any other set of pairs is unstable."""
    men = likings([[1, 2, 3, 4], [1, 4, 3, 2], [2, 1, 3, 4], [4, 2, 3, 1]])
    women = likings([[3, 3, 2, 3], [4, 1, 3, 2], [2, 4, 4, 1], [1, 2, 1, 4]])
    pairs = made(stable(pool_of_likings(men, women)))
    assert pairs == [(0, 2), (1, 3), (2, 0), (3, 1)]
    assert all_stable(np.array([men, women]), [1] * 4, [1] * 4) == [pairs]


def test_roths_hospitals_with_a_single_stable_set():
    """Roth 1985: three hospitals, the first with two posts. All hospitals would be better off elsewhere: it is not stable."""
    students = likings([[2, 3, 1], [2, 1, 3], [1, 3, 2], [1, 2, 3]])
    hospitals = likings([[1, 1, 2], [2, 2, 3], [3, 3, 1], [4, 4, 4]])
    posts = [2, 1, 1]
    pairing = stable(pool_of_likings(students, hospitals, seats=posts))
    assert made(pairing) == [(0, 2), (1, 1), (2, 0), (3, 0)]
    assert all_stable(np.array([students, hospitals]), [1] * 4, posts) == [made(pairing)]
    better = [(0, 1), (1, 0), (2, 2), (3, 0)]
    assert sum(hospitals[i, j] for i, j in better) > sum(hospitals[i, j] for i, j in made(pairing))
    assert blocking_by_hand(np.array([students, hospitals]), [1] * 4, posts, better) > 0


@st.composite
def tiny_likings(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cells = draw(st.lists(st.one_of(st.just(NAN), st.integers(0, 9)), min_size=2 * n * m, max_size=2 * n * m))
    own_points = np.array(cells, dtype=float).reshape(2, n, m) * 10
    own_points[:, np.isnan(own_points).any(axis=0)] = NAN
    wants = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    seats = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    return own_points, wants, seats


@settings(max_examples=250, deadline=None)
@given(tiny_likings())
def test_no_pair_blocks_and_the_count_is_that_of_the_definition(tiny):
    own_points, wants, seats = tiny
    pool = pool_of_likings(*np.nan_to_num(own_points, nan=NAN), wants, seats)
    found, best = stable(pool), pair_up(pool, with_costs=False)
    assert found.n_blocking == blocking_by_hand(own_points, wants, seats, made(found)) == 0
    assert best.n_blocking == blocking_by_hand(own_points, wants, seats, made(best))
    assert found.objective <= best.objective + 1e-9
    assert found.upper_bound == pytest.approx(best.objective, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_no_stable_set_is_better_for_any_mentee_and_all_fill_the_same_places(seed):
    """Roth 1984 and 1986. Without ties; a mentee compares their mentors best with best, second with second."""
    chance = np.random.default_rng(seed)
    n, m = 4, 3
    own_points = (
        np.array([[chance.permutation(m) for _ in range(n)], np.array([chance.permutation(n) for _ in range(m)]).T]) * 10.0
    )
    own_points += 5
    own_points[:, chance.random((n, m)) < 0.2] = NAN
    wants, seats = chance.integers(1, 3, n).tolist(), chance.integers(1, 3, m).tolist()
    pairs = made(stable(pool_of_likings(*own_points, wants, seats)))
    others = all_stable(own_points, wants, seats)
    assert pairs in others

    def mine(some, i):
        return sorted((own_points[0, a, b] for a, b in some if a == i), reverse=True)

    for other in others:
        for i in range(n):
            assert len(mine(pairs, i)) == len(mine(other, i))
            assert all(a >= b for a, b in zip(mine(pairs, i), mine(other, i), strict=True))
        count = [np.bincount([j for _, j in some], minlength=m).tolist() for some in (pairs, other)]
        assert count[0] == count[1]


@settings(max_examples=80, deadline=None)
@given(tiny_likings(), st.integers(0, 100))
def test_locked_pairs_are_kept_and_nobody_gives_one_up(tiny, pick):
    own_points, wants, seats = tiny
    can = [(i, j) for i, j in np.argwhere(~np.isnan(own_points[0])).tolist() if wants[i] and seats[j]]
    if not can:
        return
    lock = can[pick % len(can)]
    pool = pool_of_likings(*own_points, wants, seats, locked=((f"e{lock[0]}", f"m{lock[1]}"),))
    found, best = stable(pool), pair_up(pool, with_costs=False)
    assert lock in made(found)
    assert found.n_blocking == blocking_by_hand(own_points, wants, seats, made(found), {lock}) == 0
    assert best.n_blocking == blocking_by_hand(own_points, wants, seats, made(best), {lock})


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_never_matters(seed):
    pool = crowd(20, 16, seed)
    pool = replace(pool, terms=replace(pool.terms, mode="stable"), road_sides=(pool.road, pool.road[::-1]))
    chance = np.random.default_rng(seed)
    i, j = chance.permutation(20), chance.permutation(16)
    turned = replace(
        pool,
        mentees=tuple(pool.mentees[k] for k in i),
        mentors=tuple(pool.mentors[k] for k in j),
        road=pool.road[np.ix_(i, j)],
        road_sides=tuple(half[np.ix_(i, j)] for half in pool.road_sides),
        texts={name: matrix[np.ix_(i, j)] for name, matrix in pool.texts.items()},
    )
    one, other = pair_up(pool), pair_up(turned)
    assert (one.pairs, one.unplaced, one.idle, one.wishes, one.rules) == (
        other.pairs, other.unplaced, other.idle, other.wishes, other.rules,
    )  # fmt: skip
    assert one.n_blocking == 0


def test_ties_are_decided_by_id():
    own_points = np.full((2, 3, 2), 50.0)
    assert made(stable(pool_of_likings(*own_points))) == [(0, 0), (1, 1)]


def test_large_pools_are_counted_by_blocks_with_the_same_number_and_refused_for_stable_pairs(monkeypatch):
    pool = crowd(30, 25)
    whole = pair_up(pool)
    monkeypatch.setattr(own, "STABLE_CELLS", 0)
    monkeypatch.setattr("mentes.engines.matching.board.KEEP_CELLS", 0)
    monkeypatch.setattr("mentes.engines.matching.scoring.BLOCK_CELLS", 100)
    by_blocks = pair_up(pool)
    assert by_blocks.n_blocking == whole.n_blocking > 0
    assert [wish.name for wish in by_blocks.wishes] == ["floor"]
    with pytest.raises(ValueError, match="30 x 25 pairs are too many for stable pairs; right would be at most 0 of them"):
        stable(pool)


def test_weights_decide_the_own_points_too():
    pool = crowd(24, 20, 4)
    similar = similarities(pool)
    for topics in (5.0, 90.0):
        terms = replace(pool.terms, weights={**pool.terms.weights, "topics": topics}, mode="stable")
        changed = replace(pool, terms=terms)
        assert pair_up(changed, similarities=similar).pairs == pair_up(changed).pairs


def test_what_stability_costs_is_the_gap_and_is_told_both_ways():
    pool = crowd(40, 34, 2)
    best, found = pair_up(pool), pair_up(replace(pool, terms=replace(pool.terms, mode="stable")))
    (cost,) = [wish for wish in best.wishes if wish.name == "stable"]
    (told,) = [wish for wish in found.wishes if wish.name == "stable"]
    assert (cost.on, told.on) == (False, True)
    assert (cost.without, cost.with_it) == (told.without, told.with_it)
    assert cost.costs_points == pytest.approx(best.objective - found.objective)
    assert cost.costs_points > 0
    assert cost.costs_people == best.n_placed - found.n_placed
    assert (cost.without.n_blocking, cost.with_it.n_blocking) == (best.n_blocking, 0)
    assert found.gap == pytest.approx(cost.costs_points / found.objective)
    assert found.upper_bound == pytest.approx(best.objective)


def test_who_is_left_learns_that_others_are_preferred():
    pool = pool_of_likings([[90.0], [80.0]], [[40.0], [70.0]])
    (left,) = stable(pool).unplaced
    assert (left.id, left.reason, left.detail) == ("e0", "others_preferred", {"n_allowed": 1, "mentor": "m0", "points": 65.0})
    pool = pool_of_likings([[90.0, 80.0]], [[40.0, 70.0]])
    (idle,) = stable(pool).idle
    assert (idle.id, idle.reason, idle.detail) == ("m1", "others_preferred", {"n_allowed": 1, "mentee": "e0", "points": 75.0})


def test_a_pair_worth_nothing_is_not_made():
    assert made(stable(pool_of_points([[0.0, 30.0]], wants=[2]))) == [(0, 1)]


def test_nobody_on_one_side_is_no_error():
    for n, m in ((0, 3), (3, 0), (0, 0)):
        assert accept_in_turn(np.zeros((2, n, m)), np.zeros((n, m), dtype=bool), np.ones(n), np.ones(m)).shape == (0, 2)
        assert stable(pool_of_points(np.zeros((n, m)))).n_blocking == 0
