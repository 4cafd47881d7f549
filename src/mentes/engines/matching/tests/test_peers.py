"""Peers: the best pairs by brute force and by an integer program, bounds never below them, and all that must be kept."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import Bounds, LinearConstraint, milp

from mentes.engines.matching import Member, Pool, Rule, check_peers, pair_peers, pair_up, peer_solve, read_peers
from mentes.engines.matching.peer_solve import best_pairs, covering_prices, exact, rounded

from .crowd import crowd
from .pools import WEEK, only


def peers(points, seats=None, *, aim="points", floor="off", **more) -> Pool:
    """Only the road counts: points[i, j] where i is mentored by j, and the pair's are the mean; NaN becomes a rejected pair."""
    points = np.asarray(points, dtype=float)
    people = tuple(Member(f"p{k:03}", seats=n) for k, n in enumerate(seats or [1] * len(points)))
    rejected = tuple((people[i].id, people[j].id) for i, j in np.argwhere(np.isnan(points)))
    terms = replace(only("road"), aim=aim, floor=floor, shape="peers")
    return Pool(people, people, terms, np.nan_to_num(points) / 100, WEEK, forbidden=rejected, **more)


def symmetric(n, edges) -> np.ndarray:
    points = np.full((n, n), np.nan)
    for i, j, value in edges:
        points[i, j] = points[j, i] = value
    return points


def made(pairing) -> set[tuple[int, int]]:
    return {(int(pair.id[1:]), int(pair.other_id[1:])) for pair in pairing.pairs}


def best_by_trying(points) -> tuple[float, tuple[int, float]]:
    """(most points, (most pairs, their most points)), by trying every set of pairs."""
    mean = (points + points.T) / 2

    def sets(left):
        if len(left) < 2:
            return [(0, 0.0)]
        first, *rest = left
        found = sets(rest)
        for other in rest:
            if not np.isnan(mean[first, other]):
                found = [*found, *((k + 1, s + mean[first, other]) for k, s in sets([x for x in rest if x != other]))]
        return [max(found, key=lambda one: one[1]), max(found)]

    found = sets(list(range(len(points))))
    return max(s for _, s in found), max(found)


# Worked examples


def test_a_triangle_in_which_the_best_pair_first_is_wrong():
    """A path 8, 10, 8: who takes the 10 leaves two people alone; the two 8 have 16."""
    pairing = pair_peers(peers(symmetric(4, [(0, 1, 8), (1, 2, 10), (2, 3, 8)])))
    assert made(pairing) == {(0, 1), (2, 3)}
    assert (pairing.objective, pairing.upper_bound, pairing.gap) == pytest.approx((16, 16, 0), abs=1e-9)
    three = pair_peers(peers(symmetric(3, [(0, 1, 6), (1, 2, 7), (0, 2, 8)])))
    assert made(three) == {(0, 2)}
    # The relaxation gives each pair of the three a half: 21 / 2. Nobody can have it, and the pairing is the best all the same.
    assert (three.objective, three.upper_bound, three.is_exact) == (pytest.approx(8), pytest.approx(10.5), True)
    assert [(one.id, one.reason, one.detail["peer"]) for one in three.unplaced] == [("p001", "odd_one_out", "p002")]


def test_a_blossom_must_be_shrunk_to_pair_everybody():
    """A stem 0-1-2, a blossom 2-3-4-5-6, and 7 at its far side (Edmonds 1965): the only way to pair all eight goes round it."""
    edges = [(0, 1, 10), (1, 2, 10), (2, 3, 10), (3, 4, 10), (4, 5, 10), (5, 6, 10), (2, 6, 10), (4, 7, 10)]
    pairing = pair_peers(peers(symmetric(8, edges), aim="people"))
    assert made(pairing) == {(0, 1), (2, 3), (4, 7), (5, 6)}
    assert (pairing.n_placed, pairing.gap) == (8, pytest.approx(0, abs=1e-9))


def test_two_triangles_joined_by_a_weak_pair():
    """Each triangle alone leaves one out; joined by a pair of 1 point the six have 10 + 10 + 1."""
    edges = [(0, 1, 10), (0, 2, 9), (1, 2, 9), (3, 4, 10), (3, 5, 9), (4, 5, 9), (2, 5, 1)]
    assert made(pair_peers(peers(symmetric(6, edges)))) == {(0, 1), (3, 4), (2, 5)}


def test_both_directions_count_alike_and_both_must_be_allowed():
    points = np.array([[0, 80, 50], [20, 0, 90], [40, np.nan, 0]])
    (pair,) = pair_peers(peers(points)).pairs
    assert (pair.id, pair.other_id) == ("p000", "p001")  # (80 + 20) / 2; with p002 only 45, and p001 with p002 is rejected
    assert (pair.points, pair.as_mentee, pair.as_mentor) == pytest.approx((50, 80, 20))
    assert sum(pair.parts.values()) == pytest.approx(pair.points, abs=1e-9)


def test_locks_floors_and_who_takes_no_part_are_kept():
    edges = [(0, 1, 50), (0, 2, 5), (1, 3, 40), (2, 3, 60), (1, 4, 30)]
    points = symmetric(5, edges)
    locked = pair_peers(peers(points, locked=(("p002", "p000"),)))
    assert (made(locked), locked.locked) == ({(0, 2), (1, 3)}, (("p000", "p002"),))
    assert locked.upper_bound == pytest.approx(45)
    low = pair_peers(peers(points, floor=55.0))
    assert (made(low), low.floor, low.least_points) == ({(2, 3)}, 55, pytest.approx(60))
    assert {one.id: one.reason for one in low.unplaced} == dict.fromkeys(("p000", "p001", "p004"), "no_allowed_peer")
    away = pair_peers(peers(points, seats=[1, 1, 0, 1, 3]))
    assert made(away) == {(0, 1)}
    assert {one.id: one.reason for one in away.unplaced}["p002"] == "gives_none"
    with pytest.raises(ValueError, match="'p000': 2 locked pairs"):
        pair_peers(peers(points, locked=(("p000", "p001"), ("p000", "p002"))))
    with pytest.raises(ValueError, match="forbidden by rejected"):
        pair_peers(peers(points, locked=(("p000", "p004"),)))


def test_the_highest_floor_costs_nobody_their_pair():
    edges = [(0, 1, 90), (2, 3, 10), (0, 2, 45), (1, 3, 44)]
    pairing = pair_peers(peers(symmetric(4, edges), floor="best"))
    assert (made(pairing), pairing.floor) == ({(0, 2), (1, 3)}, pytest.approx(44))


def test_what_is_not_for_peers_is_refused_in_words():
    pool = peers(symmetric(3, [(0, 1, 5)]))
    with pytest.raises(ValueError, match="stable pairs need not exist"):
        pair_peers(replace(pool, terms=replace(pool.terms, mode="stable")))
    with pytest.raises(ValueError, match="not the same people on both sides"):
        pair_peers(replace(pool, mentors=pool.mentors[:2], road=pool.road[:, :2]))
    with pytest.raises(ValueError, match="pair_peers"):
        pair_up(pool)


# Properties

POINTS = st.integers(2, 7).flatmap(
    lambda n: arrays(float, (n, n), elements=st.one_of(st.just(np.nan), st.integers(0, 9).map(float), st.floats(0, 100)))
)


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_no_other_set_of_pairs_is_better(points):
    most, (n_pairs, most_of_many) = best_by_trying(points)
    pairing, many = pair_peers(peers(points)), pair_peers(peers(points, aim="people"))
    assert pairing.is_exact
    assert pairing.objective == pytest.approx(most, abs=1e-6)
    assert pairing.upper_bound >= most - 1e-7
    assert (len(many.pairs), many.objective) == (n_pairs, pytest.approx(most_of_many, abs=1e-6))
    assert many.upper_bound >= most_of_many - 1e-7


@pytest.mark.parametrize("seed", range(4))
def test_an_integer_program_finds_nothing_better_among_forty_one(seed):
    draw = np.random.default_rng(seed)
    points = draw.random((41, 41)) * 100
    points[draw.random((41, 41)) < 0.3] = np.nan
    mean = (points + points.T) / 2
    i, j = np.nonzero(np.triu(~np.isnan(mean), 1))
    once = np.zeros((41, len(i)))
    once[i, np.arange(len(i))] = once[j, np.arange(len(i))] = 1
    solved = milp(-mean[i, j], constraints=LinearConstraint(once, ub=1), integrality=np.ones(len(i)), bounds=Bounds(0, 1))
    pairing = pair_peers(peers(points))
    assert pairing.objective == pytest.approx(-solved.fun, abs=1e-6)
    assert pairing.objective <= pairing.upper_bound + 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_and_the_two_sides_never_matter(seed):
    one = crowd(24, 24, seed)
    people = tuple(replace(member, id=f"p{k:02}", wishes=()) for k, member in enumerate(one.mentees))
    pool = replace(one, mentees=people, mentors=people)
    draw = np.random.default_rng(seed)
    there, back = draw.permutation(24), draw.permutation(24)
    cells = np.ix_(there, back)
    shuffled = replace(
        pool,
        mentees=tuple(people[k] for k in there),
        mentors=tuple(people[k] for k in back),
        road=pool.road[cells],
        texts={name: near[cells] for name, near in pool.texts.items()},
    )
    first, second = pair_peers(pool), pair_peers(shuffled)
    assert first.pairs == second.pairs
    assert (first.unplaced, first.objective, first.upper_bound) == (second.unplaced, second.objective, second.upper_bound)
    assert first.pairs
    table = read_peers(pool)
    assert np.array_equal(table.points, table.points.T, equal_nan=True)
    for pair in first.pairs:
        assert sum(pair.parts.values()) == pytest.approx(pair.points, abs=1e-9)


@pytest.mark.parametrize("n", [60, 61])
def test_what_is_rounded_stays_within_its_bound_and_near_the_best(n, monkeypatch):
    draw = np.random.default_rng(n)
    points = draw.random((n, n)) * 100
    weights = (points + points.T) / 2
    np.fill_diagonal(weights, 0)
    best = exact(weights, weights > 0)
    prices, partner = covering_prices(weights)
    assert (prices[:, None] + prices >= weights - 1e-9).all()
    pairs = rounded(weights, partner)
    assert len(np.unique(pairs)) == pairs.size
    total, most = (weights[p[:, 0], p[:, 1]].sum() for p in (pairs, best))
    assert 0.98 * most <= total <= most + 1e-9 <= prices.sum() + 1e-6
    monkeypatch.setattr(peer_solve, "MOST_EDGES", 0)
    found, _, is_exact = best_pairs(weights)
    assert weights[found[:, 0], found[:, 1]].sum() >= 0.9 * most
    assert not is_exact or weights[found[:, 0], found[:, 1]].sum() == pytest.approx(most)


# The certificate trusts nothing


@pytest.mark.parametrize("change", ["prices", "pair twice", "forbidden", "floor", "lock", "nobody", "no part"])
def test_a_certificate_finds_what_is_wrong(change):
    points = symmetric(4, [(0, 1, 8), (1, 2, 10), (2, 3, 8)])
    takes_part, prices, pairs, more = np.ones(4, bool), np.array([4.0, 5, 5, 4]), [(0, 1), (2, 3)], {}
    if change == "prices":
        prices[0] = -1
    elif change == "pair twice":
        pairs = [(0, 1), (1, 2)]
    elif change == "forbidden":
        pairs = [(0, 3)]
    elif change == "floor":
        more = {"floor": 9.0}
    elif change == "lock":
        more = {"locked": [(1, 2)]}
    elif change == "nobody":
        pairs = [(0, 7)]
    else:
        takes_part[3] = False
    assert not check_peers(points, takes_part, prices, pairs, **more).feasible


def test_prices_that_cover_too_little_are_raised_before_they_prove_anything():
    points = symmetric(4, [(0, 1, 8), (1, 2, 10), (2, 3, 8)])
    found = check_peers(points, np.ones(4, bool), np.zeros(4), [(1, 2)])
    assert found.feasible
    assert found.upper_bound >= 16


def test_a_rule_that_forbids_one_direction_forbids_the_pair():
    people = (Member("a", languages=("en",), manager_id="b"), Member("b", languages=("en",)), Member("c", languages=("en",)))
    terms = replace(only("language", rules=(Rule("not_manager", True),)), shape="peers")
    (pair,) = pair_peers(Pool(people, people, terms, np.full((3, 3), np.nan), WEEK)).pairs
    assert "c" in (pair.id, pair.other_id)


# One history, asserted whole

PAIRS = [
    ("p00", "p01", 29.164975, 27.785399, 30.544552),
    ("p02", "p05", 33.520209, 33.221004, 33.819414),
    ("p07", "p11", 35.528057, 30.906669, 40.149444),
    ("p09", "p10", 51.217435, 45.808051, 56.626819),
]
ALONE = [
    ("p03", "gives_none"),
    ("p04", "gives_none"),
    ("p06", "gives_none"),
    ("p08", "gives_none"),
    ("p12", "gives_none"),
    ("p13", "odd_one_out"),
]
TOTALS = (149.430676, 156.875532, True)


def crowd_of_peers(n: int, seed: int) -> Pool:
    one = crowd(n, n, seed)
    people = tuple(replace(member, id=f"p{k:02}", wishes=(), not_with=(), manager_id="") for k, member in enumerate(one.mentees))
    return replace(one, mentees=people, mentors=people, terms=replace(one.terms, shape="peers"))


def test_a_crowd_of_peers_is_paired_as_it_was():
    pairing = pair_peers(crowd_of_peers(14, 5))
    assert [(p.id, p.other_id, round(p.points, 6), round(p.as_mentee, 6), round(p.as_mentor, 6)) for p in pairing.pairs] == PAIRS
    assert [(one.id, one.reason) for one in pairing.unplaced] == ALONE
    assert (round(pairing.objective, 6), round(pairing.upper_bound, 6), pairing.is_exact) == TOTALS
