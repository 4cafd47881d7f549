"""A conversation. It knows people and an id; what the id stands for, the rooms above know."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models

from mentes.people.models import Person


class ConversationQuerySet(models.QuerySet):
    def of(self, person: Person):
        """The conversations that `person` belongs to: nobody else finds them."""
        return self.filter(members__person=person)

    def about(self, about: uuid.UUID | str):
        return self.filter(about=about)

    def last_written(self, abouts: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
        """When something was last written about each of `abouts`; those of which nobody has written are left out."""
        written = self.filter(about__in=abouts, last_written_at__isnull=False)
        return dict(written.values_list("about", "last_written_at"))


class Conversation(models.Model):
    """What some people write to each other. `about` is the id of what they write for: a match, later a circle.

    `last_number` is the newest message's number, `last_change` counts every change to what is seen (a message, one taken back).
    Whoever raises them holds the row, so that numbers have no gap and follow the order in which messages were kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    last_change = models.PositiveIntegerField(default=0)
    last_written_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
