"""Voices that were given to somebody: the speaker's own beside a shared recording, a mentor's spoken remark."""

from django.db import models

from mentes.lib.sealed import SealedBytesField
from mentes.rehearsals.models.cue import Remark
from mentes.rehearsals.models.rehearsal import Rehearsal

MOST_VOICE_BYTES = 10 * 1024 * 1024  # forty minutes as room/recorder.js writes them
MOST_NOTE_BYTES = 1024 * 1024  # a minute, also by a browser that writes it large

ENDINGS = {"audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg"}


class SoundQuerySet(models.QuerySet):
    def without_body(self):
        return self.defer("body")


class Sound(models.Model):
    """A whole file, `n_bytes` long, sealed at rest, of a `kind` that messages/files found it to be."""

    # Django's stubs take every field of text for a str.
    body: bytes = SealedBytesField()  # type: ignore[assignment]
    kind = models.CharField(max_length=20)
    n_bytes = models.PositiveIntegerField()

    objects = SoundQuerySet.as_manager()

    class Meta:
        abstract = True


class OwnVoice(Sound):
    """The speaker's own voice, which they gave the mentors beside the recording by a yes of its own. It begins at `at_ms` of the
    rehearsal (below none where the microphone was the earlier one); from `expires_at` on it is shown to nobody."""

    rehearsal = models.OneToOneField(Rehearsal, on_delete=models.CASCADE, primary_key=True, related_name="own_voice")
    at_ms = models.IntegerField()
    shared_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(n_bytes__range=(1, MOST_VOICE_BYTES)), name="a_voice_is_at_most_ten_megabytes"
            )
        ]

    def __str__(self) -> str:
        return str(self.rehearsal_id)


class VoiceNote(Sound):
    """A remark that was spoken. Its mentor and the speaker hear it and nobody else, nor what the remark says in words."""

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, primary_key=True, related_name="voice")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(n_bytes__range=(1, MOST_NOTE_BYTES)), name="a_voice_note_is_at_most_a_megabyte"
            )
        ]

    def __str__(self) -> str:
        return str(self.remark_id)
