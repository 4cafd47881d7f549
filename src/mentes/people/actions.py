"""What people can do, and what the rooms above ask of people: write to somebody, read the roads of two."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import prefetch_related_objects

from mentes.people import bridge
from mentes.people.models import Letter, Passage, Person, Profile


def write_letter(person: Person, kind: str, *, key: str, facts: dict, not_before: datetime) -> Letter | None:
    """Puts a letter into the outbox, in the transaction of the caller. None when `key` was written before: it never goes twice.

    `facts` takes ids and plain values; the words are found when it is sent.
    """
    letter, is_new = Letter.objects.get_or_create(
        key=key, defaults={"person": person, "kind": kind, "facts": facts, "not_before": not_before}
    )
    return letter if is_new else None


def update_passages(profiles: Iterable[Profile], *, progress: Callable[[int, int], None] | None = None) -> int:
    """Reads every new or changed text and keeps its sentences and vectors. Returns how many texts were read."""
    profiles = list(profiles)
    prefetch_related_objects(profiles, "passages")
    work = [(profile, field) for profile in profiles for field in bridge.stale_fields(profile, profile.passages.all())]
    if not work:
        return 0
    made = bridge.make_passages(work, progress=progress)
    with transaction.atomic():
        for profile, field in work:
            Passage.objects.filter(profile=profile, field=field).delete()
        Passage.objects.bulk_create(made, batch_size=500)
    for profile in profiles:
        profile._prefetched_objects_cache = {}
    return len(work)


@dataclass(frozen=True)
class RoadQuote:
    """The two sentences one direction of the road rests on, verbatim. `direction` is "goals" or "would_help" (who asks)."""

    direction: str
    need_item: str
    offer_item: str
    similarity: float
    words: tuple[str, ...]


def read_road(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> np.ndarray:
    """How near the roads of mentees and mentors are: (n_mentees, n_mentors), 0..1, NaN where nothing was asked.

    Reads kept passages only; call `update_passages` first.
    """
    prefetch_related_objects([*mentees, *mentors], "passages")
    return bridge.road(mentees, mentors)


def quote_road(mentee: Profile, mentor: Profile) -> tuple[RoadQuote, ...]:
    """The sentences that the road of these two rests on."""
    return tuple(
        RoadQuote(direction, one.need_item, one.offer_item, one.similarity, tuple(one.words))
        for direction, one in bridge.road_quotes(mentee, mentor)
    )
