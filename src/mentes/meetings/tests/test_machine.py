"""Whatever people do, in whatever order: nobody is in two places, seats are as their meetings, a row keeps its hour on the wall.

A model of plain values runs beside the rows. It says beforehand whether an act must be refused: exactly where somebody is taken.
So what was called off or moved away is free again, or the next booking there would be refused against it.
"""

import datetime as dt
import itertools
import os
import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mentes.lib.errors import Refused
from mentes.meetings.actions import book, cancel, cancel_meetings, i_am_here, move, say_missing
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.repeats import starts_of
from mentes.meetings.slots import free_slots
from mentes.meetings.wall import instant, wall, zone_of
from mentes.people.models import Person
from mentes.testing import make_person

# Clocks change on 8 March (New York), on the night to the 29th (Beirut, Lisbon), on 5 April (Lord Howe, by half an hour).
BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
ZONES = ("Africa/Accra", "America/New_York", "Asia/Beirut", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kathmandu")
ABOUTS = tuple(uuid.UUID(int=n + 1) for n in range(2))
EXAMPLES = int(os.environ.get("MENTES_TEST_SEQUENCES", "25"))

quarters = st.integers(1, 45 * 96)
hot_quarters = st.integers(1, 96).map(lambda n: 40 * n)  # few enough that people meet
starts = st.one_of(quarters, hot_quarters).map(lambda n: BEGIN + dt.timedelta(minutes=15 * n))
lengths = st.sampled_from([30, 45, 60])
repeats = st.sampled_from(["", "", "weekly", "fortnightly", "monthly"])
groups = st.lists(st.integers(0, 4), min_size=2, max_size=3, unique=True)


class Undo(Exception):
    pass


@dataclass
class Kept:
    """A meeting as the model has it. `hour`: (day, minute) on the wall of the row's zone, where the row gave it its time."""

    people: tuple[int, ...]
    start: dt.datetime
    minutes: int
    about: uuid.UUID
    zone: str
    series: uuid.UUID | None
    hour: tuple[dt.date, int] | None = None
    is_live: bool = True
    is_settled: bool = False

    @property
    def end(self) -> dt.datetime:
        return self.start + dt.timedelta(minutes=self.minutes)


class Meetings(RuleBasedStateMachine):
    @initialize()
    def come_together(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.people = [make_person(f"P{n} Somebody", time_zone=ZONES[n]) for n in range(5)]
        self.kept: dict[uuid.UUID, Kept] = {}
        self.now = BEGIN

    def teardown(self):
        if hasattr(self, "block"):
            self.block.__exit__(Undo, Undo(), None)

    # What the model says

    def is_taken(self, people, spans, but=()) -> bool:
        return any(
            one.is_live and pk not in but and set(people) & set(one.people) and low < one.end and one.start < high
            for pk, one in self.kept.items()
            for low, high in spans
        )

    def chosen(self, number: int) -> Meeting | None:
        keys = sorted(self.kept, key=lambda pk: (self.kept[pk].start, str(pk)))
        return Meeting.objects.get(pk=keys[number % len(keys)]) if keys else None

    def may_change(self, pk) -> bool:
        one = self.kept[pk]
        return one.is_live and not one.is_settled and one.start > self.now

    def row_from(self, pk) -> list[uuid.UUID]:
        """It and the later ones of its row that are still booked, by time."""
        one = self.kept[pk]
        later = [
            key
            for key, other in self.kept.items()
            if one.series and other.series == one.series and other.start > one.start and other.is_live and not other.is_settled
        ]
        return [pk, *sorted(later, key=lambda key: (self.kept[key].start, str(key)))]

    # What people do

    @rule(group=groups, start=starts, minutes=lengths, repeat=repeats, times=st.integers(2, 5), about=st.sampled_from(ABOUTS))
    def books(self, group, start, minutes, repeat, times, about):
        by = self.people[group[0]]
        zone = zone_of(by.time_zone)
        all_starts = starts_of(start, repeat=repeat, times=times, zone=zone)
        spans = [(one, one + dt.timedelta(minutes=minutes)) for one in all_starts]
        must_refuse = start <= self.now or self.is_taken(group, spans)
        people = [self.people[n] for n in group]
        try:
            made = book(
                about=about, people=people, starts_at=start, minutes=minutes, by=by, now=self.now, repeat=repeat, times=times
            )
        except Refused:
            assert must_refuse
            return
        assert not must_refuse
        first = wall(start, zone)
        for n, meeting in enumerate(made):
            day = wall(all_starts[n], zone).date()
            hour = (day, first.hour * 60 + first.minute) if n else None
            if hour:
                assert meeting.starts_at == instant(*hour, zone)
            self.kept[meeting.pk] = Kept(tuple(group), all_starts[n], minutes, about, zone.key, meeting.series, hour)

    @rule(number=st.integers(0, 99), start=starts, following=st.booleans())
    def moves(self, number, start, following):
        meeting = self.chosen(number)
        if meeting is None:
            return
        one = self.kept[meeting.pk]
        row = self.row_from(meeting.pk) if following else [meeting.pk]
        zone = zone_of(one.zone)
        old, new = wall(one.start, zone), wall(start, zone)
        hours = [(wall(self.kept[pk].start, zone).date() + (new.date() - old.date()), new.hour * 60 + new.minute) for pk in row]
        new_starts = [start, *(instant(*hour, zone) for hour in hours[1:])]
        spans = [(at, at + dt.timedelta(minutes=one.minutes)) for at in new_starts]
        is_late = not self.may_change(meeting.pk) or start <= self.now
        overlap_themselves = any(a[1] > b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
        must_refuse = is_late or overlap_themselves or self.is_taken(one.people, spans, but=row)
        try:
            move(meeting, starts_at=start, by=self.people[one.people[0]], now=self.now, following=following)
        except Refused:
            assert must_refuse
            return
        assert not must_refuse
        for pk, at, hour in zip(row, new_starts, hours, strict=True):
            self.kept[pk].start, self.kept[pk].minutes = at, one.minutes
            self.kept[pk].hour = hour if pk != meeting.pk else None

    @rule(number=st.integers(0, 99), following=st.booleans())
    def calls_off(self, number, following):
        meeting = self.chosen(number)
        if meeting is None:
            return
        one = self.kept[meeting.pk]
        row = self.row_from(meeting.pk) if following else [meeting.pk]
        may = self.may_change(meeting.pk)
        try:
            cancel(meeting, by=self.people[one.people[-1]], now=self.now, following=following)
        except Refused:
            assert not may
            return
        assert may
        for pk in row:
            self.kept[pk].is_live = False

    @rule(about=st.sampled_from(ABOUTS))
    def ends_what_they_met_for(self, about):
        gone = {one.pk for one in cancel_meetings(about=about, now=self.now)}
        assert gone == {pk for pk, one in self.kept.items() if one.about == about and self.may_change(pk)}
        for pk in gone:
            self.kept[pk].is_live = False

    @rule(who=st.integers(0, 4), zone=st.sampled_from(ZONES))
    def travels(self, who, zone):
        """A new zone changes no meeting: rows keep the zone in which they were booked."""
        Person.objects.filter(pk=self.people[who].pk).update(time_zone=zone)
        self.people[who].time_zone = zone

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.now += dt.timedelta(hours=hours)

    @rule(number=st.integers(0, 99), is_here=st.booleans(), who=st.integers(0, 2), offset=st.integers(-15, 90))
    def attends(self, number, is_here, who, offset):
        """Somebody says that they are there, or missing; what is said changes the state and nobody's time."""
        meeting = self.chosen(number)
        if meeting is None:
            return
        one = self.kept[meeting.pk]
        by = self.people[one.people[who % len(one.people)]]
        now = max(self.now, one.start + dt.timedelta(minutes=offset))
        try:
            meeting = i_am_here(meeting, by=by, now=now) if is_here else say_missing(meeting, person=by, by=by, now=now)
        except Refused:
            return
        self.now = now
        one.is_settled = meeting.state != "booked"

    # What always holds

    @invariant()
    def rows_are_as_the_model_has_them(self):
        if not hasattr(self, "kept"):
            return
        rows = {row.pk: row for row in Meeting.objects.all()}
        assert set(rows) == set(self.kept)
        seats: dict = {}
        for seat in Seat.objects.all():
            seats.setdefault(seat.meeting_id, []).append(seat)
        for pk, one in self.kept.items():
            row = rows[pk]
            assert (row.starts_at, row.ends_at) == (one.start, one.end)
            assert (row.state != "cancelled") == one.is_live
            assert {seat.person_id for seat in seats[pk]} == {self.people[n].pk for n in one.people}
            for seat in seats[pk]:
                assert (seat.during.lower, seat.during.upper, seat.is_live) == (one.start, one.end, one.is_live)
            if one.hour:
                assert row.starts_at == instant(*one.hour, zone_of(row.time_zone))

    @invariant()
    def nobody_is_in_two_places(self):
        if not hasattr(self, "kept"):
            return
        for n in range(5):
            mine = sorted((one.start, one.end) for one in self.kept.values() if one.is_live and n in one.people)
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(mine))

    @rule(minutes=st.sampled_from([30, 60]), days=st.integers(0, 40))
    def looks_for_an_hour(self, minutes, days):
        """What is offered can be booked: nobody is taken then, and both clocks show hours they have named."""
        two = self.people[:2]
        for person in two:
            person.profiles.all().delete()
            person.profiles.create(hours=[[n * 1440 + 480, n * 1440 + 1260] for n in range(7)], time_zone=person.time_zone)
        first = wall(self.now, zone_of(two[0].time_zone)).date() + dt.timedelta(days=days)
        slots = free_slots(two, first, 3, minutes, self.now)
        for slot in slots:
            assert slot.starts_at > self.now
            assert not self.is_taken((0, 1), [(slot.starts_at, slot.ends_at)])
            for person in two:
                low, high = (wall(at, zone_of(person.time_zone)) for at in (slot.starts_at, slot.ends_at))
                assert low.date() == high.date()
                assert 480 <= low.hour * 60 + low.minute < high.hour * 60 + high.minute <= 1260


@pytest.mark.django_db
def test_whatever_people_do_nobody_is_in_two_places_and_rows_keep_their_hour():
    run_state_machine_as_test(
        Meetings,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
        ),
    )
