"""The solver finds the best total: by hand, by trying everything, and beside scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentes.engines.matching import check
from mentes.engines.matching import solve as solver
from mentes.engines.matching.market import Market, first_seat_bonus
from mentes.engines.matching.prices import supporting_prices
from mentes.engines.matching.solve import _flow, _linear_programme, solve

from .pools import best_by_trying


def market(points, wants=None, seats=None, bonus=0.0) -> Market:
    points = np.asarray(points, dtype=float)
    n, m = points.shape
    return Market(points, np.array(wants or [1] * n), np.array(seats or [1] * m), np.full(n, bonus))


def total(one: Market, pairs) -> float:
    return one.points[pairs[:, 0], pairs[:, 1]].sum() + one.bonus[np.unique(pairs[:, 0])].sum()


def test_a_hand_worked_house_market():
    """Shapley and Shubik 1971, table 1: sellers' houses to buyers, joint gains 5 8 2 / 7 9 6 / 2 3 0; the best total is 16."""
    one = market([[5, 8, 2], [7, 9, 6], [2, 3, 0]])
    pairs = solve(one)
    assert pairs.tolist() == [[0, 1], [1, 2], [2, 0]]
    assert total(one, pairs) == 16


def test_the_prices_of_the_house_market_are_the_ends_of_its_core():
    """The same market: by solving without each house and with one more of each, the prices are these."""
    one = market([[5, 8, 2], [7, 9, 6], [2, 3, 0]])
    prices = supporting_prices(one, solve(one))
    for j in range(3):
        more, fewer = one.seats.copy(), one.seats.copy()
        more[j] += 1
        fewer[j] -= 1
        with_more, with_fewer = (Market(one.points, one.wants, s, one.bonus) for s in (more, fewer))
        assert prices.lowest[j] == pytest.approx(total(with_more, solve(with_more)) - 16)
        assert prices.highest[j] == pytest.approx(16 - total(with_fewer, solve(with_fewer)))


def test_a_mentee_who_wants_two_never_gets_one_mentor_twice():
    one = market([[90, 10]], wants=[2], seats=[2, 1])
    assert solve(one).tolist() == [[0, 0], [0, 1]]


def test_a_pair_without_points_is_not_made():
    assert len(solve(market([[0, np.nan]]))) == 0


def test_with_the_bonus_a_pair_without_points_is_made_but_no_second_one():
    one = market([[0.0, 0.0]], wants=[2], bonus=300.0)
    assert len(solve(one)) == 1
    assert len(_flow(one, one.wants, one.seats)) == 1


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_nobody_on_one_side_is_no_error(shape):
    assert solve(market(np.zeros(shape))).shape == (0, 2)


@st.composite
def tiny_markets(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cell = st.one_of(st.just(np.nan), st.integers(0, 6).map(float), st.floats(0, 100).map(lambda x: round(x, 3)))
    points = np.array(draw(st.lists(st.lists(cell, min_size=m, max_size=m), min_size=n, max_size=n)))
    wants = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    seats = np.array(draw(st.lists(st.integers(0, 3), min_size=m, max_size=m)))
    return points, wants, seats


@settings(max_examples=400, deadline=None)
@given(tiny_markets(), st.booleans())
def test_it_is_as_good_as_trying_everything(tiny, people):
    points, wants, seats = tiny
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    one = Market(points, wants, seats, np.full(len(wants), bonus))
    best, n_placed = best_by_trying(points, wants, seats, bonus)
    for pairs in (solve(one), _flow(one, wants, seats)):
        assert not np.isnan(points[pairs[:, 0], pairs[:, 1]]).any()
        assert total(one, pairs) == pytest.approx(best, abs=1e-7)
        if people:
            assert len(np.unique(pairs[:, 0])) == n_placed


@settings(max_examples=200, deadline=None)
@given(tiny_markets(), st.booleans(), st.lists(st.floats(0, 200), min_size=4, max_size=4))
def test_from_whatever_prices_it_starts_it_ends_at_the_best(tiny, people, prices):
    points, wants, seats = tiny
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    one = Market(points, wants, seats, np.full(len(wants), bonus))
    pairs = _flow(one, wants, seats, np.array(prices[: len(seats)]))
    assert total(one, pairs) == pytest.approx(best_by_trying(points, wants, seats, bonus)[0], abs=1e-7)


@settings(max_examples=400, deadline=None)
@given(tiny_markets(), st.booleans())
def test_its_prices_prove_it(tiny, people):
    points, wants, seats = tiny
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    one = Market(points, wants, seats, np.full(len(wants), bonus))
    pairs = solve(one)
    prices = supporting_prices(one, pairs)
    certificate = check(points, seats, wants, prices.lowest, pairs, "people" if people else "points")
    assert certificate.feasible, certificate.faults
    assert certificate.gap < 1e-9
    finite = np.minimum(prices.highest, 1e6)  # the other end of the lattice proves it too; no seats, no matter
    assert check(points, seats, wants, finite, pairs, "people" if people else "points").gap < 1e-9


@settings(max_examples=300, deadline=None)
@given(tiny_markets(), st.booleans(), st.lists(st.floats(0, 200), min_size=4, max_size=4))
def test_no_prices_whatever_bring_the_bound_below_the_best(tiny, people, prices):
    points, wants, seats = tiny
    aim = "people" if people else "points"
    bonus = first_seat_bonus(wants, seats) if people else 0.0
    best, n_placed = best_by_trying(points, wants, seats, bonus)
    pairs = solve(Market(points, wants, seats, np.full(len(wants), bonus)))
    certificate = check(points, seats, wants, prices[: len(seats)], pairs, aim)
    assert certificate.upper_bound >= best - bonus * n_placed - 1e-6


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 30))
def test_it_equals_scipys_assignment_with_every_seat_a_column(seed, n, m):
    chance = np.random.default_rng(seed)
    points, seats = chance.random((n, m)) * 100, chance.integers(1, 4, m)
    one = Market(points, np.ones(n, dtype=int), seats, np.zeros(n))
    columns = np.repeat(points, seats, axis=1)
    rows, places = linear_sum_assignment(columns, maximize=True)
    assert total(one, solve(one)) == pytest.approx(columns[rows, places].sum(), abs=1e-9)


def test_pairs_left_out_at_first_are_priced_in(monkeypatch):
    """Large enough that the flow starts from candidates: everybody's best sixteen are the same, so more must be added."""
    programmes = []
    monkeypatch.setattr(solver, "_linear_programme", lambda *said: programmes.append(1) or _linear_programme(*said))
    chance = np.random.default_rng(5)
    points = np.round(50 * chance.random((1, 260)) + 45 * chance.random((280, 1)) + 5 * chance.random((280, 260)), 2)
    points[chance.random(points.shape) < 0.3] = np.nan
    wants, seats = chance.integers(1, 3, 280), chance.integers(1, 3, 260)
    one = Market(points, wants, seats, np.zeros(280))
    pairs = _flow(one, wants, seats)
    assert len(programmes) > 1
    prices = supporting_prices(one, pairs)
    certificate = check(points, seats, wants, prices.lowest, pairs)
    assert certificate.feasible
    assert certificate.gap < 1e-9
