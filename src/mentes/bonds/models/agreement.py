"""What the two agree on, version by version."""

import uuid

from django.db import models

from mentes.matches.models import Match
from mentes.people.models import Person


class AgreementQuerySet(models.QuerySet):
    def newest(self):
        """The version that is edited and signed now, or None."""
        return self.order_by("-number").first()

    def in_force(self):
        """The newest version that both signed, or None. It holds until both have signed a later one."""
        return self.filter(mentee_signed_at__isnull=False, mentor_signed_at__isnull=False).order_by("-number").first()


class Agreement(models.Model):
    """One version of a pair's agreement. Nothing of it changes after it was written but the two signatures.

    A signature belongs to this version alone: whoever edits makes the next one, which nobody has signed yet.
    """

    PARTS = ("meets", "lasts", "between_us", "if_stuck")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    meets = models.CharField(max_length=300, blank=True)
    lasts = models.CharField(max_length=300, blank=True)
    between_us = models.TextField(blank=True)
    if_stuck = models.TextField(blank=True)
    more = models.TextField(blank=True)
    edited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    edited_at = models.DateTimeField()
    mentee_signed_at = models.DateTimeField(null=True, blank=True)
    mentor_signed_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["match", "number"], name="one_agreement_a_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.match_id}"

    def said(self) -> dict[str, str]:
        """The five texts, by name."""
        return {name: getattr(self, name) for name in (*self.PARTS, "more")}

    def signed_at(self, side: str):
        return getattr(self, f"{side}_signed_at")

    @property
    def is_signed(self) -> bool:
        """Whether anybody has signed it."""
        return any(self.signed_at(side) for side in Match.SIDES)

    @property
    def is_in_force(self) -> bool:
        return all(self.signed_at(side) for side in Match.SIDES)
