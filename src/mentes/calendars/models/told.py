"""What somebody wants of their calendar, and what it was told of each meeting."""

from django.db import models

from mentes.lib.sealed import SealedTextField
from mentes.meetings.models import Meeting
from mentes.people.models import Person


class CalendarChoice(models.Model):
    """One person's choices. Without a row: invitations by mail, and no feed.

    The feed's address holds a word that nobody can guess. It lies sealed, so that its owner can copy it again, and as a hash, by
    which it is found. `title`: what the feed calls every meeting; empty for the names of those who meet.
    """

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="calendar_choice")
    wants_invitations = models.BooleanField(default=True)
    feed_word = SealedTextField(blank=True)
    feed_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    feed_since = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"choices of {self.person_id}"


class Told(models.Model):
    """What the calendar of `person` was last told of `meeting` by mail: which change, and whether it was called off."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    is_cancelled = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["person", "meeting"], name="a_calendar_is_told_once")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.meeting_id}, {self.sequence}"
