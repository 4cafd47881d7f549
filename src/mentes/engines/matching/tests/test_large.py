"""A pool too large to be held gets the answer that it would get if it were not: here small pools are made to go that way."""

import random
from dataclasses import replace

import numpy as np
import pytest

from mentes.engines.matching import Pairing, Pool, pair_up, scale, solve

from .crowd import crowd
from .pools import pool_of_points

needs_scale = pytest.mark.skipif(not scale.has_scale(), reason="the extra mentes[scale] is not installed: uv sync --extra scale")


def by_blocks(monkeypatch, pool: Pool, **more) -> Pairing:
    with monkeypatch.context() as patched:
        patched.setattr(scale, "MOST_AT_ONCE", 0)
        patched.setattr("mentes.engines.matching.scoring.BLOCK_CELLS", 200)  # many blocks
        patched.setattr("mentes.engines.matching.strand_source.BLOCK_CELLS", 200)
        return pair_up(pool, **more)


class Rows:
    """A matrix that makes its rows when they are asked for."""

    def __init__(self, matrix: np.ndarray):
        self.matrix, self.shape = matrix, matrix.shape

    def rows(self, chosen):
        return self.matrix[chosen]


def on_demand(pool: Pool) -> Pool:
    sides = tuple(Rows(half) for half in pool.road_sides) if pool.road_sides else None
    texts = {name: Rows(matrix) for name, matrix in pool.texts.items()}
    return replace(pool, road=Rows(pool.road), road_sides=sides, texts=texts)


@needs_scale
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("aim", ["points", "people"])
def test_all_is_as_on_the_small_way(monkeypatch, seed, aim):
    pool = crowd(45, 35, seed, shared_hours=1, minimum_points=15)
    pool = replace(pool, terms=replace(pool.terms, aim=aim, floor=45.0 if seed > 4 else "off"))
    first = pair_up(pool, with_costs=False)
    locked = tuple((pair.mentee_id, pair.mentor_id) for pair in first.pairs[:2]) if seed % 2 else ()
    pool = replace(pool, locked=locked, forbidden=((first.pairs[-1].mentee_id, first.pairs[-1].mentor_id),))
    small, large = pair_up(pool), by_blocks(monkeypatch, on_demand(pool))
    assert large.pairs == small.pairs
    assert large.objective == pytest.approx(small.objective, abs=1e-9)
    assert large.gap < 1e-9
    for name in ("n_placed", "aim", "mode", "floor", "n_blocking", "below_floor", "place_price"):
        assert getattr(large, name) == getattr(small, name)
    np.testing.assert_allclose(large.mentor_prices, small.mentor_prices, atol=1e-6)
    np.testing.assert_allclose(large.mentee_gains, small.mentee_gains, atol=1e-6)
    for mine, theirs in ((large.unplaced, small.unplaced), (large.idle, small.idle)):
        assert [(person.id, person.reason) for person in mine] == [(person.id, person.reason) for person in theirs]
    for mine, theirs in zip(large.rules, small.rules, strict=True):
        assert (mine.name, mine.forbids, len(mine.would_enter)) == (theirs.name, theirs.forbids, len(theirs.would_enter))
        assert mine.costs_points == pytest.approx(theirs.costs_points, abs=1e-5)
    assert large.other_aim.n_placed == small.other_aim.n_placed
    assert large.other_aim.objective == pytest.approx(small.other_aim.objective, abs=1e-6)


@needs_scale
def test_the_order_of_the_input_never_matters(monkeypatch):
    pool, chance = crowd(40, 30, 3), random.Random(3)
    i, j = chance.sample(range(40), 40), chance.sample(range(30), 30)
    turned = replace(
        pool,
        mentees=tuple(pool.mentees[k] for k in i),
        mentors=tuple(pool.mentors[k] for k in j),
        road=pool.road[np.ix_(i, j)],
        texts={name: matrix[np.ix_(i, j)] for name, matrix in pool.texts.items()},
    )
    straight, other = by_blocks(monkeypatch, pool), by_blocks(monkeypatch, on_demand(turned))
    assert straight.pairs == other.pairs
    assert straight.unplaced == other.unplaced
    assert straight.idle == other.idle
    assert straight.mentor_prices[j].tolist() == other.mentor_prices.tolist()
    assert straight.mentee_gains[i].tolist() == other.mentee_gains.tolist()


@needs_scale
def test_a_locked_pair_that_a_rule_forbids_is_named(monkeypatch):
    pool = pool_of_points([[50, np.nan], [40, 30]])
    with pytest.raises(ValueError, match=r"locked pair 'e0', 'm1': forbidden by rejected"):
        by_blocks(monkeypatch, replace(pool, locked=(("e0", "m1"),)))


@needs_scale
def test_what_needs_all_pairs_at_once_is_refused_in_one_error(monkeypatch):
    pool = crowd(20, 15, 1)
    with pytest.raises(ValueError, match=r"(?s)mode: stable.*floor: the best"):
        by_blocks(monkeypatch, replace(pool, terms=replace(pool.terms, mode="stable", floor="best")))


@needs_scale
def test_prices_of_before_may_name_mentors_who_have_left(monkeypatch):
    pool = crowd(40, 30, 5)
    before = by_blocks(monkeypatch, pool)
    prices = {mentor.id: price for mentor, price in zip(pool.mentors, before.mentor_prices, strict=True)}
    gone = replace(
        pool, mentors=pool.mentors[1:], road=pool.road[:, 1:], texts={name: matrix[:, 1:] for name, matrix in pool.texts.items()}
    )
    assert by_blocks(monkeypatch, gone, start=prices).objective == pytest.approx(pair_up(gone).objective, abs=1e-6)
    assert pair_up(gone, start=prices).pairs == pair_up(gone).pairs


@needs_scale
def test_a_middling_pool_is_generated_too_and_has_the_same_total(monkeypatch):
    pool = crowd(60, 50, 2)
    plain = pair_up(pool)
    monkeypatch.setattr(solve, "GENERATED", 0)
    monkeypatch.setattr(solve, "SEVERAL_GENERATED", 0)
    generated = pair_up(pool)
    assert generated.objective == pytest.approx(plain.objective, abs=1e-6)
    assert generated.gap < 1e-9


def test_without_the_extra_a_large_pool_is_told_what_is_missing(monkeypatch):
    monkeypatch.setattr(scale, "MOST_AT_ONCE", 10)
    monkeypatch.setattr("mentes.engines.matching.pairing.has_scale", lambda: False)
    with pytest.raises(ValueError, match=r"right would be the extra mentes\[scale\]"):
        pair_up(crowd(20, 10, 0))


def test_without_the_extra_small_pools_are_solved_all_the_same(monkeypatch):
    monkeypatch.setattr(solve, "has_scale", lambda: False)
    monkeypatch.setattr(solve, "GENERATED", 0)
    monkeypatch.setattr(solve, "SEVERAL_GENERATED", 0)
    assert pair_up(crowd(20, 15, 0)).gap < 1e-9


@needs_scale
def test_it_stops_where_that_is_enough_and_says_truly_how_far_it_is(monkeypatch):
    found = {}
    for enough in (0.0, 0.2):
        # With few candidates at a time the first round is not the last.
        monkeypatch.setattr("mentes.engines.matching.generation.N_FIRST", 1)
        monkeypatch.setattr("mentes.engines.matching.generation.N_ADDED", 1)
        found[enough] = by_blocks(monkeypatch, on_demand(crowd(120, 90, 5)), enough=enough, with_costs=False)
    best, near = found[0.0], found[0.2]
    assert best.gap < 1e-9 < near.gap <= 0.2
    assert near.objective < best.objective <= near.upper_bound + 1e-6


def test_how_near_is_a_share():
    with pytest.raises(ValueError, match="right would be 0, or a share below 1"):
        pair_up(crowd(4, 3), enough=1.5)
