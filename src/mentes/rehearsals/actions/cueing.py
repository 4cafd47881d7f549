"""Cues: kept before anybody is told, six seconds apart, and marked once the speaker has seen them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.models import Cue, Guest, Rehearsal
from mentes.rehearsals.models.cue import MOST_CUE_LETTERS

APART_MS = 6_000
# A mentor who taps on and on is told to stop before the last cue would come a minute late.
MOST_AHEAD_MS = 60_000
# A rehearsal that nobody ended is over after a day, as far as cues go.
MOST_MS = 24 * 60 * 60 * 1000


class NotKept(Refused):
    """`why`: not-begun, over, no-place, wrong, taken or too-many; a browser makes words of it."""

    def __init__(self, why: str, sentence: str):
        super().__init__(sentence)
        self.why = why


def ms_since_zero(rehearsal: Rehearsal, now: datetime) -> int:
    """Milliseconds since the speaker began. Precondition: they have."""
    return ms_between(rehearsal.opened_at, now)


def ms_between(zero: datetime, now: datetime) -> int:
    """Whole milliseconds; never below none, whatever the clock does."""
    return max(0, int((now - zero) / timedelta(milliseconds=1)))


def held_for_mentor(rehearsal_id: uuid.UUID, by: Person) -> Rehearsal:
    """The row, locked until the transaction ends; NotKept for everybody who is not a mentor there at this moment."""
    mentors = Guest.objects.filter(rehearsal=OuterRef("pk"), person=by, side=Guest.Side.MENTOR)
    # Guests may be pointed at the row meanwhile. One question for both: a mentor waits for the answer.
    held = Rehearsal.objects.select_for_update(of=("self",), no_key=True).filter(Exists(mentors), pk=rehearsal_id)
    rehearsal = held.only("opened_at", "ended_at", "state").first()
    if rehearsal is None:
        raise NotKept("no-place", _("Only a mentor who is invited to this rehearsal can say something into it."))
    if rehearsal.opened_at is None:
        raise NotKept("not-begun", _("The rehearsal has not begun yet."))
    return rehearsal


@transaction.atomic
def keep_cue(rehearsal_id: uuid.UUID, cue_id: uuid.UUID, *, kind: str, text: str, by: Person, now: datetime) -> Cue:
    """Keeps the cue and says when it shows: at once, or six seconds after the one before. Sent twice, it is kept once.

    Raises NotKept.
    """
    rehearsal = held_for_mentor(rehearsal_id, by)
    known = Cue.objects.select_related("by").filter(pk=cue_id).first()
    if known:
        if (known.rehearsal_id, known.by_id) != (rehearsal_id, by.pk):
            raise NotKept("taken", _("This cue was given before, elsewhere. Give it once more."))
        return known
    at = ms_since_zero(rehearsal, now)
    if rehearsal.is_over or at > MOST_MS:
        raise NotKept("over", _("This rehearsal is over. Write a remark instead; the speaker reads it afterwards."))
    text = text.strip()
    if kind not in Cue.Kind.values or bool(text) != (kind == Cue.Kind.OWN) or len(text) > MOST_CUE_LETTERS:
        raise NotKept("wrong", _("A cue is one of the few signs, or up to %(n)d letters of your own.") % {"n": MOST_CUE_LETTERS})
    shows_at = _next_place(rehearsal, at)
    if shows_at - at > MOST_AHEAD_MS:
        raise NotKept("too-many", _("Several cues are on their way already. Wait until the speaker has seen them."))
    return Cue.objects.create(
        pk=cue_id, rehearsal=rehearsal, by=by, kind=kind, text=text, at_ms=at, shows_at_ms=shows_at, made_at=now
    )


def _next_place(rehearsal: Rehearsal, at: int) -> int:
    last = rehearsal.cues.aggregate(last=Max("shows_at_ms"))["last"]
    return at if last is None else max(at, last + APART_MS)


@transaction.atomic
def see_cue(rehearsal_id: uuid.UUID, cue_id: uuid.UUID, *, at_ms: int, by: Person, now: datetime) -> Cue | None:
    """The cue was before the speaker's eyes at `at_ms`; the first word of it counts. None where there is no such cue.

    A moment before it was given, or after now, is that bound: the browser's clock is only nearly ours.
    """
    cue = (
        Cue.objects.select_for_update(of=("self",))
        .filter(pk=cue_id, rehearsal=rehearsal_id, rehearsal__speaker=by)
        .select_related("rehearsal")
        .first()
    )
    if cue is not None and cue.seen_at_ms is None:
        cue.seen_at_ms = min(max(at_ms, cue.at_ms), max(cue.at_ms, ms_since_zero(cue.rehearsal, now)), MOST_MS)
        cue.save(update_fields=["seen_at_ms"])
    return cue


def unseen_cues(rehearsal_id: uuid.UUID) -> list[Cue]:
    """What the speaker has not had before their eyes, in the order in which it is to come."""
    return list(Cue.objects.filter(rehearsal=rehearsal_id, seen_at_ms=None).select_related("by"))


@transaction.atomic
def space_anew(rehearsal: Rehearsal, *, by: Person, now: datetime) -> list[Cue]:
    """The speaker is back after a broken line: what waited comes now, six seconds apart and not all at once. Returns it."""
    rehearsal = hold_rehearsal(rehearsal, by)
    if rehearsal.opened_at is None or rehearsal.is_over:
        return []
    waiting = unseen_cues(rehearsal.pk)
    seen = rehearsal.cues.exclude(seen_at_ms=None).aggregate(last=Max("shows_at_ms"))["last"]
    free_at = ms_since_zero(rehearsal, now)
    if seen is not None:
        free_at = max(free_at, seen + APART_MS)
    places = []
    for cue in waiting:
        places.append(max(cue.shows_at_ms, free_at))
        free_at = places[-1] + APART_MS
    # From the last to the first: no two may stand on one instant in between.
    for cue, place in reversed(list(zip(waiting, places, strict=True))):
        if cue.shows_at_ms != place:
            cue.shows_at_ms = place
            cue.save(update_fields=["shows_at_ms"])
    return waiting
