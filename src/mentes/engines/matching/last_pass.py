"""The one pass over all pairs after a large pool was solved: it feeds the proof, and takes down on its way what else is asked."""

from collections.abc import Iterator

import numpy as np

from .board import Board, Progress
from .compact import Compact, Scored
from .generation import Found
from .ordered import Ordered
from .prices import Prices
from .reasons import idle, unplaced
from .scoring import row_blocks
from .subpool import some_of
from .values import Pair, Unplaced

PAYS = 1e-6  # points by which a pair freed of a rule must pay for anything to change: below is rounding
ALONE_CELLS = 8_000_000  # pairs of mentors without a mentee that are kept on the way


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
        n, m = len(ordered.wants), len(ordered.seats)
        self.alone = np.flatnonzero(np.bincount(chosen[:, 1], minlength=m) == 0)
        kept = np.empty((n, len(self.alone))), np.empty((n, len(self.alone)), np.uint16)
        self._alone_columns = kept if n * len(self.alone) <= ALONE_CELLS else None

    def blocks(self, progress: Progress) -> Iterator[tuple[slice, np.ndarray]]:
        """Points in double precision, NaN where forbidden."""
        n = len(self.ordered.wants)
        for scored in self.ordered.scored():
            rows = slice(int(scored.who[0]), int(scored.who[-1]) + 1)
            self._take_down(rows, scored)
            progress("prove", rows.stop, n)
            yield rows, scored.points

    def _take_down(self, rows: slice, scored: Scored) -> None:
        pool, compact = self.ordered.pool, self.ordered.compact
        first, last = np.searchsorted(self.chosen[:, 0], (rows.start, rows.stop))
        mine = self.chosen[first:last] - (rows.start, 0)
        parts = compact.parts(scored, mine[:, 0], mine[:, 1])
        points = parts.T.sum(axis=0)
        self._refuse_other_points(points, scored.total[mine[:, 0], mine[:, 1]])
        self.points[first:last] = points
        for (i, j), its_points, its_parts in zip(mine.tolist(), points.tolist(), parts.tolist(), strict=True):
            by_strand = dict(zip(compact.strands, its_parts, strict=True))
            self.pairs.append(Pair(pool.mentees[i + rows.start].id, pool.mentors[j].id, its_points, by_strand))
        board, market = self.ordered.board(rows, np.arange(len(pool.mentors)), scored)
        self.below_floor += [(board.mentee_ids[i], board.mentor_ids[j]) for i, j in board.below_floor()]
        prices = Prices(self.found.prices, self.found.prices, self.found.keep[rows])
        self.unplaced += unplaced(board, market, prices, mine)
        self._count_rules(board, prices)
        if self._alone_columns is not None:
            total, blocked = self._alone_columns
            total[rows], blocked[rows] = scored.total[:, self.alone], scored.blocked[:, self.alone]

    def _count_rules(self, board: Board, prices: Prices) -> None:
        bits = {rule: board.bit(rule) for rule in board.switchable()}
        n_of = np.bincount(board.blocked[board.blocked != 0])
        would_pay = board.total > prices.lowest + (prices.keep[:, None] + PAYS)
        freed = np.unique(board.blocked[would_pay])
        for rule, bit in bits.items():
            n_forbidden = int(n_of[(np.arange(len(n_of)) & bit) > 0].sum())
            self.forbids[rule] = self.forbids.get(rule, 0) + n_forbidden
            if bit in freed:  # the only rule that keeps the pair out
                self.worth_freeing.add(rule)

    @staticmethod
    def _refuse_other_points(points: np.ndarray, told: np.ndarray) -> None:
        """Parts come from the strands, the block's total from compiled loops: they must be the same points."""
        if not (np.abs(points - told) <= 1e-9).all():
            raise ArithmeticError("the parts of a pair do not add up to its points")

    def idle(self) -> tuple[Unplaced, ...]:
        """Why mentors have nobody; where they are too many to be kept on the way, they are scored once more, some at a time."""
        n = len(self.ordered.wants)
        if self._alone_columns is not None:
            return self._idle(self.alone, Scored(np.arange(n), *self._alone_columns, self.ordered.compact.names, {}))
        people: list[Unplaced] = []
        for some in row_blocks(len(self.alone), n):
            j = self.alone[some]
            few = Compact(some_of(self.ordered.pool, np.arange(n), j), self.ordered.managers, self.ordered.floor)
            people += self._idle(j, few.scored(np.arange(n)))
        return tuple(people)

    def _idle(self, j: np.ndarray, scored: Scored) -> tuple[Unplaced, ...]:
        board, market = self.ordered.board(slice(0, len(self.ordered.wants)), j, scored)
        prices = Prices(self.found.prices[j], self.found.prices[j], self.found.keep)
        return idle(board, market, prices, np.zeros((0, 2), dtype=np.int64))
