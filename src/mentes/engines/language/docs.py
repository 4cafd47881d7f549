"""A text made ready for comparing: its items, its language and their vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mentes.engines.language.encoder import WIDTH, WIDTH_MULTI, Encoder
from mentes.engines.language.items import split_items
from mentes.engines.language.languages import guess_language

# A life told in more than this many sentences is compared by its first ones.
MAX_ITEMS = 40
READ_AT_MOST = 20_000


@dataclass(frozen=True, eq=False)
class Doc:
    """One text. `vectors`: (n_items, 384) float32 unit rows; `multi`: (n_items, 512) likewise, or None where all was English."""

    items: tuple[str, ...]
    language: str
    vectors: np.ndarray
    multi: np.ndarray | None

    @property
    def is_english(self) -> bool:
        """Whether the English model may read it: known to be English, or too short to tell and in plain Latin letters."""
        return self.language == "en" or (not self.language and all(item.isascii() for item in self.items))


def read_docs(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    hints: Sequence[Sequence[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
    every_language: bool = False,
) -> tuple[Doc, ...]:
    """One Doc a text, in order. Each distinct sentence is encoded once.

    `hints`: for each text the languages its writer speaks (BCP 47). The multilingual vectors are made when any text is not
    English, or `every_language` is set (for docs that will meet docs of another call). `progress(done, total)` counts
    sentences over both models. Reads 20,000 signs and 40 items of a text at most.
    """
    if hints is not None and len(hints) != len(texts):
        raise ValueError(f"hints: {len(hints)} lists for {len(texts)} texts")
    cut = [text[:READ_AT_MOST] for text in texts]
    items = [split_items(text)[:MAX_ITEMS] for text in cut]
    languages = [guess_language(text, hints[i] if hints else ()) if items[i] else "" for i, text in enumerate(cut)]
    plain = [Doc(items[i], languages[i], np.empty((0, WIDTH), np.float32), None) for i in range(len(texts))]
    # Sorted, so that the batches, and with them every digit, depend on what is written and not on the order it came in.
    place = {item: n for n, item in enumerate(sorted({item for doc in plain for item in doc.items}))}
    wants_multi = every_language or any(not doc.is_english for doc in plain)
    total = len(place) * (2 if wants_multi else 1)

    def report(start: int) -> Callable[[int, int], None] | None:
        return (lambda done, _: progress(start + done, total)) if progress else None

    distinct = list(place)
    vectors = encoder.encode(distinct, report(0))
    multi = encoder.encode_multi(distinct, report(len(distinct))) if wants_multi else None
    docs = []
    for doc in plain:
        rows = [place[item] for item in doc.items]
        own = multi[rows].reshape(-1, WIDTH_MULTI) if multi is not None else None
        docs.append(Doc(doc.items, doc.language, vectors[rows].reshape(-1, WIDTH), own))
    return tuple(docs)
