"""What people bring to a meeting and take from it: agenda, shared notes, and what somebody said they would do."""

import uuid

from django.db import models

from mentes.meetings.models.meeting import Meeting
from mentes.people.models import Person


class AgendaItem(models.Model):
    """One line of a meeting's agenda. `added_by` None: it came with the programme's guide."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    is_done = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.position} of {self.meeting_id}"


class SharedNote(models.Model):
    """The one page on which everybody in a meeting writes. `number` counts its versions: who saves says which one they saw."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="note")
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"version {self.number} of {self.meeting_id}"


class ActionQuerySet(models.QuerySet):
    def about(self, about):
        return self.filter(about=about)

    def open(self):
        """What comes back on every agenda: what is due first, and what has no date last."""
        return self.filter(state=Action.State.OPEN).order_by(models.F("due_on").asc(nulls_last=True), "made_at", "id")

    def visible_to(self, person):
        return self.filter(meeting__seats__person=person) if person.is_authenticated else self.none()


class Action(models.Model):
    """Something that `owner` said they would do, by `due_on` if they named a day. Open until it is done or let go."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        LET_GO = "let_go"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(db_index=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions_made")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
