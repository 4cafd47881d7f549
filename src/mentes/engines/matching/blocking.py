"""How many pairs would rather have each other than what they have: counted exactly, by each side's own points."""

import numpy as np

from .board import Board
from .stable import thresholds, would_rather
from .values import Standing


def n_blocking(board: Board, chosen: np.ndarray) -> int:
    """Pairs that are not made though both would rather have each other than somebody they have, or than a place left free.

    A pair that a rule or the floor forbids, or that is worth 0 points, blocks nothing; nobody gives up a locked pair.
    `chosen`: (k, 2) rows and columns. Large boards are read by blocks, twice: what everybody has, then what they would
    rather have.
    """
    if not len(chosen) and not board.total.size:
        return 0
    i, j = chosen[~board.is_locked(chosen)].T
    market = board.market()
    made = np.empty((2, len(i)))
    for rows, own in board.own.blocks():
        here, at = _among(rows, i)
        made[:, here] = own[:, at, j[here]]
    mentee_above, mentor_above = thresholds(made[0], i, market.wants), thresholds(made[1], j, market.seats)
    n = 0
    for rows, own in board.own.blocks():
        could_be = market.points[rows] > 0
        here, at = _among(rows, i)
        could_be[at, j[here]] = False
        n += int(would_rather(own, could_be, mentee_above[rows], mentor_above).sum())
    return n


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
