"""Today's page: each sees what is theirs to do, and nothing of what they have not been told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentes.matches import actions
from mentes.matches.actions import answering, publishing
from mentes.matches.models import Match
from mentes.testing import Cast, make_participation, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def today(client, person):
    client.force_login(person)
    answer = client.get(reverse("home:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def approved(cast):
    now = timezone.now()
    actions.propose_matches(cast.programme, by=cast.cleo, now=now)
    return actions.approve_match(Match.objects.get(), by=cast.cleo, now=now)


def told(cast):
    match = approved(cast)
    publishing.publish(cast.programme, at=timezone.now(), by=cast.cleo, now=timezone.now())
    publishing.offer_due_matches(timezone.now())
    match.refresh_from_db()
    return match


def test_before_the_instant_no_page_says_a_word_to_the_two(cast, client):
    approved(cast)
    publishing.publish(cast.programme, at=timezone.now() + timedelta(days=1), by=cast.cleo, now=timezone.now())
    assert "Rosa" not in today(client, cast.ama)
    assert "Ama" not in today(client, cast.rosa)
    assert "Nobody is proposed to you yet" in today(client, cast.ama)


def test_an_offer_stands_first_with_its_braid_and_the_way_to_answer(cast, client):
    match = told(cast)
    seen = today(client, cast.ama)
    assert "Rosa Quispe could be your mentor" in seen
    assert "Braid of" in seen
    assert reverse("matches:pair", args=[match.pk]) in seen
    assert "Ama Owusu could learn with you" in today(client, cast.rosa)


def test_after_both_said_yes_each_sees_the_other(cast, client):
    match = told(cast)
    for person in (cast.ama, cast.rosa):
        answering.accept_match(match, by=person, now=timezone.now())
    assert "Your mentor" in today(client, cast.ama)
    assert "People learning with you" in today(client, cast.rosa)


def test_a_question_of_the_other_is_shown_at_once(cast, client):
    match = told(cast)
    answering.ask_for_more(match, by=cast.ama, to="other", text="When?", now=timezone.now())
    assert "Ama asks you something" in today(client, cast.rosa)
    assert "asks you something" not in today(client, cast.ama)


def test_an_organiser_sees_what_waits_for_her_step_by_step(cast, client):
    assert "Match and review" in today(client, cast.cleo)
    match = approved(cast)
    assert "1 approved pair can be told" in today(client, cast.cleo)
    actions.unapprove_match(match, by=cast.cleo, now=timezone.now())
    assert "1 pair waits for your judgement" in today(client, cast.cleo)
    match = told(cast)
    answering.decline_match(match, by=cast.rosa, reason="no_time", now=timezone.now())
    seen = today(client, cast.cleo)
    assert "1 person waits for your decision" in seen
    assert "Rosa said no" in seen


def test_somebody_who_is_both_sees_both_sections(cast, client):
    make_staff(cast.rosa, cast.programme, "deputy")
    seen = today(client, cast.rosa)
    assert "Match and review" in seen
    assert "Your seats" in seen


def test_a_stranger_is_told_how_to_begin(cast, client):
    assert "You are in no programme yet" in today(client, cast.dov)


def test_the_navigation_leads_only_where_one_may_go(cast, client):
    organiser, mentee = today(client, cast.cleo), today(client, cast.ama)
    review = reverse("matches:review", args=[cast.programme.slug])
    assert review in organiser
    assert review not in mentee


def test_today_takes_few_queries(cast, client, django_assert_max_num_queries):
    told(cast)
    make_participation(cast.cleo, cast.programme, "mentor")
    for person in (cast.ama, cast.rosa, cast.cleo):
        client.force_login(person)
        with django_assert_max_num_queries(30):
            client.get(reverse("home:today"))
