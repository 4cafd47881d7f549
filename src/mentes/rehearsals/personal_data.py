"""What becomes of rehearsals, what was said into them, own scenarios and slides on export and erasure.

A rehearsal is its speaker's: it goes with them, guests and all. A guest who is erased leaves no trace in it.
"""

from collections.abc import Iterator

from django.db.models import Q

from mentes.people.models import Person
from mentes.rehearsals.models import (
    Cue,
    Guest,
    OwnScenario,
    OwnVoice,
    Recording,
    Rehearsal,
    Remark,
    SlidePage,
    Slides,
    SlidesFile,
    Tap,
    TryNext,
    VoiceNote,
)
from mentes.rehearsals.models.sound import ENDINGS
from mentes.trust.registry import Class, register_model, register_sealed

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

REHEARSAL = dict.fromkeys(
    ("id", "scenario", "own_text", "place", "light", "n_people", "mood", "state", "made_at", "opened_at", "ended_at"), EXPORT
) | {"speaker_id": ERASE, "own_scenario_id": PLAIN, "seed": PLAIN, "link_hash": ERASE}
GUEST = dict.fromkeys(("rehearsal_id", "side", "came_by_link", "since_at"), EXPORT) | {"id": PLAIN, "person_id": ERASE}
OWN_SCENARIO = dict.fromkeys(("title", "text", "is_whole", "made_at", "changed_at"), EXPORT) | {
    "id": EXPORT,
    "owner_id": ERASE,
    "programme_id": PLAIN,
}
SLIDES = dict.fromkeys(("rehearsal_id", "name", "n_pages", "n_bytes", "sent_at"), EXPORT)
CUE = dict.fromkeys(("rehearsal_id", "kind", "text", "at_ms", "shows_at_ms", "seen_at_ms", "made_at"), EXPORT) | {
    "id": PLAIN,
    "by_id": ANONYMISE,
}
REMARK = dict.fromkeys(("rehearsal_id", "at_ms", "text", "made_at"), EXPORT) | {"id": PLAIN, "by_id": ANONYMISE}
TAP = dict.fromkeys(("rehearsal_id", "at_ms", "made_at"), EXPORT) | {"id": PLAIN, "by_id": ANONYMISE}
TRY_NEXT = dict.fromkeys(("rehearsal_id", "text", "said_at"), EXPORT) | dict.fromkeys(
    ("match_id", "action_id", "is_placed"), PLAIN
)
RECORDING = dict.fromkeys(("rehearsal_id", "n_bytes", "shared_at", "expires_at"), EXPORT) | {"body": ERASE}
OWN_VOICE = dict.fromkeys(("rehearsal_id", "kind", "n_bytes", "at_ms", "shared_at", "expires_at"), EXPORT) | {"body": ERASE}
VOICE_NOTE = dict.fromkeys(("remark_id", "kind", "n_bytes"), EXPORT) | {"body": ERASE}
PAGE = dict.fromkeys(("id", "slides_id", "number", "width", "height"), PLAIN) | {"text": EXPORT, "picture": ERASE}


def register() -> None:
    register_sealed(
        Cue,
        CUE,
        reason="That a cue was given stays in the speaker's rehearsal, without its words and without who gave it.",
        whose=("by", "rehearsal__speaker"),
        erase=_forget_cues,
        order=240,
    )
    register_sealed(
        Remark,
        REMARK,
        reason="Both the mentor who wrote it and the speaker whom it is for have it in their copy; it goes with either.",
        whose=("by", "rehearsal__speaker"),
        order=240,
    )
    register_sealed(
        Tap,
        TAP,
        reason="Both the mentor who tapped and the speaker have it in their copy; it goes with either.",
        whose=("by", "rehearsal__speaker"),
        order=240,
    )
    register_sealed(
        VoiceNote,
        VOICE_NOTE,
        reason="The voice stands in a copy as a file, in the mentor's and in the speaker's; it goes with either.",
        whose=("remark__by", "remark__rehearsal__speaker"),
        files_of=_notes_of,
        order=235,
    )
    register_sealed(
        OwnVoice,
        OWN_VOICE,
        reason="The voice stands in a copy as a file.",
        whose=("rehearsal__speaker",),
        files_of=_voices_of,
        order=235,
    )
    register_sealed(
        Recording,
        RECORDING,
        reason="The bytes of a recording stand in a copy as a file.",
        whose=("rehearsal__speaker",),
        files_of=_recordings_of,
        order=240,
    )
    register_sealed(TryNext, TRY_NEXT, whose=("rehearsal__speaker",), order=240)
    register_model(
        SlidesFile,
        {"slides_id": PLAIN, "whole": ERASE},
        reason="The bytes of a file stand in a copy as the file itself.",
        whose=("slides__rehearsal__speaker",),
        files_of=_files_of,
        order=250,
    )
    register_model(SlidePage, PAGE, whose=("slides__rehearsal__speaker",), order=250)
    register_model(Slides, SLIDES, whose=("rehearsal__speaker",), order=255)
    register_model(Guest, GUEST, whose=("person",), order=255)
    register_model(Rehearsal, REHEARSAL, whose=("speaker",), order=260)
    register_model(OwnScenario, OWN_SCENARIO, whose=("owner",), order=265)


def _files_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """(path in the copy, bytes) of every PDF they sent for a rehearsal."""
    theirs = Slides.objects.filter(rehearsal__speaker=person).select_related("file").order_by("pk")
    for slides in theirs.iterator(chunk_size=1):
        yield f"files/{slides.pk}/{slides.name}", bytes(slides.file.whole)


def _recordings_of(person: Person) -> Iterator[tuple[str, bytes]]:
    for recording in Recording.objects.filter(rehearsal__speaker=person).order_by("pk").iterator(chunk_size=1):
        yield f"files/{recording.pk}/recording.bin", recording.body


def _voices_of(person: Person) -> Iterator[tuple[str, bytes]]:
    for voice in OwnVoice.objects.filter(rehearsal__speaker=person).order_by("pk").iterator(chunk_size=1):
        yield f"files/{voice.pk}/voice.{ENDINGS[voice.kind]}", voice.body


def _notes_of(person: Person) -> Iterator[tuple[str, bytes]]:
    """Remarks that they spoke, and those spoken for them."""
    theirs = VoiceNote.objects.filter(Q(remark__by=person) | Q(remark__rehearsal__speaker=person))
    for note in theirs.order_by("pk").iterator(chunk_size=1):
        yield f"files/{note.pk}/remark.{ENDINGS[note.kind]}", note.body


def _forget_cues(person: Person) -> None:
    """Those of their own rehearsals go; of those they gave others, the words do."""
    Cue.objects.filter(rehearsal__speaker=person).delete()
    Cue.objects.filter(by=person).update(text="", by=None)
