"""Fairness: what a programme asks for its audit, what people volunteered, and what the last audit counted.

The matcher's database role can read none of these tables (migrations/0001), nor may any other room: what leaves this one is
counted over at least ten people.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mentes.fairness.attributes import ATTRIBUTES, BY_DEFAULT
from mentes.programmes.models import Participation, Programme

MOST_LETTERS = 80


def default_attributes() -> list[str]:
    return list(BY_DEFAULT)


class Asked(models.Model):
    """Which protected attributes a programme asks for. A programme without a row asks for the default ones.

    `belongings` is the programme's own list for belonging. `n_changes` counts how often answers were given or taken back: it
    says whether enough has changed for a new audit, so that no audit can be compared with the one before to find one person.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+", primary_key=True)
    attributes = ArrayField(models.CharField(max_length=20), default=default_attributes)
    belongings = ArrayField(models.CharField(max_length=MOST_LETTERS), default=list, blank=True)
    n_changes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"asked in {self.programme_id}"


class Said(models.Model):
    """One answer of one person in one programme, there only while they agree to its use in the audit.

    `value` is a code of fairness.attributes, one of the programme's own words, "own" (then `words` has theirs), or "unsaid".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    attribute = models.CharField(max_length=20, choices=[(name, name) for name in ATTRIBUTES])
    value = models.CharField(max_length=MOST_LETTERS)
    words = models.CharField(max_length=MOST_LETTERS, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participation", "attribute"], name="one_answer_an_attribute")]

    def __str__(self) -> str:
        return f"{self.attribute} of {self.participation_id}"


class Count(models.Model):
    """One audit, after a run. `report` holds only what may be shown: nothing of fewer than ten people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    run_id = models.UUIDField()
    at = models.DateTimeField()
    n_changes = models.PositiveIntegerField()
    report = models.JSONField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.programme_id} at {self.at:%Y-%m-%d %H:%M}"
