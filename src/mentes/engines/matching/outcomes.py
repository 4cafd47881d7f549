"""What past pairs say about the weights: other weights proposed, with intervals and a back-test. Nothing changes by itself.

Each side said how it went. Both are explained by the same strands, each side by its own line:

    what the mentee said = a + sum_k u_k x strand_k        what the mentor said = b + sum_k v_k x strand_k

1. u and v are 0 or more, and are held near the present weights (scaled to what each side said): few pairs change little, many
   pairs may change much. How firmly they are held is chosen by leaving pairs out.
2. What is proposed is the mean of both sides, so that no weight serves one side alone, scaled to the present weights' sum.
3. Intervals: the whole, choosing included, on pairs drawn anew.
4. Back-test: what pairs that were left out said, against points by the present weights and by weights fitted without them.

Source: ridge regression towards a prior (Hoerl and Kennard 1970; Lawson and Hanson 1974 for the bounds); the mean of both sides
after RECON (Pizzato et al. 2010). Limit: only pairs that were made were observed, so a strand in which all of them were alike
cannot be judged; and people stay who get on, which is not the same as having learnt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

LEAST_PAIRS = 60  # with fewer nothing is proposed
PAIRS_A_STRAND = 10
FIRMNESS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)  # pairs' worth of belief in the present weights
N_FOLDS, N_REDRAWN = 5, 200
LEVEL = 0.95
LEAST_SPREAD = 0.02  # a strand whose similarities differ less than this among the pairs says nothing


@dataclass(frozen=True, eq=False)
class Past:
    """Pairs that are over. `strands`: (n_pairs, n_strands) similarity 0..1, 0 where not asked, columns as `names`.

    `mentees_said`, `mentors_said`: (n_pairs,) 0..1, higher is better, NaN where that side did not answer.
    """

    names: tuple[str, ...]
    strands: np.ndarray
    mentees_said: np.ndarray
    mentors_said: np.ndarray


@dataclass(frozen=True)
class Weight:
    """One strand: its weight now, the proposed one, and where it lies in 95 of 100 drawings. `is_known` False: kept as it is."""

    name: str
    now: float
    proposed: float
    low: float
    high: float
    is_known: bool


@dataclass(frozen=True)
class BackTest:
    """Of two pairs that were left out, how often the one with more points was the one that went better: 0.5 is chance."""

    now: float
    proposed: float
    low: float  # of the difference, proposed less now
    high: float


@dataclass(frozen=True)
class Proposal:
    """`reason`: "better" (the back-test's interval lies above 0), "not_better", or "too_few" (then nothing else is told)."""

    reason: str
    n_pairs: int
    n_needed: int
    weights: tuple[Weight, ...]
    back_test: BackTest | None
    firmness: float | None


def propose_weights(past: Past, weights: Mapping[str, float], *, seed: int = 0) -> Proposal:
    """Other weights for the strands of `past`, beside the present `weights`. `seed`: of the drawings and foldings.

    Raises ONE ValueError naming every wrong value.
    """
    _check(past, weights)
    both = ~(np.isnan(past.mentees_said) | np.isnan(past.mentors_said))
    now = np.array([float(weights[name]) for name in past.names])
    strands, said = past.strands[both], np.stack([past.mentees_said[both], past.mentors_said[both]])
    n, needed = len(strands), max(LEAST_PAIRS, PAIRS_A_STRAND * int((now > 0).sum()))
    if n < needed:
        return Proposal("too_few", n, needed, (), None, None)
    known = strands.std(axis=0) >= LEAST_SPREAD
    chance = np.random.default_rng(seed)
    firmness, proposed = _fit(strands, said, now, known, chance)
    drawn = np.empty((N_REDRAWN, len(now)))
    for k in range(N_REDRAWN):
        rows = chance.integers(0, n, n)
        drawn[k] = _weights(strands[rows], said[:, rows], now, known, firmness)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    test = _back_test(strands, said, now, known, chance)
    told = tuple(
        Weight(name, float(now[k]), float(proposed[k]), float(low[k]), float(high[k]), bool(known[k]))
        for k, name in enumerate(past.names)
    )
    return Proposal("better" if test.low > 0 else "not_better", n, needed, told, test, firmness)


def _check(past: Past, weights: Mapping[str, float]) -> None:
    faults = []
    n, k = np.shape(past.strands) if np.ndim(past.strands) == 2 else (-1, -1)
    if k != len(past.names):
        faults.append(f"strands: shape {np.shape(past.strands)}; right would be (n_pairs, {len(past.names)})")
    elif np.size(past.strands) and not ((past.strands >= 0) & (past.strands <= 1)).all():
        faults.append("strands: values outside 0..1; right would be similarities, 0 where not asked")
    for name, said in (("mentees_said", past.mentees_said), ("mentors_said", past.mentors_said)):
        if np.shape(said) != (n,):
            faults.append(f"{name}: shape {np.shape(said)}; right would be ({n},)")
        elif ((said < 0) | (said > 1)).any():
            faults.append(f"{name}: values outside 0..1; right would be 0 to 1, or NaN where not answered")
    missing = [name for name in past.names if name not in weights]
    if missing:
        faults.append(f"weights: none of {', '.join(missing)}; right would be one for every strand")
    elif not sum(weights[name] for name in past.names) > 0:
        faults.append("weights: all are 0; right would be at least one above 0")
    if faults:
        raise ValueError("\n".join(faults))


def _fit(strands, said, now, known, chance) -> tuple[float, np.ndarray]:
    """The firmness with the least error on pairs left out (of equal ones the firmer), and the weights fitted with it on all."""
    folds = _folds(len(strands), chance)
    errors = []
    for firmness in FIRMNESS:
        error = 0.0
        for left_out in folds:
            kept = np.setdiff1d(np.arange(len(strands)), left_out)
            for side in said:
                line = _line(strands[kept], side[kept], now, known, firmness)
                error += float(((line[0] + strands[left_out] @ line[1:] - side[left_out]) ** 2).sum())
        errors.append(error)
    best = max(k for k, error in enumerate(errors) if error <= min(errors) * (1 + 1e-9))
    return FIRMNESS[best], _weights(strands, said, now, known, FIRMNESS[best])


def _weights(strands, said, now, known, firmness) -> np.ndarray:
    """(n_strands,) the mean of both sides' lines, scaled to the present sum; a strand that says nothing keeps its weight."""
    lines = [_line(strands, side, now, known, firmness)[1:] for side in said]
    mean = sum(line / line.sum() if line.sum() > 0 else now / now.sum() for line in lines) / len(lines)
    return np.where(known, mean * _to_share(now, known, mean), now)


def _to_share(now, known, mean) -> float:
    """What the known strands' weights are multiplied with, so that together they have the sum that they have now."""
    return now[known].sum() / mean[known].sum() if mean[known].sum() > 0 else 0.0


def _line(strands, said, now, known, firmness) -> np.ndarray:
    """(1 + n_strands,) what a pair without any strand is said to be, and what each strand adds: least squares, held near the
    present weights as if `firmness` further pairs had spoken for them; no strand may count against a pair."""
    fit = strands @ now
    spread = float(((fit - fit.mean()) ** 2).sum())
    scale = max(0.0, float(((fit - fit.mean()) * (said - said.mean())).sum()) / spread) if spread > 0 else 0.0
    prior = scale * now
    hold = np.sqrt(firmness) * np.where(known, strands.std(axis=0), 1.0)
    hold = np.where(known, hold, 1e6)  # what cannot be judged stays where it is
    means = strands.mean(axis=0)
    rows = np.vstack([strands - means, np.diag(hold)])
    slopes, _rest = scipy.optimize.nnls(rows, np.concatenate([said - said.mean(), hold * prior]))
    return np.concatenate([[said.mean() - means @ slopes], slopes])


def _back_test(strands, said, now, known, chance) -> BackTest:
    folds, points = _folds(len(strands), chance), np.empty(len(strands))
    for left_out in folds:
        kept = np.setdiff1d(np.arange(len(strands)), left_out)
        _firmness, fitted = _fit(strands[kept], said[:, kept], now, known, chance)
        points[left_out] = strands[left_out] @ fitted
    went = said.mean(axis=0)
    present = strands @ now
    differences = []
    for _ in range(N_REDRAWN):
        rows = chance.integers(0, len(strands), len(strands))
        differences.append(_order(points[rows], went[rows]) - _order(present[rows], went[rows]))
    low, high = np.quantile(differences, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return BackTest(_order(present, went), _order(points, went), float(low), float(high))


def _order(points: np.ndarray, went: np.ndarray) -> float:
    """The share of pairs of pairs in the right order, by Spearman's rank correlation brought to 0..1: 0.5 is chance."""
    if np.ptp(points) == 0 or np.ptp(went) == 0:
        return 0.5
    return float((1 + np.corrcoef(_ranks(points), _ranks(went))[0, 1]) / 2)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties at their mean."""
    order = np.sort(values)
    return (order.searchsorted(values, "left") + order.searchsorted(values, "right") + 1) / 2


def _folds(n: int, chance) -> Sequence[np.ndarray]:
    return np.array_split(chance.permutation(n), N_FOLDS)
