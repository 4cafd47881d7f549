"""Imports: the file as it came, what one import changed, and what it takes to undo it."""

import uuid

from django.db import models

from mentes.lib import clock
from mentes.people.models import Person
from mentes.programmes.models.participation import Participation
from mentes.programmes.models.programme import Programme


class Upload(models.Model):
    """A file that somebody is about to import. It is deleted once imported or after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    files = models.JSONField(default=list, help_text="[{name, data (base64)}]")
    file_map = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return str(self.id)


class ImportRun(models.Model):
    """One import that was carried out: who, when, from what, with what result. It stays when it is undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="imports")
    at = models.DateTimeField()
    file_names = models.JSONField(default=list)
    file_map = models.JSONField(default=dict, blank=True)
    n_added = models.PositiveIntegerField(default=0)
    n_updated = models.PositiveIntegerField(default=0)
    n_unchanged = models.PositiveIntegerField(default=0)
    n_left = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(
        default=list, help_text="[{place, code}]: where rows were left out and why, not what stood there."
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_imports")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {', '.join(self.file_names)}"


class ImportChange(models.Model):
    """What one import did to one person. Undo puts `before` back.

    `before` and `after` hold only what changed, under the native column names and `status`; of somebody new, nothing but their
    role, so that the log keeps no second copy of what people say. The row goes when the place goes.
    """

    class Kind(models.TextChoices):
        ADDED = "added"
        UPDATED = "updated"
        LEFT = "left"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    participation = models.ForeignKey(Participation, null=True, on_delete=models.CASCADE, related_name="import_changes")
    external_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "external_id"], name="one_change_a_person_and_run")]

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"
