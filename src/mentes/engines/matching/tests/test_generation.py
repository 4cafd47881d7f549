"""Columns generated on prices: by hand, by trying everything, beside the dense flow and scipy, whatever the number of threads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentes.engines.matching import check
from mentes.engines.matching.market import Market, first_seat_bonus
from mentes.engines.matching.solve import _assign, _flow

from .pools import best_by_trying
from .test_solve import tiny_markets

pytest.importorskip("numba", reason="the extra mentes[scale] is not installed: uv sync --extra scale")
pytest.importorskip("ortools", reason="the extra mentes[scale] is not installed: uv sync --extra scale")

from mentes.engines.matching import generation
from mentes.engines.matching.generation import Found, Problem, generate
from mentes.engines.matching.pricing import Barred, best_beyond
from mentes.engines.matching.sources import InnerProduct, Rules, Table

ROUNDING = 2 * 1e-8  # points a pair: half a grain on each side, and what is summed up on the way


def problem(points, wants=None, seats=None, bonus=0.0, barred=(), at_least=-1e30, workers=None) -> Problem:
    points = np.asarray(points, dtype=float)
    n, m = points.shape
    wants, seats = np.array(wants if wants is not None else [1] * n), np.array(seats if seats is not None else [1] * m)
    barred = Barred.of(np.array(barred).reshape(-1, 2), n, at_least)
    return Problem(Table(points), wants, seats, np.full(n, bonus), barred, workers)


def total(points, found: Found, bonus=0.0) -> float:
    return points[found.pairs[:, 0], found.pairs[:, 1]].sum() + bonus * len(np.unique(found.pairs[:, 0]))


def proven(points, wants, seats, found: Found, aim="points"):
    certificate = check(points, seats, wants, found.prices, found.pairs, aim)
    assert certificate.feasible, certificate.faults
    assert certificate.upper_bound - certificate.objective <= ROUNDING * (len(found.pairs) + 1)
    return certificate


def test_the_house_market_of_shapley_and_shubik():
    """1971, table 1: the best total is 16; the lowest prices are what one more house of each seller would bring."""
    points = np.array([[5.0, 8, 2], [7, 9, 6], [2, 3, 0]])
    found = generate(problem(points))
    assert found.pairs.tolist() == [[0, 1], [1, 2], [2, 0]]
    assert found.objective == found.upper_bound == 16
    for j in range(3):
        seats = np.ones(3, dtype=int)
        seats[j] += 1
        assert found.prices[j] == pytest.approx(generate(problem(points, seats=seats)).objective - 16)


def test_a_hand_worked_market_of_several_to_several():
    """Two mentees want two each of two mentors with two and one seats: 9 + 8 + 7, as the pair of 7 costs nobody a seat."""
    points = np.array([[9.0, 8], [7, 6]])
    found = generate(problem(points, wants=[2, 2], seats=[2, 1]))
    assert found.pairs.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert found.objective == 24
    assert found.prices.tolist() == [0, 6]  # a second seat of the second mentor would bring the pair of 6


@settings(max_examples=150, deadline=None)
@given(tiny_markets(), st.booleans())
def test_it_is_as_good_as_trying_everything(tiny, people):
    points, wants, seats = tiny
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    found = generate(problem(points, wants, seats, bonus))
    best, n_placed = best_by_trying(points, wants, seats, bonus)
    assert total(points, found, bonus) == pytest.approx(best, abs=1e-6)
    assert not people or len(np.unique(found.pairs[:, 0])) == n_placed
    proven(points, wants, seats, found, "people" if people else "points")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 30), st.sampled_from([0.0, 0.45, 0.9]), st.booleans())
def test_several_to_several_it_equals_the_dense_flow(seed, n, m, forbidden, people):
    chance = np.random.default_rng(seed)
    points = np.round(100 * chance.random((n, m)), chance.integers(0, 4))  # few digits: many ties
    points[chance.random((n, m)) < forbidden] = np.nan
    wants, seats = chance.integers(0, 4, n), chance.integers(0, 5, m)
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    found = generate(problem(points, wants, seats, bonus))
    market = Market(points, np.minimum(wants, m), np.minimum(seats, n), np.full(n, bonus))
    pairs = _flow(market, market.wants, market.seats)
    dense = points[pairs[:, 0], pairs[:, 1]].sum() + bonus * len(np.unique(pairs[:, 0]))
    assert total(points, found, bonus) == pytest.approx(dense, abs=1e-6)
    proven(points, wants, seats, found, "people" if people else "points")


def crowd(seed: int, n: int, m: int) -> tuple[InnerProduct, np.ndarray]:
    """Points by an inner product with a rule as a table, and the same points in double precision, NaN where forbidden."""
    chance = np.random.default_rng(seed)
    left, right = (chance.random((k, 12)).astype(np.float32) for k in (n, m))
    left *= np.float32(100 / 12)
    right[:, 0] *= 3  # some mentors suit everybody
    kinds = [chance.integers(0, 9, k).astype(np.int32)[None] for k in (n, m)]
    source = InnerProduct(left, right, Rules(chance.random((1, 9, 9)) < 0.6, *kinds))
    return source, np.concatenate([block for _, block in source.blocks()])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 300), st.integers(2, 150))
def test_an_inner_product_in_single_precision_equals_scipy_in_double(seed, n, m):
    source, points = crowd(seed, n, m)
    chance = np.random.default_rng(seed)
    seats = chance.integers(1, 4, m)
    found = generate(Problem(source, np.ones(n, dtype=int), seats, np.zeros(n), Barred.of(np.zeros((0, 2)), n)))
    columns = np.nan_to_num(np.repeat(points, seats, axis=1))
    rows, places = linear_sum_assignment(columns, maximize=True)
    assert total(points, found) == pytest.approx(columns[rows, places].sum(), abs=ROUNDING * (n + 1))
    proven(points, np.ones(n, dtype=int), seats, found)
    assert found.upper_bound >= columns[rows, places].sum() - ROUNDING * (n + 1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 200), st.integers(1, 90), st.integers(1, 12))
def test_the_k_best_are_those_that_sorting_all_would_give(seed, n, m, k):
    source, points = crowd(seed, n, m)
    chance = np.random.default_rng(seed)
    prices, barred = 30 * chance.random(m), np.argwhere(chance.random((n, m)) < 0.05)
    found = best_beyond(source, prices, Barred.of(barred, n, at_least=20.0), k)
    points[tuple(barred.T)] = np.nan
    worth = np.where(points >= 20, points, np.nan) - prices
    for i in range(n):
        mine = np.flatnonzero(~np.isnan(worth[i]))
        best = -np.sort(-worth[i, mine])[:k]
        kept = found.mentors[found.mentees == i]
        assert len(set(kept.tolist())) == len(kept) == len(best)
        np.testing.assert_allclose(-np.sort(-worth[i, kept]), best, atol=2e-3)  # single precision may turn near ones
        left_out = np.setdiff1d(mine, kept)
        assert (worth[i, left_out] <= found.ceiling[i]).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_number_of_threads_never_matters(seed):
    source, _ = crowd(seed, 1300, 700)
    chance = np.random.default_rng(seed)
    wants, seats = chance.integers(1, 3, 1300), chance.integers(1, 5, 700)
    found = [
        generate(Problem(source, wants, seats, np.zeros(1300), Barred.of(np.zeros((0, 2)), 1300), workers))
        for workers in (1, 2, 5)
    ]
    for other in found[1:]:
        assert np.array_equal(found[0].pairs, other.pairs)
        assert np.array_equal(found[0].prices, other.prices)
        assert found[0].rounds == other.rounds


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(2, 40))
def test_prices_of_before_lead_to_the_same_total(seed, n, m):
    chance = np.random.default_rng(seed)
    points, seats = 100 * chance.random((n, m)), chance.integers(0, 3, m)
    cold = generate(problem(points, seats=seats))
    moved = np.clip(points + chance.normal(0, 3, (n, m)), 0, 100)  # other weights
    warm = generate(problem(moved, seats=seats), prices=cold.prices)
    assert warm.objective == pytest.approx(generate(problem(moved, seats=seats)).objective, abs=ROUNDING * (n + 1))
    anything = generate(problem(moved, seats=seats), prices=500 * chance.random(m))
    assert anything.objective == pytest.approx(warm.objective, abs=ROUNDING * (n + 1))


def test_a_sample_gives_the_first_prices_and_the_bound_falls_round_by_round():
    source, _ = crowd(4, 3000, 800)
    chance = np.random.default_rng(4)
    seats = chance.integers(1, 6, 800)
    one = Problem(source, np.ones(3000, dtype=int), seats, np.zeros(3000), Barred.of(np.zeros((0, 2)), 3000))
    found = generate(one)
    assert found.passes == pytest.approx(len(found.rounds) + 1 + 0.3)
    assert found.gap <= 1e-9
    objectives = [one.objective for one in found.rounds]
    assert objectives == sorted(objectives)
    assert all(one.objective * (1 + one.gap) >= found.objective - 1e-6 for one in found.rounds)  # every bound holds
    enough = generate(one, enough=1e-2)
    assert enough.gap <= 1e-2
    assert len(enough.rounds) < len(found.rounds)
    certificate = check(source.blocks(), seats, np.ones(3000, dtype=int), enough.prices, enough.pairs)
    assert certificate.upper_bound <= enough.upper_bound + 1e-6  # what it says of itself is no better than what is found


def test_pairs_and_points_below_a_floor_may_be_barred():
    points = np.array([[90.0, 80], [85, 20]])
    assert generate(problem(points)).pairs.tolist() == [[0, 1], [1, 0]]
    assert generate(problem(points, barred=[(0, 1)])).pairs.tolist() == [[0, 0], [1, 1]]
    assert generate(problem(points, barred=[(0, 1)], at_least=50.0)).pairs.tolist() == [[0, 0]]
    assert generate(problem(points, at_least=82.0)).pairs.tolist() == [[0, 0]]


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_nobody_on_one_side_is_no_error(n, m):
    found = generate(problem(np.zeros((n, m)), wants=[1] * n, seats=[1] * m))
    assert found.pairs.shape == (0, 2)
    assert found.prices.tolist() == [0] * m


def test_it_ends_where_all_is_alike():
    """Every pair the same: nothing tells candidates from others, and nothing may be dropped or added for ever."""
    found = generate(problem(np.full((300, 120), 50.0), seats=[2] * 120))
    assert found.objective == 240 * 50
    assert len(found.rounds) < generation.LAST_PRUNED


def test_a_golden_run():
    """A market written down once: whole points, so that no processor's rounding shows."""
    chance = np.random.default_rng(11)
    points = chance.integers(0, 101, (12, 8)).astype(float)
    points[chance.random((12, 8)) < 0.3] = np.nan
    found = generate(problem(points, wants=[2, 1, 1, 1, 0, 1, 1, 3, 1, 1, 1, 1], seats=[1, 2, 1, 0, 1, 2, 1, 1]))
    assert found.objective == GOLDEN["objective"]
    assert total(points, found) == GOLDEN["objective"]
    assert found.prices.tolist() == GOLDEN["prices"]
    assert found.pairs.tolist() == GOLDEN["pairs"]


GOLDEN = {
    "objective": 685.0,
    "prices": [78.0, 14.0, 97.0, 68.0, 78.0, 32.0, 71.0, 60.0],
    "pairs": [[2, 4], [3, 7], [5, 1], [6, 1], [7, 0], [8, 2], [9, 5], [10, 6], [11, 5]],
}


def test_the_assignment_by_scipy_agrees_where_it_applies():
    chance = np.random.default_rng(3)
    points = 100 * chance.random((150, 90))
    market = Market(points, np.ones(150, dtype=int), np.ones(90, dtype=int), np.zeros(150))
    pairs = _assign(market, market.wants, market.seats)
    found = generate(problem(points))
    assert found.pairs.tolist() == pairs.tolist()  # no ties: the best pairing is one alone
