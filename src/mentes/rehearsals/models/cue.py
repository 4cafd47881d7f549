"""What a mentor says into a rehearsal without a voice: a cue before the speaker's eyes, a remark pinned to a moment."""

from django.db import models

from mentes.lib.sealed import SealedTextField
from mentes.people.models import Person
from mentes.rehearsals.models.rehearsal import Rehearsal

MOST_CUE_LETTERS = 80  # what a glance can take in
MOST_REMARK_LETTERS = 2000


class Cue(models.Model):
    """One cue. `id` is made by the mentor's browser: sent twice, it is there once. Milliseconds count from `opened_at` of the
    rehearsal: `at_ms` when it reached the server, `shows_at_ms` when it may come before the speaker's eyes, `seen_at_ms` when it
    did. `text` only where the mentor typed it (`own`). Without `by` it came from somebody whose account is gone.
    """

    class Kind(models.TextChoices):
        SLOWER = "slower"
        PAUSE = "pause"
        LEFT = "left"
        RIGHT = "right"
        LOUDER = "louder"
        GOOD = "good"
        QUESTION = "question"
        OWN = "own"

    id = models.UUIDField(primary_key=True, editable=False)
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="cues")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = SealedTextField(blank=True)
    at_ms = models.PositiveIntegerField()
    shows_at_ms = models.PositiveIntegerField()
    seen_at_ms = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["shows_at_ms", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rehearsal", "shows_at_ms"], name="one_cue_at_a_time"),
            models.CheckConstraint(condition=models.Q(shows_at_ms__gte=models.F("at_ms")), name="a_cue_shows_after_it_was_given"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.shows_at_ms}"


class Remark(models.Model):
    """Longer words for afterwards, pinned to the moment `at_ms`. The speaker and the mentor who made it read
    it, nobody else. Without a `text` it is spoken (VoiceNote)."""

    id = models.UUIDField(primary_key=True, editable=False)
    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at_ms = models.PositiveIntegerField()
    text = SealedTextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["at_ms", "id"]

    def __str__(self) -> str:
        return f"remark at {self.at_ms}"
