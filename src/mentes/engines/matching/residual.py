"""The lowest prices that hold up a flow, read off the exchanges it leaves open.

At the right prices every mentee already has what they would choose. Prices start at 0; a mentee who would rather have a mentor
than what they have raises that mentor's price to where they would not, and whoever sits with that mentor then looks again: a
longest path in the residual graph, by Bellman and Ford with a queue. All numbers are whole, so the end is exact.
"""

import numpy as np
from numba import njit

from .flow import Candidates, Sides


def lowest_prices(pairs: Candidates, flow: np.ndarray, sides: Sides) -> tuple[np.ndarray, np.ndarray]:
    """((n_mentors,) prices, (n_mentees,) thresholds) in grains, for a best flow.

    threshold: what a new mentor must bring beyond their price for the mentee to take them. Raises ArithmeticError where the
    flow is not best, as then no prices hold it up.
    """
    n, m = len(sides.wants), len(sides.seats)
    starts = np.searchsorted(pairs.mentees, np.arange(n + 1))
    seated = np.flatnonzero(flow > 0)
    by_mentor = seated[np.argsort(pairs.mentors[seated], kind="stable")]
    seat_starts = np.searchsorted(pairs.mentors[by_mentor], np.arange(m + 1))
    placed = np.bincount(pairs.mentees, weights=flow, minlength=n).astype(np.int64)
    # What a mentee can gain by one more mentor, where they want one more: for the first the bonus comes on top.
    wanting = np.where(placed < sides.first, -sides.bonus, 0)
    prices, thresholds, has_ended = _raise_prices(
        starts, pairs.mentors, pairs.worth, flow, pairs.room, placed < sides.wants, wanting,
        seat_starts, pairs.mentees[by_mentor], np.zeros(m, dtype=np.int64),
    )  # fmt: skip
    if not has_ended:
        raise ArithmeticError("no prices hold up this flow: it is not best")
    return prices, thresholds


@njit(cache=True, nogil=True)
def _raise_prices(starts, mentors, worth, flow, room, is_wanting, wanting, seat_starts, seated, prices):
    n = len(starts) - 1
    queue, is_queued = np.arange(n + 1), np.ones(n + 1, np.bool_)
    head, tail, n_queued = 0, n, n
    thresholds = np.zeros(n, np.int64)
    looks = 0
    most_looks = 1000 * (n + 1)  # a best flow needs a few for each mentee; one that is not best never ends
    while n_queued > 0 and looks < most_looks:
        looks += 1
        i = queue[head]
        head = (head + 1) % (n + 1)
        n_queued -= 1
        is_queued[i] = False
        # A new mentor must beat the least that a present one brings, or a free place where there is one.
        least = wanting[i] if is_wanting[i] else np.int64(1) << 62
        for e in range(starts[i], starts[i + 1]):
            if flow[e] > 0:
                least = min(least, worth[e] - prices[mentors[e]])
        thresholds[i] = least
        for e in range(starts[i], starts[i + 1]):
            j = mentors[e]
            if flow[e] < room[e] and worth[e] - least > prices[j]:
                prices[j] = worth[e] - least
                for s in range(seat_starts[j], seat_starts[j + 1]):
                    other = seated[s]
                    if not is_queued[other]:
                        is_queued[other] = True
                        queue[tail] = other
                        tail = (tail + 1) % (n + 1)
                        n_queued += 1
    return prices, thresholds, n_queued == 0
