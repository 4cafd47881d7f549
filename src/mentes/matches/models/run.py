"""One run of the matching: what went in, what came out, and the proof."""

import uuid

from django.db import models

from mentes.people.models import Person
from mentes.programmes.models import Programme


class Run(models.Model):
    """A run and its result. Rows are never changed: "Match again" makes a new one, and the last two can be compared.

    `pairs` is [{mentee, mentor, points, parts}] with participation ids; `unplaced` and `idle` are [{id, reason, detail}];
    `prices` is {mentor id: price}; `gap` is relative, 0 when proven best. `inputs` is what the proof must know besides
    the people: {data: version of the rows, capacity: {id: seats}, wants: {id: seats}, locked: [[mentee, mentor]], forbidden}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="runs")
    at = models.DateTimeField()
    terms = models.JSONField(default=dict)
    aim = models.CharField(max_length=8)
    week_of = models.DateField()
    n_mentees = models.PositiveIntegerField()
    n_mentors = models.PositiveIntegerField()
    n_placed = models.PositiveIntegerField()
    objective = models.FloatField()
    upper_bound = models.FloatField()
    gap = models.FloatField()
    seconds = models.JSONField(default=dict)
    pairs = models.JSONField(default=list)
    unplaced = models.JSONField(default=list)
    idle = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    other_aim = models.JSONField(default=dict)
    prices = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.programme} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_proven(self) -> bool:
        """Whether the bound meets the total, up to rounding of the sums."""
        return self.gap <= 1e-9
