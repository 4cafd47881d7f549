"""The points of a pool, added up from its strands block by block: a source for `generation`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .compact import Compact
from .kernels import less_prices
from .scoring import BLOCK_CELLS
from .sources import Rules, double_margin
from .values import Pool

TEXT_CELLS = 4 * BLOCK_CELLS  # texts are compared better many rows at a time


@dataclass(frozen=True, eq=False)
class Strands:
    """See sources.Source. `who`: these mentees of the pool; `without`: bits of rules that are not to count."""

    compact: Compact
    who: np.ndarray
    at_least: float = 0.0  # points: pairs with fewer are out
    without: int = 0

    @classmethod
    def of(cls, pool: Pool, managers: Mapping[str, str], at_least: float = 0.0) -> "Strands":
        """`managers`: of the whole pool, by person, also where this is a part of it."""
        return cls(Compact(pool, managers, at_least), np.arange(len(pool.mentees)), at_least)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.who), self.compact.shape[1]

    @property
    def block_rows(self) -> int:
        cells = TEXT_CELLS if self.compact.reads_texts else BLOCK_CELLS
        return max(1, cells // max(1, self.shape[1]))

    @property
    def rules(self) -> Rules:
        return Rules.none(*self.shape)  # what a rule forbids is out of the block already

    def at(self, prices: np.ndarray) -> "PricedStrands":
        return PricedStrands(self, prices, double_margin(prices))

    def points(self, i: np.ndarray, j: np.ndarray) -> None:
        return None

    def some(self, mentees: np.ndarray) -> "Strands":
        return replace(self, who=self.who[mentees])


@dataclass(frozen=True, eq=False)
class PricedStrands:
    source: Strands
    prices: np.ndarray
    margin: float
    dtype: type = np.float64

    def tiles(self, rows: slice) -> Iterator[tuple[int, np.ndarray]]:
        scored = self.source.compact.scored(self.source.who[rows])
        counts = np.uint16(0xFFFF & ~self.source.without)
        less_prices(scored.total, scored.blocked, self.prices, self.source.at_least, counts)
        yield 0, scored.total
