"""Is the pairing allowed, and can any other beat it? One pass over all pairs, trusting nothing of the solver.

For any prices p >= 0 of the seats, no allowed pairing has more points than

    sum_j capacity_j p_j  +  sum_i (sum of the wants_i largest of points_ij - p_j that are above 0)

as every pairing pays its seats out of the first sum and gains at most the second. Good prices make the bound meet the
pairing's own points: then it is proven best. Source: Lagrangian relaxation of the seats; docs/how-to/check-the-proof.md.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .market import first_seat_bonus
from .scoring import row_blocks
from .values import AIMS, Code

FLOOR_ROUNDING = 1e-4  # points by which a pair recomputed on another processor may fall short of the floor


@dataclass(frozen=True)
class Certificate:
    """`feasible`: no fault. `gap`: (upper_bound - objective) / objective; 0 up to rounding when the pairing is best.

    With the aim "people" the bound speaks about all pairings that place as many mentees; that none places more is
    checked too (fault "more_people_possible").
    """

    objective: float  # points
    upper_bound: float  # points
    gap: float
    feasible: bool
    faults: tuple[Code, ...]
    n_placed: int


def check(
    points: np.ndarray | Iterable[tuple[slice, np.ndarray]],
    capacity: ArrayLike,
    wants: ArrayLike,
    prices: ArrayLike,
    pairs: ArrayLike,
    aim: str = "points",
    *,
    locked: ArrayLike = (),
    floor: float | None = None,
    place_price: float = 0.0,
) -> Certificate:
    """Recomputes objective and bound.

    `points`: (n_mentees, n_mentors), NaN where a hard rule forbids, or blocks (rows, points of these rows) that together
    hold every row once. `pairs`, `locked`: (k, 2) indices; a locked pair was made by a person and stands in every
    pairing that this one is compared with. `floor`: points; only pairings whose other pairs have at least so many are
    compared, and this one must be one of them. `place_price`: with one above 0 the bound speaks, as with the aim "people",
    about pairings that place as many mentees. A stable pairing is compared under the aim "points". Raises ValueError when
    sizes do not fit.
    """
    capacity, wants, prices = np.asarray(capacity), np.asarray(wants), np.asarray(prices, dtype=float)
    pairs, locked = (np.asarray(x, dtype=np.int64).reshape(-1, 2) for x in (pairs, locked))
    n, m = len(wants), len(capacity)
    if prices.shape != (m,) or aim not in AIMS:
        raise ValueError(f"prices: shape {prices.shape}, aim: {aim!r}; right would be ({m},) and one of {', '.join(AIMS)}")
    if isinstance(points, np.ndarray):
        if points.shape != (n, m):
            raise ValueError(f"points: shape {points.shape}; right would be {(n, m)}")
        whole = points
        points = ((rows, whole[rows]) for rows in row_blocks(n, m))
    faults = _faults_of_counts(n, m, capacity, wants, prices, pairs, locked)
    if any(fault.code == "unknown_index" for fault in faults):
        return Certificate(0.0, math.inf, math.inf, False, tuple(faults), 0)

    bonus = first_seat_bonus(wants, capacity) if aim == "people" else max(0.0, float(np.nan_to_num(place_price)))
    usable = np.maximum(np.nan_to_num(prices, nan=0.0), 0.0)  # any price >= 0 gives a true bound
    n_locked = np.bincount(locked[:, 0], minlength=n)
    earned, bound, n_rows = [], [math.fsum(capacity * usable)], 0
    for rows, block in points:
        n_rows += len(block)
        mine = _in_rows(pairs, rows)
        made = block[mine[:, 0], mine[:, 1]]
        if floor is not None:
            here = _in_rows(locked, rows)
            faults += _faults_of_floor(mine, here, made, floor, rows.start)
            block = _above(block, floor, np.concatenate([mine, here]))
        faults += [Code("forbidden_pair", {"pair": (int(a) + rows.start, int(b))}) for a, b in mine[np.isnan(made)]]
        earned += made[~np.isnan(made)].tolist()
        gains, fixed = _gains(block, usable, wants[rows], bonus, locked, rows, n_locked[rows])
        bound += [math.fsum(gains), fixed]
    if n_rows != n:
        raise ValueError(f"points: {n_rows} rows in the blocks; right would be {n}")

    objective, n_placed = math.fsum(earned), len(np.unique(pairs[:, 0]))
    upper_bound = math.fsum([*bound, -bonus * n_placed])
    if aim == "people" and upper_bound >= bonus:  # else one person more would need more points than the bound leaves
        faults.append(Code("more_people_possible", {"n_placed": n_placed}))
    gap = max(0.0, upper_bound - objective) / max(objective, 1.0)
    return Certificate(objective, max(upper_bound, objective), gap, not faults, tuple(faults), n_placed)


def _in_rows(pairs: np.ndarray, rows: slice) -> np.ndarray:
    """Those of the pairs that stand in these rows, counted from the first of them."""
    return pairs[(pairs[:, 0] >= rows.start) & (pairs[:, 0] < rows.stop)] - (rows.start, 0)


def _above(block: np.ndarray, floor: float, kept: np.ndarray) -> np.ndarray:
    """The block without pairs below the floor. Pairs that are made stay: their fault is told, and rounding is none."""
    below = block < floor
    below[kept[:, 0], kept[:, 1]] = False
    return np.where(below, np.nan, block)


def _faults_of_floor(mine, locked, made, floor, first_row) -> list[Code]:
    held = {tuple(pair) for pair in locked.tolist()}
    low = [pair for pair, points in zip(mine.tolist(), made, strict=True) if points < floor - FLOOR_ROUNDING]
    return [Code("below_floor", {"pair": (i + first_row, j)}) for i, j in low if (i, j) not in held]


def _gains(block, prices, wants, bonus, locked, rows, n_locked) -> tuple[np.ndarray, float]:
    """Per mentee the most that mentors can bring beyond their prices, (rows,), and what locked pairs bring in any case."""
    left = block - prices
    here = _in_rows(locked, rows)
    fixed = math.fsum(np.nan_to_num(left[here[:, 0], here[:, 1]], nan=-np.inf)) + bonus * int((n_locked > 0).sum())
    left[here[:, 0], here[:, 1]] = np.nan
    return best_gains(left, wants - n_locked, np.where(n_locked > 0, 0.0, bonus)), fixed


def best_gains(left: np.ndarray, wants: np.ndarray, bonus: np.ndarray) -> np.ndarray:
    """(rows,) the most that `wants` mentors bring a mentee, with a bonus for the first.

    `left`: (rows, n_mentors) points beyond the mentors' prices; -inf or NaN: must not be.
    """
    left = np.where(np.isnan(left), -np.inf, left)
    wants = np.clip(wants, 0, left.shape[1])
    k = int(wants.max(initial=0))
    if k == 0:
        return np.zeros(len(left))
    # One maximum needs no sorting.
    best = left.max(axis=1, keepdims=True) if k == 1 else np.sort(np.partition(left, -k, axis=1)[:, -k:], axis=1)[:, ::-1]
    best[np.arange(k) >= wants[:, None]] = -np.inf
    above = np.maximum(best, 0.0)
    # The first mentor brings the bonus, even where their points alone would not pay their price.
    return np.maximum(above.sum(axis=1), bonus + best[:, 0] + above[:, 1:].sum(axis=1))


def _faults_of_counts(n, m, capacity, wants, prices, pairs, locked) -> list[Code]:
    both = np.concatenate([pairs, locked])
    if len(both) and (both.min() < 0 or both[:, 0].max() >= n or both[:, 1].max() >= m):
        return [Code("unknown_index", {"n_mentees": n, "n_mentors": m})]
    faults = []
    if np.isnan(prices).any() or (prices < 0).any():
        faults.append(Code("price_below_zero", {"mentors": np.flatnonzero(~(prices >= 0)).tolist()}))
    made, times = np.unique(pairs, axis=0, return_counts=True)
    faults += [Code("pair_twice", {"pair": tuple(pair.tolist())}) for pair in made[times > 1]]
    for side, allowed, code in ((0, wants, "more_than_wanted"), (1, capacity, "more_than_seats")):
        count = np.bincount(pairs[:, side], minlength=len(allowed))
        faults += [Code(code, {"index": int(k), "pairs": int(count[k])}) for k in np.flatnonzero(count > allowed)]
    kept = {tuple(pair) for pair in made.tolist()}
    faults += [Code("lock_broken", {"pair": tuple(pair)}) for pair in locked.tolist() if tuple(pair) not in kept]
    return faults
