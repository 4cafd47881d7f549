"""Any order of answers, reminders and clock: seats are never given twice, nothing unapproved goes out, letters are unique."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentes.lib.errors import Refused
from mentes.matches.actions import answering, publishing
from mentes.matches.actions.reminding import remind_and_expire
from mentes.matches.models import Alternate, Match
from mentes.people.models import Letter
from mentes.testing import NOW, make_participation, make_person, make_programme, make_staff

WAYS = {"offered": {"offered", "active", "declined", "expired", "withdrawn"}, "active": {"active"}}

number, side, yes_or_no = st.integers(0, 3), st.sampled_from(["mentee", "mentor"]), st.booleans()
STEPS = st.one_of(
    st.tuples(st.just("say_yes"), number, side, yes_or_no),
    st.tuples(st.just("say_yes"), number, side, st.just(False)),
    st.tuples(st.just("say_no"), number, side, yes_or_no),
    st.tuples(st.just("ask"), number, side),
    st.tuples(st.just("take_no_more"), st.integers(0, 2)),
    st.tuples(st.just("approve_whoever_waits")),
    st.tuples(st.just("let_pass"), st.sampled_from([0.5, 3, 7, 15])),
)


class Story:
    """Three mentees, three mentors with up to two seats, everybody offered to somebody, somebody next for each, and the clock."""

    def __init__(self, seats, approved):
        self.now = NOW
        self.cleo, programme = make_person("Cleo Haddad"), make_programme()
        make_staff(self.cleo, programme)
        self.mentees = [make_participation(make_person(f"Mentee{k} X"), programme, "mentee") for k in range(3)]
        self.mentors = [
            make_participation(make_person(f"Mentor{k} X"), programme, "mentor", capacity=n) for k, n in enumerate(seats)
        ]
        told = {"state": "offered", "decided_by": self.cleo, "offered_at": NOW, "expires_at": NOW + timedelta(days=14)}
        by = {"approved_by": self.cleo, "approved_at": NOW} if approved else {}
        for k, mentee in enumerate(self.mentees):
            pair = {"programme": programme, "mentee": mentee, "mentor": self.mentors[k], "points": 50, "parts": {"topics": 50.0}}
            match = Match.objects.create(**pair, **told)
            Alternate.objects.create(
                match=match, mentor=self.mentors[(k + 1) % 3], rank=1, points=40, parts={"topics": 40.0}, **by
            )
        self.before = self.states()

    def states(self):
        return dict(Match.objects.values_list("pk", "state"))

    def do(self, what, *said):
        try:
            getattr(self, what)(*said)
        except Refused:
            return

    def offer(self, n):
        return Match.objects.filter(state="offered").order_by("offered_at", "mentee__profile__name")[n : n + 1]

    def say_yes(self, n, side, stop):
        for match in self.offer(n):
            answering.accept_match(match, by=getattr(match, side).person, now=self.now, take_no_more=stop)

    def say_no(self, n, side, stop):
        for match in self.offer(n):
            person = getattr(match, side).person
            answering.decline_match(match, by=person, reason="unsaid", now=self.now, take_no_more=stop)

    def ask(self, n, side):
        for match in self.offer(n):
            answering.ask_for_more(match, by=getattr(match, side).person, to="other", text="Why?", now=self.now)

    def take_no_more(self, n):
        answering.take_no_more_for_now(self.mentors[n], by=self.mentors[n].person, now=self.now)

    def approve_whoever_waits(self):
        for alternate in Alternate.objects.filter(used_at=None, dropped_at=None):
            publishing.approve_alternate(alternate, by=self.cleo, now=self.now)

    def let_pass(self, days):
        self.now += timedelta(days=days)
        for _twice in range(2):
            remind_and_expire(self.now)
        assert not Match.objects.filter(state="offered", expires_at__lte=self.now).exists()

    def check(self):
        for place in self.mentors:
            place.refresh_from_db()
            assert Match.objects.filter(mentor=place, state="active").count() <= place.capacity
        for place in self.mentees:
            assert Match.objects.filter(mentee=place, state="active").count() <= place.wants
        now = self.states()
        for pk, state in self.before.items():
            assert now[pk] in WAYS.get(state, {state})
        self.before = now
        assert not Match.objects.exclude(decided_by=self.cleo).exists()
        assert not Match.objects.filter(state="active").exclude(mentee_answer="yes", mentor_answer="yes").exists()
        keys = list(Letter.objects.values_list("key", flat=True))
        assert len(keys) == len(set(keys))


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seats=st.lists(st.integers(0, 2), min_size=3, max_size=3), approved=yes_or_no, steps=st.lists(STEPS, min_size=3, max_size=10)
)
def test_in_any_order_of_answers_everybody_keeps_their_seats_and_their_word(seats, approved, steps):
    with transaction.atomic():
        story = Story(seats, approved)
        for step in steps:
            story.do(*step)
            story.check()
        transaction.set_rollback(True)
