"""How near in meaning what one person needs stands to what another has lived, and the sentences that say so.

kinship = 1/2 best + 1/2 mean, where, over the items of the need, each item's similarity is that to its nearest item of the
offer; `best` is the highest of them and `mean` their mean. (Aggregation: reviewer-assignment study, Stelmakh et al. 2023, where
of the simple rules it ordered pairs best with this model.)

similarity = (cosine - floor) / (ceiling - floor), held to 0..1. MiniLM reads pairs in which both texts are English; the
multilingual model reads all others. Floor and ceiling are fixed constants, so that a number means the same in every programme
and does not depend on who else is in it. They were measured on the ten needs and ten mentors of tests/sentences.py:
floor = the mean cosine of unrelated pairs, ceiling = the 95th centile of the pairs that belong together (10 pairs in English;
480 over eight languages for the multilingual model).

Why not MiniLM for two texts of one other language: on the same sentences it found 5 of 10 mentors in Spanish, 5 German,
4 Russian, 0 Arabic, 5 Chinese, where the multilingual model found 10, 9, 10, 8 and 9.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentes.engines.language.docs import Doc
from mentes.engines.language.words import shared_words

MINI = (0.105, 0.665)  # floor, ceiling
MULTI = (0.11, 0.57)
# Cosines held in memory at once: 32 MB.
BLOCK_CELLS = 4_000_000


@dataclass(frozen=True)
class Quote:
    """The two sentences a kinship rests on most, verbatim; similarity 0..1; words both texts use, most telling first."""

    need_item: str
    offer_item: str
    similarity: float
    words: tuple[str, ...]


def kinship(needs: Sequence[Doc], offers: Sequence[Doc]) -> np.ndarray:
    """(n_needs, n_offers) float64, 0..1, higher is nearer; NaN where either text is empty. Rows as `needs`, columns as `offers`.

    Rounded to nine digits, so that the order in which a processor adds does not show. Raises ValueError when texts that are
    not all English come without multilingual vectors (read them in one call, or with every_language=True).
    """
    _refuse_unread(needs, offers)
    result = np.full((len(needs), len(offers)), np.nan)
    columns = [j for j, doc in enumerate(offers) if doc.items]
    rows = [i for i, doc in enumerate(needs) if doc.items]
    if not rows or not columns:
        return result
    english = np.array([offers[j].is_english for j in columns])
    n_offer_items = sum(len(offers[j].items) for j in columns)
    start = 0
    while start < len(rows):
        stop, n_items = start, 0
        while stop < len(rows) and (stop == start or (n_items + len(needs[rows[stop]].items)) * n_offer_items <= BLOCK_CELLS):
            n_items += len(needs[rows[stop]].items)
            stop += 1
        block = [needs[i] for i in rows[start:stop]]
        met = [offers[j] for j in columns]
        use_mini = np.array([doc.is_english for doc in block])[:, None] & english[None, :]
        near = np.zeros(use_mini.shape)
        if use_mini.any():
            near = _aggregate(block, met, "vectors", MINI)
        if not use_mini.all():
            near = np.where(use_mini, near, _aggregate(block, met, "multi", MULTI))
        result[np.ix_(rows[start:stop], columns)] = near
        start = stop
    return np.round(result, 9)


def quote(need: Doc, offer: Doc, weights: Mapping[str, float] | None = None) -> Quote | None:
    """The nearest pair of sentences, verbatim, and the words shared; None where either text is empty.

    `weights` (from `word_weights`) says how telling a word is among everybody's texts. Ties go to the earlier sentence.
    """
    _refuse_unread([need], [offer])
    if not need.items or not offer.items:
        return None
    is_mini = need.is_english and offer.is_english
    a, b = (need.vectors, offer.vectors) if is_mini else (need.multi, offer.multi)
    similar = np.round(_calibrate(a.astype(np.float64) @ b.astype(np.float64).T, MINI if is_mini else MULTI), 9)
    row, column = np.unravel_index(int(similar.argmax()), similar.shape)
    words = shared_words(" ".join(need.items), " ".join(offer.items), weights)
    return Quote(need.items[row], offer.items[column], float(similar[row, column]), words)


def _calibrate(cosine: np.ndarray, scale: tuple[float, float]) -> np.ndarray:
    floor, ceiling = scale
    return np.clip((cosine - floor) / (ceiling - floor), 0.0, 1.0)


def _aggregate(needs: Sequence[Doc], offers: Sequence[Doc], vectors: str, scale: tuple[float, float]) -> np.ndarray:
    """(n_needs, n_offers): best and mean of each need item's nearest offer item, all docs being non-empty."""
    a = np.concatenate([getattr(doc, vectors) for doc in needs]).astype(np.float64)
    b = np.concatenate([getattr(doc, vectors) for doc in offers]).astype(np.float64)
    a_sizes, b_sizes = ([len(doc.items) for doc in docs] for docs in (needs, offers))
    a_starts, b_starts = (np.concatenate([[0], np.cumsum(sizes)[:-1]]) for sizes in (a_sizes, b_sizes))
    nearest = np.maximum.reduceat(_calibrate(a @ b.T, scale), b_starts, axis=1)
    best = np.maximum.reduceat(nearest, a_starts, axis=0)
    mean = np.add.reduceat(nearest, a_starts, axis=0) / np.array(a_sizes)[:, None]
    return 0.5 * best + 0.5 * mean


def _refuse_unread(needs: Sequence[Doc], offers: Sequence[Doc]) -> None:
    if all(doc.is_english for doc in (*needs, *offers) if doc.items):
        return
    missing = [
        f"{side} {i}"
        for side, docs in (("need", needs), ("offer", offers))
        for i, doc in enumerate(docs)
        if doc.items and doc.multi is None
    ]
    if missing:
        raise ValueError(f"no multilingual vectors for {', '.join(missing)}: read the texts together or with every_language=True")
