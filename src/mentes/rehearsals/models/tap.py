"""A filler, as a mentor heard it: one tap, one moment, no word."""

from django.db import models

from mentes.people.models import Person
from mentes.rehearsals.models.rehearsal import Rehearsal


class Tap(models.Model):
    """`id` is made by the mentor's browser: sent twice, it is there once. `at_ms` counts from `opened_at` of the rehearsal. The
    speaker and mentors see it afterwards; nobody is told while somebody speaks."""

    id = models.UUIDField(primary_key=True, editable=False)
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="taps")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at_ms = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["at_ms", "id"]

    def __str__(self) -> str:
        return f"tap at {self.at_ms}"
