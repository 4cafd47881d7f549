"""Each side's own points of every pair, on the solver's table: whole where they can be kept, else by blocks."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from .scoring import Scorer, Similarities, own_points, row_blocks
from .values import BadPool, Code, Pool

STABLE_CELLS = 32_000_000  # up to this many pairs they are kept whole, and stable pairs can be found


class OwnPoints:
    """Rows and columns as the orders say; nothing is computed before it is asked for."""

    def __init__(self, pool: Pool, similar: Similarities | None, mentee_order: np.ndarray, mentor_order: np.ndarray):
        self.pool, self.similar = pool, similar
        self.mentee_order, self.mentor_order = mentee_order, mentor_order

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentee_order), len(self.mentor_order)

    @property
    def can_be_kept(self) -> bool:
        return self.shape[0] * self.shape[1] <= STABLE_CELLS

    @cached_property
    def whole(self) -> np.ndarray:
        """(2, n_mentees, n_mentors) points of each pair to the mentee and to the mentor. ValueError: too many pairs."""
        n, m = self.shape
        if not self.can_be_kept:
            line = (
                f"mode: {n} x {m} pairs are too many for stable pairs; right would be at most {STABLE_CELLS:,} of them, "
                'or mode = "optimum"'
            )
            raise BadPool([(Code("too_many_for_stable", {"n": n * m, "most": STABLE_CELLS}), line)])
        own = np.empty((2, n, m))
        for rows, block in self._read():
            own[:, rows] = block
        return own

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Some rows, and each side's own points of them with all columns; together all rows once."""
        if self.can_be_kept:
            yield np.arange(self.shape[0]), self.whole
        else:
            yield from self._read()

    def _read(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        row_of = np.argsort(self.mentee_order)
        if self.similar is not None:
            yield row_of, own_points(self.similar, self.pool.terms)[:, :, self.mentor_order]
            return
        scorer = Scorer(self.pool)
        for rows in row_blocks(*self.shape):
            yield row_of[rows], own_points(scorer.similarities(rows), self.pool.terms)[:, :, self.mentor_order]
