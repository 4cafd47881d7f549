"""A floor under the points of a pair: the highest at which as many people are placed as without it.

Whether so many can be placed with pairs of at least so many points is asked by a largest flow; the answer turns from yes
to no at one of the points that occur, and is found by halving.

Source: Garfinkel 1971 (the bottleneck assignment by a threshold); Dinic 1970 (the flow, as in scipy).
"""

import numpy as np
import scipy

from .market import Market


def place_most(allowed: np.ndarray, seats: np.ndarray) -> np.ndarray:
    """(k, 2) indices (mentee, mentor) that give as many mentees as can be one mentor each.

    `allowed`: (n_mentees, n_mentors) bool; `seats`: (n_mentors,) whole numbers >= 0.
    """
    n, m = allowed.shape
    i, j = np.nonzero(allowed)
    if not len(i):
        return np.zeros((0, 2), dtype=np.int64)
    # From the source n + m to mentees, to mentors, to the sink n + m + 1.
    tails = np.r_[i, n + np.arange(m), np.full(n, n + m)]
    heads = np.r_[n + j, np.full(m, n + m + 1), np.arange(n)]
    room = np.r_[np.ones(len(i)), np.minimum(seats, n), np.ones(n)].astype(np.int32)
    graph = scipy.sparse.csr_array((room, (tails, heads)), shape=(n + m + 2, n + m + 2))
    flow = scipy.sparse.csgraph.maximum_flow(graph, n + m, n + m + 1).flow.tocoo()
    is_pair = (flow.data > 0) & (flow.row < n) & (flow.col < n + m)
    pairs = np.stack([flow.row[is_pair], flow.col[is_pair] - n], axis=1).astype(np.int64)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def highest_floor(market: Market, has_mentor: np.ndarray, n_placed: int, reached: float) -> tuple[float, np.ndarray]:
    """The highest floor at which `n_placed` mentees can have a mentor, and pairs (k, 2) that give so many one.

    `has_mentor`: (n_mentees,) bool, those who have one already, by a lock; they count. `reached`: points at which it is
    known to be possible. Everybody else takes one place: who wants more does so above the same floor.
    """
    open_to = ~has_mentor & (market.wants > 0)
    n_needed = n_placed - int(has_mentor.sum())
    points = np.where(open_to[:, None] & (market.seats > 0), market.points, np.nan)
    best_of_each = np.sort(np.fmax.reduce(points, axis=1, initial=-np.inf))[::-1]
    values = np.unique(points[(points >= reached) & (points <= best_of_each[n_needed - 1])])
    low, high = 0, len(values)  # possible at values[low], not at values[high]
    pairs = place_most(points >= values[0], market.seats)
    while high - low > 1:
        middle = (low + high) // 2
        tried = place_most(points >= values[middle], market.seats)
        if len(tried) >= n_needed:
            low, pairs = middle, tried
        else:
            high = middle
    return float(values[low]), pairs


def could_be_higher(
    points: np.ndarray, wants: np.ndarray, seats: np.ndarray, locked: np.ndarray, floor: float, n_placed: int
) -> bool:
    """Whether so many mentees could have a mentor with every pair but the locked ones above this floor."""
    n_mine = np.bincount(locked[:, 0], minlength=len(wants))
    left = seats - np.bincount(locked[:, 1], minlength=len(seats))
    above = (points > floor) & ((wants > 0) & (n_mine == 0))[:, None]
    return len(place_most(above, left)) + int((n_mine > 0).sum()) >= n_placed
