"""Texts are read once a version, by as many readers as there are, and what is erased does not come back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from django.core import serializers
from django.db import connection, transaction

from mentes.engines.language import Piece
from mentes.people import actions, bridge
from mentes.people.actions import count_unread, forget_columns, update_passages
from mentes.people.models import Passage, Profile, Reading
from mentes.testing import NOW, Cast
from mentes.trust.actions import erase_person
from mentes.trust.registry import tables

CANARY = "zebrafinchcanary"


def profile_of(place) -> Profile:
    return Profile.objects.get(pk=place.profile_id)


def rewrite(place, **fields) -> None:
    Profile.objects.filter(pk=place.profile_id).update(**fields)


@pytest.mark.django_db
def test_vectors_are_the_same_bit_for_bit_whoever_else_is_read():
    cast = Cast()
    alone = {}
    for place in (cast.ama_place, cast.rosa_place):
        update_passages([profile_of(place)])
    for passage in Passage.objects.all():
        alone[passage.profile_id, passage.field, passage.position] = passage.vector, passage.multi
    Reading.objects.all().delete()
    update_passages(Profile.objects.all())
    assert len(alone) == Passage.objects.count() > 5
    for passage in Passage.objects.all():
        vector, multi = alone[passage.profile_id, passage.field, passage.position]
        assert np.array_equal(passage.vector, vector)
        assert np.array_equal(passage.multi, multi)


@pytest.mark.django_db
def test_only_a_new_version_is_read_again(monkeypatch):
    cast = Cast()
    ids = [cast.ama_place.profile_id, cast.rosa_place.profile_id]
    assert count_unread(ids) == 2
    assert update_passages(Profile.objects.filter(pk__in=ids)) == 4
    assert count_unread(ids) == 0
    rewrite(cast.ama_place, city="Accra")
    assert count_unread(ids) == 0, "what is no text needs no reading"
    rewrite(cast.ama_place, languages=["es"])
    assert count_unread(ids) == 1, "languages help to tell in which one somebody writes"
    update_passages(Profile.objects.filter(pk__in=ids))
    monkeypatch.setattr(bridge, "reader", lambda: "another encoder/2")
    assert count_unread(ids) == 2
    assert update_passages(Profile.objects.filter(pk__in=ids)) == 4


@pytest.mark.django_db
def test_a_text_without_a_sentence_is_read_once_too():
    cast = Cast()
    rewrite(cast.ama_place, goals="!!!", background="")
    update_passages([profile_of(cast.ama_place)])
    assert count_unread([cast.ama_place.profile_id]) == 0
    assert not Passage.objects.filter(profile=cast.ama_place.profile_id).exists()


@pytest.mark.django_db
def test_own_columns_are_read_when_named_and_let_go_when_not():
    cast = Cast()
    rewrite(cast.ama_place, extra={"Dream": "A second stall. And a third."})
    profile = profile_of(cast.ama_place)
    update_passages([profile])
    assert not Passage.objects.filter(field__startswith=Passage.OWN).exists()
    assert count_unread([profile.pk], columns=["Dream"]) == 1
    assert update_passages([profile], columns=["Dream"]) == 1
    kept = [(one.kind, one.text) for one in Passage.objects.filter(field="extra:Dream")]
    assert kept == [("part", "A second stall. And a third."), ("sentence", "A second stall."), ("sentence", "And a third.")]
    forget_columns(Profile.objects.filter(pk=profile.pk), keep=["Dream"])
    assert Reading.objects.filter(field="extra:Dream").exists()
    forget_columns(Profile.objects.filter(pk=profile.pk), keep=[])
    assert not Reading.objects.filter(field__startswith=Passage.OWN).exists()
    assert not Passage.objects.filter(field__startswith=Passage.OWN).exists()
    assert Passage.objects.filter(field="goals").exists()


@pytest.mark.django_db
def test_progress_counts_texts_up_to_all_of_them(monkeypatch):
    monkeypatch.setattr(actions, "TEXTS_AT_ONCE", 1)
    cast, seen = Cast(), []
    update_passages(Profile.objects.filter(person__in=[cast.ama, cast.rosa]), progress=lambda *n: seen.append(n))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.django_db(transaction=True)
def test_a_crash_in_the_middle_loses_nothing_that_was_read(monkeypatch):
    monkeypatch.setattr(actions, "TEXTS_AT_ONCE", 1)
    cast = Cast()
    people = Profile.objects.filter(person__in=[cast.ama, cast.rosa])
    make, n_made = bridge.make_passages, []

    def make_three(answers):
        if len(n_made) == 3:
            raise MemoryError("killed")
        n_made.append(1)
        return make(answers)

    monkeypatch.setattr(bridge, "make_passages", make_three)
    with pytest.raises(MemoryError):
        update_passages(people)
    assert Reading.objects.count() == 3
    monkeypatch.setattr(bridge, "make_passages", make)
    assert update_passages(people) == 1
    assert Reading.objects.count() == 4


def in_a_thread(call):
    try:
        return call()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_readers_share_the_work_and_read_nothing_twice(monkeypatch):
    monkeypatch.setattr(actions, "TEXTS_AT_ONCE", 2)
    cast, ready, read = Cast(), Barrier(2), []
    make = bridge.make_passages

    def make_and_tell(answers):
        answers = list(answers)
        read.extend((one.profile_id, one.field) for one in answers)
        return make(answers)

    monkeypatch.setattr(bridge, "make_passages", make_and_tell)

    def reader():
        ready.wait(10)
        return update_passages(Profile.objects.filter(person__in=[cast.ama, cast.rosa]))

    with ThreadPoolExecutor(2) as threads:
        n_read = [one.result(60) for one in [threads.submit(in_a_thread, reader) for _ in range(2)]]
    assert sum(n_read) == len(read) == len({*read}) == 4
    assert Reading.objects.count() == 4


def texts_everywhere() -> str:
    """Every row of every table of ours, as text."""
    found = []
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(f'select coalesce(string_agg(t::text, chr(10)), $$$$) from "{name}" t')
            found.append(cursor.fetchone()[0])
    return "\n".join(found)


@pytest.mark.django_db
def test_erasing_a_person_erases_what_was_read_of_them():
    cast = Cast()
    rewrite(cast.ama_place, goals=f"I keep a {CANARY} in the stall.", extra={"Dream": f"Two of the {CANARY} kind."})
    profile = profile_of(cast.ama_place)
    update_passages([profile, profile_of(cast.rosa_place)], columns=["Dream"])
    versions = list(Reading.objects.filter(profile=profile).values_list("version", flat=True))
    vectors = [str(one.vector)[:60] for one in Passage.objects.filter(profile=profile)]
    assert CANARY in texts_everywhere()
    assert len(versions) == 3
    erase_person(cast.ama, by=cast.ama, now=NOW)
    left = texts_everywhere()
    assert not any(planted in left for planted in [CANARY, *versions, *vectors])
    assert not Passage.objects.filter(profile=profile).exists()
    assert not Reading.objects.filter(profile=profile).exists()
    assert Reading.objects.filter(profile=cast.rosa_place.profile_id).count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_erased_while_it_is_read_does_not_come_back(monkeypatch):
    cast = Cast()
    rewrite(cast.ama_place, goals=f"I keep a {CANARY} in the stall.")
    make = bridge.make_passages

    def erase_meanwhile(answers):
        made = make(list(answers))
        with ThreadPoolExecutor(1) as threads:
            threads.submit(in_a_thread, lambda: erase(cast.ama)).result(30)
        return made

    def erase(person):
        with transaction.atomic():
            erase_person(person, by=person, now=NOW)

    monkeypatch.setattr(bridge, "make_passages", erase_meanwhile)
    with transaction.atomic():
        waiting = Reading.objects.unread([cast.ama_place.profile_id], columns=[], reader=bridge.reader())
    actions._read(waiting, [])
    assert not Passage.objects.exists()
    assert not Reading.objects.exists()
    assert CANARY not in serializers.serialize("json", Profile.objects.all())


@pytest.mark.django_db
def test_texts_are_read_anew_once_the_engine_cuts_them_otherwise(monkeypatch):
    cast = Cast()
    update_passages([profile_of(cast.ama_place)])
    monkeypatch.setattr(bridge, "cut_pieces", lambda text: tuple(Piece(word, True, True) for word in text.split()))
    bridge.reader.cache_clear()
    try:
        assert count_unread([cast.ama_place.profile_id]) == 1
    finally:
        bridge.reader.cache_clear()
