"""One measure by one attribute (or two at once): how each group fared beside the best one, or beside everybody else."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy

from . import chances
from .values import Measure

N_LEAST = 100  # people in each of two groups, below which nothing is concluded
POWER_LEAST = 0.5


@dataclass(frozen=True)
class Stand:
    """One group's numbers, before anything is hidden. `n_beside`: people it is compared with."""

    n: int
    n_beside: int
    mean: float
    compared: float
    low: float
    high: float
    p: float
    power: float
    n_needed: int
    is_best: bool

    def state(self, measure: Measure) -> str:
        """The rule: concern where the limit is passed and chance hardly explains it; no word on fewer than 100 people a group
        or where a true difference would be missed more often than found."""
        if min(self.n, self.n_beside) < N_LEAST or self.power < POWER_LEAST:
            return "not_enough"
        return "concern" if self.is_beyond(measure, self.compared) and self.p < chances.ALPHA else "ok"

    def is_beyond(self, measure: Measure, compared: float) -> bool:
        if measure.kind != "gap":
            return compared < measure.limit
        return (-compared if measure.more_is_better else compared) > measure.limit

    def is_worth_a_look(self, measure: Measure) -> bool:
        """Too few people to conclude, and yet even the kind end of the interval lies beyond the limit."""
        kind_end = self.high if measure.more_is_better else self.low
        return self.state(measure) == "not_enough" and self.is_beyond(measure, kind_end)


def stand(values: Mapping[tuple[str, ...], np.ndarray], measure: Measure) -> dict[tuple[str, ...], Stand]:
    """Each group's numbers. Precondition: at least two groups, each of at least two people."""
    return _gaps(values, measure) if measure.kind == "gap" else _ratios(values, measure)


def _ratios(values: Mapping[tuple[str, ...], np.ndarray], measure: Measure) -> dict[tuple[str, ...], Stand]:
    means = {name: float(x.mean()) for name, x in values.items()}
    large = [name for name, x in values.items() if len(x) >= N_LEAST]
    # A handful of lucky people is no yardstick where a large group is there.
    best = max(large or values, key=lambda name: (means[name], len(values[name]), name))
    found = {}
    for name, x in values.items():
        if means[best] == 0:
            found[name] = Stand(len(x), len(values[best]), 0.0, 1.0, 0.0, math.inf, 1.0, 0.0, N_LEAST, name == best)
            continue
        low, high = (1.0, 1.0) if name == best else _interval(x, values[best], measure)
        unit = _squared_error_of_one(values[best], x, measure)
        power = chances.power_of_ratio(
            unit[0] / len(values[best]) + unit[1] / len(x), limit=measure.limit, found=measure.found, n_groups=len(values)
        )
        needed = math.ceil(sum(unit) * (chances.critical(len(values)) / math.log(measure.found)) ** 2)
        found[name] = Stand(
            n=len(x),
            n_beside=len(values[best]),
            mean=means[name],
            compared=means[name] / means[best],
            low=low,
            high=high,
            p=1.0 if name == best else _p(x, values[best], len(values)),
            power=power,
            n_needed=max(N_LEAST, needed),
            is_best=name == best,
        )
    return found


def _interval(x: np.ndarray, best: np.ndarray, measure: Measure) -> tuple[float, float]:
    if measure.kind == "share":
        return chances.interval_of_shares(int(x.sum()), len(x), int(best.sum()), len(best))
    if x.mean() == 0:
        return 0.0, math.inf
    centre, error = math.log(x.mean() / best.mean()), math.hypot(chances.log_error(x), chances.log_error(best))
    return math.exp(centre - chances.Z * error), math.exp(centre + chances.Z * error)


def _p(x: np.ndarray, best: np.ndarray, n_groups: int) -> float:
    error = float(np.concatenate([x, best]).std()) * math.sqrt(1 / len(x) + 1 / len(best))
    return 1.0 if error == 0 else chances.p_of_range(float(best.mean() - x.mean()) / error, n_groups)


def _squared_error_of_one(best: np.ndarray, x: np.ndarray, measure: Measure) -> tuple[float, float]:
    """Squared error of the log of a mean: of one person of the best group, of one of the other if its mean were `found` of it."""
    mean = float(best.mean())
    if measure.kind == "share":
        less = mean * measure.found
        return (1 - mean) / mean, (1 - less) / less
    spread = float(best.var(ddof=1)) / mean**2 if len(best) > 1 else math.inf
    own = float(x.var(ddof=1)) / float(x.mean()) ** 2 if len(x) > 1 and x.mean() > 0 else spread
    return spread, own


def _gaps(values: Mapping[tuple[str, ...], np.ndarray], measure: Measure) -> dict[tuple[str, ...], Stand]:
    found = {}
    for name, x in values.items():
        others = np.concatenate([y for other, y in values.items() if other != name])
        a, b = float(x.var(ddof=1)), float(others.var(ddof=1))
        error = math.sqrt(a / len(x) + b / len(others))
        gap = float(x.mean() - others.mean())
        if error > 0:
            freedom = error**4 / ((a / len(x)) ** 2 / (len(x) - 1) + (b / len(others)) ** 2 / (len(others) - 1))
            reach = float(scipy.special.stdtrit(freedom, 0.975)) * error
            p = chances.p_of_contrast(2 * float(scipy.special.stdtr(freedom, -abs(gap) / error)), len(values))
        else:
            reach, p = 0.0, 1.0 if gap == 0 else 0.0
        power = chances.power_of_gap(error, limit=measure.limit, found=measure.found, n_groups=len(values))
        needed = math.ceil((a + b) * (chances.critical_of_contrasts(len(values)) / measure.found) ** 2)
        found[name] = Stand(
            n=len(x),
            n_beside=len(others),
            mean=float(x.mean()),
            compared=gap,
            low=gap - reach,
            high=gap + reach,
            p=p,
            power=power,
            n_needed=max(N_LEAST, needed),
            is_best=False,
        )
    return found
