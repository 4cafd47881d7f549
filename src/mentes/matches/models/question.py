"""A question before the answer: one of the two asks the other, or the organisers, for more."""

import uuid

from django.db import models

from mentes.matches.models.match import Match
from mentes.people.models import Person


class QuestionQuerySet(models.QuerySet):
    def readable_by(self, person):
        """What `person` may read: their own, and what they are asked."""
        return self.filter(models.Q(asked_by=person) | _concerns(person)).distinct()

    def answerable_by(self, person):
        """What `person` is asked and nobody has answered yet. Nobody answers themselves."""
        return self.unanswered().filter(_concerns(person)).exclude(asked_by=person).distinct()

    def unanswered(self):
        return self.filter(answered_at=None)


def _concerns(person) -> models.Q:
    """What the two of a pair ask each other is for these two, what organisers are asked for whoever runs the programme."""
    own = models.Q(match__mentee__person=person) | models.Q(match__mentor__person=person)
    among_two = models.Q(to=Question.To.OTHER) & own
    return among_two | models.Q(to=Question.To.ORGANISERS, match__programme__staff__person=person)


class Question(models.Model):
    """One question and its answer, beside an offered match. Asked to the other of the two, only these two read it; asked
    to the organisers, only the one who asks and the organisers do.
    """

    class To(models.TextChoices):
        OTHER = "other"
        ORGANISERS = "organisers"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="questions")
    to = models.CharField(max_length=10, choices=To.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questions_asked")
    asked_at = models.DateTimeField()
    text = models.TextField()
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="questions_answered")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.asked_by_id} to {self.to}"
