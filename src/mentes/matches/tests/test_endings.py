"""Endings: over for both at once in the same words, why for organisers alone, nobody blamed, and a way on."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.matches.actions.ending import end_match, end_with_those_who_left, say_farewell
from mentes.matches.endings import read_certificate, read_ending
from mentes.matches.models import Closing, Ending, Match, Priority
from mentes.meetings.models import Meeting
from mentes.people import letters
from mentes.people.models import Letter
from mentes.programmes.actions import mark_left
from mentes.testing import NOW, Cast, make_participation, make_person, make_staff
from mentes.trust.actions import erase_person, export_person
from mentes.trust.actions.copy import read_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=90)


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=NOW, started_at=NOW)
    return cast


def written(kind: str) -> set:
    return {letter.person for letter in Letter.objects.filter(kind=kind)}


def end(cast, kind="completed", by=None, **more):
    return end_match(cast.pair, by=by or cast.ama, kind=kind, now=LATER, **more)


def test_both_hear_that_it_is_over_and_the_seat_is_free(cast):
    match = end(cast)
    assert (match.state, match.ended_at) == ("ended", LATER)
    assert written("match_ended") == {cast.ama, cast.rosa}
    assert Ending.objects.get().kind == "completed"


@pytest.mark.parametrize("kind", ["completed", "no_fault", "safety"])
def test_the_other_reads_and_gets_the_same_whatever_was_chosen(cast, kind, client):
    """Word for word, but for the certificate of a completed one."""
    end(cast, kind=kind, words="A dreadful secret.")
    client.force_login(cast.rosa)
    page = client.get(f"/matches/{cast.pair.pk}/").content.decode()
    subject, body = letters.word(Letter.objects.get(kind="match_ended", person=cast.rosa))
    copy = str(read_person(cast.rosa))
    for said in (page, subject, body, copy):
        assert "dreadful" not in said
        assert not any(word in said for word in ("safety", "safe", "no_fault", "fault", "completed"))
    assert "nobody is blamed" in body


def test_whoever_ends_for_safety_gets_no_letter_and_organisers_hear_at_once_without_a_name(cast, client):
    deputy = make_person("Dele Ayo")
    make_staff(deputy, cast.programme, "deputy")
    end(cast, kind="safety", words="He shouted at me.")
    assert written("match_ended") == {cast.rosa}
    assert written("safety_told") == {cast.cleo, deputy}
    subject, body = letters.word(Letter.objects.get(kind="safety_told", person=deputy))
    assert not any(word in subject + body for word in ("Ama", "Rosa", "shouted"))
    client.force_login(deputy)
    assert "He shouted at me." in client.get(f"/matches/{cast.pair.pk}/").content.decode()


def test_after_safety_no_word_of_the_other_arrives(cast):
    end(cast, kind="safety")
    say_farewell(cast.pair, by=cast.rosa, thanks="Come back.", reached="Come back, I say.", now=LATER)
    cast.pair.refresh_from_db()
    page = read_ending(cast.pair, cast.ama)
    assert (page.thanks, page.reached) == ("", ())
    assert not written("match_thanked")


def test_a_leaver_is_left_in_peace_and_everything_they_held_is_over(cast):
    bo = make_participation(make_person("Bo Lind"), cast.programme, "mentee")
    offer = Match.objects.create(programme=cast.programme, mentee=bo, mentor=cast.rosa_place, state="offered", points=50,
                                 offered_at=NOW, expires_at=LATER + dt.timedelta(days=9))  # fmt: skip
    cora = make_participation(make_person("Cora Ito"), cast.programme, "mentee")
    second = Match.objects.create(
        programme=cast.programme, mentee=cora, mentor=cast.rosa_place, state="active", points=50, started_at=NOW
    )
    end(cast, kind="leaver", by=cast.rosa)
    for match, state in ((cast.pair, "ended"), (second, "ended"), (offer, "withdrawn")):
        match.refresh_from_db()
        assert match.state == state
    cast.rosa_place.refresh_from_db()
    assert cast.rosa_place.status == "left"
    assert written("match_ended") == {cast.ama, cora.person}
    assert cast.rosa not in {letter.person for letter in Letter.objects.all()}


def test_when_an_organiser_marks_somebody_as_left_the_clock_ends_it_kindly_once(cast):
    mark_left(cast.rosa_place, by=cast.cleo, now=LATER)
    assert (end_with_those_who_left(LATER), end_with_those_who_left(LATER)) == (1, 0)
    assert written("match_ended") == {cast.ama}


def test_when_somebody_erases_themself_the_other_is_not_left_waiting(cast):
    erase_person(cast.rosa, by=cast.rosa, now=LATER)
    cast.pair.refresh_from_db()
    assert cast.pair.state == "ended"
    subject, body = letters.word(Letter.objects.get(kind="match_ended", person=cast.ama))
    assert "Rosa" not in subject + body
    assert "came to its end" in body


def test_a_mentee_who_seeks_another_stands_first_until_they_have_one(cast):
    end(cast, kind="no_fault", wants_another=True)
    priority = Priority.objects.get()
    assert (priority.place, priority.done_at) == (cast.ama_place, None)
    assert written("alternate_waiting") == {cast.cleo}
    _subject, body = letters.word(Letter.objects.get(kind="match_ended", person=cast.ama))
    assert "stand first" in body
    _subject, other = letters.word(Letter.objects.get(kind="match_ended", person=cast.rosa))
    assert "stand first" not in other


def test_what_was_booked_is_called_off_without_a_letter_of_its_own(cast):
    coming, past = (
        Meeting.objects.create(
            about=cast.pair.pk, starts_at=at, ends_at=at + dt.timedelta(hours=1), created_at=NOW, changed_at=NOW
        )
        for at in (LATER + dt.timedelta(days=2), LATER - dt.timedelta(days=2))
    )
    end(cast)
    coming.refresh_from_db()
    past.refresh_from_db()
    assert (coming.state, past.state) == ("cancelled", "booked")
    assert {letter.kind for letter in Letter.objects.all()} == {"match_ended"}


def test_nobody_ends_twice_nor_a_strangers_match(cast):
    end(cast)
    with pytest.raises(Refused, match="does not run"):
        end(cast)
    assert Ending.objects.count() == 1


@pytest.mark.parametrize("kind", ["silence", "nonsense", "leaver"])
def test_organisers_end_in_words_of_theirs_only(cast, kind):
    with pytest.raises(Refused, match="Choose first"):
        end(cast, kind=kind, by=cast.cleo)


def test_thanks_reach_the_other_once_and_can_be_changed(cast):
    end(cast)
    for words in ("Thank you.", "Thank you so much."):
        say_farewell(cast.pair, by=cast.ama, thanks=words, reached="A price that pays.", now=LATER)
    cast.pair.refresh_from_db()
    assert read_ending(cast.pair, cast.rosa).thanks == "Thank you so much."
    assert [one.words for one in read_ending(cast.pair, cast.rosa).reached] == ["A price that pays."]
    assert Letter.objects.filter(kind="match_thanked", person=cast.rosa).count() == 1
    assert read_ending(cast.pair, cast.cleo).thanks == ""
    assert read_ending(cast.pair, cast.cleo).reached == ()


def test_answers_are_kept_for_questions_that_were_asked_and_no_others(cast):
    closing = Closing.objects.create(programme=cast.programme, by=cast.cleo, at=LATER, questions=["What helped?"])
    end_match(cast.pair, by=None, kind="completed", closing=closing, now=LATER)
    said = say_farewell(cast.pair, by=cast.ama, answers={"What helped?": "Her patience.", "Salary?": "No."}, went=5, now=LATER)
    assert (said.answers, said.went) == ([{"question": "What helped?", "words": "Her patience."}], 5)


def test_a_certificate_is_for_the_two_of_a_completed_match(cast):
    end(cast)
    say_farewell(cast.pair, by=cast.ama, reached="A price that pays.", now=LATER)
    cast.pair.refresh_from_db()
    mine = read_certificate(cast.pair, cast.ama)
    assert (mine.name, mine.other_name, mine.reached, mine.is_mentor) == ("Ama Owusu", "Rosa Quispe", "A price that pays.", False)
    assert read_certificate(cast.pair, cast.rosa).is_mentor
    assert read_certificate(cast.pair, cast.cleo) is None
    Ending.objects.update(kind="no_fault")
    assert read_certificate(cast.pair, cast.ama) is None


def test_the_log_says_that_it_ended_and_not_how(cast):
    end(cast, kind="safety")
    line = AuditEntry.objects.get(action="match.ended")
    assert line.detail == {}


def test_what_one_said_is_in_ones_own_copy_and_goes_when_one_goes(cast):
    end(cast, kind="no_fault", words="Too little time.")
    say_farewell(cast.pair, by=cast.ama, thanks="Thank you.", now=LATER)
    assert export_person(cast.ama)[:2] == b"PK"
    assert "Too little time." in str(read_person(cast.ama)["matches_ending"])
    assert "Thank you." in str(read_person(cast.ama)["matches_farewell"])
    erase_person(cast.ama, by=cast.ama, now=LATER)
    assert list(Ending.objects.values_list("words", "by")) == [("", None)]
    assert read_ending(Match.objects.get(pk=cast.pair.pk), cast.rosa).thanks == ""
