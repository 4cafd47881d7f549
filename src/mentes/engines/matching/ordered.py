"""A large pool with everybody in the order of their ids, its locked pairs made: what is solved, and parts of it to read."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from .blocks import map_blocks, row_ranges
from .board import Board
from .compact import Compact, Scored
from .generation import Found, Problem, generate
from .market import Market, first_seat_bonus
from .own import OwnPoints
from .pricing import Barred
from .rules import managers_of
from .scoring import Scorer, weigh
from .strand_source import Strands
from .subpool import some_of
from .values import Pool


class Ordered:
    """`i`, `j`: who stood where in the pool that was given. `locked`: (k, 2) rows and columns."""

    def __init__(self, pool: Pool):
        sides = (pool.mentees, pool.mentors)
        self.i, self.j = (np.array(sorted(range(len(side)), key=lambda k: side[k].id), dtype=np.int64) for side in sides)
        self.pool, self.managers = some_of(pool, self.i, self.j), managers_of(pool)
        row, column = ({member.id: k for k, member in enumerate(side)} for side in (self.pool.mentees, self.pool.mentors))
        self.locked = np.array(sorted((row[a], column[b]) for a, b in pool.locked), dtype=np.int64).reshape(-1, 2)
        self.wants = np.array([member.seats for member in self.pool.mentees], dtype=np.int64)
        self.seats = np.array([member.seats for member in self.pool.mentors], dtype=np.int64)
        self.floor = None if pool.terms.floor == "off" else float(pool.terms.floor)
        self._refuse_forbidden_locks()

    def bonus(self, aim: str) -> np.ndarray:
        """(n_mentees,) points for the first mentor; who has one by a lock needs none."""
        has_one = np.bincount(self.locked[:, 0], minlength=len(self.wants)) > 0
        return np.where(has_one, 0.0, first_seat_bonus(self.wants, self.seats) if aim == "people" else 0.0)

    @cached_property
    def compact(self) -> Compact:
        return Compact(self.pool, self.managers, self.floor)

    def source(self, without: str = "") -> Strands:
        bits = self.compact.bit(without) if without else 0
        return Strands(self.compact, np.arange(len(self.wants)), self.floor or 0.0, bits)

    def scored(self) -> Iterator[Scored]:
        """Everybody, some mentees at a time, in order."""
        ranges = row_ranges(len(self.wants), self.source().block_rows)
        yield from map_blocks(_score, ranges, self.compact)

    def own_blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Everybody as count_blocking takes them: rows, points, each side's own points."""
        ranges = row_ranges(len(self.wants), self.source().block_rows)
        yield from map_blocks(_score_own, ranges, self.compact)

    def best(
        self, *, aim: str = "", without: str = "", enough: float = 0.0, seed: int = 0, prices: np.ndarray | None = None
    ) -> Found:
        """The best pairing of what the locked pairs leave, or one within the gap `enough`.

        `without`: as if this rule were off.
        """
        n, m = len(self.wants), len(self.seats)
        n_mine, n_theirs = np.bincount(self.locked[:, 0], minlength=n), np.bincount(self.locked[:, 1], minlength=m)
        problem = Problem(
            source=self.source(without),
            wants=np.minimum(self.wants - n_mine, m),
            seats=self.seats - n_theirs,
            bonus=self.bonus(aim or self.pool.terms.aim),
            barred=Barred.of(self.locked, n),
        )
        return generate(problem, prices=prices, enough=enough, seed=seed)

    def with_locked(self, pairs: np.ndarray) -> np.ndarray:
        both = np.concatenate([pairs, self.locked])
        return both[np.lexsort((both[:, 1], both[:, 0]))]

    def prices_of(self, start: Mapping[str, float] | None) -> np.ndarray | None:
        """Prices by mentor id as an array; who is new has none."""
        return None if start is None else np.array([max(0.0, start.get(mentor.id, 0.0)) for mentor in self.pool.mentors])

    def board(self, i: slice, j: np.ndarray, fit: Scored) -> tuple[Board, Market]:
        """These mentees and mentors alone, scored: what reasons are read from."""
        mentees, mentors = self.pool.mentees[i], [self.pool.mentors[k] for k in j]
        board = Board(
            pool=self.pool,
            mentee_order=np.arange(len(mentees)),
            mentor_order=np.arange(len(mentors)),
            mentee_ids=tuple(member.id for member in mentees),
            mentor_ids=tuple(member.id for member in mentors),
            total=fit.total,
            blocked=fit.blocked,
            rules=fit.rules,
            wants=self.wants[i],
            seats=self.seats[j],
            locked=self._locked_among(i, j),
            fit=None,
            own=OwnPoints(self.pool, None, np.arange(len(mentees)), np.arange(len(mentors))),
        )
        board = board if self.floor is None else board.above(self.floor)
        return board, Market(np.zeros((0, 0)), board.wants, board.seats, self.bonus(self.pool.terms.aim)[i])

    def _locked_among(self, i: slice, j: np.ndarray) -> np.ndarray:
        place = np.full(len(self.seats), -1)
        place[j] = np.arange(len(j))
        here = (self.locked[:, 0] >= i.start) & (self.locked[:, 0] < i.stop) & (place[self.locked[:, 1]] >= 0)
        return np.stack([self.locked[here, 0] - i.start, place[self.locked[here, 1]]], axis=1)

    def _refuse_forbidden_locks(self) -> None:
        if not len(self.locked):
            return
        i, faults = np.unique(self.locked[:, 0]), []
        scorer = Scorer(some_of(self.pool, i, np.arange(len(self.seats))), managers=self.managers)
        for k, row in enumerate(i):
            fit = weigh(scorer.similarities(slice(k, k + 1)), self.pool.terms)
            for j in self.locked[self.locked[:, 0] == row, 1]:
                names = [rule for rule in fit.rules if fit.blocked_by(rule)[0, j]]
                if names:
                    pair = f"locked pair {self.pool.mentees[row].id!r}, {self.pool.mentors[j].id!r}"
                    right = "right would be to unlock it or to switch the rule off"
                    faults.append(f"{pair}: forbidden by {', '.join(names)}; {right}")
        if faults:
            raise ValueError("\n".join(faults))


def _score(compact: Compact, rows: slice) -> Scored:
    return compact.scored(np.arange(rows.start, rows.stop))


def _score_own(compact: Compact, rows: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    who = np.arange(rows.start, rows.stop)
    return who, compact.scored(who).points, compact.own(who)
