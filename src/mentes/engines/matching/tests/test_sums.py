"""P4 on 10,000 pairs: points are the sum of their strands, and taking one strand away changes them by exactly its points."""

from dataclasses import replace

import numpy as np
import pytest

from mentes.engines.matching import explain, score, similarities, weigh

from .crowd import crowd


@pytest.fixture(scope="module", params=range(5))
def scored(request):
    pool = crowd(50, 40, seed=request.param)
    return pool, similarities(pool), score(pool)


def test_points_are_the_sum_of_their_strands(scored):
    _pool, _similar, fit = scored
    assert np.abs(fit.parts.sum(axis=0) - fit.total).max() <= 1e-9
    assert fit.parts.min() >= 0
    assert fit.total.max() <= 100 + 1e-9


def test_taking_a_strand_away_takes_exactly_its_points(scored):
    pool, similar, fit = scored
    for k in range(len(fit.names)):
        values = similar.values.copy()
        values[k] = np.nan
        without = weigh(replace(similar, values=values), pool.terms)
        assert np.abs(fit.total - fit.parts[k] - without.total).max() <= 1e-9
        others = [other for other in range(len(fit.names)) if other != k]
        assert np.array_equal(without.parts[others], fit.parts[others])


def test_what_a_page_tells_of_a_pair_is_what_it_was_ranked_by(scored):
    pool, _similar, fit = scored
    for i, j in [(0, 0), (7, 31), (49, 39), (23, 4)]:
        told = explain(pool, pool.mentees[i].id, pool.mentors[j].id)
        assert told.points == pytest.approx(float(fit.total[i, j]), abs=1e-9)
        parts = dict(zip(fit.names, fit.parts[:, i, j].tolist(), strict=True))
        assert {strand.name: strand.points for strand in told.strands} == pytest.approx(parts, abs=1e-9)
