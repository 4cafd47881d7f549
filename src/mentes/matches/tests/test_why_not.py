"""Why not these two: an organiser asks, and is answered from the whole solved again; nobody else finds the page."""

import re

import pytest
from django.urls import reverse

from mentes.matches import actions, bridge
from mentes.matches.models import Match
from mentes.matches.tests.people import make_many
from mentes.testing import NOW, Cast, make_staff

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def asked(client):
    """A programme of nine and six, matched; `ask(mentee, mentor)` as its organiser."""
    cast = Cast()
    programme = make_many(9, 6)
    make_staff(cast.cleo, programme)
    actions.propose_matches(programme, by=cast.cleo, now=NOW)
    client.force_login(cast.cleo)

    def ask(**query):
        return client.get(reverse("matches:why_not", args=[programme.slug]), query)

    ask.programme, ask.cast = programme, cast
    return ask


def not_made(programme) -> list[tuple[str, str]]:
    read = bridge.read_pool(programme, now=NOW)
    made = {(str(a), str(b)) for a, b in Match.objects.filter(programme=programme).values_list("mentee_id", "mentor_id")}
    return [(a.id, b.id) for a in read.pool.mentees for b in read.pool.mentors if (a.id, b.id) not in made]


def test_the_empty_page_offers_everybody_to_choose(asked):
    response = asked()
    assert response.status_code == 200
    assert response.content.decode().count("Person 0") == 15
    assert "Nobody is chosen yet" in text(response)


def test_what_the_page_says_is_what_the_engine_found(asked):
    mentee, mentor = not_made(asked.programme)[0]
    page = text(asked(mentee=mentee, mentor=mentor))
    why = bridge.why_not(bridge.read_pool(asked.programme, now=NOW), mentee, mentor)
    assert not why.is_made
    assert why.short is None or why.short < 0.05 or f"{why.short:.1f} points" in page
    assert page.count("Solved again with this") == len(why.advice)
    assert "never who somebody is" in page


def test_a_pair_that_is_proposed_is_said_to_be_one(asked):
    match = Match.objects.filter(programme=asked.programme).first()
    assert "These two are a pair of the best total" in text(asked(mentee=match.mentee_id, mentor=match.mentor_id))


def test_a_rejected_pair_is_told_what_keeps_it_apart(asked):
    match = Match.objects.filter(programme=asked.programme).first()
    mentee, mentor = match.mentee_id, match.mentor_id
    actions.reject_match(match, reason="They share a flat.", by=asked.cast.cleo, now=NOW)
    page = text(asked(mentee=mentee, mentor=mentor))
    assert "kept apart: Pairs that were rejected or are over" in page
    assert "You allow the pair again" in page


@pytest.mark.parametrize("query", [{"mentee": "nobody", "mentor": "nobody"}, {"mentee": "\x00", "mentor": "1"}])
def test_people_who_are_not_there_get_one_sentence(asked, query):
    response = asked(**query)
    assert response.status_code == 200
    assert "has no seat left, or no longer takes part" in text(response)


def test_nobody_else_finds_the_page(asked, client):
    client.force_login(asked.cast.dov)
    assert asked().status_code == 404
