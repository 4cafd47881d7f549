"""Pulses among what needs an organiser's hand: low ones whose people let us see them, and those that nobody has answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentes.bonds.models import Pulse
from mentes.matches import exceptions
from mentes.matches.exceptions import DAYS_SHOWN, DAYS_UNANSWERED, Notice
from mentes.programmes.models import Programme


def register() -> None:
    exceptions.register("bonds", read_pulse_notices)


def read_pulse_notices(programme: Programme, now: datetime) -> Iterable[Notice]:
    """Without the matches of anybody who runs the programme: one of the two must not find the other here."""
    sides = (f"match__{side}__{part}" for side in ("mentee", "mentor") for part in ("person", "profile"))
    staff = programme.staff.values("person")
    asked = Pulse.objects.filter(match__programme=programme).select_related("match__programme", *sides)
    asked = asked.exclude(match__mentee__person__in=staff).exclude(match__mentor__person__in=staff)
    low = asked.wanting_help().filter(is_low=True, answered_at__gt=now - timedelta(days=DAYS_SHOWN))
    missing = asked.waiting().filter(asked_at__lt=now - timedelta(days=DAYS_UNANSWERED))
    for pulse in low | missing:
        match = pulse.match
        place = match.mentee if match.mentee.person_id == pulse.person_id else match.mentor
        yield Notice("pulse", match=match, place=place, since=pulse.answered_at or pulse.asked_at)
