"""The letters of this room: a meeting is booked, moved, called off, near. They name people and times only."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentes.lib import clock
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.wall import wall, zone_of
from mentes.people import letters
from mentes.people.models import Letter

State = Meeting.State


def register() -> None:
    kinds: dict[str, Callable[[Letter], dict | None]] = {
        "meeting_booked": _while_booked,
        "meeting_moved": _while_booked,
        "meeting_cancelled": _once_cancelled,
        "meeting_reminder": _while_near,
    }
    for name, facts in kinds.items():
        stem = f"meetings/letters/{name}"
        letters.register(letters.Kind(name=name, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=facts))


def _while_booked(letter: Letter) -> dict | None:
    """As long as nothing newer is to be told: a meeting that has been moved since has its own letter."""
    meeting = _meeting(letter)
    is_so = meeting is not None and meeting.state == State.BOOKED and meeting.sequence == letter.facts["sequence"]
    return _facts(meeting, letter) if meeting and is_so else None


def _once_cancelled(letter: Letter) -> dict | None:
    meeting = _meeting(letter)
    return _facts(meeting, letter) if meeting and meeting.state == State.CANCELLED else None


def _while_near(letter: Letter) -> dict | None:
    """Never for the old time, and never once it has begun."""
    facts = _while_booked(letter)
    return facts if facts and facts["meeting"].starts_at > clock.now() else None


def _meeting(letter: Letter) -> Meeting | None:
    """The meeting, where the letter's person has a seat in it."""
    return Meeting.objects.filter(pk=letter.facts["meeting"], seats__person=letter.person_id).first()


def _facts(meeting: Meeting, letter: Letter) -> dict:
    others = [
        seat.person
        for seat in Seat.objects.filter(meeting=meeting).select_related("person").order_by("pk")
        if seat.person_id != letter.person_id
    ]
    by = letter.facts.get("by", "")
    # The letter is worded in the reader's zone (people.letters).
    here = wall(meeting.starts_at, zone_of(timezone.get_current_timezone_name()))
    clocks = [(person.first_name, wall(meeting.starts_at, zone_of(person.time_zone))) for person in others]
    last_at = letter.facts.get("last_at", "")
    return {
        "meeting": meeting,
        "names": _(", ").join(person.name for person in others),
        "first_names": _(", ").join(person.first_name for person in others),
        "by_me": by == str(letter.person_id),
        "by_name": next((person.first_name for person in others if str(person.pk) == by), ""),
        "clocks": [(name, there) for name, there in clocks if there != here],
        "n": letter.facts.get("n", 1),
        "last_at": datetime.fromisoformat(last_at) if last_at else meeting.starts_at,
        "link": settings.PUBLIC_URL + _address(meeting),
    }


def _address(meeting: Meeting) -> str:
    """The meeting's own page; once it is called off, the page where another hour is found."""
    if meeting.state == State.CANCELLED:
        return reverse("meetings:about", args=[meeting.about])
    return reverse("meetings:show", args=[meeting.pk])
