"""Publishing: the instant at which people hear, and who comes next when somebody says no."""

import uuid

from django.db import models

from mentes.matches.models.match import Match
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme


class Publication(models.Model):
    """The organiser's word that approved pairs are to be told at `at`. Until then nobody hears, and it can be called off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="publications")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="publications")
    decided_at = models.DateTimeField()
    at = models.DateTimeField()
    n_matches = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.programme} at {self.at:%Y-%m-%d %H:%M}"


class Alternate(models.Model):
    """Who comes next for a mentee if the match ends without a yes. Offered only when `approved_by` is set: a person decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="alternates")
    mentor = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="alternate_for")
    rank = models.PositiveSmallIntegerField()
    points = models.FloatField()
    parts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="approved_alternates")
    approved_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["match", "mentor"], name="one_alternate_a_match_and_mentor")]

    def __str__(self) -> str:
        return f"{self.rank}. for {self.match_id}"
