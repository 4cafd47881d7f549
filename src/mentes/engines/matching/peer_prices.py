"""What one pair more would bring: the price at which the bound of a given number of pairs is as low as can be."""

import numpy as np

from .peer_solve import covering_prices

STEPS = 24


def price_of_pairs(points: np.ndarray, n_pairs: int, most: float) -> tuple[float, np.ndarray]:
    """(pair_price, prices (n,)) for the bound sum of prices - n_pairs x pair_price of `peer_check`; found by halving.

    `points`: (n, n) symmetric, NaN where a pair must not be. The bound falls with the price as long as the relaxation makes
    fewer pairs than n_pairs, and rises once it makes more. Any price gives a true bound.
    """
    low, high = 0.0, most
    best = (np.inf, 0.0, np.zeros(len(points)))
    for price in [most, 0.0, *[None] * STEPS]:
        at = (low + high) / 2 if price is None else price
        prices, partner = covering_prices(np.nan_to_num(points + at, nan=0.0))
        bound, n_made = float(prices.sum()) - n_pairs * at, np.count_nonzero(partner >= 0) / 2
        if bound < best[0]:
            best = bound, at, prices
        if n_made == n_pairs:
            break
        low, high = (at, high) if n_made < n_pairs else (low, at)
        if high <= low:
            break
    return best[1], best[2]
