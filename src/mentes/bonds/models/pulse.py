"""How it goes, asked of each of the two alone."""

import uuid

from django.db import models

from mentes.matches.models import Match
from mentes.people.models import Person


class PulseQuerySet(models.QuerySet):
    def waiting(self):
        """Asked and not answered, where it still matters: the match runs, and nothing newer of its kind was asked."""
        newer = Pulse.objects.filter(
            match=models.OuterRef("match"),
            person=models.OuterRef("person"),
            kind=models.OuterRef("kind"),
            asked_at__gt=models.OuterRef("asked_at"),
        )
        return self.filter(answered_at=None, match__state=Match.State.ACTIVE).exclude(models.Exists(newer))

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def wanting_help(self):
        """Answers whose person said that the organisers may help. Only these say whether a mark was low."""
        return self.answered().filter(lets_help=True)


class Pulse(models.Model):
    """One asking of one person. `answers` are sealed with their own key; the other of the pair cannot open them, nor organisers.

    kind "days": two questions, `occasion` is the day since the start. kind "bond": six, `occasion` is the number of meetings.
    `is_low` is known only where the person lets the organisers help. Both compare their answers of one occasion once each of the
    two has set `compare_at`.
    """

    class Kind(models.TextChoices):
        DAYS = "days"
        BOND = "bond"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="pulses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    occasion = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answers = models.TextField(blank=True)
    lets_help = models.BooleanField(default=False)
    is_low = models.BooleanField(default=False)
    compare_at = models.DateTimeField(null=True, blank=True)

    objects = PulseQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["match", "person", "kind", "occasion"], name="one_pulse_an_occasion"),
            models.CheckConstraint(
                condition=models.Q(is_low=False) | models.Q(lets_help=True), name="a_low_mark_is_told_by_its_person_only"
            ),
            models.CheckConstraint(
                condition=models.Q(compare_at__isnull=True) | models.Q(answered_at__isnull=False),
                name="only_what_is_answered_is_compared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occasion} of {self.person_id}"
