"""What people can do, and what the rooms above ask of people: write to somebody, read the roads of two."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from mentes.lib.jobs import enqueue
from mentes.people import bridge, letters
from mentes.people.models import Letter, Passage, Person, Profile
from mentes.people.post import send_letter
from mentes.trust.actions import record


@transaction.atomic
def write_letter(person: Person, kind: str, *, key: str, facts: dict, not_before: datetime, to: str = "") -> Letter | None:
    """Puts a letter into the outbox, in the transaction of the caller; it leaves when that has ended, not before `not_before`.

    None when `key` was written before (it never goes twice), or when the person has had as many of this kind within the hour
    as they may. `facts` takes ids and plain values; the words are found when it is sent. `to`: another address than theirs.
    """
    letter = Letter(key=key, person=person, kind=kind, facts=facts, not_before=not_before, to=to)
    if letters.is_too_many(letter):
        return None
    written = Letter.objects.bulk_create([letter], ignore_conflicts=True)
    if not Letter.objects.filter(id=written[0].id).exists():
        return None
    if not_before <= timezone.now():
        enqueue(send_letter, letter_id=str(letter.id))
    return letter


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


def quote_road(mentee: Profile, mentor: Profile, *, among: Iterable[Profile] | None = None) -> tuple[RoadQuote, ...]:
    """The sentences that the road of these two rests on. `among`: everybody, for the words that tell these two from others."""
    weights = bridge.telling_words(among) if among is not None else None
    return tuple(
        RoadQuote(direction, one.need_item, one.offer_item, one.similarity, tuple(one.words))
        for direction, one in bridge.road_quotes(mentee, mentor, weights)
    )


@transaction.atomic
def change_me(person: Person, *, name: str, language: str, time_zone: str, by: Person, now: datetime) -> None:
    """Changes what somebody is called, reads and lives by. Programmes keep the name they were given."""
    before = {field: getattr(person, field) for field in ("name", "language", "time_zone")}
    after = {"name": name, "language": language, "time_zone": time_zone}
    changed = sorted(field for field in after if after[field] != before[field])
    if not changed:
        return
    for field in changed:
        setattr(person, field, after[field])
    person.save(update_fields=changed)
    record("person.changed", by=by, at=now, subject=person, fields=changed)


@transaction.atomic
def sign_out_everywhere(person: Person, *, by: Person, now: datetime) -> None:
    """Makes every session of `person` void. Sessions carry a hash of the password field, which nobody uses: it is dealt anew."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record("person.signed_out_everywhere", by=by, at=now, subject=person)


@transaction.atomic
def prove_address(person: Person) -> None:
    """Keeps that mail to `person.email` reaches them: allauth's own table of addresses then holds this one and no other."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
