"""The best pairing, exactly: an assignment where that is enough, else a flow.

1. Every seat of a mentor becomes a column, every wish of a mentee a row, what is not allowed is worth 0, and scipy's
   assignment finds the best total. Pairs worth 0 are taken out again, so nobody sits where they must not.
2. That allows one thing too many: a mentee who wants two could get the same mentor twice. If nobody does, it is the answer.
3. Else the true problem is a flow in which each pair may be used once. Its linear programme has whole-number corners, so
   HiGHS's simplex ends in a pairing. It starts from a few candidates for each mentee; all pairs left out are then priced,
   those that would pay are added, and it is solved again, until none pays: then it is best over all pairs.
4. From GENERATED pairs on, where the extra for large pools is installed, `generation` is quicker than both.

Source: Crouse 2016 (assignment, as in scipy); Dantzig and Wolfe 1960 (pricing columns left out).
"""

from dataclasses import replace

import numpy as np
import scipy

from .market import Market
from .scale import has_scale

MAX_SEAT_CELLS = 64_000_000  # beyond this many wishes x seats the table of step 1 is not built
ALL_CELLS = 60_000  # pools up to this many pairs give the flow all pairs at once
GENERATED, SEVERAL_GENERATED = 400_000, 20_000  # pairs; measured: docs/reference/numbers.md. The second where somebody wants two
N_CANDIDATES = 16  # per mentee at the start, and added per mentee and round
NEAR = 14.0  # points: so near to paying at prices given, a pair is among the first candidates
PAYS = 1e-9  # points by which a pair must pay to be added: below is rounding


def solve(market: Market, prices: np.ndarray | None = None) -> np.ndarray:
    """(k, 2) indices (mentee, mentor) of a best pairing, by mentee, then mentor. Same market, same answer.

    `prices`: (n_mentors,) of a market much like this one, to start from.
    """
    wants = np.minimum(market.wants, (market.seats > 0).sum())
    seats = np.minimum(market.seats, (market.wants > 0).sum())
    if not wants.any() or not seats.any() or np.isnan(market.points).all():
        return np.zeros((0, 2), dtype=np.int64)
    several = wants.max() > 1
    if market.points.size >= (SEVERAL_GENERATED if several else GENERATED) and has_scale():
        return _generate(replace(market, wants=wants, seats=seats), prices)
    if wants.sum() * seats.sum() <= MAX_SEAT_CELLS:
        pairs = _assign(market, wants, seats)
        if len(np.unique(pairs, axis=0)) == len(pairs):
            return pairs
    return _flow(market, wants, seats, prices)


def solve_placing(market: Market, least: int, start: np.ndarray) -> tuple[np.ndarray, float]:
    """The best pairing among those that place at least so many mentees, and the bonus that would make it best of all.

    `start`: (k, 2) pairs that place so many, one mentor each. Step 3 with one row more; the corners stay whole numbers,
    as it is a flow whose first places run through one arc that must carry `least`. The bonus, in points for a first
    mentor, is that arc's price.
    """
    wants = np.minimum(market.wants, (market.seats > 0).sum())
    seats = np.minimum(market.seats, (market.wants > 0).sum())
    return _flow_placing(market, wants, seats, least, start)


def _generate(market: Market, prices: np.ndarray | None) -> np.ndarray:
    """Step 4."""
    # Imported here: compiled code that is not installed everywhere, and takes a second to load.
    from .held import generate_held

    return generate_held(market, prices)


def _in_order(pairs: np.ndarray) -> np.ndarray:
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _assign(market: Market, wants: np.ndarray, seats: np.ndarray) -> np.ndarray:
    """Steps 1 and 2: rows are wishes, columns are seats. May hold a pair twice where both sides have room for two."""
    i, j = np.repeat(np.arange(len(wants)), wants), np.repeat(np.arange(len(seats)), seats)
    is_first = np.r_[True, i[1:] != i[:-1]]
    value = market.points[np.ix_(i, j)]
    if market.bonus.any():
        value += np.where(is_first, market.bonus[i], 0.0)[:, None]
    np.copyto(value, 0.0, where=np.isnan(value))
    rows, columns = scipy.optimize.linear_sum_assignment(value, maximize=True)
    worth = value[rows, columns] > 0
    return _in_order(np.stack([i[rows[worth]], j[columns[worth]]], axis=1))


def _flow(market: Market, wants: np.ndarray, seats: np.ndarray, prices: np.ndarray | None = None) -> np.ndarray:
    """Step 3."""
    return _flow_placing(market, wants, seats, 0, np.zeros((0, 2), dtype=np.int64), prices)[0]


def _flow_placing(
    market: Market, wants, seats, least: int, start: np.ndarray, prices: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    allowed = ~np.isnan(market.points) & (wants > 0)[:, None] & (seats > 0)
    if prices is not None:
        candidate = _near(market.points - prices, allowed, wants)
    else:
        candidate = allowed.copy() if allowed.size <= ALL_CELLS else _most_promising(market.points, allowed)
    candidate[start[:, 0], start[:, 1]] = True
    while True:
        i, j = np.nonzero(candidate)
        taken, keep, price, place_price = _linear_programme(market, wants, seats, i, j, least)
        pays = np.where(allowed & ~candidate, market.points - price - keep[:, None], -np.inf)
        if not (pays > PAYS).any():
            return np.stack([i[taken], j[taken]], axis=1), place_price
        candidate |= _largest(pays, N_CANDIDATES) & (pays > PAYS)


def _most_promising(points: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """The best few mentors of each mentee and the best few mentees of each mentor."""
    known = np.where(allowed, points, -np.inf)
    return allowed & (_largest(known, N_CANDIDATES) | _largest(known.T, N_CANDIDATES).T)


def _near(value: np.ndarray, allowed: np.ndarray, wants: np.ndarray) -> np.ndarray:
    """What each mentee would choose at these prices, and what comes within NEAR of it. `value`: points beyond the price."""
    value = np.where(allowed, value, -np.inf)
    best = -np.sort(-value, axis=1)
    last = best[np.arange(len(wants)), np.minimum(wants, best.shape[1] - 1)]
    return allowed & (value >= np.minimum(last, 0.0)[:, None] - NEAR) & (value >= last[:, None] - NEAR)


def _largest(values: np.ndarray, k: int) -> np.ndarray:
    """Bool, shaped like `values`: the k largest of each row."""
    if values.shape[1] <= k:
        return np.ones(values.shape, dtype=bool)
    mask = np.zeros(values.shape, dtype=bool)
    np.put_along_axis(mask, np.argpartition(-values, k, axis=1)[:, :k], True, axis=1)
    return mask


def _linear_programme(market: Market, wants, seats, i, j, least: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Over the candidate pairs (i, j): which are taken, what a mentee's place costs (n,), what a mentor's seat costs (m,),
    and the price of the last row.

    Columns: one a pair, 0..1; one a mentee for having a first mentor, 0..1, worth the bonus.
    Rows: pairs of a mentee <= wants; first mentor <= pairs of the mentee; pairs of a mentor <= seats; first mentors >= least.
    """
    n, m, k = len(wants), len(seats), len(i)
    ones, column = np.ones(k), np.arange(k)
    sparse = scipy.sparse
    mine, theirs = sparse.coo_array((ones, (i, column)), shape=(n, k)), sparse.coo_array((ones, (j, column)), shape=(m, k))
    identity = sparse.coo_array((np.ones(n), (np.arange(n), np.arange(n))), shape=(n, n))
    first = sparse.csr_array(-np.ones((1, n)))
    rows = sparse.vstack(
        [
            sparse.hstack([mine, sparse.csr_array((n, n))]),
            sparse.hstack([-mine, identity]),
            sparse.hstack([theirs, sparse.csr_array((m, n))]),
            *([sparse.hstack([sparse.csr_array((1, k)), first])] if least else []),
        ],
        format="csr",
    )
    worth = np.r_[market.points[i, j], market.bonus]
    room = np.r_[wants, np.zeros(n), seats, [-least] if least else []]
    result = scipy.optimize.linprog(-worth, A_ub=rows, b_ub=room, bounds=(0, 1), method="highs-ds")
    if result.status != 0:
        raise ArithmeticError(f"the linear programme ended with status {result.status}: {result.message}")
    duals = -result.ineqlin.marginals
    place_price = float(duals[2 * n + m]) if least else 0.0
    taken = _worth_taking(market, i, j, result.x[:k] > 0.5)
    return taken, duals[:n] - duals[n : 2 * n], duals[2 * n : 2 * n + m], place_price


def _worth_taking(market: Market, i, j, taken) -> np.ndarray:
    """Taken pairs without those worth 0: no points, and not the one that brings its mentee the bonus."""
    paid = market.points[i, j] > 0
    has_paid = np.bincount(i[taken & paid], minlength=len(market.bonus)) > 0
    only = np.flatnonzero(taken & ~paid & (market.bonus[i] > 0) & ~has_paid[i])
    first = only[np.unique(i[only], return_index=True)[1]]
    worth = taken & paid
    worth[first] = True
    return worth
