"""What a large pool is read by says the same as what a small one is: points, rules, each side's own points, and parts."""

from dataclasses import replace

import numpy as np
import pytest

from mentes.engines.matching import own_points, read_terms, similarities, weigh
from mentes.engines.matching.rules import managers_of

from .crowd import crowd

pytest.importorskip("numba", reason="the extra mentes[scale] is not installed: uv sync --extra scale")

from mentes.engines.matching import compact
from mentes.engines.matching.compact import Compact

ALL_RULES = {"not_same_manager": True, "shared_hours": 1.5, "minimum_points": 20, "organisation": "other"}


def pool_with(seed: int, **rules):
    pool = crowd(60, 50, seed, **(ALL_RULES | rules))
    forbidden = tuple((pool.mentees[k].id, pool.mentors[2 * k].id) for k in range(5))
    return replace(pool, forbidden=forbidden)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("organisation", ["other", "same", False])
@pytest.mark.parametrize("most_cells", [compact.MOST_CELLS, 0])  # 0: no table of kinds is made
def test_points_rules_and_parts_are_those_of_the_small_way(monkeypatch, seed, organisation, most_cells):
    monkeypatch.setattr(compact, "MOST_CELLS", most_cells)
    pool = pool_with(seed, organisation=organisation)
    similar = similarities(pool)
    fit = weigh(similar, pool.terms)
    read, who = Compact(pool, managers_of(pool)), np.random.default_rng(seed).permutation(60)[:40]
    scored = read.scored(who)
    assert read.names == fit.rules
    np.testing.assert_allclose(scored.total, fit.total[who], rtol=0, atol=1e-11)
    np.testing.assert_array_equal(scored.blocked, fit.blocked[who])
    np.testing.assert_allclose(read.own(who), own_points(similar, pool.terms)[:, who], rtol=0, atol=2e-9)
    rows, j = (np.random.default_rng(seed).integers(0, size, 300) for size in (40, 50))
    np.testing.assert_array_equal(read.parts(scored, rows, j), fit.parts[:, who[rows], j].T)


@pytest.mark.parametrize("name", ["topics", "road", "lived", "language", "working", "hours", "wishes"])
def test_a_strand_alone_is_read_alike_whatever_rules_ask_of_the_others(name):
    weights = dict.fromkeys(("topics", "road", "lived", "language", "working", "hours"), 0) | {name: 7}
    terms = read_terms({"strands": weights, "rules": {"shared_language": True, "shared_hours": 1}})
    pool = crowd(40, 30, 3, terms=terms)
    pool = replace(pool, texts={})
    fit = weigh(similarities(pool), terms)
    scored = Compact(pool, managers_of(pool)).scored(np.arange(40))
    np.testing.assert_allclose(scored.points, fit.points, rtol=0, atol=1e-11)


def test_a_pair_that_has_just_the_least_points_stays_whatever_the_order_of_adding():
    """Every total of the pool as the least one in turn: the rule must judge as on the small way."""
    pool = pool_with(1)
    totals = weigh(similarities(pool), pool.terms).total.ravel()
    for least in totals[::97].tolist():
        rules = tuple(replace(rule, value=least) if rule.name == "minimum_points" else rule for rule in pool.terms.rules)
        one = replace(pool, terms=replace(pool.terms, rules=rules))
        read, fit = Compact(one, managers_of(one)), weigh(similarities(one), one.terms)
        found = read.scored(np.arange(60)).blocked & read.bit("minimum_points") > 0
        np.testing.assert_array_equal(found, fit.blocked_by("minimum_points"))
