"""The statistics of an audit, in closed form: no drawing, so the same people always give the same answer."""

import math
from functools import cache

import numpy as np
import scipy

ALPHA = 0.05
Z = 1.959963984540054  # of a two-sided 95 % interval
WIDEST = 12.0  # log of the widest ratio an interval can reach


@cache
def critical(n_groups: int) -> float:
    """How many standard errors the best and another of `n_groups` equal groups must lie apart: 1.96 for two, more for more.

    Studentised range (Tukey): the best group is chosen by looking, and with more groups it looks better by chance alone.
    """
    return Z if n_groups <= 2 else float(scipy.stats.studentized_range.isf(ALPHA, n_groups, np.inf)) / math.sqrt(2)


def p_of_range(z: float, n_groups: int) -> float:
    """Two-sided chance of the best of `n_groups` equal groups lying `z` or more standard errors above another."""
    if n_groups <= 2:
        return 2 * float(scipy.special.ndtr(-z))
    return float(scipy.stats.studentized_range.sf(z * math.sqrt(2), n_groups, np.inf))


@cache
def critical_of_contrasts(n_groups: int) -> float:
    """For each group against everybody else: Sidak over the groups; two groups are one contrast."""
    return -float(scipy.special.ndtri((1 - (1 - ALPHA) ** (1 / _contrasts(n_groups))) / 2))


def p_of_contrast(p: float, n_groups: int) -> float:
    return 1 - (1 - p) ** _contrasts(n_groups)


def _contrasts(n_groups: int) -> int:
    return 1 if n_groups <= 2 else n_groups


def interval_of_shares(x: int, n: int, x_best: int, n_best: int) -> tuple[float, float]:
    """95 % interval of (x / n) / (x_best / n_best), by inverting the score test; also where nobody or everybody is counted.

    Source: Koopman 1984, Biometrics 40:513-517. Precondition: x_best > 0.
    """
    ratio = (x / n) / (x_best / n_best)
    low = 0.0 if x == 0 else _edge(x, n, x_best, n_best, start=math.log(ratio), direction=-1)
    start = math.log(ratio) if x else math.log(0.5 / n)
    return low, _edge(x, n, x_best, n_best, start=start, direction=1)


def _edge(x: int, n: int, x_best: int, n_best: int, *, start: float, direction: int) -> float:
    inside, outside = start, start + direction * WIDEST
    for _step in range(60):
        middle = (inside + outside) / 2
        if _score(math.exp(middle), x, n, x_best, n_best) <= Z * Z:
            inside = middle
        else:
            outside = middle
    return math.exp(inside)


def _score(ratio: float, x: int, n: int, x_best: int, n_best: int) -> float:
    """The score statistic of a true `ratio`: squared standard errors between what is there and what it would lead to."""
    b = ratio * (n + x_best) + x + n_best
    share = (b - math.sqrt(max(0.0, b * b - 4 * ratio * (n + n_best) * (x + x_best)))) / (2 * (n + n_best))
    if share >= 1.0 or share <= 0.0 or share / ratio >= 1.0:
        fits = x == n * min(share, 1.0) and x_best == n_best * min(share / ratio, 1.0)
        return 0.0 if fits else math.inf
    return (x - n * share) ** 2 / (n * share * (1 - share)) * (1 + n * (ratio - share) / (n_best * (1 - share)))


def log_error(values: np.ndarray) -> float:
    """Standard error of the logarithm of the mean of `values`: delta method. inf where the mean is 0."""
    mean = float(values.mean())
    return float(values.std(ddof=1)) / math.sqrt(len(values)) / mean if mean > 0 and len(values) > 1 else math.inf


def power_of_ratio(squared_error: float, *, limit: float, found: float, n_groups: int) -> float:
    """Chance that a true ratio `found` is seen below `limit` and beyond chance. `squared_error`: of its logarithm."""
    if squared_error <= 0:
        return 1.0
    error = math.sqrt(squared_error)
    edge = min(math.log(limit), -critical(n_groups) * error)
    return float(scipy.special.ndtr((edge - math.log(found)) / error))


def power_of_gap(error: float, *, limit: float, found: float, n_groups: int) -> float:
    if error <= 0:
        return 1.0
    return float(scipy.special.ndtr((found - max(limit, critical_of_contrasts(n_groups) * error)) / error))
