"""A time at which people meet, and the place each of them has in it."""

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from mentes.people.models import Person


class MeetingQuerySet(models.QuerySet):
    def about(self, about):
        """Meetings that belong to one thing above this room: a match's id, say."""
        return self.filter(about=about)

    def visible_to(self, person):
        """Meetings in which `person` has a seat. Nobody else opens them, whoever runs the programme included."""
        return self.filter(seats__person=person) if person.is_authenticated else self.none()

    def booked(self):
        return self.filter(state=Meeting.State.BOOKED)

    def held(self):
        return self.filter(state=Meeting.State.HELD)

    def live(self):
        """All that were not called off: those to come, and those of the past, whatever became of them."""
        return self.exclude(state=Meeting.State.CANCELLED)

    def coming(self, now: datetime):
        """What is not over yet, the next first."""
        return self.live().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def unsaid(self, now: datetime):
        """Over, and nobody has said whether they met."""
        return self.booked().filter(ends_at__lte=now)


class Meeting(models.Model):
    """One meeting. `about` is the id of what the people meet for, which this room does not know.

    booked -> held (two were there, or somebody said so) | missed (somebody said that too few came) | cancelled.
    A booked meeting of the past is one of which nobody has said anything. `series` joins the meetings of one repeated booking,
    whose local time of day holds in `time_zone`. `sequence` counts changes, as calendars ask for it (RFC 5545 SEQUENCE).
    `planned_at`: where the booking put it, by which calendars know it when it moves (RFC 5545 RECURRENCE-ID).
    `link`: where people meet instead of here. `is_late`: called off less than a day before.
    """

    class State(models.TextChoices):
        BOOKED = "booked"
        HELD = "held"
        CANCELLED = "cancelled"
        MISSED = "missed"

    class Kind(models.TextChoices):
        PAIR = "pair"
        GROUP = "group"

    class Repeat(models.TextChoices):
        ONCE = ""
        WEEKLY = "weekly"
        FORTNIGHTLY = "fortnightly"
        MONTHLY = "monthly"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PAIR)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True, blank=True, editable=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    series = models.UUIDField(null=True, blank=True, db_index=True)
    repeat = models.CharField(max_length=12, blank=True, default="", choices=Repeat.choices)
    link = models.URLField(max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    booked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=600, blank=True)
    is_late = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_meeting_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    def people(self) -> list[Person]:
        return [seat.person for seat in self.seats.select_related("person").order_by("pk")]

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be moved or called off."""
        return self.state == self.State.BOOKED and self.starts_at > now


class SeatQuerySet(models.QuerySet):
    def live(self):
        """Seats that take somebody's time."""
        return self.filter(is_live=True)


class Seat(models.Model):
    """One person's place in one meeting. While it is live, the database lets no other of theirs overlap it, whoever asks.

    `during` is the meeting's time, [start, end). `here_at`: when they said that they are there. `missing_at`: when somebody,
    themselves perhaps, said that they did not come; `reason` is why, by their own choice, `words` their own.
    """

    class Reason(models.TextChoices):
        ILL = "ill"
        WORK = "work"
        LINE = "line"
        FORGOT = "forgot"
        WAS_THERE = "was_there"
        UNSAID = "unsaid"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    during = DateTimeRangeField()
    is_live = models.BooleanField(default=True)
    here_at = models.DateTimeField(null=True, blank=True)
    missing_at = models.DateTimeField(null=True, blank=True)
    missing_said_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=12, blank=True, choices=Reason.choices)
    words = models.CharField(max_length=600, blank=True)
    reason_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_a_person"),
            ExclusionConstraint(
                name="nobody_is_in_two_meetings",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(is_live=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.meeting_id}"
