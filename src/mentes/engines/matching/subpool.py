"""Part of a pool, and matrices of similarities that are too large to be held: rows on demand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeGuard

import numpy as np

from .values import Pool


class RowsOnDemand(Protocol):
    """In the place of `Pool.road` or of one of `Pool.texts`: the same numbers, made when they are asked for."""

    shape: tuple[int, int]

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        """(len(chosen), n_mentors) float64, 0..1, NaN where not asked; a row is the same in whatever company it is asked for."""


def is_on_demand(matrix: Any) -> TypeGuard[RowsOnDemand]:
    return hasattr(matrix, "rows")


def rows_of(matrix: Any, chosen: slice) -> np.ndarray:
    """A fresh array."""
    return np.array(matrix.rows(chosen) if is_on_demand(matrix) else np.asarray(matrix)[chosen], dtype=float)


def part_of(matrix: Any, i: np.ndarray, j: np.ndarray) -> Any:
    """Rows i and columns j."""
    return Part(matrix, i, j) if is_on_demand(matrix) else np.asarray(matrix)[np.ix_(i, j)]


@dataclass(frozen=True, eq=False)
class Part:
    whole: RowsOnDemand
    i: np.ndarray
    j: np.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.i), len(self.j)

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        return self.whole.rows(self.i[chosen])[:, self.j]


def some_of(pool: Pool, i: np.ndarray, j: np.ndarray) -> Pool:
    """The pool of mentees i and mentors j, in this order and without locks; (managers: give `Scorer` those of the whole)."""
    texts: Mapping[str, Any] = {name: part_of(matrix, i, j) for name, matrix in pool.texts.items()}
    return replace(
        pool,
        mentees=tuple(pool.mentees[k] for k in i),
        mentors=tuple(pool.mentors[k] for k in j),
        road=part_of(pool.road, i, j),
        texts=texts,
        road_sides=None if pool.road_sides is None else tuple(part_of(half, i, j) for half in pool.road_sides),
        locked=(),
    )
