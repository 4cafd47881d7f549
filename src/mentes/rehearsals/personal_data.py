"""What becomes of rehearsals, own scenarios and slides on export and erasure.

A rehearsal is its speaker's: it goes with them, guests and all. A guest who is erased leaves no trace in it.
"""

from collections.abc import Iterator

from mentes.people.models import Person
from mentes.rehearsals.models import Guest, OwnScenario, Rehearsal, SlidePage, Slides, SlidesFile
from mentes.trust.registry import Class, register_model

EXPORT, ERASE, PLAIN = Class.EXPORT, Class.ERASE, Class.PLAIN

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
PAGE = dict.fromkeys(("id", "slides_id", "number", "width", "height"), PLAIN) | {"text": EXPORT, "picture": ERASE}


def register() -> None:
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
