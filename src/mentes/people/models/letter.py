"""The outbox: a letter is written in the same transaction as what it tells of, and sent exactly once afterwards."""

import uuid

from django.db import models

from mentes.lib import clock
from mentes.people.models.person import Person

NOTHING_TO_TELL = "nothing to tell"  # how `last_error` begins where the news had passed before the letter left


class LetterQuerySet(models.QuerySet):
    def missed(self):
        """Letters that did not reach their person. One whose news had passed was not missed by anybody."""
        return self.filter(state=Letter.State.FAILED).exclude(last_error__startswith=NOTHING_TO_TELL)

    def in_doubt(self):
        """Letters of which nobody knows whether they arrived, and which only a person sends again."""
        return self.filter(state=Letter.State.IN_DOUBT)


class Letter(models.Model):
    """One mail to one person. `key` is the idempotency key: the same event can never write two letters.

    Words are rendered when it is sent, in the person's language and zone, from `kind` and `facts`. `to` is the address, where
    it is not the person's own: a new one that is to be proved, an old one that is to be told. `attempts` counts how often it was
    taken in hand: by it a sender knows whether the letter is still theirs (`outbox`).
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"  # in somebody's hand; no server can have it yet
        HANDING = "handing"  # between the final dot and the server's word
        IN_DOUBT = "in_doubt"  # that word was never heard
        SENT = "sent"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    to = models.EmailField(blank=True)
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    not_before = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["not_before", "created_at"]
        indexes = [models.Index(fields=["state", "not_before"], name="letters_to_send")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"
