"""The one pass over all pairs after a large pool was solved: it feeds the proof, and takes down on its way what else is asked."""

from collections.abc import Iterator

import numpy as np

from .blocks import map_blocks
from .board import Progress
from .generation import Found
from .kernels import NEVER
from .ordered import Ordered
from .prices import Prices
from .reasons import idle, unplaced
from .scoring import Fit, Scorer, row_blocks, weigh
from .subpool import some_of
from .values import Pair, Unplaced

PAYS = 1e-6  # points by which a pair freed of a rule must pay for anything to change: below is rounding


class LastPass:
    """`blocks` must be read to the end; then all else is there.

    Reasons speak of the lowest prices that hold up the pairing, also where a small pool's speak of the highest: what somebody
    falls short by is then the least it can be.
    """

    def __init__(self, ordered: Ordered, found: Found, chosen: np.ndarray):
        self.ordered, self.found, self.chosen = ordered, found, chosen
        self.pairs: list[Pair] = []
        self.points = np.zeros(len(chosen))  # of the chosen pairs
        self.unplaced: list[Unplaced] = []
        self.below_floor: list[tuple[str, str]] = []
        self.forbids: dict[str, int] = {}  # pairs, by rule
        self.worth_freeing: set[str] = set()  # rules that keep out a pair which would pay

    def blocks(self, progress: Progress) -> Iterator[tuple[slice, np.ndarray]]:
        """Points in double precision, NaN where forbidden."""
        pool = self.ordered.pool
        scorer, n = Scorer(pool, managers=self.ordered.managers), len(pool.mentees)
        for fit in map_blocks(_weigh, row_blocks(n, len(pool.mentors)), scorer):
            self._take_down(fit)
            progress("prove", fit.rows.stop, n)
            yield fit.rows, fit.points

    def _take_down(self, fit: Fit) -> None:
        rows, pool = fit.rows, self.ordered.pool
        first, last = np.searchsorted(self.chosen[:, 0], (rows.start, rows.stop))
        mine = self.chosen[first:last] - (rows.start, 0)
        self.points[first:last] = fit.total[mine[:, 0], mine[:, 1]]
        for i, j in mine.tolist():
            parts = dict(zip(fit.names, fit.parts[:, i, j].tolist(), strict=True))
            self.pairs.append(Pair(pool.mentees[i + rows.start].id, pool.mentors[j].id, float(fit.total[i, j]), parts))
        board, market = self.ordered.board(rows, np.arange(len(pool.mentors)), fit)
        self.below_floor += [(board.mentee_ids[i], board.mentor_ids[j]) for i, j in board.below_floor()]
        prices = Prices(self.found.prices, self.found.prices, self.found.keep[rows])
        self.unplaced += unplaced(board, market, prices, mine)
        for rule in board.switchable():
            bit = board.bit(rule)
            self.forbids[rule] = self.forbids.get(rule, 0) + int(((board.blocked & bit) > 0).sum())
            freed = np.where(board.blocked == bit, fit.total - prices.lowest, NEVER)
            if (freed > prices.keep[:, None] + PAYS).any():
                self.worth_freeing.add(rule)

    def idle(self) -> tuple[Unplaced, ...]:
        """Why mentors have nobody: their columns are scored once more, a few mentors at a time."""
        ordered, pool, n = self.ordered, self.ordered.pool, len(self.ordered.wants)
        alone = np.flatnonzero(np.bincount(self.chosen[:, 1], minlength=len(ordered.seats)) == 0)
        people: list[Unplaced] = []
        for some in row_blocks(len(alone), n):
            j = alone[some]
            scorer = Scorer(some_of(pool, np.arange(n), j), managers=ordered.managers)
            board, market = ordered.board(slice(0, n), j, _weigh(scorer, slice(0, n)))
            prices = Prices(self.found.prices[j], self.found.prices[j], self.found.keep)
            people += idle(board, market, prices, np.zeros((0, 2), dtype=np.int64))
        return tuple(people)


def _weigh(scorer: Scorer, rows: slice) -> Fit:
    return weigh(scorer.similarities(rows), scorer.pool.terms)
