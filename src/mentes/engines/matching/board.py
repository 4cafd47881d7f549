"""The scored pool on the solver's table: everybody by id, points, what forbids, what is locked."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .checks import check_pool
from .market import Market, first_seat_bonus, without_locked
from .own import OwnPoints
from .prices import Prices, supporting_prices
from .rules import FLOOR, ONESELF, REJECTED, Rules
from .scoring import BLOCK_CELLS, Fit, Scorer, Similarities, parts_of_pairs, row_blocks, weigh, weigh_totals
from .solve import solve
from .stable import accept_in_turn
from .values import AIMS, Pair, Pool

Progress = Callable[[str, int, int], None]  # (step: "score" | "solve" | "prove" | "costs", done, total)
KEEP_CELLS = 8 * BLOCK_CELLS  # up to this many pairs the parts of all of them are kept in memory
PREFER = 1e-8  # points given to a pair that stands already, so that of equal totals the one with fewer changes is found


def silent(step: str, done: int, total: int) -> None:
    """The progress of somebody who does not ask."""


@dataclass(frozen=True, eq=False)
class Board:
    """Rows are mentees by id, columns mentors by id: so the order of the input can never matter."""

    pool: Pool
    mentee_order: np.ndarray  # place in the pool of row i
    mentor_order: np.ndarray
    mentee_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    total: np.ndarray  # (n_mentees, n_mentors) points, also of forbidden pairs
    blocked: np.ndarray  # (n_mentees, n_mentors) uint16, bit r: rules[r] forbids
    rules: tuple[str, ...]
    wants: np.ndarray
    seats: np.ndarray
    locked: np.ndarray  # (k, 2) rows and columns
    fit: Fit | None  # in the order of the pool; None where the parts of all pairs are too many to keep
    own: OwnPoints
    floor: float | None = None  # points; its bit in `blocked` lies on all pairs below it but the locked ones
    place_price: float = 0.0  # points: see Pairing

    @property
    def is_stable(self) -> bool:
        return self.pool.terms.mode == "stable"

    @property
    def aim(self) -> str:
        """In stable mode the aim decides nothing: what stability costs is told against the best total."""
        best_total = AIMS[0]
        return best_total if self.is_stable else self.pool.terms.aim

    def switchable(self) -> list[str]:
        """Names of the organiser's rules that are on."""
        return [rule for rule in self.rules if rule not in (ONESELF, REJECTED, FLOOR)]

    def above(self, floor: float | None, place_price: float = 0.0) -> "Board":
        """The same board with this floor instead of the one it has."""
        blocked, rules = self.blocked, self.rules
        if FLOOR in rules:
            blocked, rules = blocked & np.uint16(0xFFFF ^ self.bit(FLOOR)), rules[:-1]
        if floor is not None:
            below = self.total < floor
            below[self.locked[:, 0], self.locked[:, 1]] = False
            blocked, rules = blocked | (below.astype(np.uint16) << np.uint16(len(rules))), (*rules, FLOOR)
        return replace(self, blocked=blocked, rules=rules, floor=floor, place_price=place_price)

    def below_floor(self) -> np.ndarray:
        """(k, 2) the locked pairs that have fewer points than the floor."""
        if self.floor is None:
            return self.locked[:0]
        return self.locked[self.total[self.locked[:, 0], self.locked[:, 1]] < self.floor]

    def bit(self, rule: str) -> int:
        return 1 << self.rules.index(rule)

    def points(self, *, without: str | None = None) -> np.ndarray:
        """NaN where a rule forbids; `without`: as if this rule were off."""
        blocked = self.blocked if without is None else self.blocked & np.uint16(0xFFFF ^ self.bit(without))
        return np.where(blocked == 0, self.total, np.nan)

    def bonus(self, aim: str) -> float:
        return first_seat_bonus(self.wants, self.seats) if aim == "people" else self.place_price

    def market(self, *, aim: str | None = None, without: str | None = None, locked: np.ndarray | None = None) -> Market:
        """What the solver decides: the locked pairs are made already."""
        bonus = np.full(len(self.wants), self.bonus(aim or self.aim))
        locked = self.locked if locked is None else locked
        return without_locked(self.points(without=without), self.wants, self.seats, bonus, locked)

    def best(self, *, aim=None, without=None, locked=None, prefer: np.ndarray | None = None, start=None) -> np.ndarray:
        """(k, 2) rows and columns of a best pairing, locked pairs included, by mentee, then mentor.

        `prefer`: pairs that shall stay where the total is the same without them. `start`: prices by mentor id to start from.
        """
        locked = self.locked if locked is None else locked
        market = self.market(aim=aim, without=without, locked=locked)
        if prefer is not None:
            market.points[prefer[:, 0], prefer[:, 1]] += PREFER
        prices = None if start is None else np.array([max(0.0, start.get(mentor_id, 0.0)) for mentor_id in self.mentor_ids])
        return in_order(solve(market, prices), locked)

    def stable(self, *, without=None, locked=None) -> np.ndarray:
        """The same of the stable pairs that mentees like best; like a best total, they hold no pair worth 0 points."""
        locked = self.locked if locked is None else locked
        market = self.market(without=without, locked=locked)
        could_be = market.points > 0
        return in_order(accept_in_turn(self.own.whole, could_be, market.wants, market.seats), locked)

    def choose(self, *, without=None, locked=None, prefer: np.ndarray | None = None) -> np.ndarray:
        """As the terms say: the stable pairs, or the best."""
        if self.is_stable:
            return self.stable(without=without, locked=locked)
        return self.best(without=without, locked=locked, prefer=prefer)

    def is_locked(self, chosen: np.ndarray) -> np.ndarray:
        return (chosen[:, None] == self.locked).all(axis=2).any(axis=1)

    def prices(self, chosen: np.ndarray) -> tuple[Market, Prices]:
        market = self.market()
        return market, supporting_prices(market, chosen[~self.is_locked(chosen)])

    def objective(self, chosen: np.ndarray) -> float:
        """Points; the exact sum, so that no order of adding can change it."""
        return math.fsum(self.total[chosen[:, 0], chosen[:, 1]])

    def pairs(self, chosen: np.ndarray) -> tuple[Pair, ...]:
        """The chosen pairs with their parts, scored once more where these were not kept."""
        if self.fit is None and self.own.similar is not None:
            return self._pairs_of_similar(self.own.similar, chosen)
        fits = [self.fit] if self.fit else self._score_rows_of(chosen)
        found = {}
        rows = self.mentee_order[chosen[:, 0]]
        for fit in fits:
            for k in np.flatnonzero((rows >= fit.rows.start) & (rows < fit.rows.stop)):
                i, j = rows[k] - fit.rows.start, self.mentor_order[chosen[k, 1]]
                parts = dict(zip(fit.names, fit.parts[:, i, j].tolist(), strict=True))
                ids = self.mentee_ids[chosen[k, 0]], self.mentor_ids[chosen[k, 1]]
                found[int(k)] = Pair(*ids, float(fit.total[i, j]), parts)
        return tuple(found[k] for k in range(len(chosen)))

    def _pairs_of_similar(self, similar: Similarities, chosen: np.ndarray) -> tuple[Pair, ...]:
        i, j = self.mentee_order[chosen[:, 0]], self.mentor_order[chosen[:, 1]]
        parts, total = parts_of_pairs(similar, self.pool.terms, i, j), self.total[chosen[:, 0], chosen[:, 1]]
        return tuple(
            Pair(self.mentee_ids[a], self.mentor_ids[b], float(points), dict(zip(similar.names, mine.tolist(), strict=True)))
            for (a, b), points, mine in zip(chosen, total, parts, strict=True)
        )

    def _score_rows_of(self, chosen: np.ndarray):
        scorer, wanted = Scorer(self.pool), {int(i) for i in self.mentee_order[chosen[:, 0]]}
        for rows in row_blocks(*self.total.shape):
            if not wanted.isdisjoint(range(rows.start, rows.stop)):
                yield weigh(scorer.similarities(rows), self.pool.terms)


def read_board(pool: Pool, similar: Similarities | None = None, progress: Progress = silent) -> Board:
    """Scores the pool, by blocks where it is large. ValueError where a locked pair is forbidden by a rule."""
    check_pool(pool)
    n, m = len(pool.mentees), len(pool.mentors)
    mentee_ids, mentor_ids = [x.id for x in pool.mentees], [x.id for x in pool.mentors]
    if similar is not None:
        _check_same_people(pool, similar)
        similar = replace(similar, reader=Rules(pool))  # who was rejected may have changed
    elif n * m <= KEEP_CELLS:
        similar = Scorer(pool).similarities()
    if similar is not None:
        keeps_parts = n * m <= KEEP_CELLS
        scored = weigh(similar, pool.terms) if keeps_parts else weigh_totals(similar, pool.terms)
        fit, total, blocked, rules = scored if keeps_parts else None, scored.total, scored.blocked, scored.rules
    else:
        scorer = Scorer(pool)
        fit, total, blocked, rules = None, np.empty((n, m)), np.empty((n, m), dtype=np.uint16), ()
        for rows in row_blocks(n, m):
            block = weigh(scorer.similarities(rows), pool.terms)
            total[rows], blocked[rows], rules = block.total, block.blocked, block.rules
            progress("score", rows.stop, n)
    progress("score", n, n)
    mentee_order = np.array(sorted(range(n), key=mentee_ids.__getitem__), dtype=np.int64)
    mentor_order = np.array(sorted(range(m), key=mentor_ids.__getitem__), dtype=np.int64)
    if (np.diff(mentee_order) < 0).any() or (np.diff(mentor_order) < 0).any():
        total, blocked = (x[np.ix_(mentee_order, mentor_order)] for x in (total, blocked))
    board = Board(
        pool=pool,
        mentee_order=mentee_order,
        mentor_order=mentor_order,
        mentee_ids=tuple(mentee_ids[i] for i in mentee_order),
        mentor_ids=tuple(mentor_ids[j] for j in mentor_order),
        total=total,
        blocked=blocked,
        rules=rules,
        wants=np.array([pool.mentees[i].seats for i in mentee_order], dtype=np.int64),
        seats=np.array([pool.mentors[j].seats for j in mentor_order], dtype=np.int64),
        locked=_places(pool.locked, mentee_ids, mentor_ids, mentee_order, mentor_order),
        fit=fit,
        own=OwnPoints(pool, similar, mentee_order, mentor_order),
    )
    _check_locks(board)
    return board


def in_order(*pairs: np.ndarray) -> np.ndarray:
    together = np.concatenate(pairs)
    return together[np.lexsort((together[:, 1], together[:, 0]))]


def _places(pairs, mentee_ids, mentor_ids, mentee_order, mentor_order) -> np.ndarray:
    row = {mentee_ids[i]: k for k, i in enumerate(mentee_order)}
    column = {mentor_ids[j]: k for k, j in enumerate(mentor_order)}
    return np.array(sorted((row[a], column[b]) for a, b in pairs), dtype=np.int64).reshape(-1, 2)


def _check_same_people(pool: Pool, similar: Similarities) -> None:
    """Similarities outlive a change of weights, rules, seats and locks, and nothing else."""
    old = similar.pool
    mine, theirs = (*pool.mentees, *pool.mentors), (*old.mentees, *old.mentors)
    same_people = (len(pool.mentees), len(pool.mentors)) == (len(old.mentees), len(old.mentors)) and all(
        a is b or replace(a, seats=b.seats) == b for a, b in zip(mine, theirs, strict=True)
    )
    same_terms = [
        (
            one.terms.sensitive_lived,
            one.terms.week_of or one.week_of,
            [replace(custom, weight=0.0) for custom in one.terms.customs],
        )
        for one in (pool, old)
    ]
    same_matrices = [(pool.road, old.road), *((matrix, old.texts.get(name)) for name, matrix in pool.texts.items())]
    same_matrices += zip(pool.road_sides or (), old.road_sides or (), strict=False)
    if (
        not same_people
        or same_terms[0] != same_terms[1]
        or (pool.road_sides is None) != (old.road_sides is None)
        or not all(a is b or (b is not None and np.array_equal(a, b, equal_nan=True)) for a, b in same_matrices)
        or similar.rows != slice(0, len(pool.mentees))
    ):
        raise ValueError("similarities: made for other people or other strands; right would be similarities(pool) of this pool")


def _check_locks(board: Board) -> None:
    faults = []
    for i, j in board.locked:
        names = [rule for rule in board.rules if board.blocked[i, j] & board.bit(rule)]
        if names:
            pair = f"locked pair {board.mentee_ids[i]!r}, {board.mentor_ids[j]!r}"
            faults.append(f"{pair}: forbidden by {', '.join(names)}; right would be to unlock it or to switch the rule off")
    if faults:
        raise ValueError("\n".join(faults))
