"""Cues and remarks: kept once, six seconds apart, from mentors alone, remarks read by the speaker and their mentor alone."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.cueing import MOST_MS, NotKept, keep_cue, see_cue, space_anew, unseen_cues
from mentes.rehearsals.actions.remarking import keep_remark, remarks_for, take_back_remark
from mentes.rehearsals.models import Cue, Rehearsal, Remark
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def after(seconds: float):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def rehearsal(cast) -> Rehearsal:
    """Begun at NOW, Rosa a mentor in it, Dov a peer."""
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=cast.dov, now=NOW)
    return planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)


def cue(cast, rehearsal, pk=A, *, at=1.0, kind="slower", text="", by=None) -> Cue:
    return keep_cue(rehearsal.pk, pk, kind=kind, text=text, by=by or cast.rosa, now=after(at))


def test_a_cue_shows_at_once_and_the_next_six_seconds_later(cast, rehearsal):
    first, second, third = cue(cast, rehearsal, A, at=1), cue(cast, rehearsal, B, at=2), cue(cast, rehearsal, C, at=30)
    assert [(one.at_ms, one.shows_at_ms) for one in (first, second, third)] == [(1000, 1000), (2000, 7000), (30_000, 30_000)]


def test_the_same_cue_sent_again_is_kept_once(cast, rehearsal):
    first = cue(cast, rehearsal, at=1)
    again = cue(cast, rehearsal, at=90)
    assert (again.at_ms, again.shows_at_ms) == (first.at_ms, first.shows_at_ms)
    assert Cue.objects.count() == 1


def test_sent_again_when_the_rehearsal_is_over_it_is_still_answered(cast, rehearsal):
    cue(cast, rehearsal)
    planning.end_rehearsal(rehearsal, by=cast.ama, now=after(60))
    assert cue(cast, rehearsal, at=61).pk == A
    with pytest.raises(NotKept) as told:
        cue(cast, rehearsal, B, at=61)
    assert told.value.why == "over"


@pytest.mark.parametrize("who", ["ama", "dov", "cleo"])
def test_only_a_mentor_in_it_gives_cues_or_remarks(cast, rehearsal, who):
    for act in (
        lambda: cue(cast, rehearsal, by=getattr(cast, who)),
        lambda: keep_remark(rehearsal.pk, A, at_ms=1, text="Good.", by=getattr(cast, who), now=NOW),
    ):
        with pytest.raises(NotKept) as told:
            act()
        assert told.value.why == "no-place"
    assert not Cue.objects.exists()
    assert not Remark.objects.exists()


def test_whoever_was_made_a_listener_gives_none_any_more(cast, rehearsal):
    guest = rehearsal.guests.get(person=cast.rosa)
    inviting.change_side(rehearsal, guest.pk, side="peer", by=cast.ama)
    with pytest.raises(NotKept):
        cue(cast, rehearsal)


@pytest.mark.parametrize(("kind", "text"), [("shout", ""), ("own", ""), ("own", "  "), ("own", "x" * 81), ("good", "with words")])
def test_a_cue_is_a_sign_or_a_few_words(cast, rehearsal, kind, text):
    with pytest.raises(NotKept) as told:
        cue(cast, rehearsal, kind=kind, text=text)
    assert told.value.why == "wrong"


def test_none_before_it_has_begun(cast):
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    with pytest.raises(NotKept) as told:
        cue(cast, rehearsal)
    assert told.value.why == "not-begun"


def test_no_more_than_a_minute_of_cues_is_on_its_way(cast, rehearsal):
    kept = [cue(cast, rehearsal, uuid.uuid4(), at=1) for _ in range(11)]
    assert kept[-1].shows_at_ms == 61_000
    with pytest.raises(NotKept) as told:
        cue(cast, rehearsal, uuid.uuid4(), at=1)
    assert told.value.why == "too-many"
    with pytest.raises(NotKept) as told:
        cue(cast, rehearsal, uuid.uuid4(), at=MOST_MS / 1000 + 1)
    assert told.value.why == "over"


def test_an_id_of_another_rehearsal_says_nothing_of_it(cast, rehearsal):
    other = planned(cast)
    inviting.invite(other, cast.rosa, by=cast.ama, now=NOW)
    planning.open_rehearsal(other, by=cast.ama, now=NOW)
    cue(cast, rehearsal, A)
    with pytest.raises(NotKept) as told:
        cue(cast, other, A)
    assert told.value.why == "taken"


def test_the_speaker_has_seen_it_and_the_first_word_counts(cast, rehearsal):
    cue(cast, rehearsal, A, at=1)
    cue(cast, rehearsal, B, at=1)
    assert see_cue(rehearsal.pk, A, at_ms=1200, by=cast.rosa, now=after(2)) is None
    assert see_cue(rehearsal.pk, A, at_ms=1200, by=cast.ama, now=after(2)).seen_at_ms == 1200
    assert see_cue(rehearsal.pk, A, at_ms=1900, by=cast.ama, now=after(2)).seen_at_ms == 1200
    assert [one.pk for one in unseen_cues(rehearsal.pk)] == [B]
    # A browser's clock is only nearly ours.
    assert see_cue(rehearsal.pk, B, at_ms=999_999, by=cast.ama, now=after(9)).seen_at_ms == 9000
    assert see_cue(rehearsal.pk, C, at_ms=1, by=cast.ama, now=after(9)) is None


def test_after_a_broken_line_what_waited_comes_one_after_another(cast, rehearsal):
    for pk, at in ((A, 1), (B, 2), (C, 3)):
        cue(cast, rehearsal, pk, at=at)
    see_cue(rehearsal.pk, A, at_ms=1100, by=cast.ama, now=after(2))
    assert [(one.pk, one.shows_at_ms) for one in space_anew(rehearsal, by=cast.ama, now=after(60))] == [(B, 60_000), (C, 66_000)]
    assert cue(cast, rehearsal, uuid.uuid4(), at=61).shows_at_ms == 72_000
    # What is not due yet keeps its place.
    assert [one.shows_at_ms for one in space_anew(rehearsal, by=cast.ama, now=after(60.5))] == [60_500, 66_500, 72_500]


def test_the_database_takes_no_two_at_one_instant(cast, rehearsal):
    cue(cast, rehearsal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cue.objects.create(pk=B, rehearsal=rehearsal, kind="good", at_ms=1, shows_at_ms=1000, made_at=NOW)


def test_a_remark_is_pinned_kept_once_and_read_by_the_two_alone(cast, rehearsal):
    keep_remark(rehearsal.pk, A, at_ms=5000, text=" You waited. It worked. ", by=cast.rosa, now=after(9))
    keep_remark(rehearsal.pk, A, at_ms=5000, text="Once more", by=cast.rosa, now=after(10))
    keep_remark(rehearsal.pk, B, at_ms=99_000, text="From the future", by=cast.rosa, now=after(10))
    read = [(one.at_ms, one.text) for one in remarks_for(rehearsal, cast.ama)]
    assert read == [(5000, "You waited. It worked."), (10_000, "From the future")]
    assert len(remarks_for(rehearsal, cast.rosa)) == 2
    assert remarks_for(rehearsal, cast.dov) == remarks_for(rehearsal, cast.cleo) == []
    rehearsal.guests.filter(person=cast.dov).update(side="mentor")
    assert remarks_for(rehearsal, cast.dov) == []


def test_a_remark_may_still_be_written_when_it_is_over_and_taken_back(cast, rehearsal):
    planning.end_rehearsal(rehearsal, by=cast.ama, now=after(60))
    keep_remark(rehearsal.pk, A, at_ms=70_000, text="Afterwards", by=cast.rosa, now=after(600))
    assert remarks_for(rehearsal, cast.ama)[0].at_ms == 60_000
    take_back_remark(rehearsal, A, by=cast.dov)
    assert Remark.objects.count() == 1
    take_back_remark(rehearsal, A, by=cast.rosa)
    assert not Remark.objects.exists()


@pytest.mark.parametrize(("text", "at_ms"), [("", 1), ("  ", 1), ("x" * 2001, 1), ("fine", -1)])
def test_a_remark_has_words_and_a_moment(cast, rehearsal, text, at_ms):
    with pytest.raises(NotKept) as told:
        keep_remark(rehearsal.pk, A, at_ms=at_ms, text=text, by=cast.rosa, now=NOW)
    assert told.value.why == "wrong"


def test_words_lie_sealed_and_go_with_whoever_wrote_them(cast, rehearsal):
    cue(cast, rehearsal, A, kind="own", text="Look at Amadou")
    keep_remark(rehearsal.pk, B, at_ms=1, text="The pause before the price", by=cast.rosa, now=after(2))
    with connection.cursor() as cursor:
        cursor.execute("select text from rehearsals_cue union all select text from rehearsals_remark")
        assert not {"Amadou", "price"} & {word for (text,) in cursor.fetchall() for word in text.split()}
    for person in (cast.ama, cast.rosa):
        assert len(export_person(person)) > 0
    erase_person(cast.rosa, by=cast.rosa, now=after(100))
    assert [(one.kind, one.text, one.by) for one in Cue.objects.all()] == [("own", "", None)]
    assert not Remark.objects.exists()
    erase_person(cast.ama, by=cast.ama, now=after(101))
    assert not Cue.objects.exists()
