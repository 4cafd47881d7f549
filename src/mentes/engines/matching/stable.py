"""Stable pairs: nobody not paired would both rather have each other.

1. Every mentee goes down their own list of mentors, most points of their own first, and asks.
2. A mentor holds the mentees they like best, as many as they have seats, and lets the others go.
3. Who was let go, or wants one more, asks the next on the list, until all have what they want or their list has ended.

In whatever order mentees ask, the pairs are the same. Among all stable sets none is better for any mentee, by their own
points. A pair is liked for itself, whoever else one has. Ties are decided by id.

Source: Gale and Shapley 1962 (deferred acceptance); Roth 1984 (both sides with several places).
"""

from heapq import heappush, heapreplace

import numpy as np

ROUNDING = 1e-9  # points: what is liked no more than this beyond another is liked alike


def accept_in_turn(own: np.ndarray, allowed: np.ndarray, wants: np.ndarray, seats: np.ndarray) -> np.ndarray:
    """(k, 2) indices (mentee, mentor) of the stable pairs that mentees like best, by mentee, then mentor.

    `own`: (2, n_mentees, n_mentors) points of each pair to the mentee and to the mentor; `allowed`: the same shape, bool.
    """
    mentee_own, mentor_own = own
    n, m = allowed.shape
    lists = np.argsort(np.where(allowed, -mentee_own, np.inf), axis=1, kind="stable").astype(np.int32)
    n_listed = allowed.sum(axis=1)
    asked = [0] * n  # how far down the list
    held: list[list[tuple[float, int]]] = [[] for _ in range(m)]  # heaps, whom the mentor would let go first on top
    asking = [i for i in range(n - 1, -1, -1) for _ in range(min(int(wants[i]), int(n_listed[i])))]
    while asking:
        i = asking.pop()
        while asked[i] < n_listed[i]:
            j = int(lists[i, asked[i]])
            asked[i] += 1
            offer = (float(mentor_own[i, j]), -i)
            if len(held[j]) < seats[j]:
                heappush(held[j], offer)
                break
            if held[j] and offer > held[j][0]:
                asking.append(-heapreplace(held[j], offer)[1])
                break
    pairs = sorted((-i, j) for j, mentees in enumerate(held) for _, i in mentees)
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def thresholds(own_made: np.ndarray, who: np.ndarray, room: np.ndarray) -> np.ndarray:
    """(n,) points of one's own beyond which somebody would rather have another: those of the pair they would give up.

    `own_made`: points to them of the pairs made, with `who`, their index; `room`: (n,) places. -inf: a place is free;
    inf: no place at all.
    """
    least = np.full(len(room), np.inf)
    np.minimum.at(least, who, own_made)
    return np.where(np.bincount(who, minlength=len(room)) < room, -np.inf, least)


def would_rather(own: np.ndarray, allowed: np.ndarray, mentee_above: np.ndarray, mentor_above: np.ndarray) -> np.ndarray:
    """Bool, shaped like `allowed` (some mentees, all mentors): not made, and both would rather have each other.

    `allowed`: pairs that could be made and are not; `mentee_above`, `mentor_above`: their thresholds.
    """
    return allowed & (own[0] > mentee_above[:, None] + ROUNDING) & (own[1] > mentor_above + ROUNDING)
