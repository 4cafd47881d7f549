"""Price all pairs: for every mentee the few mentors whose points beyond their price beat what the mentee has."""

from dataclasses import dataclass, replace

import numpy as np

from .blocks import map_blocks, row_ranges
from .kernels import NEVER, keep_best
from .sources import Priced, Rules, Source


@dataclass(frozen=True, eq=False)
class Barred:
    """What is out whatever the points bring: pairs decided or rejected by people, and pairs below a floor."""

    starts: np.ndarray  # (n_mentees + 1,) where each mentee's pairs begin
    mentors: np.ndarray  # pairs' mentors, ascending within a mentee
    at_least: float = NEVER  # points

    @classmethod
    def of(cls, pairs: np.ndarray, n_mentees: int, at_least: float = NEVER) -> "Barred":
        i, j = np.unique(np.asarray(pairs, dtype=np.int64).reshape(-1, 2), axis=0).T
        return cls(np.r_[0, np.cumsum(np.bincount(i, minlength=n_mentees))], np.ascontiguousarray(j), at_least)

    def beside(self, mentees: np.ndarray, mentors: np.ndarray) -> "Barred":
        """These pairs, by mentee, are known already and need not be found again; besides what is barred."""
        own = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        i, j = np.concatenate([own, mentees]), np.concatenate([self.mentors, mentors])
        order = np.lexsort((j, i)) if len(own) else np.arange(len(i))
        starts = np.r_[0, np.cumsum(np.bincount(i, minlength=len(self.starts) - 1))]
        return replace(self, starts=starts, mentors=np.ascontiguousarray(j[order]))

    def some(self, mentees: np.ndarray) -> "Barred":
        """For these mentees; their own barred pairs are forgotten, as a sample's prices need none of them."""
        none = np.zeros(0, dtype=np.int64)
        return Barred(np.zeros(len(mentees) + 1, dtype=np.int64), none, self.at_least)


@dataclass(frozen=True, eq=False)
class Best:
    """Of every mentee the pairs kept. A pair left out brings no more than `ceiling` beyond its price, rounding included."""

    mentees: np.ndarray  # (n_kept,) ascending
    mentors: np.ndarray
    points: np.ndarray  # (n_kept,) float64
    ceiling: np.ndarray  # (n_mentees,)


@dataclass(frozen=True, eq=False)
class _Ask:
    source: Source
    priced: Priced
    prices: np.ndarray
    floors: np.ndarray
    k: int
    barred: Barred
    rules: Rules


def best_beyond(
    source: Source, prices: np.ndarray, barred: Barred, k: int, *, floors: np.ndarray | None = None, workers: int | None = None
) -> Best:
    """The k best of each mentee among pairs that bring more than the mentee's floor beyond their price.

    prices: (n_mentors,) >= 0; floors: (n_mentees,), None for no floor. One pass over all pairs. Tiles may round, so a pair
    is kept a little below the floor, too: none that beats it is missed unless k better ones are kept.
    """
    n, m = source.shape
    floors = np.full(n, NEVER) if floors is None else floors
    ask = _Ask(source, source.at(prices), prices, floors, min(k, m), barred, source.rules)
    found = list(map_blocks(_best_of_rows, row_ranges(n, source.block_rows), ask, workers=workers))
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return Best(nothing, nothing, np.zeros(0), np.zeros(0))
    return Best(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _best_of_rows(ask: _Ask, rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    margin, dtype, barred = ask.priced.margin, ask.priced.dtype, ask.barred
    # Rounded to the tiles' own kind downwards, so that nothing at the floor is lost.
    floors = np.nextafter((ask.floors[rows] - margin).astype(dtype), dtype(2 * NEVER))
    values = np.repeat(floors[:, None], ask.k, axis=1)
    mentors = np.full(values.shape, -1, dtype=np.int32)
    for first_mentor, tile in ask.priced.tiles(rows):
        keep_best(
            tile, rows.start, first_mentor, values, mentors, ask.rules.arrays(),
            barred.starts, barred.mentors, ask.prices, barred.at_least - margin,
        )  # fmt: skip
    at, place = np.nonzero(mentors >= 0)
    i, j = at + rows.start, mentors[at, place].astype(np.int64)
    points = ask.source.points(i, j)
    if points is None:
        points = values[at, place].astype(np.float64) + ask.prices[j]
    enough = points >= barred.at_least
    return i[enough], j[enough], points[enough], values[:, 0].astype(np.float64) + margin
