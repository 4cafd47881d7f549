"""Whose meeting, whose party: who may open what."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from mentes.meetings.actions.booking import MINUTES
from mentes.meetings.models import Meeting
from mentes.meetings.parties import Party, party_of
from mentes.people.models import Person


def own_party(person: Person, about: UUID) -> Party:
    party = party_of(about, person)
    if party is None:
        raise Http404
    return party


def own_meeting(person: Person, meeting_id: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(person), pk=meeting_id)


def minutes_of(text: str, default: int = 60) -> int:
    return int(text) if text in {str(minutes) for minutes in MINUTES} else default


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant_of(text: str) -> datetime | None:
    """An instant as our own links carry it (20260305T1600Z); None for anything else."""
    try:
        return datetime.strptime(text, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None
