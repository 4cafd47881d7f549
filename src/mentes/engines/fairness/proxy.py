"""How well what matching reads about people predicts what they volunteered for the audit: a proxy leads round a closed door."""

import math

import numpy as np
import scipy
from threadpoolctl import threadpool_limits

from .cells import round_down
from .chances import ALPHA, Z
from .values import Guess

N_EACH = 50  # people inside and outside the group, below which no number is told
N_FOLDS = 5
MOST_FEATURES = 2_000
STEPS = 25


def guess(attribute: str, group: str, features: np.ndarray, is_in: np.ndarray, *, seed: int, n_tried: int = 1) -> Guess:
    """Cross-validated area under the curve of a ridge logistic regression, with its 95 % interval.

    features: (n_people, n_features), any units, no NaN; is_in: (n_people,) bool. Each person is guessed by a model that has not
    seen them. Fold by fold, so that scores of different models are never compared. The prior lets the whole of the features move
    the log odds by about 1. Interval: Hanley and McNeil 1982 (Radiology 143:29-36), widened for folds that share people by
    Nadeau and Bengio 2003 (Machine Learning 52:239-281); without that, features that know nothing passed for a proxy in one
    audit of ten.
    `n_tried`: groups that are tried in one audit; the more, the surer a proxy must be to be called one (Sidak).
    Raises ValueError where shapes do not fit.
    """
    if features.ndim != 2 or is_in.shape != features.shape[:1] or features.shape[1] > MOST_FEATURES:
        raise ValueError(f"features {features.shape} and members {is_in.shape} do not fit, or are more than {MOST_FEATURES}")
    n_in, n_out = int(is_in.sum()), int((~is_in).sum())
    at_least = round_down(min(n_in, n_out))
    if min(n_in, n_out) < N_EACH or not features.shape[1]:
        return Guess(attribute, group, "not_enough", None, None, None, at_least, N_EACH)
    fold = _folds(is_in, seed)
    areas = []
    # Small matrices: threads would wait for each other longer than they work.
    with threadpool_limits(1, user_api="blas"):
        for k in range(N_FOLDS):
            here, there = fold == k, fold != k
            areas.append(_area(_scores(features[there], is_in[there], features[here]), is_in[here]))
    auc = float(np.mean(areas))
    error = _error(auc, n_in, n_out) * math.sqrt(1 + N_FOLDS / (N_FOLDS - 1))
    low, high = max(0.0, auc - Z * error), min(1.0, auc + Z * error)
    is_proxy = auc - error * float(scipy.special.ndtri((1 - ALPHA / 2) ** (1 / n_tried))) > 0.5
    return Guess(attribute, group, "proxy" if is_proxy else "coin", auc, low, high, at_least, N_EACH)


def _folds(is_in: np.ndarray, seed: int) -> np.ndarray:
    """A fold for each person, members and others spread evenly."""
    fold = np.empty(len(is_in), dtype=np.int64)
    draw = np.random.default_rng(seed)
    for side in (is_in, ~is_in):
        rows = draw.permutation(np.flatnonzero(side))
        fold[rows] = np.arange(len(rows)) % N_FOLDS
    return fold


def _scores(train: np.ndarray, is_in: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Log odds of the people in `test`, by Newton's method; in the space of the people where they are fewer than the features."""
    centre, spread = train.mean(axis=0), train.std(axis=0)
    kept = spread > 1e-9
    if not kept.any():
        return np.zeros(len(test))
    z = (train[:, kept] - centre[kept]) / spread[kept]
    axes = _axes_of_people(z) if z.shape[0] < z.shape[1] else np.eye(z.shape[1])
    x, target, ridge = z @ axes, is_in.astype(float), float(kept.sum())
    x = np.column_stack([x, np.ones(len(x))])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _step in range(STEPS):
        chance = scipy.special.expit(x @ weights)
        slope = x.T @ (target - chance) - penalty * weights
        step = np.linalg.solve((x.T * (chance * (1 - chance))) @ x + np.diag(penalty), slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return np.column_stack([((test[:, kept] - centre[kept]) / spread[kept]) @ axes, np.ones(len(test))]) @ weights


def _axes_of_people(z: np.ndarray) -> np.ndarray:
    """(n_features, n_axes), orthonormal: all that these people can tell lies in their span, and a ridge is the same in it."""
    squared, vectors = np.linalg.eigh(z @ z.T)
    big = squared > 1e-9 * squared[-1]
    return z.T @ (vectors[:, big] / np.sqrt(squared[big]))


def _area(scores: np.ndarray, is_in: np.ndarray) -> float:
    """The chance that a member scores above somebody else, ties counted half."""
    mine, others = scores[is_in], np.sort(scores[~is_in])
    below = (others.searchsorted(mine, "left") + others.searchsorted(mine, "right")) / 2
    return float(below.sum() / (len(mine) * len(others)))


def _error(auc: float, n_in: int, n_out: int) -> float:
    one, two = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    squared = (auc * (1 - auc) + (n_in - 1) * (one - auc**2) + (n_out - 1) * (two - auc**2)) / (n_in * n_out)
    return math.sqrt(max(squared, 0.0))
