"""People's rows to the values of two engines and back: the roster's cells, the language engine's texts."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import md5

import numpy as np

from mentes.engines.language import (
    Doc,
    Encoder,
    Piece,
    Quote,
    cut_pieces,
    guess_language,
    join_docs,
    kinship,
    quote,
    word_weights,
)
from mentes.engines.language.docs import MAX_ITEMS, READ_AT_MOST
from mentes.people.models import Answer, Passage, Profile

Field = Passage.Field
# What a mentor's wish is held against: the mentee's goals and background as one text.
STORY = [Field.GOALS, Field.BACKGROUND]
# Cut into pieces to see whether the engine still cuts as it did when a text was read.
SAMPLE = (
    "1. Prices\n2) Shops; and “stalls”! Prof. Li taught me, e.g. this. it goes on: 2.5 kg (of bread.) New\n\n- line …Or not?",
    "你好。我卖面包！好吗？ •أبيع الخبز؟ نعم۔ ولكن؛ غدًا. Ёлка, т.е. дерево. Г. Иванов! ¿Y tú? «Sí.» Sra. Paz ⁃ dos",
)


@cache
def encoder() -> Encoder:
    """The one encoder of this process. Its weights are read at the first sentence, not before."""
    return Encoder()


def text_of(profile: Profile, field: str) -> str:
    """What the profile says there; of one of the programme's own columns, what stood in the file."""
    own, column = field.startswith(Passage.OWN), field.removeprefix(Passage.OWN)
    return str(profile.extra.get(column, "")) if own else getattr(profile, field)


@cache
def reader() -> str:
    """Who reads: both encoders with their versions, and a mark of how texts are cut. A text read by another is read anew."""
    cut = md5(repr([cut_pieces(text) for text in SAMPLE]).encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{encoder().name} {encoder().multi_name} {cut}"


def make_passages(answers: Iterable[Answer]) -> list[Passage]:
    """The pieces of these answers with their vectors: the same text gives the same numbers, bit for bit, at any time.

    Both vectors are kept: whose languages differ is known only when two people meet. The multilingual model's last digits
    depend on what else is in its batch, so a batch is one answer: that takes two thirds longer than batches of 128, and what
    was computed for a text does not depend on whose texts were read with it.
    """
    cut = [(answer, cut_pieces(answer.text)) for answer in answers]
    said = sorted({piece.text for _answer, pieces in cut for piece in pieces})
    row = dict(zip(said, encoder().encode(said), strict=True))
    together = {pieces: [piece.text for piece in pieces] for _answer, pieces in cut if pieces}
    multi = {pieces: encoder().encode_multi(texts) for pieces, texts in together.items()}
    names = f"{encoder().name} {encoder().multi_name}"
    made = []
    for answer, pieces in cut:
        language = guess_language(answer.text[:READ_AT_MOST], hints=answer.languages) if pieces else ""
        made += [
            Passage(
                profile_id=answer.profile_id,
                field=answer.field,
                position=position,
                kind=_kind(piece),
                text=piece.text,
                language=language,
                encoder=names,
                vector=row[piece.text],
                multi=multi[pieces][position],
            )
            for position, piece in enumerate(pieces)
        ]
    return made


def _kind(piece: Piece) -> str:
    if piece.is_item and piece.is_part:
        return Passage.Kind.BOTH
    return Passage.Kind.PART if piece.is_part else Passage.Kind.SENTENCE


def docs(profiles: Sequence[Profile], fields: Sequence[str]) -> list[Doc]:
    """One text per profile, made of its answers in the order of `fields`, from the kept passages (prefetch `passages`).

    The same pieces and language that the command line reads in the two answers written one under the other.
    """
    return [_doc(profile, fields) for profile in profiles]


def _doc(profile: Profile, fields: Sequence[str]) -> Doc:
    kept = [passage for passage in profile.passages.all() if passage.field in fields]
    ordered = sorted(kept, key=lambda passage: (fields.index(passage.field), passage.position))
    sentences = [passage for passage in ordered if passage.kind != Passage.Kind.PART][:MAX_ITEMS]
    # Sentences alone are kept of a text that was read before parts were; until it is read anew, each stands as its own part.
    parts = [passage for passage in ordered if passage.kind != Passage.Kind.SENTENCE][:MAX_ITEMS] or sentences
    if not sentences:
        return join_docs([])
    return Doc(
        items=tuple(passage.text for passage in sentences),
        language=_language(profile, sentences),
        vectors=np.array([passage.vector for passage in sentences], np.float32),
        multi=np.array([passage.multi for passage in sentences], np.float32),
        part_vectors=np.array([passage.vector for passage in parts], np.float32),
        part_multi=np.array([passage.multi for passage in parts], np.float32),
    )


def _language(profile: Profile, passages: list[Passage]) -> str:
    said = {passage.language for passage in passages}
    if len(said) == 1:
        return said.pop()
    return guess_language("\n".join(passage.text for passage in passages)[:READ_AT_MOST], hints=profile.languages)


def road_sides(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> tuple[np.ndarray, np.ndarray]:
    """Both halves of a road, each (n_mentees, n_mentors), 0..1, NaN where it was not asked.

    The mentee's goals in the mentor's background, and whom the mentor wishes to help in the mentee.
    """
    wish = kinship(docs(mentees, [Field.GOALS]), docs(mentors, [Field.BACKGROUND]))
    help_ = kinship(docs(mentors, [Field.WOULD_HELP]), docs(mentees, STORY)).T
    return wish, help_


def whole_road(sides: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The mean of what was asked; NaN where nothing was."""
    both = np.stack(sides)
    asked = ~np.isnan(both)
    total = np.where(asked, both, 0.0).sum(axis=0)
    n_asked = asked.sum(axis=0)
    return np.divide(total, n_asked, out=np.full(total.shape, np.nan), where=n_asked > 0)


def closeness(mentees: Sequence[Profile], need: str, mentors: Sequence[Profile], offer: str) -> np.ndarray:
    """How near field `need` of each mentee is to field `offer` of each mentor: (n_mentees, n_mentors), 0..1, NaN if not asked."""
    return kinship(docs(mentees, [need]), docs(mentors, [offer]))


def telling_words(profiles: Iterable[Profile]) -> dict[str, float]:
    """How telling each word is among the answers of `profiles`; for `road_quotes`."""
    return word_weights([text_of(profile, field) for profile in profiles for field in Field.values])


def road_quotes(mentee: Profile, mentor: Profile, weights: Mapping[str, float] | None = None) -> list[tuple[str, Quote]]:
    """(direction, Quote) for each direction that was asked: "goals" and "would_help"."""
    found = [
        ("goals", quote(*docs([mentee], [Field.GOALS]), *docs([mentor], [Field.BACKGROUND]), weights)),
        ("would_help", quote(*docs([mentor], [Field.WOULD_HELP]), *docs([mentee], STORY), weights)),
    ]
    return [(direction, one) for direction, one in found if one is not None]


def quote_of(mentee: Profile, need: str, mentor: Profile, offer: str) -> Quote | None:
    """The two sentences that `closeness` of these two rests on most; None where one of them said nothing."""
    return quote(*docs([mentee], [need]), *docs([mentor], [offer]))
