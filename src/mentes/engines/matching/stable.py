"""Stable pairs: nobody not paired would both rather have each other.

1. Every mentee goes down their own list of mentors, most points of their own first, and asks.
2. A mentor holds the mentees they like best, as many as they have seats, and lets the others go.
3. Who was let go, or wants one more, asks the next on the list, until all have what they want or their list has ended.

In whatever order mentees ask, the pairs are the same. So first all of them ask at once, round after round, and each passes over
mentors who would refuse them: mostly this ends within ten rounds, and no list is ever sorted. Where many like the same few it
does not, and from LOOKS on the rest ask one by one. Among all stable sets none is better for any mentee, by their own points.
A pair is liked for itself, whoever else one has. Ties are decided by id.

Source: Gale and Shapley 1962 (deferred acceptance); Roth 1984 (both sides with several places).
"""

from heapq import heapify, heappush, heapreplace

import numpy as np

ROUNDING = 1e-9  # points: what is liked no more than this beyond another is liked alike
LOOKS = 12  # how often, on average, a mentee may look through all mentors before lists are sorted; measured: decision 17


def accept_in_turn(own: np.ndarray, allowed: np.ndarray, wants: np.ndarray, seats: np.ndarray) -> np.ndarray:
    """(k, 2) indices (mentee, mentor) of the stable pairs that mentees like best, by mentee, then mentor.

    `own`: (2, n_mentees, n_mentors) points of each pair to the mentee and to the mentor; `allowed`: the same shape, bool.
    """
    mentee_own, mentor_own = own
    n, m = allowed.shape
    if not n or not m:
        return np.zeros((0, 2), dtype=np.int64)
    unasked = np.where(allowed, mentee_own, -np.inf)
    wants, seats = np.minimum(wants, m).astype(np.int64), np.asarray(seats)
    pairs, are_all = _ask_at_once(unasked, mentor_own, wants, seats)
    if not are_all:
        pairs = _ask_one_by_one(unasked, mentor_own, wants, seats, pairs)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _ask_at_once(unasked: np.ndarray, mentor_own: np.ndarray, wants: np.ndarray, seats: np.ndarray) -> tuple[np.ndarray, bool]:
    """(k, 2) pairs held after as many rounds as LOOKS allows, and whether nobody has anybody left to ask.

    `unasked`: (n, m) mentees' points, -inf where forbidden; in place, -inf where the mentee has asked.
    """
    n = len(unasked)
    i, j, offers = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=mentor_own.dtype)
    least = np.where(seats > 0, -np.inf, np.inf).astype(mentor_own.dtype)  # what a mentor's new mentee must reach
    is_done, n_looks = wants <= 0, 0
    asking = np.flatnonzero(~is_done)
    while len(asking) and n_looks < LOOKS * n:
        n_looks += len(asking)
        open_to = unasked[asking]
        np.copyto(open_to, -np.inf, where=mentor_own[asking] < least)
        asked = open_to.argmax(axis=1)  # of several the first, by id
        has_asked = open_to[np.arange(len(asking)), asked] > -np.inf
        is_done[asking[~has_asked]] = True  # mentors become harder to please, never easier
        fresh, asked = asking[has_asked], asked[has_asked]
        unasked[fresh, asked] = -np.inf
        i, j = np.concatenate([i, fresh]), np.concatenate([j, asked])
        offers = np.concatenate([offers, mentor_own[fresh, asked]])
        order = np.lexsort((i, -offers, j))
        i, j, offers = i[order], j[order], offers[order]
        rank, room = np.arange(len(j)) - np.searchsorted(j, j), seats[j]
        is_last = rank == room - 1
        least[j[is_last]] = offers[is_last]
        is_held = rank < room
        i, j, offers = i[is_held], j[is_held], offers[is_held]
        asking = np.flatnonzero(~is_done & (np.bincount(i, minlength=n) < wants))
    return np.stack([i, j], axis=1), not len(asking)


def _ask_one_by_one(unasked, mentor_own, wants: np.ndarray, seats: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The same to the end: (k, 2) pairs, from those held already."""
    n, m = unasked.shape
    lists = np.argsort(-unasked, axis=1, kind="stable").astype(np.int32)
    n_listed = (unasked > -np.inf).sum(axis=1).tolist()
    place = [0] * n  # how far down the list
    held: list[list[tuple[float, int]]] = [[] for _ in range(m)]  # heaps, whom the mentor would let go first on top
    for i, j in pairs.tolist():
        held[j].append((float(mentor_own[i, j]), -i))
    for mentees in held:
        heapify(mentees)
    left = (wants - np.bincount(pairs[:, 0], minlength=n)).tolist()
    asking = [i for i in range(n - 1, -1, -1) for _ in range(left[i])]
    while asking:
        i = asking.pop()
        while place[i] < n_listed[i]:
            j = int(lists[i, place[i]])
            place[i] += 1
            offer = (float(mentor_own[i, j]), -i)
            if len(held[j]) < seats[j]:
                heappush(held[j], offer)
                break
            if held[j] and offer > held[j][0]:
                asking.append(-heapreplace(held[j], offer)[1])
                break
    return np.array([(-i, j) for j, mentees in enumerate(held) for _, i in mentees], dtype=np.int64).reshape(-1, 2)


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
