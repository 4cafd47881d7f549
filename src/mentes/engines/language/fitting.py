"""How near the pieces of many texts stand to the pieces of many others: arrays in, arrays out, by blocks of rows.

    soft_best  over all pairs of a need's and an offer's pieces: ln(mean(exp(10 x cosine))) / 10. Between their mean and their
               best, nearer the best the more it stands out: an experience that answers an aim counts, and so does a second.
    nearest    each piece of the need is held against its nearest piece of the offer, and those are averaged: every sentence
               of the need counts alike, and what else the offer tells takes nothing away.

Both stay between -1 and 1, and are the cosine itself where each side has one piece. Why these two: decision 0018.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

SHARPNESS = 10.0
# Cosines held in memory at once: 32 MB.
BLOCK_CELLS = 4_000_000


@dataclass(frozen=True, eq=False)
class Pieces:
    """Unit rows of many texts, ready to be compared: first the first piece of each text, then the second of those that have two,
    and so on, texts with most pieces first. So texts are compared whole slices at a time.

    `rows`: (n, d) of any float type; `texts`: (n_texts,) which text stands where; `sizes`: (n_texts,) pieces each, never rising.
    """

    rows: np.ndarray
    texts: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of(cls, rows: np.ndarray, owner: np.ndarray) -> "Pieces":
        """`owner` (n,): whole numbers that never fall, whose each row is; the k-th owner that has a row is text k."""
        if owner.shape != (len(rows),):
            raise ValueError(f"owner must have the shape ({len(rows)},), not {owner.shape}")
        if (np.diff(owner) < 0).any():
            raise ValueError("owner must never fall: rows of one owner stand together")
        starts = np.flatnonzero(np.diff(owner, prepend=owner[:1] - 1)) if len(rows) else np.empty(0, np.intp)
        sizes = np.diff(starts, append=len(rows))
        texts = np.argsort(-sizes, kind="stable")
        place = [starts[texts[sizes[texts] > rank]] + rank for rank in range(int(sizes.max(initial=0)))]
        return cls(rows[np.concatenate(place)] if place else rows, texts, sizes[texts])

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def ranks(self) -> list[slice]:
        """The rows of all first pieces, of all second pieces, ...: the k-th row of each belongs to text `texts[k]`."""
        ends = np.cumsum([(self.sizes > rank).sum() for rank in range(int(self.sizes.max(initial=0)))]).tolist()
        return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]

    def as_type(self, dtype: type) -> "Pieces":
        return Pieces(self.rows.astype(dtype), self.texts, self.sizes)

    def some(self, first: int, last: int) -> "Pieces":
        """Of the texts that stand in the places from `first` to `last`."""
        rows = [np.arange(rank.start + first, min(rank.start + last, rank.stop)) for rank in self.ranks]
        return Pieces(self.rows[np.concatenate(rows)], self.texts[first:last], self.sizes[first:last])


def soft_best(needs: Pieces, offers: Pieces) -> np.ndarray:
    """(n_needs, n_offers) soft best cosine, texts in their own order. The sums are done in the type of the rows."""

    def reduce(need: Pieces, cosines: Iterator[np.ndarray]) -> np.ndarray:
        total = np.zeros(0)
        for rank, cosine in enumerate(cosines):
            # Shifted by the highest value a cosine can have, so that nothing overflows.
            cosine -= 1
            cosine *= SHARPNESS
            np.exp(cosine, out=cosine)
            total = cosine if rank == 0 else _added(total, cosine)
        of_text = _sum_of_ranks(need, total)
        of_text /= np.outer(need.sizes, offers.sizes).astype(of_text.dtype)
        np.log(of_text, out=of_text)
        of_text /= SHARPNESS
        of_text += 1
        return of_text

    return _by_blocks(needs, offers, reduce)


def nearest(needs: Pieces, offers: Pieces) -> np.ndarray:
    """(n_needs, n_offers) mean over the need's rows of their highest cosine with the offer's. As `soft_best`."""

    def reduce(need: Pieces, cosines: Iterator[np.ndarray]) -> np.ndarray:
        best = np.zeros(0)
        for rank, cosine in enumerate(cosines):
            if rank == 0:
                best = cosine
            else:
                np.maximum(best[:, : cosine.shape[1]], cosine, out=best[:, : cosine.shape[1]])
        of_text = _sum_of_ranks(need, best)
        of_text /= need.sizes[:, None].astype(of_text.dtype)
        return of_text

    return _by_blocks(needs, offers, reduce)


Reduce = Callable[[Pieces, Iterator[np.ndarray]], np.ndarray]


def _by_blocks(needs: Pieces, offers: Pieces, reduce: Reduce) -> np.ndarray:
    """`reduce(needs, cosines of all their rows with the offers' first pieces, second pieces, ...)` for some needs at a time,
    about BLOCK_CELLS cosines."""
    whole = np.zeros((len(needs), len(offers)), needs.rows.dtype)
    if not whole.size:
        return whole
    step = max(1, BLOCK_CELLS // (int(needs.sizes.max()) * len(offers)))
    for first in range(0, len(needs), step):
        need = needs.some(first, first + step)
        found = reduce(need, (need.rows @ offers.rows[rank].T for rank in offers.ranks))
        whole[need.texts[:, None], offers.texts] = found
    return whole


def _added(total: np.ndarray, more: np.ndarray) -> np.ndarray:
    total[:, : more.shape[1]] += more
    return total


def _sum_of_ranks(pieces: Pieces, values: np.ndarray) -> np.ndarray:
    """(n_texts, n_columns) from (n_rows, n_columns), in place."""
    first, *more = pieces.ranks
    total = values[first]
    for rank in more:
        total[: rank.stop - rank.start] += values[rank]
    return total
