"""Is a pairing of peers allowed, and what can none exceed? One pass over all pairs, trusting nothing of the solver.

For prices y >= 0 with y_i + y_j >= points_ij + pair_price for every allowed pair, k pairs have no more points together than

    sum_i y_i - k x pair_price

as each person stands in one pair at most. This is the bound of the relaxation. A best pairing may stay below it: in a
group of three, somebody is left alone, and the prices do not see that (the odd sets of Edmonds 1965 would).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .certificate import FLOOR_ROUNDING
from .values import Code


@dataclass(frozen=True)
class PeerCertificate:
    """`gap`: (upper_bound - objective) / objective. Above 0 with a best pairing too, where odd groups leave somebody alone."""

    objective: float
    upper_bound: float
    gap: float
    feasible: bool
    faults: tuple[Code, ...]
    n_placed: int


def check_peers(
    points: np.ndarray,
    takes_part: ArrayLike,
    prices: ArrayLike,
    pairs: ArrayLike,
    *,
    pair_price: float = 0.0,
    locked: ArrayLike = (),
    floor: float | None = None,
) -> PeerCertificate:
    """Recomputes objective and bound.

    `points`: (n, n) symmetric, NaN where the two must not be paired. `takes_part`: (n,) bool. `pairs`, `locked`: (k, 2)
    indices; a locked pair stands in every pairing that this one is compared with. `floor`: points that every other pair has at
    least. With a pair_price the bound speaks of pairings with as many pairs. Raises ValueError when sizes do not fit.
    """
    points, takes_part, prices = (
        np.asarray(points, dtype=float),
        np.asarray(takes_part, dtype=bool),
        np.asarray(prices, dtype=float),
    )
    pairs, locked = (np.asarray(x, dtype=np.int64).reshape(-1, 2) for x in (pairs, locked))
    n = len(takes_part)
    if points.shape != (n, n) or prices.shape != (n,):
        raise ValueError(f"points: shape {points.shape}, prices: {prices.shape}; right would be {(n, n)} and {(n,)}")
    both = np.concatenate([pairs, locked])
    if len(both) and (both.min() < 0 or both.max() >= n):
        return PeerCertificate(0.0, math.inf, math.inf, False, (Code("unknown_index", {"n_people": n}),), 0)
    faults = _faults(points, takes_part, prices, pairs, locked, floor)
    made = points[pairs[:, 0], pairs[:, 1]]
    objective = math.fsum(made[~np.isnan(made)])
    upper_bound = _bound(points, takes_part, prices, pairs, locked, pair_price, floor)
    gap = max(0.0, upper_bound - objective) / max(objective, 1.0)
    return PeerCertificate(objective, max(upper_bound, objective), gap, not faults, tuple(faults), 2 * len(pairs))


def _faults(points, takes_part, prices, pairs, locked, floor) -> list[Code]:
    faults = []
    if not (prices >= 0).all():
        faults.append(Code("price_below_zero", {"people": np.flatnonzero(~(prices >= 0)).tolist()}))
    with np.errstate(invalid="ignore"):
        differ = ~((np.abs(points - points.T) <= 1e-9) | (np.isnan(points) & np.isnan(points.T)))
    if differ.any():
        faults.append(Code("not_symmetric", {"n_pairs": int(differ.sum()) // 2}))
    n_pairs = np.bincount(pairs.ravel(), minlength=len(points))
    faults += [Code("more_than_one_pair", {"index": int(i)}) for i in np.flatnonzero(n_pairs > 1)]
    faults += [Code("takes_no_part", {"index": int(i)}) for i in np.flatnonzero((n_pairs > 0) & ~takes_part)]
    held = {frozenset(pair) for pair in locked.tolist()}
    kept = {frozenset(pair) for pair in pairs.tolist()}
    faults += [Code("lock_broken", {"pair": tuple(sorted(pair))}) for pair in held - kept]
    for i, j in pairs.tolist():
        if i == j or np.isnan(points[i, j]):
            faults.append(Code("forbidden_pair", {"pair": (i, j)}))
        elif floor is not None and points[i, j] < floor - FLOOR_ROUNDING and frozenset((i, j)) not in held:
            faults.append(Code("below_floor", {"pair": (i, j)}))
    return faults


def _bound(points, takes_part, prices, pairs, locked, pair_price, floor) -> float:
    """Locked pairs bring their points in any case; of the others the prices are raised to where they cover every pair."""
    free = takes_part.copy()
    free[locked.ravel()] = False
    fixed = points[locked[:, 0], locked[:, 1]]
    worth = np.where(free[:, None] & free, points, np.nan)
    np.fill_diagonal(worth, np.nan)
    if floor is not None:
        worth[worth < floor] = np.nan
    usable = np.where(free, np.maximum(np.nan_to_num(prices, nan=0.0), 0.0), 0.0)
    with np.errstate(invalid="ignore"):
        lacking = worth + pair_price - usable[:, None] - usable
    # A pair not covered lifts both its prices by half of what is lacking: then it is, whatever the prices were.
    lifted = usable + np.maximum(np.fmax.reduce(lacking, axis=1, initial=0.0), 0.0) / 2
    n_free = len(pairs) - len(locked)
    return math.fsum([*lifted, *fixed[~np.isnan(fixed)], -pair_price * n_free])
