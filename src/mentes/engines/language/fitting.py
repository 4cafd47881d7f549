"""How near the pieces of many texts stand to the pieces of many others: arrays in, arrays out, by blocks of rows.

    soft_best  over all pairs of a need's and an offer's pieces: ln(mean(exp(10 x cosine))) / 10. Between their mean and their
               best, nearer the best the more it stands out: an experience that answers an aim counts, and so does a second.
    nearest    each piece of the need is held against its nearest piece of the offer, and those are averaged: every sentence
               of the need counts alike, and what else the offer tells takes nothing away.

Both stay between -1 and 1, and are the cosine itself where each side has one piece. Why these two: decision 0018.
"""

from collections.abc import Callable

import numpy as np

SHARPNESS = 10.0
# Cosines held in memory at once: 32 MB.
BLOCK_CELLS = 4_000_000


def soft_best(a: np.ndarray, a_owner: np.ndarray, b: np.ndarray, b_owner: np.ndarray) -> np.ndarray:
    """(n_needs, n_offers) soft best cosine.

    `a` (n_a, d) and `b` (n_b, d): unit rows, of any float type; the sums are done in it. `a_owner` (n_a,), `b_owner` (n_b,):
    whole numbers that never fall, whose each row is; row k of the answer is the k-th owner that has a row, columns likewise.
    """

    def reduce(cosine: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        # Shifted by the highest value a cosine can have, so that nothing overflows.
        cosine -= 1
        cosine *= SHARPNESS
        np.exp(cosine, out=cosine)
        total = np.add.reduceat(np.add.reduceat(cosine, columns, axis=1), rows, axis=0)
        n_pairs = np.outer(_sizes(rows, len(cosine)), _sizes(columns, cosine.shape[1])).astype(cosine.dtype)
        return np.log(total / n_pairs) / SHARPNESS + 1

    return _by_blocks(a, a_owner, b, b_owner, reduce)


def nearest(a: np.ndarray, a_owner: np.ndarray, b: np.ndarray, b_owner: np.ndarray) -> np.ndarray:
    """(n_needs, n_offers) mean over the need's rows of their highest cosine with the offer's. Shapes as in `soft_best`."""

    def reduce(cosine: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        best = np.maximum.reduceat(cosine, columns, axis=1)
        return np.add.reduceat(best, rows, axis=0) / _sizes(rows, len(cosine))[:, None].astype(cosine.dtype)

    return _by_blocks(a, a_owner, b, b_owner, reduce)


Reduce = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def _by_blocks(a: np.ndarray, a_owner: np.ndarray, b: np.ndarray, b_owner: np.ndarray, reduce: Reduce) -> np.ndarray:
    """`reduce(cosines, starts of the needs, starts of the offers)` for whole needs at a time, BLOCK_CELLS cosines at most."""
    needs, offers = _starts(a_owner, len(a), "a"), _starts(b_owner, len(b), "b")
    if not len(needs) or not len(offers):
        return np.zeros((len(needs), len(offers)), a.dtype)
    ends = np.append(needs[1:], len(a))
    blocks = []
    first = 0
    while first < len(needs):
        most = needs[first] + max(1, BLOCK_CELLS // len(b))
        last = max(first + 1, int(np.searchsorted(ends, most, side="right")))
        rows = slice(needs[first], ends[last - 1])
        blocks.append(reduce(a[rows] @ b.T, needs[first:last] - needs[first], offers))
        first = last
    return np.concatenate(blocks)


def _starts(owner: np.ndarray, n_rows: int, name: str) -> np.ndarray:
    if owner.shape != (n_rows,):
        raise ValueError(f"{name}_owner must have the shape ({n_rows},), not {owner.shape}")
    if (np.diff(owner) < 0).any():
        raise ValueError(f"{name}_owner must never fall: rows of one owner stand together")
    return np.flatnonzero(np.diff(owner, prepend=owner[:1] - 1)) if n_rows else np.empty(0, np.intp)


def _sizes(starts: np.ndarray, n_rows: int) -> np.ndarray:
    return np.diff(starts, append=n_rows)
