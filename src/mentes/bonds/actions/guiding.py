"""The guide: whose steps a programme gives, its own copy of them, and the agenda that each meeting gets from the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mentes.bonds.actions.feeling import plan_of
from mentes.bonds.guides import GUIDES, Step
from mentes.bonds.models import GuideStep, LaidStep, Plan
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.actions import lay_out_agenda
from mentes.meetings.models import Meeting
from mentes.people.languages import interface_language
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.trust.actions import record

MOST_STEPS = 40
State = Meeting.State
# A meeting that nobody came to did not use its step up.
NOT_MET = (State.CANCELLED, State.MISSED)


def steps_of(programme: Programme) -> tuple[Step, ...]:
    """The steps that this programme's pairs get: its own copy, else those of the guide that it chose."""
    own = GuideStep.objects.filter(programme=programme)
    copied = tuple(Step(one.title, one.about, tuple(one.lines)) for one in own)
    return copied or GUIDES[plan_of(programme).guide].steps


def next_position(match: Match) -> int:
    """Which step comes next for the two, from 0: as many as they have met with."""
    laid = dict(LaidStep.objects.filter(match=match).values_list("meeting_id", "position"))
    lost = set(Meeting.objects.filter(pk__in=laid, state__in=NOT_MET).values_list("pk", flat=True))
    used = [position for meeting_id, position in laid.items() if meeting_id not in lost]
    return max(used) + 1 if used else 0


def next_step(match: Match) -> Step | None:
    """None after the last one."""
    steps, position = steps_of(match.programme), next_position(match)
    return steps[position] if position < len(steps) else None


def lay_out_due_agendas(now: datetime) -> int:
    """The next meeting of every pair that runs gets the lines of its step. Returns how many did. Safe to run twice."""
    # This runs every minute: whom it concerns is asked once, not of every pair.
    coming = Meeting.objects.booked().filter(about__in=Match.objects.running().values("pk"), ends_at__gt=now)
    nearest = dict(coming.order_by("-starts_at", "-pk").values_list("about", "pk"))  # of several the earliest stays
    laid = set(LaidStep.objects.filter(pk__in=nearest.values()).values_list("pk", flat=True))
    due = [match_id for match_id, meeting_id in nearest.items() if meeting_id not in laid]
    matches = Match.objects.filter(pk__in=due).select_related("programme", "mentee__person").order_by("pk")
    return sum(_lay_out(match, now) for match in matches)


@transaction.atomic
def _lay_out(match: Match, now: datetime) -> bool:
    Match.objects.select_for_update(of=("self",)).get(pk=match.pk)  # two workers at once: the second sees the first one's row
    meeting = Meeting.objects.about(match.pk).booked().filter(ends_at__gt=now).order_by("starts_at", "pk").first()
    if meeting is None or LaidStep.objects.filter(pk=meeting.pk).exists():
        return False
    # The words are written down in the language of whoever is mentored: from here on they belong to the two.
    with translation.override(interface_language(match.mentee.person)):
        step = next_step(match)
        if step is None:
            return False
        LaidStep.objects.create(meeting_id=meeting.pk, match=match, position=next_position(match), at=now)
        lay_out_agenda(meeting, [str(line) for line in step.lines], now=now)
    return True


@transaction.atomic
def change_plan(programme: Programme, numbers: dict, *, by: Person, now: datetime) -> Plan:
    """`numbers`: the fields of Plan by name. Another guide does not touch the programme's own copy."""
    plan, _is_new = Plan.objects.update_or_create(programme=programme, defaults=numbers)
    record("bonds.plan_changed", by=by, at=now, subject=programme, programme=programme)
    return plan


@dataclass(frozen=True)
class Written:
    """A step as an organiser wrote it."""

    title: str
    about: str
    lines: tuple[str, ...]


@transaction.atomic
def write_guide(programme: Programme, steps: Sequence[Written], *, by: Person, now: datetime) -> None:
    """The programme's own copy, whole; none gives the chosen guide back. Agendas that are laid out already stay as they are."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    if len(steps) > MOST_STEPS:
        raise Refused(_("A guide has %(n)d steps at most.") % {"n": MOST_STEPS})
    GuideStep.objects.filter(programme=programme).delete()
    GuideStep.objects.bulk_create(
        GuideStep(programme=programme, position=position, title=step.title, about=step.about, lines=list(step.lines))
        for position, step in enumerate(steps)
    )
    record("bonds.guide_changed", by=by, at=now, subject=programme, programme=programme, n_steps=len(steps))
