"""When somebody says that it is not working: for the organisers alone."""

import uuid

from django.db import models

from mentes.matches.models import Match
from mentes.people.models import Person


class TroubleQuerySet(models.QuerySet):
    def readable_by(self, person):
        """For whoever runs the programme and is not one of the two. An organiser who is the other of the pair reads nothing."""
        if not person.is_authenticated:
            return self.none()
        runs = self.filter(match__programme__staff__person=person)
        return runs.exclude(match__mentee__person=person).exclude(match__mentor__person=person).distinct()

    def open(self):
        return self.filter(taken_up_at=None)


class Trouble(models.Model):
    """One person's word that a match is not working. The other of the two never learns of it from Mentes.

    It stands in no log of the programme: a log is read by everybody who runs it, and the other may be one of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
