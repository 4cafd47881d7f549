"""Answers at the same moment, on real transactions: no seat is given twice and nothing waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from mentes.lib.errors import Refused
from mentes.matches.actions import answering, publishing
from mentes.matches.models import Match, Publication
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True)
THEN = NOW + timedelta(hours=1)


def at_once(*calls):
    """Runs each call in a thread and connection of its own, all starting together; the sentence of whoever was refused."""
    ready = Barrier(len(calls))

    def run(call):
        try:
            ready.wait(10)
            call()
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def offer(cast, mentee, mentor):
    return Match.objects.create(
        programme=cast.programme, mentee=mentee, mentor=mentor, points=80, parts={"topics": 80.0}, state="offered",
        offered_at=NOW, expires_at=NOW + timedelta(days=14),
    )  # fmt: skip


def test_two_tabs_cannot_take_one_seat_twice():
    cast = Cast()
    type(cast.rosa_place).objects.filter(pk=cast.rosa_place.pk).update(capacity=1)
    esi = make_participation(make_person("Esi Boateng"), cast.programme, "mentee")
    offers = [offer(cast, mentee, cast.rosa_place) for mentee in (cast.ama_place, esi)]
    for match in offers:
        answering.accept_match(match, by=match.mentee.person, now=THEN)
    refused = at_once(*(lambda m=m: answering.accept_match(m, by=cast.rosa, now=THEN) for m in offers))
    assert Match.objects.filter(state="active").count() == 1
    assert Match.objects.filter(state="withdrawn", reason_code="seats_taken").count() == 1
    assert sum(sentence is not None for sentence in refused) == 1


def test_lowering_the_capacity_and_saying_yes_at_once_never_passes_the_capacity():
    cast = Cast()
    match = offer(cast, cast.ama_place, cast.rosa_place)
    answering.accept_match(match, by=cast.ama, now=THEN)
    at_once(
        lambda: answering.accept_match(match, by=cast.rosa, now=THEN),
        lambda: answering.take_no_more_for_now(cast.rosa_place, by=cast.rosa, now=THEN),
    )
    cast.rosa_place.refresh_from_db()
    assert Match.objects.filter(state="active").count() <= cast.rosa_place.capacity


def test_both_saying_yes_at_once_starts_the_match_once():
    cast = Cast()
    match = offer(cast, cast.ama_place, cast.rosa_place)
    at_once(*(lambda p=p: answering.accept_match(match, by=p, now=THEN) for p in (cast.ama, cast.rosa)))
    assert Match.objects.get().state == "active"
    assert Letter.objects.filter(kind="match_started").count() == 2


def test_crossed_answers_of_two_couples_do_not_wait_for_each_other_for_ever():
    cast = Cast()
    mentees = [cast.ama_place, make_participation(make_person("Esi Boateng"), cast.programme, "mentee", wants=2)]
    mentors = [cast.rosa_place, make_participation(make_person("Henrik Dahl"), cast.programme, "mentor")]
    offers = [offer(cast, a, b) for a in mentees for b in mentors]
    people = [(m, m.mentor.person) for m in offers] + [(m, m.mentee.person) for m in reversed(offers)]
    at_once(*(lambda m=m, p=p: answering.accept_match(m, by=p, now=THEN) for m, p in people))
    for place in mentors:
        assert place.matches_as_mentor.filter(state="active").count() <= place.capacity
    for place in mentees:
        assert place.matches_as_mentee.filter(state="active").count() <= place.wants


def test_two_workers_tell_everybody_once():
    cast = Cast()
    cast.match(state="approved", decided_by=cast.cleo)
    Publication.objects.create(programme=cast.programme, by=cast.cleo, decided_at=NOW, at=NOW)
    told = []
    at_once(*(lambda: told.append(publishing.offer_due_matches(THEN)) for _ in range(3)))
    assert sorted(told) == [0, 0, 1]
    assert Letter.objects.filter(kind="match_offered").count() == 2
