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
from mentes.engines.language.fitting import Pieces, nearest, soft_best
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
    return Kindred(needs).to(Kindred(offers))


class Kindred:
    """Texts ready to be compared with others, however often: `Kindred(needs).to(Kindred(offers))` is `kinship(needs, offers)`."""

    def __init__(self, docs: Sequence[Doc]):
        self.docs = docs
        said = [k for k, doc in enumerate(docs) if doc.items]
        self.said = np.array(said, dtype=np.int64)
        self.is_english = np.array([docs[k].is_english for k in said], dtype=np.bool_)
        self._pieces: dict[tuple[str, bool | None], Pieces] = {}

    def to(self, offers: "Kindred") -> np.ndarray:
        """As `kinship` says."""
        _refuse_unread(self.docs, offers.docs)
        result = np.full((len(self.docs), len(offers.docs)), np.nan)
        # Each pair is compared by the model that reads it, and by no other.
        for mine, theirs, scale in ((True, True, MINI), (True, False, MULTI), (False, None, MULTI)):
            rows, columns = self.among(mine), offers.among(theirs)
            if len(rows) and len(columns):
                names = ("vectors", "part_vectors") if scale is MINI else ("multi", "part_multi")
                sentences, parts = ((self.pieces(name, mine), offers.pieces(name, theirs)) for name in names)
                likeness = scale.sentences * nearest(*sentences) + (1 - scale.sentences) * soft_best(*parts)
                result[rows[:, None], columns] = np.round(scale.stretch(likeness), 9)
        return result

    def among(self, is_english: bool | None) -> np.ndarray:
        """Which docs say something, in English or not; None for either."""
        return self.said if is_english is None else self.said[self.is_english == is_english]

    def pieces(self, name: str, is_english: bool | None) -> Pieces:
        """The rows of that name, in double precision; kept in single, as they come."""
        if (name, is_english) not in self._pieces:
            rows = [getattr(self.docs[k], name) for k in self.among(is_english).tolist()]
            owner = np.repeat(np.arange(len(rows)), [len(of) for of in rows])
            self._pieces[name, is_english] = Pieces.of(np.concatenate(rows), owner)
        return self._pieces[name, is_english].as_type(np.float64)


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
