"""Recordings: shared by their speaker with the mentors of the rehearsal, deleted when they wish, gone by themselves in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.models import OwnVoice, Recording, Rehearsal
from mentes.rehearsals.models.recording import MOST_RECORDING_BYTES


@transaction.atomic
def share_recording(rehearsal: Rehearsal, body: bytes, *, by: Person, now: datetime) -> Recording:
    """The speaker gives it to the mentors of the rehearsal for `settings.RECORDING_DAYS`. Once more: the newer one, no longer."""
    rehearsal = hold_rehearsal(rehearsal, by)
    if rehearsal.opened_at is None:
        raise Refused(_("The rehearsal has not begun yet."))
    if not 1 <= len(body) <= MOST_RECORDING_BYTES:
        raise Refused(_("A recording has at most 2 MB. Yours stays on this device."), status=413 if body else 422)
    before = Recording.objects.without_body().filter(rehearsal=rehearsal)
    known = before.filter(expires_at__gt=now).values_list("shared_at", "expires_at").first()
    before.delete()
    shared_at, expires_at = known or (now, now + timedelta(days=settings.RECORDING_DAYS))
    return Recording.objects.create(rehearsal=rehearsal, body=body, n_bytes=len(body), shared_at=shared_at, expires_at=expires_at)


@transaction.atomic
def share_for_longer(rehearsal: Rehearsal, *, by: Person, now: datetime) -> None:
    """The speaker says so anew: what is shared stays `settings.RECORDING_DAYS` from now on. Nothing where it is gone already."""
    shared = Recording.objects.filter(rehearsal=hold_rehearsal(rehearsal, by), expires_at__gt=now)
    shared.update(expires_at=now + timedelta(days=settings.RECORDING_DAYS))


def recording_for(rehearsal: Rehearsal, person: Person, *, now: datetime) -> Recording | None:
    """The recording, its body not read yet: for the speaker and for mentors, until it expires."""
    if rehearsal.side_of(person) not in ("speaker", "mentor"):
        return None
    return Recording.objects.without_body().filter(rehearsal=rehearsal, expires_at__gt=now).first()


@transaction.atomic
def delete_recording(rehearsal: Rehearsal, *, by: Person) -> None:
    """The speaker takes it back, and their voice with it; twice is once."""
    rehearsal = hold_rehearsal(rehearsal, by)
    OwnVoice.objects.filter(rehearsal=rehearsal).delete()
    Recording.objects.filter(rehearsal=rehearsal).delete()


def expire_recordings(now: datetime) -> int:
    """Deletes what has expired, voices too. Returns how many recordings."""
    OwnVoice.objects.filter(expires_at__lte=now).delete()
    return Recording.objects.filter(expires_at__lte=now).delete()[0]
