"""Remarks: words pinned to a moment of a rehearsal, for its speaker and the mentor who wrote them alone."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.people.models import Person
from mentes.rehearsals.actions.cueing import MOST_MS, NotKept, held_for_mentor, ms_since_zero
from mentes.rehearsals.models import Rehearsal, Remark
from mentes.rehearsals.models.cue import MOST_REMARK_LETTERS

MOST_REMARKS = 300  # of one rehearsal


@transaction.atomic
def keep_remark(
    rehearsal_id: uuid.UUID, remark_id: uuid.UUID, *, at_ms: int, text: str, by: Person, now: datetime, is_spoken: bool = False
) -> Remark:
    """Also when the rehearsal is over. Sent twice, it is kept once. A moment after now is now. One that `is_spoken` (voicing.py)
    may be without words. Raises NotKept."""
    rehearsal = held_for_mentor(rehearsal_id, by)
    known = Remark.objects.filter(pk=remark_id).first()
    if known:
        if (known.rehearsal_id, known.by_id) != (rehearsal_id, by.pk):
            raise NotKept("taken", _("This remark was written before, elsewhere. Write it once more."))
        return known
    text = text.strip()
    if not (0 if is_spoken else 1) <= len(text) <= MOST_REMARK_LETTERS or at_ms < 0:
        raise NotKept("wrong", _("A remark has 1 to %(n)d letters.") % {"n": MOST_REMARK_LETTERS})
    if rehearsal.remarks.count() >= MOST_REMARKS:
        raise NotKept("too-many", _("There are as many remarks on this rehearsal as it can hold."))
    latest = ms_since_zero(rehearsal, rehearsal.ended_at or now)
    return Remark.objects.create(
        pk=remark_id, rehearsal=rehearsal, by=by, at_ms=min(at_ms, latest, MOST_MS), text=text, made_at=now
    )


def remarks_for(rehearsal: Rehearsal, person: Person) -> list[Remark]:
    """All of them for the speaker, for a mentor their own; none for anybody else."""
    side = rehearsal.side_of(person)
    if side not in ("speaker", "mentor"):
        return []
    found = rehearsal.remarks.select_related("by", "voice").defer("voice__body")
    return list(found if side == "speaker" else found.filter(by=person))


def take_back_remark(rehearsal: Rehearsal, remark_id: uuid.UUID, *, by: Person) -> None:
    """Whoever wrote it takes it back; the speaker may remove it too, since the rehearsal is theirs."""
    found = rehearsal.remarks.filter(pk=remark_id)
    if rehearsal.speaker_id != by.pk:
        found = found.filter(by=by)
    found.delete()
