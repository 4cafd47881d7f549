"""What a seat is worth: the lowest and the highest prices that hold up a pairing.

A best pairing leaves a trace: prices of seats at which every mentee already has what they would choose. They form a
lattice. At its foot stands what one more seat of a mentor would bring to the whole, at its head what one seat fewer
would cost. Both are longest paths in the graph of possible exchanges, found by Bellman and Ford's method.

Source: Shapley and Shubik 1971 (the lattice); Gul and Stacchetti 1999 (its foot and head as marginal values).
"""

from dataclasses import dataclass

import numpy as np

from .market import Market

ROUNDING = 1e-11  # a price that rises by less has not risen
BLOCK_CELLS = 1 << 20


@dataclass(frozen=True, eq=False)
class Prices:
    lowest: np.ndarray  # (n_mentors,) points: what one more seat of this mentor would bring
    highest: np.ndarray  # (n_mentors,) points: what one seat fewer would cost; infinite where there is none to take away
    keep: np.ndarray  # (n_mentees,) points, at the lowest prices: what a new mentor must bring beyond their price to be taken


def supporting_prices(market: Market, pairs: np.ndarray) -> Prices:
    """Prices for a best pairing of the market, (k, 2) indices. For a pairing that is not best they prove nothing."""
    n, m = market.points.shape
    i, j = pairs[np.lexsort((pairs[:, 0], pairs[:, 1]))].T
    n_mine, n_theirs = np.bincount(i, minlength=n), np.bincount(j, minlength=m)
    free = market.points.copy()  # pairs that could be made and are not; -inf: all others
    free[i, j] = np.nan
    np.copyto(free, -np.inf, where=np.isnan(free))
    paid = market.points[i, j]

    # Who still wants a mentor bids their points for every seat; who has none bids the bonus as well.
    wanting = np.flatnonzero(n_mine < market.wants)
    bids = free[wanting] + np.where(n_mine[wanting] == 0, market.bonus[wanting], 0.0)[:, None]
    lowest = np.maximum.reduce(bids, axis=0, initial=0.0)
    mentors, exchange = _exchange(free, i, j, paid)
    lowest = _raise(lowest, mentors, exchange)

    highest = np.where(n_theirs < market.seats, 0.0, np.inf)
    alone = np.where(n_mine[i] == 1, market.bonus[i], 0.0)
    np.minimum.at(highest, j, paid + alone)
    highest = _lower(highest, mentors, exchange)

    keep = np.where(n_mine < market.wants, np.where(n_mine == 0, -market.bonus, 0.0), np.inf)
    np.minimum.at(keep, i, paid - lowest[j])
    return Prices(lowest, highest, keep)


def _exchange(free, i, j, paid) -> tuple[np.ndarray, np.ndarray]:
    """Mentors a who have a mentee, and (len(a), m) points: the most that moving one mentee of a to each mentor gains."""
    mentors, starts = np.unique(j, return_index=True)
    ends = np.r_[starts[1:], len(j)].astype(np.int64)
    exchange = np.empty((len(mentors), free.shape[1]))
    step, first = max(1, BLOCK_CELLS // max(1, free.shape[1])), 0
    while first < len(mentors):
        last = max(first + 1, int(np.searchsorted(ends, starts[first] + step, side="right")))
        part = slice(starts[first], ends[last - 1])
        gain = free[i[part]]
        gain -= paid[part, None]
        exchange[first:last] = np.maximum.reduceat(gain, starts[first:last] - starts[first], axis=0)
        first = last
    return mentors, exchange


def _raise(price, mentors, exchange) -> np.ndarray:
    """Raise prices until no mentee would rather move: p[b] >= p[a] + exchange[a, b]."""
    changed = np.arange(len(mentors))
    for _ in range(len(price) + 1):  # a longest path visits each mentor once
        if not len(changed):
            break
        best = (price[mentors[changed], None] + exchange[changed]).max(axis=0)
        risen = best > price + ROUNDING * np.maximum(1.0, np.abs(price))
        price = np.where(risen, best, price)
        changed = np.flatnonzero(risen[mentors])
    return price


def _lower(price, mentors, exchange) -> np.ndarray:
    """Lower prices until no mentee would rather move: p[a] <= p[b] - exchange[a, b]."""
    changed = np.flatnonzero(np.isfinite(price))
    to_each = np.ascontiguousarray(exchange.T)  # rows are read a hundred times; picking columns takes thrice as long
    for _ in range(len(price) + 1):
        if not len(changed) or not len(mentors):
            break
        best = (price[changed, None] - to_each[changed]).min(axis=0)
        fallen = best < price[mentors] - ROUNDING * np.maximum(1.0, np.abs(best))
        price[mentors[fallen]] = best[fallen]
        changed = mentors[fallen]
    return np.maximum(price, 0.0)
