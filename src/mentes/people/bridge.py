"""People's rows to the values of two engines and back: the roster's cells, the language engine's texts."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np

from mentes.engines.language import Doc, Encoder, guess_language, kinship, quote, split_items
from mentes.people.models import Passage, Profile

Field = Passage.Field


@cache
def encoder() -> Encoder:
    """The one encoder of this process. Its weights are read at the first sentence, not before."""
    return Encoder()


def text_of(profile: Profile, field: str) -> str:
    return getattr(profile, field)


def stale_fields(profile: Profile, kept: Iterable[Passage]) -> list[str]:
    """Fields whose kept passages no longer say what the profile says, or were made by another encoder."""
    now = encoder_names()
    have: dict[str, list[Passage]] = {field: [] for field in Field.values}
    for passage in kept:
        have[passage.field].append(passage)
    stale = []
    for field, passages in have.items():
        said = split_items(text_of(profile, field))
        ordered = sorted(passages, key=lambda passage: passage.position)
        if tuple(passage.text for passage in ordered) != said or any(passage.encoder != now for passage in ordered):
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
        text = text_of(profile, field)
        language = guess_language(text, hints=[tag.split("-")[0] for tag in profile.languages])
        rows += [(profile, field, position, item, language) for position, item in enumerate(split_items(text))]
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
    """One text per profile, made of `fields`, from the kept passages (prefetch `passages`)."""
    return [_doc([passage for passage in profile.passages.all() if passage.field in fields]) for profile in profiles]


def _doc(passages: list[Passage]) -> Doc:
    if not passages:
        return Doc(items=(), language="", vectors=np.zeros((0, 384), np.float32), multi=None)
    ordered = sorted(passages, key=lambda passage: (passage.field, passage.position))
    return Doc(
        items=tuple(passage.text for passage in ordered),
        language=ordered[0].language,
        vectors=np.array([passage.vector for passage in ordered], np.float32),
        multi=np.array([passage.multi for passage in ordered], np.float32),
    )


def road(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> np.ndarray:
    """How near two roads are: (n_mentees, n_mentors), 0..1, NaN where nothing was asked.

    The mean of what was asked: the mentee's goals in the mentor's background, and whom the mentor wishes to help in the mentee.
    """
    wish = kinship(docs(mentees, [Field.GOALS]), docs(mentors, [Field.BACKGROUND]))
    help_ = kinship(docs(mentors, [Field.WOULD_HELP]), docs(mentees, [Field.BACKGROUND, Field.GOALS])).T
    both = np.stack([wish, help_])
    asked = ~np.isnan(both)
    total = np.where(asked, both, 0.0).sum(axis=0)
    n_asked = asked.sum(axis=0)
    return np.divide(total, n_asked, out=np.full(total.shape, np.nan), where=n_asked > 0)


def road_quotes(mentee: Profile, mentor: Profile) -> list[tuple[str, object]]:
    """(direction, Quote) for each direction that was asked: "goals" and "would_help"."""
    found = [
        ("goals", quote(*docs([mentee], [Field.GOALS]), *docs([mentor], [Field.BACKGROUND]))),
        ("would_help", quote(*docs([mentor], [Field.WOULD_HELP]), *docs([mentee], [Field.BACKGROUND, Field.GOALS]))),
    ]
    return [(direction, one) for direction, one in found if one is not None]
