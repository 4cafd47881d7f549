"""People's rows to the values of two engines and back: the roster's cells, the language engine's texts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from mentes.engines.language import Doc, Encoder, Quote, guess_language, kinship, quote, split_items, word_weights
from mentes.engines.language.docs import MAX_ITEMS, READ_AT_MOST
from mentes.people.models import Passage, Profile

Field = Passage.Field
# What a mentor's wish is held against: the mentee's goals and background as one text.
STORY = [Field.GOALS, Field.BACKGROUND]


@cache
def encoder() -> Encoder:
    """The one encoder of this process. Its weights are read at the first sentence, not before."""
    return Encoder()


def text_of(profile: Profile, field: str) -> str:
    return getattr(profile, field)


def items_of(profile: Profile, field: str) -> tuple[str, ...]:
    """The sentences of one answer that are read: as many as the engine reads of any text."""
    return split_items(text_of(profile, field)[:READ_AT_MOST])[:MAX_ITEMS]


def stale_fields(profile: Profile, kept: Iterable[Passage]) -> list[str]:
    """Fields whose kept passages no longer say what the profile says, or were made by another encoder."""
    now = encoder_names()
    have: dict[str, list[Passage]] = {field: [] for field in Field.values}
    for passage in kept:
        have[passage.field].append(passage)
    stale = []
    for field, passages in have.items():
        ordered = sorted(passages, key=lambda passage: passage.position)
        is_said = tuple(passage.text for passage in ordered) == items_of(profile, field)
        if not is_said or any(passage.encoder != now for passage in ordered):
            stale.append(field)
    return stale


def encoder_names() -> str:
    return f"{encoder().name} {encoder().multi_name}"


def make_passages(work: Sequence[tuple[Profile, str]], *, progress: Callable[[int, int], None] | None = None) -> list[Passage]:
    """Passages with vectors for (profile, field) pairs; each distinct sentence is read once.

    Both vectors are kept: whose languages differ is known only when two people meet.
    """
    rows: list[tuple[Profile, str, int, str, str]] = []
    for profile, field in work:
        language = guess_language(text_of(profile, field)[:READ_AT_MOST], hints=profile.languages)
        rows += [(profile, field, position, item, language) for position, item in enumerate(items_of(profile, field))]
    if not rows:
        return []
    sentences = sorted({row[3] for row in rows})
    place = {sentence: index for index, sentence in enumerate(sentences)}
    vectors = encoder().encode(sentences, progress=progress)
    multi = encoder().encode_multi(sentences)
    names = encoder_names()
    return [
        Passage(
            profile=profile,
            field=field,
            position=position,
            text=item,
            language=language,
            encoder=names,
            vector=vectors[place[item]],
            multi=multi[place[item]],
        )
        for profile, field, position, item, language in rows
    ]


def docs(profiles: Sequence[Profile], fields: Sequence[str]) -> list[Doc]:
    """One text per profile, made of its answers in the order of `fields`, from the kept passages (prefetch `passages`).

    The same items and language that the command line reads in the two answers written one under the other.
    """
    return [_doc(profile, fields) for profile in profiles]


def _doc(profile: Profile, fields: Sequence[str]) -> Doc:
    kept = [passage for passage in profile.passages.all() if passage.field in fields]
    ordered = sorted(kept, key=lambda passage: (fields.index(passage.field), passage.position))[:MAX_ITEMS]
    if not ordered:
        return Doc(items=(), language="", vectors=np.zeros((0, 384), np.float32), multi=None)
    return Doc(
        items=tuple(passage.text for passage in ordered),
        language=_language(profile, ordered),
        vectors=np.array([passage.vector for passage in ordered], np.float32),
        multi=np.array([passage.multi for passage in ordered], np.float32),
    )


def _language(profile: Profile, passages: list[Passage]) -> str:
    said = {passage.language for passage in passages}
    if len(said) == 1:
        return said.pop()
    return guess_language("\n".join(passage.text for passage in passages)[:READ_AT_MOST], hints=profile.languages)


def road(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> np.ndarray:
    """How near two roads are: (n_mentees, n_mentors), 0..1, NaN where nothing was asked.

    The mean of what was asked: the mentee's goals in the mentor's background, and whom the mentor wishes to help in the mentee.
    """
    wish = kinship(docs(mentees, [Field.GOALS]), docs(mentors, [Field.BACKGROUND]))
    help_ = kinship(docs(mentors, [Field.WOULD_HELP]), docs(mentees, STORY)).T
    both = np.stack([wish, help_])
    asked = ~np.isnan(both)
    total = np.where(asked, both, 0.0).sum(axis=0)
    n_asked = asked.sum(axis=0)
    return np.divide(total, n_asked, out=np.full(total.shape, np.nan), where=n_asked > 0)


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
