"""Goals: the mentee writes them, says how it goes, and closes them; the mentor reads."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.bonds.actions.holding import hold_match
from mentes.bonds.models import Goal, GoalStep
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.models import Person

MOST_OPEN = 12  # beyond that it is a list of tasks


def hold_as_mentee(match: Match, by: Person) -> Match:
    match, side = hold_match(match, by)
    if side != "mentee":
        raise Refused(_("Goals are the mentee’s own: only they write them. Say what you think when you meet."), status=403)
    return match


@transaction.atomic
def set_goal(match: Match, *, text: str, by_on: date | None, by: Person, now: datetime) -> Goal:
    match = hold_as_mentee(match, by)
    if match.goals.open().count() >= MOST_OPEN:
        raise Refused(
            _("%(n)d goals are open already. Let one go, or say that it is reached, before you add another.") % {"n": MOST_OPEN}
        )
    return Goal.objects.create(match=match, text=text, by_on=by_on, made_at=now)


@transaction.atomic
def change_goal(goal: Goal, *, text: str, by_on: date | None, by: Person) -> None:
    hold_as_mentee(goal.match, by)
    goal.text, goal.by_on = text, by_on
    goal.save(update_fields=["text", "by_on"])


@transaction.atomic
def tell_progress(goal: Goal, *, text: str, by: Person, now: datetime) -> GoalStep:
    hold_as_mentee(goal.match, by)
    return GoalStep.objects.create(goal=goal, text=text, at=now)


@transaction.atomic
def close_goal(goal: Goal, *, state: str, by: Person, now: datetime) -> None:
    """`state`: reached, let_go, or open again."""
    hold_as_mentee(goal.match, by)
    goal.state, goal.closed_at = Goal.State(state), None if state == Goal.State.OPEN else now
    goal.save(update_fields=["state", "closed_at"])
