"""How well scores agree with what people judged: the three measures of the reviewer assignment study, with intervals.

A judge said of several texts how well each fits them (1 to 5), and a method gave each a score. Over all pairs of one judge:

loss  0 is best, 1 worst: every pair ordered the wrong way round costs the difference of its two judgements, a pair with equal
      scores half of it; the sum is divided by the sum of all differences. (Kendall's tau, weighted by how plain the pair is.)
easy  share of the pairs ordered rightly, of those where one text was judged 4 or more and the other 2 or less.
hard  the same, of those where both were judged 4 or more, and not alike. Equal scores are not right.

Pairs of all judges count alike. Where judges were scored several times, from other samples of what is known of them, each
measure is the mean over the samples. Source: Stelmakh, Wieting, Xi, Neubig and Shah, arXiv 2303.16750.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WELL, BADLY = 4.0, 2.0
MEASURES = ("loss", "easy", "hard")
# Columns of a tally: cost and all there was to lose; right and all of the easy pairs; right and all of the hard ones.
N_COUNTS = 6


@dataclass(frozen=True)
class Agreement:
    """`low` and `high`: bounds of the 95 % interval. NaN where there was no such pair."""

    loss: float
    easy: float
    hard: float
    low: dict[str, float]
    high: dict[str, float]


def tally(judged: Sequence[float], scored: Sequence[float]) -> np.ndarray:
    """(6,) what one judge adds: cost, possible cost, easy right, easy, hard right, hard.

    >>> tally([5, 1, 4], [0.9, 0.2, 0.1]).tolist()
    [3.0, 8.0, 1.0, 2.0, 1.0, 1.0]
    """
    told, found = np.asarray(judged, float), np.asarray(scored, float)
    if told.shape != found.shape or told.ndim != 1:
        raise ValueError(f"judged and scored must be two lists of one length, not {told.shape} and {found.shape}")
    first, second = np.triu_indices(len(told), 1)
    gap = told[first] - told[second]
    agrees = np.sign(gap) * np.sign(found[first] - found[second])
    low, high = np.minimum(told[first], told[second]), np.maximum(told[first], told[second])
    easy = (high >= WELL) & (low <= BADLY)
    hard = (low >= WELL) & (gap != 0)
    cost = np.abs(gap) * np.where(agrees == 0, 0.5, agrees < 0)
    right = agrees > 0
    parts = (cost.sum(), np.abs(gap).sum(), (right & easy).sum(), easy.sum(), (right & hard).sum(), hard.sum())
    return np.array(parts, float)


def agreement(tallies: np.ndarray, *, seed: int = 0, n_draws: int = 2000) -> Agreement:
    """The measures of `tallies`: (n_samples, n_judges, 6), as `tally` makes them; rows of one judge stand in one column.

    The interval is the percentile bootstrap over judges: they are drawn anew `n_draws` times, with all their pairs.
    """
    if tallies.ndim != 3 or tallies.shape[2] != N_COUNTS:
        raise ValueError(f"tallies must be (n_samples, n_judges, {N_COUNTS}), not {tallies.shape}")
    n_judges = tallies.shape[1]
    # Each draw as how often it holds each judge: one product instead of a loop.
    draws = np.random.default_rng(seed).multinomial(n_judges, np.full(n_judges, 1 / n_judges), size=n_draws)
    found = _measures(tallies.sum(axis=1)[None])[0]
    spread = _measures(np.einsum("dj,sjc->dsc", draws, tallies))
    bounds = [_percentiles(spread[:, k]) for k in range(len(MEASURES))]
    low, high = (dict(zip(MEASURES, side, strict=True)) for side in zip(*bounds, strict=True))
    loss, easy, hard = found.tolist()
    return Agreement(loss, easy, hard, low, high)


def _percentiles(draws: np.ndarray) -> tuple[float, float]:
    """Of the draws that held such a pair."""
    known = draws[~np.isnan(draws)]
    return tuple(np.percentile(known, [2.5, 97.5]).tolist()) if len(known) else (np.nan, np.nan)


def _measures(sums: np.ndarray) -> np.ndarray:
    """(n, 3) from (n, n_samples, 6)."""
    wanted, possible = sums[..., 0::2], sums[..., 1::2]
    shares = np.divide(wanted, possible, out=np.full(wanted.shape, np.nan), where=possible > 0)
    return shares.mean(axis=1)
