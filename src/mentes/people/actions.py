"""What people can do, and what the rooms above ask of people: write to somebody, read the roads of two."""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

import numpy as np
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from mentes.lib import clock
from mentes.lib.jobs import enqueue_many
from mentes.people import bridge, letters
from mentes.people.models import Answer, Letter, Passage, Person, Profile, Reading
from mentes.people.post import ask_to_send, send_letter
from mentes.trust.actions import record

TEXTS_AT_ONCE = 48  # read and kept together: about a second
PATIENCE_SECONDS = 60
# First key of the advisory locks by which readers keep out of each other's way; the second is made of the profile's id.
READING_LOCK = 7_302


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
    if not_before <= clock.now():
        ask_to_send(letter.id)
    return letter


@transaction.atomic(savepoint=False)
def write_letters(to_each: Sequence[tuple[Person, str]], kind: str, *, facts: dict, not_before: datetime) -> None:
    """The same letter to several, (person, key) each, in two statements however many they are.

    As write_letter, for kinds that open no door: those are counted one by one. Where a key was written before, the second
    letter is not kept, and the job that was to send it finds nothing.
    """
    if kind in letters.MOST_AN_HOUR:
        raise ValueError(f"kind = {kind!r} is counted by the hour: write each by itself")
    each = [Letter(key=key, person=person, kind=kind, facts=facts, not_before=not_before) for person, key in to_each]
    Letter.objects.bulk_create(each, ignore_conflicts=True)
    if not_before <= clock.now():
        enqueue_many(send_letter, [{"letter_id": str(letter.id)} for letter in each])


@transaction.atomic
def send_again(person: Person, *, by: Person, now: datetime, programme=None) -> int:
    """Sends every letter to `person` of which nobody knows whether it arrived. It may come twice: a person asked for that.

    Under the same Message-ID, by which many mailboxes know the second for the first. `programme`: in whose log it stands, where
    it was not the person's own wish. Returns how many.
    """
    letters_in_doubt = list(person.letters.in_doubt().select_for_update().order_by("id"))
    for letter in letters_in_doubt:
        letter.state, letter.not_before = Letter.State.WAITING, now
        letter.save(update_fields=["state", "not_before"])
        ask_to_send(letter.id)
    if letters_in_doubt:
        record("letters.sent_again", by=by, at=now, subject=person, programme=programme, n=len(letters_in_doubt))
    return len(letters_in_doubt)


def update_passages(
    profiles: Iterable[Profile], *, columns: Sequence[str] = (), progress: Callable[[int, int], None] | None = None
) -> int:
    """Reads every new or changed text and keeps its sentences and vectors. Returns how many texts were read here.

    `columns`: the programme's own columns that are read besides. What is read is kept by the handful, so that a crash loses
    one at most; several may read the same people at once, and share the work. `progress(done, total)` counts texts.
    """
    profiles = list(profiles)
    ids = [profile.pk for profile in profiles]
    total, n_read = len(_unread(ids, columns)) if progress else 0, 0
    last_at = time.monotonic()
    while waiting := _unread(ids, columns, most=TEXTS_AT_ONCE):
        n = _read(waiting, columns)
        n_read += n
        if progress:
            progress(min(n_read, total), total)
        if n:
            last_at = time.monotonic()
        elif time.monotonic() - last_at > PATIENCE_SECONDS:
            raise TimeoutError("texts are held by another reader that makes no progress")
        else:
            time.sleep(0.1)  # another reader has these in hand
    for profile in profiles:
        profile._prefetched_objects_cache = {}
    return n_read


def count_unread(profile_ids: Collection[UUID], *, columns: Sequence[str] = ()) -> int:
    """How many of these profiles have a text that was not read as it stands now."""
    return Reading.objects.count_unread(profile_ids, columns=columns, reader=bridge.reader())


def _unread(profile_ids: Collection[UUID], columns: Sequence[str], most: int | None = None) -> list[Answer]:
    return Reading.objects.unread(profile_ids, columns=columns, reader=bridge.reader(), most=most)


@transaction.atomic
def _read(waiting: Sequence[Answer], columns: Sequence[str]) -> int:
    """Reads those of `waiting` that no other reader has in hand. Returns how many are kept now."""
    with connection.cursor() as cursor:
        keys = sorted({answer.lock_key for answer in waiting})
        cursor.execute("select k from unnest(%s) k where pg_try_advisory_xact_lock(%s, k)", [keys, READING_LOCK])
        mine = {key for (key,) in cursor.fetchall()}
    # Asked again: another reader may have finished some of them since.
    ids = {answer.profile_id for answer in waiting if answer.lock_key in mine}
    answers = _unread(ids, columns, most=TEXTS_AT_ONCE)
    made = bridge.make_passages(answers)
    # While these were read, somebody may have rewritten or erased theirs: what is gone must not come back. Rows that are
    # being changed are passed over, so that nobody waits for a reader and no two wait for each other; their turn comes.
    free = Profile.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=ids).order_by("pk")
    unchanged = {(one.profile_id, one.field, one.version) for one in _unread(free.values_list("pk", flat=True), columns)}
    kept = {(one.profile_id, one.field): one for one in answers if (one.profile_id, one.field, one.version) in unchanged}
    if not kept:
        return 0
    same = reduce(or_, (Q(profile=profile_id, field=field) for profile_id, field in kept))
    Passage.objects.filter(same).delete()
    Reading.objects.filter(same).delete()
    Passage.objects.bulk_create([one for one in made if (one.profile_id, one.field) in kept], batch_size=500)
    Reading.objects.bulk_create(
        [Reading(profile_id=one.profile_id, field=one.field, version=one.version) for one in kept.values() if one.version]
    )
    return len(kept)


def forget_columns(profiles: QuerySet[Profile], *, keep: Sequence[str]) -> None:
    """Lets the vectors of the programme's own columns go, except those named in `keep`."""
    fields = [Passage.field_of(column) for column in keep]
    for model in (Passage, Reading):
        model.objects.filter(profile__in=profiles, field__startswith=Passage.OWN).exclude(field__in=fields).delete()


@transaction.atomic
def say_compared(profile: Profile, may_be_compared: bool) -> None:
    """Whether software may compare this profile with others; where not, what was made of its texts goes at once."""
    # Held first: a reader that is about to keep what it read waits here, or has kept it and it goes now.
    Profile.objects.select_for_update().get(pk=profile.pk)
    Profile.objects.filter(pk=profile.pk).update(may_be_compared=may_be_compared)
    profile.may_be_compared = may_be_compared
    if not may_be_compared:
        for model in (Passage, Reading):
            model.objects.filter(profile=profile).delete()


@dataclass(frozen=True)
class RoadQuote:
    """The two sentences that one comparison of texts rests on, verbatim.

    `direction` is "goals" or "would_help" (who asks) of the road, and "columns" of a strand of the programme's own.
    """

    direction: str
    need_item: str
    offer_item: str
    similarity: float
    words: tuple[str, ...]


def read_road(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> np.ndarray:
    """How near the roads of mentees and mentors are: (n_mentees, n_mentors), 0..1, NaN where nothing was asked.

    Reads kept passages only; call `update_passages` first.
    """
    return whole_road(read_road_sides(mentees, mentors))


def read_road_sides(mentees: Sequence[Profile], mentors: Sequence[Profile]) -> tuple[np.ndarray, np.ndarray]:
    """Its two halves, shaped like it: how near the mentor is to what the mentee seeks, and the mentee to whom they would help."""
    prefetch_related_objects([*mentees, *mentors], "passages")
    return bridge.road_sides(mentees, mentors)


def whole_road(sides: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """What `read_road` gives, from the two halves."""
    return bridge.whole_road(sides)


def quote_road(mentee: Profile, mentor: Profile, *, among: Iterable[Profile] | None = None) -> tuple[RoadQuote, ...]:
    """The sentences that the road of these two rests on. `among`: everybody, for the words that tell these two from others."""
    weights = bridge.telling_words(among) if among is not None else None
    return tuple(
        RoadQuote(direction, one.need_item, one.offer_item, one.similarity, tuple(one.words))
        for direction, one in bridge.road_quotes(mentee, mentor, weights)
    )


def read_closeness(mentees: Sequence[Profile], mentee_column: str, mentors: Sequence[Profile], mentor_column: str) -> np.ndarray:
    """How near the texts of two columns are by their meaning: (n_mentees, n_mentors), 0..1, NaN where not asked.

    Reads kept passages only; call `update_passages` with these columns first.
    """
    need, offer = Passage.field_of(mentee_column), Passage.field_of(mentor_column)
    everybody = [*mentees, *mentors]
    for profile in everybody:
        getattr(profile, "_prefetched_objects_cache", {}).pop("passages", None)
    prefetch_related_objects(everybody, Prefetch("passages", Passage.objects.filter(field__in={need, offer})))
    near = bridge.closeness(mentees, need, mentors, offer)
    for profile in everybody:  # only some of their passages were fetched, and vectors weigh more than all the rest
        profile._prefetched_objects_cache.pop("passages", None)
    return near


def quote_columns(mentee: Profile, mentee_column: str, mentor: Profile, mentor_column: str) -> tuple[RoadQuote, ...]:
    """The sentences that `read_closeness` of these two rests on most; () where one of them said nothing."""
    one = bridge.quote_of(mentee, Passage.field_of(mentee_column), mentor, Passage.field_of(mentor_column))
    return (RoadQuote("columns", one.need_item, one.offer_item, one.similarity, tuple(one.words)),) if one else ()


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
