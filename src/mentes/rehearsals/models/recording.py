"""A rehearsal's timeline, where its speaker shared it: else it lies on their device alone."""

from django.db import models

from mentes.lib.sealed import SealedBytesField
from mentes.rehearsals.models.rehearsal import Rehearsal

MOST_RECORDING_BYTES = 2 * 1024 * 1024


class RecordingQuerySet(models.QuerySet):
    def without_body(self):
        """For pages that only say that there is one: up to three megabytes are left where they are."""
        return self.defer("body")


class Recording(models.Model):
    """`body` as the speaker's browser wrote it (room/timeline.js), `n_bytes` long, sealed at rest; from `expires_at` on it is
    shown to nobody, and deleted within the hour. There is no sound in it: the speaker's voice, if they gave it
    too, is an OwnVoice."""

    rehearsal = models.OneToOneField(Rehearsal, on_delete=models.CASCADE, primary_key=True, related_name="recording")
    # Django's stubs take every field of text for a str.
    body: bytes = SealedBytesField()  # type: ignore[assignment]
    n_bytes = models.PositiveIntegerField()
    shared_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(n_bytes__range=(1, MOST_RECORDING_BYTES)), name="a_recording_is_at_most_two_megabytes"
            )
        ]

    def __str__(self) -> str:
        return str(self.rehearsal_id)
