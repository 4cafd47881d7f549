"""Answers: both yes makes a match, a no is kind and moves on, seats are never given twice, a question waits for its answer."""

from datetime import timedelta

import pytest

from mentes.lib.errors import Refused
from mentes.matches.actions import answering, publishing
from mentes.matches.models import Alternate, Match
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db
THEN = NOW + timedelta(hours=1)


@pytest.fixture
def cast():
    return Cast()


def offered(cast, mentee=None, mentor=None):
    return Match.objects.create(
        programme=cast.programme,
        mentee=mentee or cast.ama_place,
        mentor=mentor or cast.rosa_place,
        points=80,
        parts={"topics": 80.0},
        state="offered",
        offered_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )


def somebody(cast, name, role, **rest):
    return make_participation(make_person(name), cast.programme, role, **rest)


def alternate(match, mentor, approved_by=None, rank=1):
    at = NOW if approved_by else None
    return Alternate.objects.create(match=match, mentor=mentor, rank=rank, points=70, approved_by=approved_by, approved_at=at)


def yes(match, person, **rest):
    return answering.accept_match(match, by=person, now=THEN, **rest)


def no(match, person, reason="no_time", **rest):
    return answering.decline_match(match, by=person, reason=reason, now=THEN, **rest)


def letters(kind):
    return {letter.person for letter in Letter.objects.filter(kind=kind)}


def test_the_match_starts_when_both_have_said_yes_and_not_before(cast):
    match = offered(cast)
    assert yes(match, cast.rosa).state == "offered"
    assert letters("match_started") == set()
    match = yes(match, cast.ama)
    assert (match.state, match.started_at) == ("active", THEN)
    assert letters("match_started") == {cast.ama, cast.rosa}


def test_saying_yes_twice_says_it_once(cast):
    match = offered(cast)
    yes(match, cast.rosa)
    yes(match, cast.rosa)
    assert AuditEntry.objects.filter(action="match.accepted").count() == 1


def test_a_stranger_and_the_organiser_cannot_answer_for_them(cast):
    match = offered(cast)
    for person in (cast.dov, cast.cleo):
        with pytest.raises(Refused):
            yes(match, person)
        with pytest.raises(Refused):
            no(match, person)


@pytest.mark.parametrize("state", ["proposed", "approved", "declined", "expired", "withdrawn", "ended", "active"])
def test_only_an_open_offer_can_be_answered(cast, state):
    match = offered(cast)
    Match.objects.filter(pk=match.pk).update(state=state)
    for answer in (yes, no):
        with pytest.raises(Refused):
            answer(match, cast.ama)


def test_after_the_last_day_it_is_too_late(cast):
    match = offered(cast)
    with pytest.raises(Refused):
        answering.accept_match(match, by=cast.ama, now=match.expires_at)


def test_a_mentor_cannot_say_yes_past_their_seats(cast):
    cast.rosa_place.capacity = 1
    cast.rosa_place.save()
    first = offered(cast)
    second = offered(cast, mentee=somebody(cast, "Esi Boateng", "mentee"))
    yes(first, cast.rosa)
    with pytest.raises(Refused):
        yes(second, cast.rosa)


def test_a_mentee_cannot_say_yes_to_more_mentors_than_wished(cast):
    first = offered(cast)
    second = offered(cast, mentor=somebody(cast, "Henrik Dahl", "mentor"))
    yes(first, cast.ama)
    with pytest.raises(Refused):
        yes(second, cast.ama)


def test_when_the_seats_are_full_other_offers_close_kindly_and_their_mentees_move_on(cast):
    cast.rosa_place.capacity = 1
    cast.rosa_place.save()
    esi, henrik = somebody(cast, "Esi Boateng", "mentee"), somebody(cast, "Henrik Dahl", "mentor")
    first, second = offered(cast), offered(cast, mentee=esi)
    alternate(second, henrik, approved_by=cast.cleo)
    yes(first, cast.rosa)
    yes(first, cast.ama)
    second.refresh_from_db()
    assert (second.state, second.reason_code) == ("withdrawn", "seats_taken")
    assert letters("match_closed") == {esi.person}
    moved = Match.objects.get(mentee=esi, state="offered")
    assert (moved.mentor, moved.decided_by) == (henrik, cast.cleo)


def test_saying_yes_to_somebody_whose_seats_went_meanwhile_closes_the_offer_instead(cast):
    esi = somebody(cast, "Esi Boateng", "mentee")
    match = offered(cast)
    running = offered(cast, mentee=esi)
    Match.objects.filter(pk=running.pk).update(state="active")
    type(cast.rosa_place).objects.filter(pk=cast.rosa_place.pk).update(capacity=1)
    assert yes(match, cast.ama).state == "withdrawn"


def test_a_no_is_told_kindly_to_the_other_and_to_nobody_else(cast):
    match = offered(cast)
    no(match, cast.rosa, words="I move house this spring.")
    match.refresh_from_db()
    assert (match.state, match.reason_code, match.note) == ("declined", "no_time", "I move house this spring.")
    assert letters("match_declined") == {cast.ama}


def test_a_no_needs_one_of_the_reasons(cast):
    with pytest.raises(Refused):
        no(offered(cast), cast.rosa, reason="do not like them")


def test_after_a_no_the_approved_alternate_is_offered_at_once_in_the_name_of_who_approved(cast):
    henrik = somebody(cast, "Henrik Dahl", "mentor")
    match = offered(cast)
    one = alternate(match, henrik, approved_by=cast.cleo)
    made = no(match, cast.rosa)
    assert (made.mentee, made.mentor, made.state, made.decided_by) == (cast.ama_place, henrik, "offered", cast.cleo)
    assert letters("match_offered") == {cast.ama, henrik.person}
    one.refresh_from_db()
    assert one.used_at == THEN


def test_nobody_is_offered_whom_no_person_approved_and_the_organiser_is_asked(cast):
    match = offered(cast)
    one = alternate(match, somebody(cast, "Henrik Dahl", "mentor"))
    assert no(match, cast.rosa) is None
    assert not Match.objects.filter(state="offered").exists()
    assert letters("alternate_waiting") == {cast.cleo}
    made = publishing.approve_alternate(one, by=cast.cleo, now=THEN)
    assert (made.state, made.decided_by) == ("offered", cast.cleo)


def test_an_alternate_without_a_seat_is_passed_over_for_the_next_rank(cast):
    henrik, fatou = somebody(cast, "Henrik Dahl", "mentor"), somebody(cast, "Fatou Diallo", "mentor")
    match = offered(cast)
    alternate(match, henrik, approved_by=cast.cleo)
    alternate(match, fatou, approved_by=cast.cleo, rank=2)
    offered(cast, mentee=somebody(cast, "Esi Boateng", "mentee"), mentor=henrik)
    assert no(match, cast.rosa).mentor == fatou


def test_the_ranks_go_on_with_the_mentee(cast):
    henrik, fatou = somebody(cast, "Henrik Dahl", "mentor"), somebody(cast, "Fatou Diallo", "mentor")
    match = offered(cast)
    alternate(match, henrik, approved_by=cast.cleo)
    alternate(match, fatou, approved_by=cast.cleo, rank=2)
    second = no(match, cast.rosa)
    assert no(second, henrik.person).mentor == fatou


def test_a_mentee_who_wants_nobody_now_pauses_and_is_offered_nobody(cast):
    match = offered(cast)
    alternate(match, somebody(cast, "Henrik Dahl", "mentor"), approved_by=cast.cleo)
    assert no(match, cast.ama, take_no_more=True) is None
    cast.ama_place.refresh_from_db()
    assert cast.ama_place.status == "paused"


def test_take_no_more_keeps_whom_one_has_and_closes_the_rest_kindly(cast):
    esi = somebody(cast, "Esi Boateng", "mentee")
    first, second = offered(cast), offered(cast, mentee=esi)
    yes(first, cast.rosa, take_no_more=True)
    cast.rosa_place.refresh_from_db()
    assert cast.rosa_place.capacity == 1
    second.refresh_from_db()
    assert (second.state, second.reason_code) == ("withdrawn", "seats_taken")
    assert yes(first, cast.ama).state == "active"


def test_a_question_waits_for_its_answer_and_keeps_the_offer_open(cast):
    match = offered(cast)
    late = match.expires_at - timedelta(hours=1)
    question = answering.ask_for_more(match, by=cast.rosa, to="other", text="Have you sold to a shop yet?", now=late)
    match.refresh_from_db()
    assert (match.mentor_answer, match.state) == ("asks", "offered")
    assert match.expires_at == late + timedelta(days=7)
    assert letters("question_asked") == {cast.ama}
    for wrong in (cast.rosa, cast.cleo, cast.dov):
        with pytest.raises(Refused):
            answering.answer_question(question, by=wrong, text="Yes", now=late)
    answering.answer_question(question, by=cast.ama, text="Not yet.", now=late)
    assert letters("question_answered") == {cast.rosa}
    with pytest.raises(Refused):
        answering.answer_question(question, by=cast.ama, text="Or have I?", now=late)


def test_a_question_to_the_organisers_is_theirs_and_the_askers_alone(cast):
    match = offered(cast)
    question = answering.ask_for_more(match, by=cast.ama, to="organisers", text="Is she kind?", now=THEN)
    assert letters("question_asked") == {cast.cleo}
    readers = [p for p in (cast.ama, cast.rosa, cast.cleo, cast.dov) if match.questions.readable_by(p).exists()]
    assert readers == [cast.ama, cast.cleo]
    with pytest.raises(Refused):
        answering.answer_question(question, by=cast.rosa, text="Yes", now=THEN)
    answering.answer_question(question, by=cast.cleo, text="Very.", now=THEN)


def test_whoever_asked_can_still_say_yes(cast):
    match = offered(cast)
    answering.ask_for_more(match, by=cast.ama, to="other", text="When?", now=THEN)
    assert yes(match, cast.ama).mentee_answer == "yes"
