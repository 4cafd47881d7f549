"""S17: whatever people, organisers and the clock do with a relationship, and in whatever order, what must hold holds.

A few sequences here; `make nightly` sets MENTES_SEQUENCES=2000. The last long run stands in docs/reference/numbers.md.
"""

import os
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches.actions import answering, by_hand, ending, pausing, publishing, reminding, silence
from mentes.matches.models import Ending, Match
from mentes.meetings import actions as meetings
from mentes.meetings.models import Meeting, Seat
from mentes.messages.models import Conversation
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_participation, make_person, make_programme, make_staff
from mentes.trust.actions import erase_person

pytestmark = pytest.mark.django_db

N_SEQUENCES = int(os.environ.get("MENTES_SEQUENCES", "25"))
N_STEPS = 20
State = Match.State
few = st.integers(0, 5)
sides = st.sampled_from(["mentee", "mentor"])


class Relationship(RuleBasedStateMachine):
    """Three mentees and two mentors, one of whom has a seat for two; each rule is a button that somebody may press."""

    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = self.began = timezone.now().replace(microsecond=0)
        self.programme = make_programme()
        self.cleo = make_person("Cleo Haddad")
        make_staff(self.cleo, self.programme)
        hours = [[day * 1440 + 480, day * 1440 + 1080] for day in range(7)]
        for k in range(3):
            make_participation(make_person(f"Mentee {k}"), self.programme, "mentee", hours=hours, by_hand_since=NOW)
        for k in range(2):
            make_participation(make_person(f"Mentor {k}"), self.programme, "mentor", hours=hours, capacity=k + 1)

    def teardown(self):
        clock.set_ahead(timedelta(0))
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize(begun=st.lists(st.booleans(), min_size=2, max_size=2))
    def two_pairs_have_been_told(self, begun):
        """And some of them have begun: most of what can happen to a relationship happens after that."""
        mentees, mentors = self.places("mentee"), self.places("mentor")
        for has_begun, mentee, mentor in zip(begun, mentees, reversed(mentors), strict=False):
            match = Match.objects.create(
                programme=self.programme,
                mentee=mentee,
                mentor=mentor,
                points=50.0,
                state=State.OFFERED,
                offered_at=self.now,
                expires_at=self.now + timedelta(days=14),
            )
            if has_begun:
                for person in match.people():
                    self.does(answering.accept_match, match, by=person)

    def places(self, side):
        return list(
            Participation.objects.filter(programme=self.programme, role=side).select_related("person", "profile").order_by("pk")
        )

    def go_on_to(self, instant):
        """Erasure takes no time from its caller, so that the house's own clock goes along."""
        self.now = max(self.now, instant)
        clock.set_ahead(self.now - self.began)

    # What is done may be refused, in a sentence; anything else is a fault.

    def does(self, action, *arguments, **named):
        try:
            with transaction.atomic():
                answer = action(*arguments, now=self.now, **named)
        except Refused:
            self.refused[action.__name__] += 1
            return None
        self.done[action.__name__] += 1
        return answer

    def one(self, number, **where):
        found = list(
            Match.objects.filter(**where).select_related("mentee__person", "mentor__person").order_by("created_at", "pk")
        )
        return found[number % len(found)] if found else None

    @rule(mentee=few, mentor=few)
    def bring_together(self, mentee, mentor):
        mentees, mentors = self.places("mentee"), self.places("mentor")
        if mentees and mentors:
            one, other = mentees[mentee % len(mentees)], mentors[mentor % len(mentors)]
            self.does(by_hand.pair_by_hand, one, "mentee", other, by=self.cleo)

    @rule()
    def publish(self):
        self.does(publishing.publish, self.programme, at=self.now, by=self.cleo, alternates="queue")
        publishing.offer_due_matches(self.now)

    @rule(number=few, side=sides, take_no_more=st.booleans())
    def say_yes(self, number, side, take_no_more):
        if match := self.one(number, state=State.OFFERED):
            self.does(answering.accept_match, match, by=getattr(match, side).person, take_no_more=take_no_more)

    @rule(number=few)
    def both_say_yes(self, number):
        if match := self.one(number, state=State.OFFERED):
            for side in ("mentee", "mentor"):
                self.does(answering.accept_match, match, by=getattr(match, side).person)

    @rule(number=few, side=sides)
    def say_no(self, number, side):
        if match := self.one(number, state=State.OFFERED):
            self.does(answering.decline_match, match, by=getattr(match, side).person, reason="no_time")

    @rule(number=few, side=sides, days=st.integers(1, 20), hour=st.integers(0, 23), repeat=st.sampled_from(["", "weekly"]))
    def book(self, number, side, days, hour, repeat):
        if match := self.one(number, state=State.ACTIVE):
            at = self.now.replace(hour=hour, minute=0) + timedelta(days=days)
            people = match.people()
            by = getattr(match, side).person
            self.does(meetings.book, about=match.pk, people=people, starts_at=at, minutes=45, by=by, repeat=repeat, times=3)

    @rule(number=few, days=st.integers(1, 9), hour=st.integers(0, 23))
    def move(self, number, days, hour):
        if (meeting := self.a_meeting(number)) and (people := meeting.people()):
            at = self.now.replace(hour=hour, minute=0) + timedelta(days=days)
            self.does(meetings.move, meeting, starts_at=at, minutes=30, by=people[0])

    @rule(number=few)
    def call_off(self, number):
        if (meeting := self.a_meeting(number)) and (people := meeting.people()):
            self.does(meetings.cancel, meeting, by=people[-1])

    @rule(number=few)
    def come(self, number):
        """Time goes on to the next meeting, and whoever is left comes."""
        if meeting := self.a_meeting(number):
            self.go_on_to(meeting.starts_at)
            for person in meeting.people():
                self.does(meetings.i_am_here, meeting, by=person)

    def a_meeting(self, number):
        booked = list(Meeting.objects.booked().filter(ends_at__gt=self.now).order_by("starts_at", "pk"))
        return booked[number % len(booked)] if booked else None

    @rule(number=few, side=sides, days=st.integers(1, 40))
    def pause(self, number, side, days):
        if match := self.one(number, state=State.ACTIVE):
            until = (self.now + timedelta(days=days)).date()
            self.does(pausing.pause_match, match, by=getattr(match, side).person, until=until)

    @rule(number=few, side=sides)
    def resume(self, number, side):
        if match := self.one(number, state=State.ACTIVE):
            self.does(pausing.resume_match, match, by=getattr(match, side).person)

    @rule(number=few, side=sides, kind=st.sampled_from(ending.OWN_KINDS), again=st.booleans())
    def end(self, number, side, kind, again):
        if match := self.one(number, state=State.ACTIVE):
            self.does(ending.end_match, match, by=getattr(match, side).person, kind=kind, wants_another=again)

    @rule(number=few, side=sides)
    def be_erased(self, number, side):
        if match := self.one(number):
            person = getattr(match, side).person
            self.does(erase_person, person, by=person)

    @rule(days=st.sampled_from([1, 3, 8, 22, 40]))
    def time_passes(self, days):
        self.go_on_to(self.now + timedelta(days=days))
        for _twice in range(2):  # every job of the clock may safely run twice
            reminding.remind_and_expire(self.now)
            pausing.resume_due(self.now)
            ending.end_with_those_who_left(self.now)
            silence.look_after_silence(self.now)

    @invariant()
    def nobody_holds_more_than_they_gave(self):
        for place in Participation.objects.filter(programme=self.programme):
            most = place.capacity if place.role == "mentor" else place.wants
            assert Match.objects.filter(state=State.ACTIVE, **{place.role: place}).count() <= most

    @invariant()
    def what_runs_was_wanted_by_two_who_are_there(self):
        for match in Match.objects.filter(state=State.ACTIVE).select_related("mentee__person", "mentor__person"):
            assert match.both_said_yes
            assert match.started_at
            assert match.ended_at is None
            assert all(person.erased_at is None for person in match.people())

    @invariant()
    def what_is_over_holds_no_time_and_no_open_line(self):
        over = [State.ENDED, State.DECLINED, State.EXPIRED, State.WITHDRAWN]
        ids = list(Match.objects.filter(state__in=over).values_list("pk", flat=True))
        assert not Meeting.objects.booked().filter(about__in=ids, starts_at__gt=self.now).exists()
        assert not Conversation.objects.filter(about__in=ids, closed_at=None).exists()
        ended = Match.objects.filter(state=State.ENDED)
        assert Ending.objects.filter(match__in=ended).count() == ended.count()

    @invariant()
    def whoever_ended_it_for_their_safety_has_nothing_with_the_other_again(self):
        """This is how one blocks somebody: the two are neither proposed nor paired by hand again, and no line is open."""
        over = [State.ENDED, State.DECLINED, State.EXPIRED, State.WITHDRAWN]
        for match in Match.objects.filter(ending__kind=ending.Kind.SAFETY):
            again = Match.objects.filter(mentee=match.mentee_id, mentor=match.mentor_id).exclude(state__in=over)
            assert not again.exists()

    @invariant()
    def nobody_sits_alone_or_in_two_places(self):
        for meeting in Meeting.objects.booked().filter(starts_at__gt=self.now):
            assert meeting.seats.count() >= 2, "a meeting to come, and somebody would sit there alone"
        for person in Person.objects.all():
            spans = sorted((seat.during.lower, seat.during.upper) for seat in Seat.objects.live().filter(person=person))
            assert all(first[1] <= second[0] for first, second in pairwise(spans))

    @invariant()
    def nobody_hears_before_it_was_published_nor_after_they_are_gone(self):
        told = Match.objects.exclude(state__in=[*Match.UNHEARD])
        assert not told.filter(offered_at=None).exists()
        assert not Letter.objects.filter(person__erased_at__isnull=False, state=Letter.State.WAITING).exists()

    @invariant()
    def time_goes_one_way(self):
        assert not Match.objects.filter(ended_at__lt=F("started_at")).exists()
        assert not Meeting.objects.filter(ends_at__lte=F("starts_at")).exists()


def test_in_whatever_order_things_happen_what_must_hold_holds(capsys):
    Relationship.done.clear()
    Relationship.refused.clear()
    run_state_machine_as_test(
        Relationship,
        settings=settings(
            max_examples=N_SEQUENCES,
            stateful_step_count=N_STEPS,
            # A few are the same each time: whether all of what is asked below is done in them is not left to chance.
            derandomize=N_SEQUENCES < 500,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
    with capsys.disabled():
        print(f"\n{N_SEQUENCES} sequences: done {dict(Relationship.done.most_common())}")
        print(f"refused {dict(Relationship.refused.most_common())}")
    # What was hardly ever done was not tried.
    seldom = {"publish", "erase_person", "move", "i_am_here"} if N_SEQUENCES >= 500 else set()
    assert {"accept_match", "book", "end_match", "pause_match"} | seldom <= Relationship.done.keys()
