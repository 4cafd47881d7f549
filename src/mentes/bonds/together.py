"""The page of a pair, read: the next meeting with its agenda, goals, actions, notes, agreement, pulse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from mentes.bonds.actions.guiding import next_step, steps_of
from mentes.bonds.guides import Step
from mentes.bonds.models import Agreement, Goal, GoalStep, LaidStep, PrivateNote, Pulse
from mentes.matches.models import Match
from mentes.meetings.cards import Card, read_card
from mentes.meetings.models import Action, AgendaItem, Meeting, SharedNote
from mentes.people.models import Person

N_GOALS = 4
N_ACTIONS = 8


@dataclass(frozen=True)
class Next:
    """The meeting to come. `lines` is its agenda; while nothing is laid out yet, what the guide will lay out."""

    card: Card  # its hour on both days, and what may be done with it now
    step: Step | None
    items: Sequence[AgendaItem]
    lines: tuple


@dataclass(frozen=True)
class TogetherPage:
    next: Next | None
    step: Step | None  # what the next meeting would be about, where none is booked
    goals: Sequence[Goal]
    n_closed_goals: int
    actions: Sequence[Action]
    last_note: SharedNote | None
    n_meetings: int
    agreement: Agreement | None
    in_force: Agreement | None
    pulses: Sequence[Pulse]  # to be answered
    to_compare: Sequence[Pulse]  # answered, and the other would like to compare
    n_private: int


def read_goals(match: Match):
    """The pair's goals with how they go, newest word first."""
    return match.goals.prefetch_related(Prefetch("steps", GoalStep.objects.order_by("-at", "id")))


def read_together(match: Match, reader: Person, *, now: datetime) -> TogetherPage:
    goals = list(read_goals(match))
    open_goals = [goal for goal in goals if goal.state == Goal.State.OPEN]
    about = Meeting.objects.about(match.pk)
    mine = Pulse.objects.filter(match=match, person=reader)
    asked = Pulse.objects.filter(match=match, compare_at__isnull=False).exclude(person=reader)
    wanted = {(one.kind, one.occasion) for one in asked}
    answered = mine.answered().filter(compare_at=None)
    coming = about.booked().filter(ends_at__gt=now).order_by("starts_at", "pk").first()
    notes = SharedNote.objects.filter(meeting__about=match.pk).exclude(text="").select_related("meeting")
    return TogetherPage(
        next=_next(match, coming, reader, now) if coming else None,
        step=None if coming else next_step(match),
        goals=open_goals[:N_GOALS],
        n_closed_goals=len(goals) - len(open_goals),
        actions=Action.objects.about(match.pk).open().select_related("owner")[:N_ACTIONS],
        last_note=notes.order_by("-meeting__starts_at").first(),
        n_meetings=about.live().count(),
        agreement=match.agreements.newest(),
        in_force=match.agreements.in_force(),
        pulses=list(mine.waiting()),
        to_compare=[one for one in answered if (one.kind, one.occasion) in wanted],
        n_private=PrivateNote.objects.filter(match=match, person=reader).count(),
    )


def _next(match: Match, meeting: Meeting, reader: Person, now: datetime) -> Next:
    laid = LaidStep.objects.filter(pk=meeting.pk).first()
    steps = steps_of(match.programme)
    step = (steps[laid.position] if laid.position < len(steps) else None) if laid else next_step(match)
    return Next(
        card=read_card(meeting, reader, now=now),
        step=step,
        items=list(meeting.agenda.all()),
        lines=step.lines if step and not laid else (),
    )
