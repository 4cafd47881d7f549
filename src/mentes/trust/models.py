"""Trust: who did what, who allowed what. The audit log only grows: the database refuses to change its past."""

import uuid

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act that matters: who, when, what, on what, why. Rows are chained by hash, so that a changed row is found.

    Written by `trust.actions.record` only. Nothing personal stands in `detail` beyond ids and codes,
    so erasure need not touch it.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    programme_id = models.UUIDField(null=True, blank=True, db_index=True)
    detail = models.JSONField(default=dict, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Consent(models.Model):
    """A yes or a no of one person to one purpose. Append-only: a change of mind is a new row, the newest counts."""

    class Purpose(models.TextChoices):
        LIVED_IN_MATCHING = "lived_in_matching"
        SENSITIVE_IN_MATCHING = "sensitive_in_matching"
        AUTOMATIC_MATCHING = "automatic_matching"
        ADULT = "adult"
        AUDIT_OF_PROTECTED = "audit_of_protected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, choices=Purpose.choices)
    is_given = models.BooleanField()
    version = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["person", "purpose", "-at"], name="newest_consent_first")]

    def __str__(self) -> str:
        return f"{self.purpose}: {'yes' if self.is_given else 'no'}"
