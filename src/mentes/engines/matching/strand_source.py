"""The points of a pool, added up from its strands block by block: a source for `generation`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .kernels import NEVER
from .scoring import BLOCK_CELLS, Scorer
from .sources import FLOAT64_STEP, MOST_POINTS, Rules
from .subpool import some_of
from .values import Pool


@dataclass(frozen=True, eq=False)
class Strands:
    """See sources.Source. `managers`: of the whole pool, by person, also where this is a part of it."""

    pool: Pool
    managers: Mapping[str, str]
    scorer: Scorer
    at_least: float  # points: pairs with fewer are out

    @classmethod
    def of(cls, pool: Pool, managers: Mapping[str, str], at_least: float = 0.0) -> "Strands":
        return cls(pool, managers, Scorer(pool, managers=managers), at_least)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.pool.mentees), len(self.pool.mentors)

    @property
    def block_rows(self) -> int:
        return max(1, BLOCK_CELLS // max(1, self.shape[1]))

    @property
    def rules(self) -> Rules:
        return Rules.none(*self.shape)  # what a rule forbids is out of the block already

    def at(self, prices: np.ndarray) -> "PricedStrands":
        return PricedStrands(self.scorer, self.at_least, prices, 8 * FLOAT64_STEP * (MOST_POINTS + prices.max(initial=0.0)))

    def points(self, i: np.ndarray, j: np.ndarray) -> None:
        return None

    def some(self, mentees: np.ndarray) -> "Strands":
        return Strands.of(some_of(self.pool, mentees, np.arange(self.shape[1])), self.managers, self.at_least)


@dataclass(frozen=True, eq=False)
class PricedStrands:
    scorer: Scorer
    at_least: float
    prices: np.ndarray
    margin: float
    dtype: type = np.float64

    def tiles(self, rows: slice) -> Iterator[tuple[int, np.ndarray]]:
        points = self.scorer.points(rows)
        yield 0, np.where(points >= self.at_least, points - self.prices, NEVER)
