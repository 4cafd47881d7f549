"""A calendar of somebody's own, from which busy times are read."""

import uuid
from datetime import datetime

from django.db import models

from mentes.lib.sealed import SealedTextField
from mentes.people.models import Person


class CalendarSourceQuerySet(models.QuerySet):
    def due(self, now: datetime):
        return self.filter(next_at__lte=now).order_by("next_at", "pk")


class CalendarSource(models.Model):
    """Where one calendar lies. Address, name and password are secrets and lie sealed.

    `error` is a code (calendars.words), empty while the last reading went well; `n_failed` how often in a row it did not;
    `mark` the server's sign for what was read last (ETag), by which it can say that nothing has changed.
    """

    class Kind(models.TextChoices):
        ICS = "ics"
        CALDAV = "caldav"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendars")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.ICS)
    address = SealedTextField()
    user = SealedTextField(blank=True)
    password = SealedTextField(blank=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=20, blank=True)
    n_failed = models.PositiveSmallIntegerField(default=0)
    n_busy = models.PositiveIntegerField(default=0)
    n_unread = models.PositiveIntegerField(default=0)
    mark = models.CharField(max_length=200, blank=True)

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
