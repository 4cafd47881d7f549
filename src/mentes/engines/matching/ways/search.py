"""The search for ways to a pair: few steps before many, each verified in the whole pool by solving again.

A pair comes about once it gains more points than making it would cost the whole. So the cost is found first (by solving with
the pair and without it), then the changes that gain as much, the smallest first, then each is made and all is solved again:
a change of one person moves all their pairs, and what it promised for one pair proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

import numpy as np

from ..board import Board, read_board
from ..rules import FLOOR, managers_of
from ..scoring import Scorer, Similarities, weigh
from ..subpool import some_of
from ..values import Member, Pool
from .gains import joint_gains
from .steps import Atom, Step, apply, rule_steps, seat_atom, want_atom

TOP = 5  # who stands among a person's best five is near enough to be talked about
MOST_STEPS = 6
ROUNDING = 1e-9


@dataclass(frozen=True)
class Advice:
    """Steps that together bring the pair about, or, where `comes_about` is False, into the mentee's best five."""

    steps: tuple[Step, ...]
    points: float  # of the pair, after the steps
    comes_about: bool


@dataclass(frozen=True)
class Room:
    """`short`: points that the pair then misses, None before it is known; `sets`: atoms that bring them, few first."""

    rank: int
    given: tuple[Atom, ...]
    short: float | None = None
    sets: tuple[tuple[Atom, ...], ...] = ()


class Search:
    """One search for ways to the pair (i, j); counts how often it has solved."""

    def __init__(self, board, present, i, j, prices, most_solved, similar):
        self.prices = prices  # by mentor id: of the pairing as it is, for every pairing solved here to start from
        self.board, self.present, self.i, self.j = board, present, i, j
        self.left, self.similar = most_solved, similar
        self.managers = managers_of(board.pool)
        self._costs: tuple[Board | None, float] = (None, np.inf)  # of making the pair on this board, once it is known
        self.mentee: Member = board.pool.mentees[board.mentee_order[i]]
        self.mentor: Member = board.pool.mentors[board.mentor_order[j]]

    def advice(self, blocked_by: tuple[str, ...], n_advice: int) -> tuple[Advice, ...]:
        """The queue holds ways to give room (a seat, a wish more), the one that may need the fewest steps first: at first by
        what the prices promise, then by what solving says is missing, then the changes themselves are tried."""
        lifted = self._lift(blocked_by)
        if lifted is None:
            return ()
        self.sets = joint_gains(self.board, self.i, self.j, self.managers)
        ways: list[Advice] = []
        queue = [(len(room.given), room.rank, room) for room in self._rooms()]
        heapify(queue)
        while queue and len(ways) < n_advice and self.left > 0:
            _size, rank, room = heappop(queue)
            if _is_more({atom.step.kind for atom in room.given}, ways, lifted):
                continue
            if room.short is None:
                short = self.missing(room.given)
                sets = tuple(self._enough(short))
                if sets:
                    heappush(queue, (len(room.given) + len(sets[0]), rank, replace(room, short=short, sets=sets)))
                continue
            ways += self._first_way(lifted, room, ways)
        return tuple(ways) or (*self._near(lifted), *self._held(lifted))

    def _first_way(self, lifted: tuple[Step, ...], room: "Room", ways: list[Advice]) -> list[Advice]:
        for chosen in room.sets:
            kinds = {atom.step.kind for atom in (*room.given, *chosen)}
            if _is_more(kinds, ways, lifted) or (not chosen and not room.given and not lifted) or self.left <= 0:
                continue
            board = self._made_by((*chosen, *room.given))
            if board is not None:
                return [self._with_fewest_hours(lifted, room, chosen, board)]
        return []

    def _with_fewest_hours(self, lifted, room: "Room", chosen: tuple[Atom, ...], board: Board) -> Advice:
        """The sets hold as many hours as bring points: here all that are not needed are given back."""
        kept = tuple(atom for atom in chosen if atom.slot != "hours")
        for hours in self.sets.fewer_hours(chosen):
            if self.sets.gain((*kept, hours)) <= (room.short or 0.0):
                continue
            fewer = self._made_by((*kept, hours, *room.given))
            if fewer is not None:
                chosen, board = (*kept, hours), fewer
                break
        return self._told(lifted, (*chosen, *room.given), board, comes_about=True)

    def _made_by(self, chosen: tuple[Atom, ...]) -> Board | None:
        """Solves with these changes: the board on which the pair is then made, None where it is not."""
        self.left -= 1
        board = self._changed(chosen)
        return board if self._is_made(board) else None

    def _lift(self, blocked_by: tuple[str, ...]) -> tuple[Step, ...] | None:
        """Goes on with the board on which the rules allow the pair; the steps to it, None where nothing may be lifted."""
        if not blocked_by:
            return ()
        hours = self._pair_hours()
        found = rule_steps(self.board.pool, blocked_by, hours, float(self.board.total[self.i, self.j]))
        if found is None:
            return None
        steps, pool = found
        pair = (self.mentee.id, self.mentor.id)
        pool = replace(pool, forbidden=tuple(other for other in pool.forbidden if other != pair))
        board = read_board(pool, self.similar)
        self.board = board if FLOOR in blocked_by else board.above(self.board.floor, self.board.place_price)
        return steps

    def _told(self, lifted, chosen, board: Board, *, comes_about: bool) -> Advice:
        return Advice((*lifted, *(atom.step for atom in chosen)), float(board.total[self.i, self.j]), comes_about)

    def _near(self, lifted) -> tuple[Advice, ...]:
        """Where nothing makes the pair: the fewest steps that bring the mentor into the mentee's best five."""
        points = np.sort(np.nan_to_num(np.delete(self.board.points()[self.i], self.j), nan=-np.inf))[::-1]
        wanted = points[TOP - 1] if len(points) >= TOP else 0.0
        for chosen in filter(None, self._enough(float(wanted - self.board.total[self.i, self.j]))):
            board = self._changed(chosen)
            row = np.nan_to_num(board.points()[self.i], nan=-np.inf)
            if np.isfinite(row[self.j]) and (row > row[self.j]).sum() < TOP:
                return (self._told(lifted, chosen, board, comes_about=False),)
        return ()

    def _held(self, lifted: tuple[Step, ...]) -> tuple[Advice, ...]:
        """What is left to the organiser: make the pair by hand, at this cost to the whole; not where a lock takes the room."""
        costs = self.missing(())
        if not np.isfinite(costs):
            return ()
        step = Step("hold", "programme", {"costs": costs})
        return (Advice((*lifted, step), float(self.board.total[self.i, self.j]), True),)

    def _rooms(self) -> Iterator["Room"]:
        """Room for the pair: none more, a wish of the mentee's more, seats of the mentor's more."""
        wish = (want_atom(self.mentee),)
        for rank, (more_wants, more_seats) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (1, 2), (0, 3))):
            yield Room(rank, (*(wish if more_wants else ()), *((seat_atom(self.mentor, more_seats),) if more_seats else ())))

    def missing(self, given: tuple[Atom, ...]) -> float:
        """Points that making the pair costs the whole when this room is given: so many the pair must gain, and a little."""
        if not given and self._costs[0] is self.board:
            return self._costs[1]
        self.left -= 2
        board = self._changed(given) if given else self.board
        pair = np.array([[self.i, self.j]])
        mine, theirs = (board.locked[:, 0] == self.i).sum(), (board.locked[:, 1] == self.j).sum()
        if mine >= board.wants[self.i] or theirs >= board.seats[self.j]:
            return np.inf
        with_pair = board.best(locked=np.concatenate([board.locked, pair]), start=self.prices)
        costs = self._worth(board, board.best(start=self.prices)) - self._worth(board, with_pair)
        if not given:
            self._costs = (board, costs)
        return costs

    def _worth(self, board: Board, chosen: np.ndarray) -> float:
        return board.objective(chosen) + board.bonus(board.aim) * len(np.unique(chosen[:, 0]))

    def _enough(self, short: float) -> Iterator[tuple[Atom, ...]]:
        """Sets of changes that together bring more than is missing: few before many."""
        if short <= ROUNDING:
            yield ()
        yield from self.sets.above(max(short, ROUNDING), MOST_STEPS)

    def _pair_hours(self) -> float:
        a, b = int(self.board.mentee_order[self.i]), int(self.board.mentor_order[self.j])
        return float(np.nan_to_num(self._scored(self.board.pool, [a], [b]).shared_hours[0, 0]))

    def _pool_with(self, mentee: Member, mentor: Member) -> Pool:
        """The pool in which the two are as given."""
        pool = self.board.pool
        mentees, mentors = list(pool.mentees), list(pool.mentors)
        mentees[self.board.mentee_order[self.i]], mentors[self.board.mentor_order[self.j]] = mentee, mentor
        return replace(pool, mentees=tuple(mentees), mentors=tuple(mentors))

    def _scored(self, pool: Pool, rows, columns) -> Similarities:
        some = some_of(pool, np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64))
        return Scorer(some, managers=self.managers).similarities()

    def _changed(self, chosen: tuple[Atom, ...]) -> Board:
        """The board after the change: the mentee's row and the mentor's column are scored anew, the rest stands."""
        floor, place_price = self.board.floor, self.board.place_price
        board = self.board.above(None)
        mentee, mentor = apply(chosen, self.mentee, self.mentor)
        a, b = int(board.mentee_order[self.i]), int(board.mentor_order[self.j])
        pool, total, blocked = self._pool_with(mentee, mentor), board.total.copy(), board.blocked.copy()
        row = weigh(self._scored(pool, [a], range(len(pool.mentors))), pool.terms)
        total[self.i], blocked[self.i] = row.total[0, board.mentor_order], row.blocked[0, board.mentor_order]
        column = weigh(self._scored(pool, range(len(pool.mentees)), [b]), pool.terms)
        total[:, self.j], blocked[:, self.j] = column.total[board.mentee_order, 0], column.blocked[board.mentee_order, 0]
        wants, seats = board.wants.copy(), board.seats.copy()
        wants[self.i], seats[self.j] = mentee.seats, mentor.seats
        board = replace(board, pool=pool, total=total, blocked=blocked, wants=wants, seats=seats, fit=None)
        return board.above(floor, place_price)

    def _is_made(self, board: Board) -> bool:
        chosen = board.best(prefer=self.present, start=self.prices)
        return bool((chosen == (self.i, self.j)).all(axis=1).any())


def _is_more(kinds: set[str], ways: list[Advice], lifted: tuple[Step, ...]) -> bool:
    """Whether a way told already needs these kinds of step or fewer."""
    return any({step.kind for step in way.steps[len(lifted) :]} <= kinds for way in ways)
