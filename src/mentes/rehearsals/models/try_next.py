"""The one thing that a speaker wants to try next time, and where it waits for that."""

from django.db import models

from mentes.matches.models import Match
from mentes.meetings.models import Action
from mentes.rehearsals.models.rehearsal import Rehearsal


class TryNext(models.Model):
    """One sentence in the speaker's own words. It becomes an `action` of a meeting of the pair `match`: at once where they have
    met or have booked, else as soon as they book. Without a `match` it stands on the report alone.
    """

    rehearsal = models.OneToOneField(Rehearsal, on_delete=models.CASCADE, primary_key=True, related_name="try_next")
    text = models.CharField(max_length=300)
    match = models.ForeignKey(Match, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_placed = models.BooleanField(default=False)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "rehearsal_id"]

    def __str__(self) -> str:
        return f"after {self.rehearsal_id}"
