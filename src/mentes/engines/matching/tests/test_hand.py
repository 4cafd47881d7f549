"""The rules told without points are the rules of a scored pool, pair for pair."""

from dataclasses import replace

import numpy as np

from mentes.engines.matching import rules_broken, score
from mentes.engines.matching.tests.crowd import crowd


def test_they_are_the_masks_of_scoring_without_the_rule_on_points():
    pool = crowd(40, 25, seed=3)
    on = tuple(replace(rule, on=True) for rule in pool.terms.rules)
    pool = replace(pool, terms=replace(pool.terms, rules=on))
    fit = score(pool)
    told = rules_broken(replace(pool, road=np.full(pool.road.shape, np.nan)))
    assert {*told} == {*fit.rules} - {"minimum_points"}
    for rule, mask in told.items():
        assert (mask == fit.blocked_by(rule)).all(), rule
    assert any(mask.any() for mask in told.values())
