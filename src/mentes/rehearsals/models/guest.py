"""Who is invited to a rehearsal besides its speaker."""

from django.db import models

from mentes.people.models import Person
from mentes.rehearsals.models.rehearsal import Rehearsal


class Guest(models.Model):
    """One person who may come in. A mentor gives cues and remarks; a peer listens and is heard. Each is shown by their account's
    name before they are heard. `came_by_link`: they opened the speaker's link; the others were chosen by name.
    """

    class Side(models.TextChoices):
        MENTOR = "mentor"
        PEER = "peer"

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices, default=Side.PEER)
    came_by_link = models.BooleanField(default=False)
    since_at = models.DateTimeField()

    class Meta:
        ordering = ["since_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["rehearsal", "person"], name="a_guest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.rehearsal_id}"
