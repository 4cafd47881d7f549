"""How many pairs would rather have each other than what they have: counted exactly, by each side's own points."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from .board import Board
from .scoring import Scorer, own_points, row_blocks, weigh
from .stable import thresholds, would_rather
from .values import Pool, Standing

Blocks = Iterable[tuple[np.ndarray, np.ndarray, np.ndarray]]


def count_blocking(
    blocks: Callable[[], Blocks],
    capacity: ArrayLike,
    wants: ArrayLike,
    pairs: ArrayLike,
    *,
    locked: ArrayLike = (),
    floor: float | None = None,
) -> int:
    """Pairs that are not made though both would rather have each other than somebody they have, or than a place left free.

    `blocks()`, called twice: rows (r,), points (r, n_mentors) with NaN where forbidden, and each side's own points
    (2, r, n_mentors); together every row once. A pair that a rule or the floor forbids, or that is worth 0 points, blocks
    nothing; nobody gives up a locked pair. Trusts nothing of the solver.
    """
    pairs, locked = (np.asarray(x, dtype=np.int64).reshape(-1, 2) for x in (pairs, locked))
    capacity, wants = np.asarray(capacity), np.asarray(wants)
    i, j = pairs[~(pairs[:, None] == locked).all(axis=2).any(axis=1)].T
    own_made = np.zeros((2, len(i)))
    for rows, _points, own in blocks():
        here, at = _among(rows, i)
        own_made[:, here] = own[:, at, j[here]]
    mentee_above = thresholds(own_made[0], i, wants - np.bincount(locked[:, 0], minlength=len(wants)))
    mentor_above = thresholds(own_made[1], j, capacity - np.bincount(locked[:, 1], minlength=len(capacity)))
    n = 0
    for rows, points, own in blocks():
        could_be = points > 0 if floor is None else (points > 0) & (points >= floor)
        for a, b in ((i, j), tuple(locked.T)):
            here, at = _among(rows, a)
            could_be[at, b[here]] = False
        n += int(would_rather(own, could_be, mentee_above[rows], mentor_above).sum())
    return n


def own_blocks(pool: Pool) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """The whole pool, block by block, as count_blocking takes it."""
    scorer = Scorer(pool)
    for rows in row_blocks(len(pool.mentees), len(pool.mentors)):
        similar = scorer.similarities(rows)
        yield np.arange(rows.start, rows.stop), weigh(similar, pool.terms).points, own_points(similar, pool.terms)


def n_blocking(board: Board, chosen: np.ndarray) -> int:
    points = board.points()
    blocks = lambda: ((rows, points[rows], own) for rows, own in board.own.blocks())  # noqa: E731
    return count_blocking(blocks, board.seats, board.wants, chosen, locked=board.locked)


def standing(board: Board, chosen: np.ndarray) -> Standing:
    points = board.total[chosen[:, 0], chosen[:, 1]]
    least = float(points.min()) if len(points) else None
    return Standing(board.objective(chosen), len(np.unique(chosen[:, 0])), least, n_blocking(board, chosen))


def _among(rows: np.ndarray, i: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of the indices i stand among these rows, and where in them."""
    place = np.full(int(max(rows.max(initial=-1), i.max(initial=-1))) + 1, -1)
    place[rows] = np.arange(len(rows))
    here = np.flatnonzero(place[i] >= 0)
    return here, place[i[here]]
