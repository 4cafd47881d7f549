"""How near in meaning what one person needs stands to what another has lived, and the sentences that say so.

likeness = share x nearest(sentences) + (1 - share) x soft_best(parts)        see fitting.py; a part is an aim or an experience
kinship  = (likeness - floor) / (ceiling - floor), held to 0..1

MiniLM reads pairs in which both texts are English; the multilingual model reads all others. The shares were chosen where each
model is used: English on judged texts (decision 0018), the other on the needs and mentors of tests/crossing.json, since it
understands whole parts better than single sentences.
Floor and ceiling are fixed constants, so that a number means the same in every programme
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
from mentes.engines.language.fitting import nearest, soft_best
from mentes.engines.language.words import shared_words


@dataclass(frozen=True)
class Scale:
    """`sentences`: the share of a likeness that is found sentence by sentence, 0..1; floor and ceiling: cosines."""

    floor: float
    ceiling: float
    sentences: float

    def stretch(self, cosine: np.ndarray) -> np.ndarray:
        return np.clip((cosine - self.floor) / (self.ceiling - self.floor), 0.0, 1.0)


MINI = Scale(floor=0.105, ceiling=0.665, sentences=2 / 3)
MULTI = Scale(floor=0.11, ceiling=0.57, sentences=1 / 4)


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
    rows, columns = ([i for i, doc in enumerate(docs) if doc.items] for docs in (needs, offers))
    if not rows or not columns:
        return result
    asked, met = [needs[i] for i in rows], [offers[j] for j in columns]
    use_mini = np.array([doc.is_english for doc in asked])[:, None] & np.array([doc.is_english for doc in met])[None, :]
    near = np.zeros(use_mini.shape)
    if use_mini.any():
        near = MINI.stretch(_likeness(asked, met, ("vectors", "part_vectors"), MINI.sentences))
    if not use_mini.all():
        near = np.where(use_mini, near, MULTI.stretch(_likeness(asked, met, ("multi", "part_multi"), MULTI.sentences)))
    result[np.ix_(rows, columns)] = near
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
    scale = MINI if is_mini else MULTI
    similar = np.round(scale.stretch(a.astype(np.float64) @ b.astype(np.float64).T), 9)
    row, column = np.unravel_index(int(similar.argmax()), similar.shape)
    words = shared_words(" ".join(need.items), " ".join(offer.items), weights)
    return Quote(need.items[row], offer.items[column], float(similar[row, column]), words)


def _likeness(needs: Sequence[Doc], offers: Sequence[Doc], vectors: tuple[str, str], share: float) -> np.ndarray:
    """(n_needs, n_offers) cosines; no doc is empty. `vectors`: the names of the sentences' rows and of the parts' rows."""
    sentences, parts = ([*_stacked(needs, name), *_stacked(offers, name)] for name in vectors)
    return share * nearest(*sentences) + (1 - share) * soft_best(*parts)


def _stacked(docs: Sequence[Doc], name: str) -> tuple[np.ndarray, np.ndarray]:
    """All rows of all docs, and whose each is."""
    rows = [getattr(doc, name) for doc in docs]
    return np.concatenate(rows).astype(np.float64), np.repeat(np.arange(len(docs)), [len(of) for of in rows])


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
