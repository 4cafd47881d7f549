"""Kinship on demand is kinship, row by row, and what is remembered is what was made."""

import numpy as np
import pytest

from mentes.engines.language import Kinships, Remembered, kinship
from mentes.engines.language.docs import Doc


def doc(chance: np.random.Generator, n_items: int) -> Doc:
    rows = chance.standard_normal((n_items, 384)).astype(np.float32)
    vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return Doc(
        items=tuple(f"sentence {k}" for k in range(n_items)),
        language="en",
        vectors=vectors,
        multi=None,
        part_vectors=vectors[:2],
        part_multi=None,
    )


@pytest.fixture
def texts() -> tuple[list[Doc], list[Doc]]:
    chance = np.random.default_rng(0)
    return [doc(chance, k % 4) for k in range(12)], [doc(chance, k % 3) for k in range(9)]


def test_rows_are_those_of_the_whole_in_any_company(texts):
    needs, offers = texts
    whole = kinship(needs, offers)
    one, turned = Kinships(needs, offers), Kinships(needs, offers, is_turned=True)
    assert one.shape == whole.shape
    assert turned.shape == whole.T.shape
    np.testing.assert_array_equal(one.rows(slice(3, 8)), whole[3:8])
    np.testing.assert_array_equal(one.rows(np.array([7, 1])), whole[[7, 1]])
    np.testing.assert_array_equal(turned.rows(np.array([4, 2])), whole.T[[4, 2]])


class Counted:
    def __init__(self, matrix: np.ndarray):
        self.matrix, self.shape, self.made = matrix, matrix.shape, []

    def rows(self, chosen):
        self.made += np.arange(len(self.matrix))[chosen].tolist()
        return self.matrix[chosen]


@pytest.mark.parametrize("most_bytes", [0, 100, 10**6])
def test_what_is_remembered_is_what_was_made_and_made_once_where_there_is_room(most_bytes):
    chance = np.random.default_rng(1)
    a, b = np.round(chance.random((2, 20, 6)), 9)
    a[0, 0] = np.nan
    for matrix in (a, (a + b) / 2):
        source = Counted(matrix)
        kept = Remembered(source, most_bytes)
        for chosen in (slice(0, 7), np.array([3, 15, 2]), slice(0, 20), np.array([], dtype=int)):
            np.testing.assert_allclose(kept.rows(chosen), matrix[chosen], rtol=0, atol=1e-15)
        n_kept = min(20, most_bytes // 24)
        assert all(source.made.count(k) == 1 for k in range(n_kept))
