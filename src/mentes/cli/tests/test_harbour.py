"""The demo's programme: loaded once by the actions people use, and left where every door opens on something to do."""

import math

from django.test import TestCase

from mentes.cli import harbour
from mentes.cli.harbour_answers import answers_of
from mentes.fairness.pages import read_report as audit_of
from mentes.matches.models import Match, Publication, Run
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation, Programme
from mentes.trust.models import AuditEntry, Consent


def states():
    return {state: Match.objects.filter(state=state).count() for state in Match.State.values}


class TestHarbour(TestCase):
    """Loaded once for all its tests, since reading the texts takes seconds, and taken back at the end."""

    @classmethod
    def setUpTestData(cls):
        cls.said: list[str] = []
        harbour.load(cls.said.append)

    def test_everybody_of_the_file_is_there_and_grown_up(self):
        assert Participation.objects.count() == 243
        assert len(set(Participation.objects.values_list("profile__country", flat=True))) == 31
        assert not Person.objects.filter(adult_confirmed_at=None).exists()
        assert self.said

    def test_the_best_total_is_proven(self):
        run = Run.objects.get()
        assert run.is_proven
        assert math.isclose(run.objective, run.upper_bound, rel_tol=1e-9)
        assert {rule["name"] for rule in run.rules} >= {"shared_hours"}

    def test_tomasi_and_lindiwe_have_no_mentor_and_the_run_says_why(self):
        run = Run.objects.get()
        unplaced = {person["id"]: person for person in run.unplaced}
        for name in ("c001", "a037"):
            place = Participation.objects.get(external_id=name)
            assert unplaced[str(place.pk)]["reason"] == "no_allowed_mentor"
            assert not place.matches_as_mentee.exists()
        assert len(unplaced) <= 4

    def test_ama_and_rosa_are_offered_each_other_and_have_not_answered(self):
        match = Match.objects.get(mentee__external_id="a001", mentor__external_id="b001")
        assert (match.state, match.mentee_answer, match.mentor_answer) == ("offered", "", "")
        assert 80 <= match.points <= 90
        assert match.decided_by.name == "Beatriz Amaral"

    def test_beatriz_has_seven_left_to_review_and_a_dozen_locked(self):
        assert states()["proposed"] == harbour.N_TO_REVIEW
        assert Match.objects.filter(is_locked=True).count() == harbour.N_LOCKED
        assert states()["approved"] > 50
        assert states()["active"] == 2
        assert states()["declined"] == 1
        assert Publication.objects.get().n_matches == harbour.N_TOLD_YESTERDAY

    def test_no_pair_was_told_that_nobody_approved(self):
        told = Match.objects.exclude(state__in=Match.UNHEARD)
        assert not told.filter(decided_by=None).exists()

    def test_most_people_answered_for_the_audit_each_for_themselves_and_it_was_counted(self):
        answered = Consent.objects.filter(purpose="audit_of_protected", is_given=True)
        assert 190 <= answered.count() <= 225
        assert answered.values("person").distinct().count() == answered.count()
        page = audit_of(Programme.objects.get())
        assert page.run_id == str(Run.objects.get().pk)
        assert page.n_people == 243
        assert page.state == "not_enough"

    def test_nobodys_answer_changes_when_the_demo_is_made_anew(self):
        assert answers_of("a002", []) == answers_of("a002", [])
        assert answers_of("b050", ["started after fifty"]).get("age", "50_plus") == "50_plus"
        assert {answers_of(f"x{k}", []).get("gender", "") for k in range(300)} == {"", "woman", "man", "nonbinary", "unsaid"}

    def test_loading_again_changes_nothing(self):
        before = (states(), AuditEntry.objects.count(), Letter.objects.count())
        harbour.load(self.said.append)
        assert (states(), AuditEntry.objects.count(), Letter.objects.count()) == before
