"""Matching again: the best pairs with their proof, what stays, what goes, and nothing said of what must not be."""

import json
import math

import pytest

from mentes.lib.errors import Refused
from mentes.matches import actions, bridge
from mentes.matches.models import Match
from mentes.matches.tests.people import make_many
from mentes.people.models import LivedItem
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def propose(cast, **rest):
    return actions.propose_matches(cast.programme, by=cast.cleo, now=NOW, **rest)


def test_a_run_proposes_the_best_pairs_and_proves_them():
    cleo, programme = make_person("Cleo Haddad"), make_many(14, 12)
    run = actions.propose_matches(programme, by=cleo, now=NOW)
    matches = list(programme.matches.all())
    assert (run.is_proven, run.n_mentees, run.n_mentors) == (True, 14, 12)
    assert len(matches) == len(run.pairs) > 5
    assert math.isclose(sum(match.points for match in matches), run.objective, abs_tol=1e-6)
    for match in matches:
        assert match.state == "proposed"
        assert math.isclose(sum(match.parts.values()), match.points, abs_tol=1e-9)
    assert len(run.pairs) + len(run.unplaced) == 14
    assert {cost["name"] for cost in run.rules} >= {"shared_language", "not_manager"}
    assert set(run.seconds) >= {"read", "score", "solve", "prove", "costs"}


def test_ama_and_rosa_are_paired_for_the_reasons_they_wrote(cast):
    run = propose(cast)
    (match,) = Match.objects.all()
    assert (match.mentee, match.mentor, match.run) == (cast.ama_place, cast.rosa_place, run)
    codes = {reason["name"]: reason["code"] for reason in match.reasons if reason["kind"] == "strand"}
    assert codes["topics"] == "shared_topics"
    assert codes["road"] == "road_compared"
    assert AuditEntry.objects.filter(action="matches.proposed", actor_id=cast.cleo.pk, subject_id=str(run.pk)).exists()


def test_no_run_and_no_match_names_a_lived_experience(cast):
    for place in (cast.ama_place, cast.rosa_place):
        LivedItem.objects.create(profile=place.profile, name="Zebrafishillness", is_sensitive=True, volunteered_at=NOW)
    run = propose(cast)
    match = Match.objects.get()
    assert match.parts["lived"] > 0
    kept = json.dumps([match.reasons, match.parts, run.pairs, run.unplaced, run.idle, run.inputs, run.rules]).casefold()
    assert "zebrafish" not in kept
    assert "first-generation" not in kept


def test_approved_and_locked_pairs_keep_their_state_when_matched_again(cast):
    propose(cast)
    match = Match.objects.get()
    actions.approve_match(match, by=cast.cleo, now=NOW)
    actions.lock_match(match, by=cast.cleo, now=NOW)
    propose(cast)
    again = Match.objects.get()
    assert (again.pk, again.state, again.is_locked, again.decided_by) == (match.pk, "approved", True, cast.cleo)


def test_a_locked_pair_stays_even_when_a_better_one_comes(cast):
    propose(cast)
    actions.lock_match(Match.objects.get(), by=cast.cleo, now=NOW)
    type(cast.rosa_place).objects.filter(pk=cast.rosa_place.pk).update(capacity=1)
    wishes = {"pricing": 2, "selling to shops": 1}
    story = {"lived": ["first-generation founder"], "working": ["asks-first"], "hours": [[900, 1140], [5340, 5580]]}
    twin = make_participation(make_person("Esi Boateng"), cast.programme, "mentee", seeks=wishes, **story)
    run = propose(cast)
    assert Match.objects.get().mentee == cast.ama_place
    assert [person["id"] for person in run.unplaced] == [str(twin.pk)]


def test_a_rejected_pair_does_not_come_back_until_it_is_allowed_again(cast):
    propose(cast)
    rejection = actions.reject_match(Match.objects.get(), reason="They know each other", by=cast.cleo, now=NOW)
    run = propose(cast)
    assert not Match.objects.exists()
    assert run.unplaced[0]["reason"] == "no_allowed_mentor"
    actions.allow_again(rejection, by=cast.cleo, now=NOW)
    propose(cast)
    assert Match.objects.count() == 1


def test_pairs_that_were_told_are_left_alone(cast):
    told = cast.match(state="offered")
    propose(cast)
    assert list(Match.objects.all()) == [told]


def test_a_pair_that_the_new_best_does_not_hold_is_taken_away_and_counted(cast):
    propose(cast)
    actions.approve_match(Match.objects.get(), by=cast.cleo, now=NOW)
    cast.ama_place.status = "left"
    cast.ama_place.save()
    propose(cast)
    assert not Match.objects.exists()
    assert AuditEntry.objects.filter(action="matches.proposed").order_by("id").last().detail["n_approved_gone"] == 1


def test_a_locked_pair_that_breaks_a_rule_is_named(cast):
    propose(cast)
    actions.lock_match(Match.objects.get(), by=cast.cleo, now=NOW)
    cast.ama_place.not_with = [cast.rosa_place.external_id]
    cast.ama_place.save()
    with pytest.raises(Refused, match="Ama Owusu, Rosa Quispe"):
        propose(cast)


def test_new_terms_become_the_programmes_own(cast):
    terms = bridge.read_terms({"strands": {"topics": 0, "hours": 50}, "aim": "people"})
    run = propose(cast, terms=terms)
    cast.programme.refresh_from_db()
    assert run.aim == "people"
    assert cast.programme.terms["strands"]["hours"] == 50
    assert AuditEntry.objects.filter(action="programme.terms_changed").count() == 1
    assert Match.objects.get().parts["topics"] == 0
