"""What the mentee is after, in their own words, and how it goes."""

import uuid

from django.db import models

from mentes.matches.models import Match


class GoalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Goal.State.OPEN)


class Goal(models.Model):
    """A goal of the mentee, written by them, read by the two. `by_on`: the day they would like to be there, if they named one."""

    class State(models.TextChoices):
        OPEN = "open"
        REACHED = "reached"
        LET_GO = "let_go"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(max_length=300)
    by_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class GoalStep(models.Model):
    """How it goes with a goal, told in words at one moment. Nobody measures it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
