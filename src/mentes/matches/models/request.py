"""That somebody asked for a matching: it is made in the background where that takes longer than a page may."""

import uuid

from django.db import models

from mentes.matches.models.run import Run
from mentes.people.models import Person
from mentes.programmes.models import Programme


class RunRequestQuerySet(models.QuerySet):
    def under_way_in(self, programme: Programme):
        return self.filter(programme=programme, done_at=None).select_related("by").first()


class RunRequest(models.Model):
    """One press of "Match". Under way until `done_at`; then it has led to `run`, or `refusal` says why not.

    `n_gone` counts approved pairs that the run took away. `told_at`: since when whoever pressed knows how it ended. A programme
    has one under way at most.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="run_requests")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="run_requests")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests")
    n_gone = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = RunRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(done_at=None), name="one_matching_at_once_a_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} asked at {self.asked_at:%Y-%m-%d %H:%M}"
