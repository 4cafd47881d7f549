"""What is rehearsed in a world: the mentee speaks, the mentor is a guest, and the organiser has written a scenario."""

import uuid
from datetime import timedelta

from mentes.rehearsals.actions.inviting import hashed
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

# A small whole scenario with the world's word in it.
TEXT = """\
languages: [en]
title: {word} scenario
aim: {word} aim
about: {word} about
place: table
audience: {{n: 2, mood: neutral}}
minutes: 1
watch: [{word} watch]
steps:
  only: {{prompt: {word} prompt, seconds: 9, ends: true}}
"""


def link_word(world) -> str:
    """The word in the link of this world's rehearsal; whoever holds it may come."""
    return f"{world.word}-link"


def rehearse(world) -> None:
    """Leaves `rehearsal`, `guest` and `own_scenario` (the mentor's, for the whole programme) in `world`."""
    word, now = world.word, world.now
    world.own_scenario = OwnScenario.objects.create(
        owner=world.mentor.person,
        programme=world.programme,
        title=f"{word} scenario",
        text=TEXT.format(word=word),
        is_whole=True,
        made_at=now,
        changed_at=now,
    )
    world.rehearsal = Rehearsal.objects.create(
        speaker=world.mentee.person,
        own_scenario=world.own_scenario,
        own_text=TEXT.format(word=word),
        place="market",
        n_people=3,
        seed=7,
        link_hash=hashed(link_word(world)),
        state="open",
        made_at=now,
        opened_at=now,
    )
    world.guest = Guest.objects.create(rehearsal=world.rehearsal, person=world.mentor.person, side="mentor", since_at=now)
    mentor = {"rehearsal": world.rehearsal, "by": world.mentor.person, "made_at": now}
    Cue.objects.create(pk=uuid.uuid4(), kind="own", text=f"{word} cue", at_ms=5, shows_at_ms=5, **mentor)
    world.remark = Remark.objects.create(pk=uuid.uuid4(), text=f"{word} remark", at_ms=7, **mentor)
    Tap.objects.create(pk=uuid.uuid4(), at_ms=8, **mentor)
    Recording.objects.create(
        rehearsal=world.rehearsal, body=word.encode(), n_bytes=len(word), shared_at=now, expires_at=now + timedelta(days=30)
    )
    voice = {"body": f"{word} voice".encode(), "kind": "audio/webm", "n_bytes": len(word) + 6}
    VoiceNote.objects.create(remark=world.remark, **voice)
    span = {"at_ms": 0, "shared_at": now, "expires_at": now + timedelta(days=30)}
    OwnVoice.objects.create(rehearsal=world.rehearsal, **voice, **span)
    TryNext.objects.create(rehearsal=world.rehearsal, text=f"{word} next", said_at=now)
    slides = Slides.objects.create(rehearsal=world.rehearsal, name=f"{word}.pdf", n_pages=1, n_bytes=9, sent_at=now)
    SlidesFile.objects.create(slides=slides, whole=b"%PDF-1.4\n")
    SlidePage.objects.create(slides=slides, number=1, width=4, height=3, text=f"{word} slide", picture=b"RIFF")
