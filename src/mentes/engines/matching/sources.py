"""Where points come from when they are too many to be held: by blocks of rows, less the price of each mentor.

A source knows n mentees and m mentors and answers four questions; `pricing` asks them and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from .blocks import row_ranges
from .kernels import NEVER, inner_products, mask_tile

FLOAT32_STEP = 2.0**-24
FLOAT64_STEP = 2.0**-53
MOST_POINTS = 100.0
TILE_ROWS, TILE_COLUMNS = 2048, 1024  # at most: a tile of 8 MB, measured best of seven shapes (bench/matching.py --kernel)


@dataclass(frozen=True, eq=False)
class Rules:
    """Hard rules as tables: may somebody of this kind have a mentor of that kind? A pair needs a yes from every table."""

    tables: np.ndarray  # (n_rules, mentee kinds, mentor kinds) bool
    mentee_kinds: np.ndarray  # (n_rules, n_mentees) int32
    mentor_kinds: np.ndarray  # (n_rules, n_mentors) int32

    @classmethod
    def none(cls, n_mentees: int, n_mentors: int) -> "Rules":
        kinds = (np.zeros((0, n), dtype=np.int32) for n in (n_mentees, n_mentors))
        return cls(np.zeros((0, 1, 1), dtype=bool), *kinds)

    def some(self, mentees: np.ndarray) -> "Rules":
        return replace(self, mentee_kinds=np.ascontiguousarray(self.mentee_kinds[:, mentees]))

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.tables, self.mentee_kinds, self.mentor_kinds


class Source(Protocol):
    @property
    def shape(self) -> tuple[int, int]:
        """(n_mentees, n_mentors)."""

    @property
    def block_rows(self) -> int:
        """How many rows are read at a time."""

    @property
    def rules(self) -> Rules:
        """Asked only about pairs that would be kept; what a tile itself forbids is NEVER."""

    def at(self, prices: np.ndarray) -> "Priced":
        """The same points less these prices, (n_mentors,)."""

    def points(self, i: np.ndarray, j: np.ndarray) -> np.ndarray | None:
        """(len(i),) float64 points of these pairs; None where the numbers of the tiles are already as exact."""

    def some(self, mentees: np.ndarray) -> "Source":
        """Only these mentees, in this order."""


class Priced(Protocol):
    @property
    def margin(self) -> float:
        """No number of a tile lies farther from the true one."""

    @property
    def dtype(self) -> type:
        """Of the tiles."""

    def tiles(self, rows: slice) -> Iterator[tuple[int, np.ndarray]]:
        """(first mentor, (rows, columns) points less price) until all mentors have been seen."""


def double_margin(prices: np.ndarray) -> float:
    """What the rounding of points less prices in double precision can amount to: a dozen strands are added, and one price."""
    return 32 * FLOAT64_STEP * (MOST_POINTS + float(prices.max(initial=0.0)))


@dataclass(frozen=True, eq=False)
class Table:
    """Points that are held: (n_mentees, n_mentors) float64, NaN where forbidden."""

    table: np.ndarray
    block_rows: int = 256

    @property
    def shape(self) -> tuple[int, int]:
        return self.table.shape

    @property
    def rules(self) -> Rules:
        return Rules.none(*self.shape)

    def at(self, prices: np.ndarray) -> "PricedTable":
        return PricedTable(self.table, prices, double_margin(prices))

    def points(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return self.table[i, j]

    def some(self, mentees: np.ndarray) -> "Table":
        return Table(self.table[mentees])


@dataclass(frozen=True, eq=False)
class PricedTable:
    table: np.ndarray
    prices: np.ndarray
    margin: float
    dtype: type = np.float64

    def tiles(self, rows: slice) -> Iterator[tuple[int, np.ndarray]]:
        yield 0, np.nan_to_num(self.table[rows] - self.prices, nan=NEVER)


@dataclass(frozen=True, eq=False)
class InnerProduct:
    """All points of a pair are one inner product, left[i] . right[j], in single precision; rules are tables."""

    left: np.ndarray  # (n_mentees, width) float32
    right: np.ndarray  # (n_mentors, width) float32
    rules: Rules

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.left), len(self.right)

    @property
    def block_rows(self) -> int:
        """Tall tiles multiply best; but enough blocks that several threads have work."""
        return max(256, min(TILE_ROWS, len(self.left) // 8))

    def at(self, prices: np.ndarray) -> "PricedProduct":
        """The price is one more column of the product, so that it costs nothing to take off."""
        right = np.column_stack([self.right, -prices.astype(np.float32)])
        # Rounding of a sum of `width` products: width * step * the sum of their sizes.
        margin = (right.shape[1] + 1) * FLOAT32_STEP * (self._most + prices.max(initial=0.0))
        return PricedProduct(self._left_and_one, right, float(margin))

    @cached_property
    def _left_and_one(self) -> np.ndarray:
        return np.column_stack([self.left, np.ones(len(self.left), np.float32)])

    @cached_property
    def _most(self) -> float:
        """No pair's sum of |left| |right| is more: bounded by lengths, group by group of columns."""
        most = np.zeros(len(self.left))
        for start in range(0, self.left.shape[1], 16):
            mine, theirs = (np.linalg.norm(side[:, start : start + 16], axis=1) for side in (self.left, self.right))
            most += mine * theirs.max(initial=0.0)
        return float(most.max(initial=0.0))

    def points(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return inner_products(self.left, self.right, i, j)

    def some(self, mentees: np.ndarray) -> "InnerProduct":
        return InnerProduct(self.left[mentees], self.right, self.rules.some(mentees))

    def blocks(self) -> Iterator[tuple[slice, np.ndarray]]:
        """All points in double precision, NaN where forbidden: what the certificate reads."""
        right = self.right.astype(np.float64).T
        for rows in row_ranges(len(self.left), self.block_rows):
            block = self.left[rows].astype(np.float64) @ right
            mask_tile(block, rows.start, self.rules.arrays())
            yield rows, block


@dataclass(frozen=True, eq=False)
class PricedProduct:
    left: np.ndarray
    right: np.ndarray
    margin: float
    dtype: type = np.float32

    def tiles(self, rows: slice) -> Iterator[tuple[int, np.ndarray]]:
        mine = self.left[rows]
        room = np.empty(len(mine) * TILE_COLUMNS, np.float32)
        for start in range(0, len(self.right), TILE_COLUMNS):
            theirs = self.right[start : start + TILE_COLUMNS]
            tile = room[: len(mine) * len(theirs)].reshape(len(mine), len(theirs))
            yield start, np.matmul(mine, theirs.T, out=tile)
