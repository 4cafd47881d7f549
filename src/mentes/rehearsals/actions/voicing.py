"""Voices that are given to somebody: a spoken remark, and the speaker's own voice beside a recording, by a yes of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.actions.remarking import keep_remark
from mentes.rehearsals.actions.sharing import recording_for
from mentes.rehearsals.models import OwnVoice, Rehearsal, Remark, VoiceNote

MIB = 1024 * 1024
QUOTA_BYTES = 100 * MIB  # of all voices together that one person has given others


@dataclass(frozen=True)
class Voice:
    """A whole file, and what messages.files found it to be."""

    body: bytes
    kind: str


def _find_room(by: Person, voice: Voice) -> None:
    """Refused where all of theirs together would take more than one person has."""
    # Two windows at once would otherwise each find room. The row may still be pointed at meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    theirs = (OwnVoice.objects.filter(rehearsal__speaker=by), VoiceNote.objects.filter(remark__by=by))
    n_bytes = sum(rows.aggregate(n=Sum("n_bytes"))["n"] or 0 for rows in theirs)
    if n_bytes + len(voice.body) > QUOTA_BYTES:
        raise Refused(
            _("What you spoke for others may take %(most)s MB together. Remove some of it first.") % {"most": QUOTA_BYTES // MIB},
            status=422,
        )


@transaction.atomic
def keep_note(
    rehearsal_id: uuid.UUID, remark_id: uuid.UUID, *, at_ms: int, text: str, voice: Voice, by: Person, now: datetime
) -> Remark:
    """A remark that was spoken, with or without a sentence beside it. Sent twice, it is kept once. Raises NotKept, Refused."""
    remark = keep_remark(rehearsal_id, remark_id, at_ms=at_ms, text=text, by=by, now=now, is_spoken=True)
    if not VoiceNote.objects.filter(remark=remark).exists():
        _find_room(by, voice)
        VoiceNote.objects.create(remark=remark, body=voice.body, kind=voice.kind, n_bytes=len(voice.body))
    return remark


def note_for(rehearsal: Rehearsal, remark_id: uuid.UUID, person: Person) -> VoiceNote | None:
    """For the speaker and for whoever spoke it, as long as they are here with a right to the rehearsal."""
    found = VoiceNote.objects.filter(remark=remark_id, remark__rehearsal=rehearsal).select_related("remark").first()
    if found is None or person.pk not in (rehearsal.speaker_id, found.remark.by_id):
        return None
    return found


@transaction.atomic
def share_voice(rehearsal: Rehearsal, voice: Voice, *, at_ms: int, by: Person, now: datetime) -> OwnVoice:
    """The speaker gives it to those who have the recording, until that expires. Once more replaces it."""
    rehearsal = hold_rehearsal(rehearsal, by)
    recording = recording_for(rehearsal, by, now=now)
    if recording is None:
        raise Refused(_("Share the recording first; your voice goes beside it."))
    OwnVoice.objects.filter(rehearsal=rehearsal).delete()
    _find_room(by, voice)
    return OwnVoice.objects.create(
        rehearsal=rehearsal,
        body=voice.body,
        kind=voice.kind,
        n_bytes=len(voice.body),
        at_ms=at_ms,
        shared_at=now,
        expires_at=recording.expires_at,
    )


def voice_for(rehearsal: Rehearsal, person: Person, *, now: datetime) -> OwnVoice | None:
    """For whoever has the recording, as long as there is one; its body is not read yet."""
    if recording_for(rehearsal, person, now=now) is None:
        return None
    return OwnVoice.objects.without_body().filter(rehearsal=rehearsal, expires_at__gt=now).first()


@transaction.atomic
def take_back_voice(rehearsal: Rehearsal, *, by: Person) -> None:
    """The voice alone; the recording stays shared. Twice is once."""
    OwnVoice.objects.filter(rehearsal=hold_rehearsal(rehearsal, by)).delete()
