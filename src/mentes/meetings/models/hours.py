"""When somebody can meet: the hours of their week, days that differ, and what their own calendar holds."""

from django.db import models

from mentes.meetings.wall import MINUTES_A_DAY
from mentes.people.models import Person


class OwnWeek(models.Model):
    """Says that somebody has set the hours of their week here. Until then those of their profile count."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="own_week")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"week of {self.person_id}"


class Availability(models.Model):
    """Hours of a weekday, Monday 0, [start, end) in minutes of the local day in the person's zone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField()
    starts_minute = models.PositiveSmallIntegerField()
    ends_minute = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "availabilities"
        ordering = ["weekday", "starts_minute"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, ends_minute__lte=MINUTES_A_DAY, starts_minute__lt=models.F("ends_minute")),
                name="hours_lie_within_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_minute}-{self.ends_minute}"


class AvailabilityException(models.Model):
    """A day that differs from the week: `is_free` adds the hours, else they are taken away (the whole day: 0 to 1440)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="availability_exceptions")
    on_day = models.DateField()
    is_free = models.BooleanField(default=False)
    starts_minute = models.PositiveSmallIntegerField(default=0)
    ends_minute = models.PositiveSmallIntegerField(default=MINUTES_A_DAY)

    class Meta:
        ordering = ["on_day", "starts_minute"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_minute__lte=MINUTES_A_DAY, starts_minute__lt=models.F("ends_minute")),
                name="an_exception_lies_within_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on_day} {'free' if self.is_free else 'not free'}"


class Busy(models.Model):
    """A time at which somebody's own calendar says that they are busy. No title, no place: only that.

    `source` is the id of the calendar it was read from, whose rows are replaced when it is read again.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="busy_times")
    source = models.UUIDField(db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "busy"
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["person", "starts_at"], name="busy_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} busy {self.starts_at:%Y-%m-%d %H:%M}"
