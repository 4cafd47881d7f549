"""One run of the matching: what went in, what came out, and the proof."""

import uuid

from django.db import models

from mentes.people.models import Person
from mentes.programmes.models import Programme


class Run(models.Model):
    """A run and its result. Rows are never changed: "Match again" makes a new one, and the last two can be compared.

    `floor`, `n_blocking`, `place_price`, `wishes` and `locks` are those of the engine's Pairing; `n_blocking` is None for runs
    older than that count. `pairs` is [{mentee, mentor, points, parts}] with participation ids; `unplaced` and `idle` are
    [{id, reason, detail}]; `prices` is {mentor id: price}; `gap` is relative, 0 when proven best. `inputs` is what the proof
    must know besides the people: {data: version of the rows, capacity: {id: seats}, wants: {id: seats},
    locked: [[mentee, mentor]], forbidden}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="runs")
    at = models.DateTimeField()
    terms = models.JSONField(default=dict)
    aim = models.CharField(max_length=8)
    mode = models.CharField(max_length=8, default="optimum")
    floor = models.FloatField(null=True)
    n_blocking = models.PositiveIntegerField(null=True)
    place_price = models.FloatField(default=0.0)
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
    wishes = models.JSONField(default=list)
    locks = models.JSONField(default=list)
    other_aim = models.JSONField(default=dict)
    prices = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.programme} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_stable(self) -> bool:
        return self.mode == "stable"

    @property
    def stability_costs_people(self) -> int:
        """How many fewer have a mentor than with the best total under the same floor."""
        told = [wish for wish in self.wishes if wish["name"] == "stable" and wish["on"]]
        return sum(wish["without"]["n_placed"] - wish["with_it"]["n_placed"] for wish in told)

    @property
    def judged_aim(self) -> str:
        """The aim under which the bound speaks: stable pairs are held against the best total."""
        return "points" if self.is_stable else self.aim

    @property
    def least_points(self) -> float | None:
        """Points of the weakest pair."""
        return min((pair["points"] for pair in self.pairs), default=None)

    @property
    def n_below_floor(self) -> int:
        """Locked pairs with fewer points than the floor: no other pair has."""
        return sum(pair["points"] < self.floor for pair in self.pairs) if self.floor is not None else 0

    @property
    def has_best_floor(self) -> bool:
        return self.floor is not None and self.terms.get("floor") == "best"

    @property
    def is_proven(self) -> bool:
        """Whether the bound meets the total, up to rounding of the sums."""
        return self.gap <= 1e-9
