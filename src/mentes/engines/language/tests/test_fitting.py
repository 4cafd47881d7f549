"""Blocks, owners and float types change nothing; a single pair of pieces is its cosine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.language import fitting
from mentes.engines.language.fitting import Pieces, nearest, soft_best


def unit_rows(rng, n):
    rows = rng.normal(size=(n, 8))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def owners(sizes):
    return np.repeat(np.arange(len(sizes)) * 3, sizes)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=6),
    st.lists(st.integers(1, 4), min_size=1, max_size=6),
    st.integers(0, 9),
    st.sampled_from([1, 7, 4_000_000]),
)
def test_every_cell_is_that_of_its_own_two_people(a_sizes, b_sizes, seed, cells):
    rng = np.random.default_rng(seed)
    a, b = unit_rows(rng, sum(a_sizes)), unit_rows(rng, sum(b_sizes))
    a_owner, b_owner = owners(a_sizes), owners(b_sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "BLOCK_CELLS", cells)
        soft, near = (fit(Pieces.of(a, a_owner), Pieces.of(b, b_owner)) for fit in (soft_best, nearest))
    assert soft.shape == near.shape == (len(a_sizes), len(b_sizes))
    for i, need in enumerate(np.unique(a_owner)):
        for j, offer in enumerate(np.unique(b_owner)):
            cosine = a[a_owner == need] @ b[b_owner == offer].T
            assert soft[i, j] == pytest.approx(np.log(np.exp(10 * cosine).mean()) / 10)
            assert near[i, j] == pytest.approx(cosine.max(axis=1).mean())
            assert cosine.mean() - 1e-12 <= soft[i, j] <= cosine.max() + 1e-12


def test_single_floats_stay_single_and_agree():
    rng = np.random.default_rng(1)
    a, b = unit_rows(rng, 40), unit_rows(rng, 60)
    a_owner, b_owner = np.arange(40) // 2, np.arange(60) // 3
    for fit in (soft_best, nearest):
        double = Pieces.of(a, a_owner), Pieces.of(b, b_owner)
        found = fit(*(side.as_type(np.float32) for side in double))
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, fit(*double), atol=2e-6)


def test_nobody_is_an_empty_answer_and_mixed_up_rows_are_refused():
    rows = np.eye(3)
    three = Pieces.of(rows, np.arange(3))
    assert nearest(three, Pieces.of(rows[:0], np.arange(0))).shape == (3, 0)
    with pytest.raises(ValueError, match="owner must never fall"):
        Pieces.of(rows, np.array([0, 2, 1]))
    with pytest.raises(ValueError, match="owner must have the shape"):
        Pieces.of(rows, np.arange(2))
