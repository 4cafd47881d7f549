"""How a match that ran came to its end: why (for organisers alone), what the two said, and who stands first next time."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from mentes.matches.models.match import Match
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme


class Closing(models.Model):
    """A season's end: all its pairs at once. `questions` are asked of everybody who was in one, in the organiser's words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="closings")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="closings")
    at = models.DateTimeField()
    questions = models.JSONField(default=list)
    n_matches = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.programme} on {self.at:%Y-%m-%d}"


class Ending(models.Model):
    """Why a match ended: a code and words that organisers alone read. The two see no more than that it is over, and when.

    `by` is None where the clock ended it, or a season. `words` are the organisers' to read, never the other's.
    """

    class Kind(models.TextChoices):
        COMPLETED = "completed"
        NO_FAULT = "no_fault"
        LEAVER = "leaver"
        SAFETY = "safety"
        SILENCE = "silence"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.OneToOneField(Match, on_delete=models.CASCADE, related_name="ending")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="endings")
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    closing = models.ForeignKey(Closing, null=True, blank=True, on_delete=models.SET_NULL, related_name="endings")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.match_id} on {self.at:%Y-%m-%d}"


class Farewell(models.Model):
    """What one of the two says at the end. `thanks` is for the other, `reached` stands on both pages and the certificate.

    `went` (1 to 5) and `answers` ([{question, words}]) are for the organisers, who see them without a name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="farewells")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="farewells")
    at = models.DateTimeField()
    thanks = models.TextField(blank=True)
    reached = models.TextField(blank=True)
    went = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    answers = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["match", "person"], name="one_farewell_a_person_and_match")]

    def __str__(self) -> str:
        return f"{self.match_id} at {self.at:%Y-%m-%d}"


class CarriedMark(models.Model):
    """How it went for somebody, 1 to 5, in a programme that came here as a file: of whom, the file does not say.

    `season` counts from 1, the oldest; `closing` is the one that ended their match, if one did. `went` is None where fewer than
    ten marks stood together: then only that somebody said something is known.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    season = models.PositiveSmallIntegerField()
    closing = models.ForeignKey(Closing, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    went = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])

    def __str__(self) -> str:
        return f"season {self.season} of {self.programme_id}"


class Priority(models.Model):
    """A mentee whose match ended before its time and who seeks somebody new: they stand first until `done_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="priorities")
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="priorities")
    since = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "match"], name="one_priority_a_match")]

    def __str__(self) -> str:
        return f"{self.place_id} since {self.since:%Y-%m-%d}"
