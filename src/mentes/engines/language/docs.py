"""A text made ready for comparing: its sentences and parts, their language and their vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mentes.engines.language.encoder import WIDTH, WIDTH_MULTI, Encoder
from mentes.engines.language.items import item_spans, part_spans
from mentes.engines.language.languages import guess_language

# A life told in more than this many sentences, or parts, is compared by its first ones.
MAX_ITEMS = 40
READ_AT_MOST = 20_000


@dataclass(frozen=True)
class Piece:
    """What is read of a text in one go, verbatim: a sentence (item), a part, or both where a part is one sentence."""

    text: str
    is_item: bool
    is_part: bool


@dataclass(frozen=True, eq=False)
class Doc:
    """One text. Unit rows of float32: `vectors` (n_items, 384) of the sentences, `part_vectors` (n_parts, 384) of the parts.

    `multi` (n_items, 512) and `part_multi` (n_parts, 512) likewise, or None where all was English.
    """

    items: tuple[str, ...]
    language: str
    vectors: np.ndarray
    multi: np.ndarray | None
    part_vectors: np.ndarray
    part_multi: np.ndarray | None

    @property
    def is_english(self) -> bool:
        return reads_as_english(self.items, self.language)


def cut_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces that are read of `text`, in order, a part before its sentences: of 20,000 signs, 40 sentences and 40 parts."""
    text = text[:READ_AT_MOST]
    items, parts = set(item_spans(text)[:MAX_ITEMS]), set(part_spans(text)[:MAX_ITEMS])
    spans = sorted(items | parts, key=lambda span: (span[0], -span[1]))
    return tuple(Piece(text[a:b], (a, b) in items, (a, b) in parts) for a, b in spans)


def read_docs(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    hints: Sequence[Sequence[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
    every_language: bool = False,
) -> tuple[Doc, ...]:
    """One Doc a text, in order. Each distinct sentence and part is encoded once.

    `hints`: for each text the languages its writer speaks (BCP 47). The multilingual vectors are made when any text is not
    English, or `every_language` is set (for docs that will meet docs of another call). `progress(done, total)` counts
    pieces over both models. Reads 20,000 signs, 40 sentences and 40 parts of a text at most.
    """
    if hints is not None and len(hints) != len(texts):
        raise ValueError(f"hints: {len(hints)} lists for {len(texts)} texts")
    pieces = [cut_pieces(text) for text in texts]
    items = [tuple(piece.text for piece in of if piece.is_item) for of in pieces]
    parts = [tuple(piece.text for piece in of if piece.is_part) for of in pieces]
    languages = [
        guess_language(text[:READ_AT_MOST], hints[i] if hints else ()) if items[i] else "" for i, text in enumerate(texts)
    ]
    # Sorted, so that the batches, and with them every digit, depend on what is written and not on the order it came in.
    place = {piece: n for n, piece in enumerate(sorted({piece.text for of in pieces for piece in of}))}
    wants_multi = every_language or not all(reads_as_english(items[i], languages[i]) for i in range(len(texts)))
    total = len(place) * (2 if wants_multi else 1)

    def report(start: int) -> Callable[[int, int], None] | None:
        return (lambda done, _: progress(start + done, total)) if progress else None

    distinct = list(place)
    vectors = encoder.encode(distinct, report(0))
    multi = encoder.encode_multi(distinct, report(len(distinct))) if wants_multi else None

    def rows(said: Sequence[str], of: np.ndarray | None, width: int) -> np.ndarray | None:
        return of[[place[piece] for piece in said]].reshape(-1, width) if of is not None else None

    return tuple(
        Doc(
            items=items[i],
            language=languages[i],
            vectors=rows(items[i], vectors, WIDTH),
            multi=rows(items[i], multi, WIDTH_MULTI),
            part_vectors=rows(parts[i], vectors, WIDTH),
            part_multi=rows(parts[i], multi, WIDTH_MULTI),
        )
        for i in range(len(texts))
    )


def join_docs(docs: Sequence[Doc]) -> Doc:
    """Several texts of one person as one, in order; with multilingual vectors where all that say something have them."""
    said = [doc for doc in docs if doc.items]
    if not said:
        return Doc((), "", np.empty((0, WIDTH), np.float32), None, np.empty((0, WIDTH), np.float32), None)
    has_multi = all(doc.multi is not None for doc in said)
    languages = {doc.language for doc in said}
    return Doc(
        items=tuple(item for doc in said for item in doc.items),
        language=languages.pop() if len(languages) == 1 else "",
        vectors=np.concatenate([doc.vectors for doc in said]),
        multi=np.concatenate([doc.multi for doc in said]) if has_multi else None,
        part_vectors=np.concatenate([doc.part_vectors for doc in said]),
        part_multi=np.concatenate([doc.part_multi for doc in said]) if has_multi else None,
    )


def reads_as_english(items: Sequence[str], language: str) -> bool:
    """Whether the English model may read it: known to be English, or too short to tell and in plain Latin letters."""
    return language == "en" or (not language and all(item.isascii() for item in items))
