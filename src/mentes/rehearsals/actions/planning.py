"""Planning a rehearsal, and what becomes of it: opened when its speaker goes in, over when they end it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.rehearsals.models import OwnScenario, Rehearsal

MOST_A_DAY = 60


@dataclass(frozen=True)
class Setting:
    """Where and before whom: names of Place, Light and Mood, people, and the number their faces are drawn from."""

    place: str
    light: str
    n_people: int
    mood: str
    seed: int


@transaction.atomic
def plan_rehearsal(setting: Setting, *, of: str | OwnScenario, by: Person, now: datetime) -> Rehearsal:
    """A rehearsal of `of`: the key of a scenario that ships, or one of somebody's own, kept as it reads now."""
    # Two windows at once would otherwise each count too few.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Rehearsal.objects.filter(speaker=by, made_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("You have planned as many rehearsals as anybody may in a day. Go on tomorrow."), status=429)
    own = of if isinstance(of, OwnScenario) else None
    return Rehearsal.objects.create(
        speaker=by,
        scenario="" if own else of,
        own_scenario=own,
        own_text=own.text if own else "",
        place=setting.place,
        light=setting.light,
        n_people=setting.n_people,
        mood=setting.mood,
        seed=setting.seed,
        made_at=now,
    )


def hold_rehearsal(rehearsal: Rehearsal, by: Person) -> Rehearsal:
    """The row anew, locked until the transaction ends. Raises Refused for everybody but its speaker."""
    fresh = Rehearsal.objects.select_for_update().filter(pk=rehearsal.pk).first()
    if fresh is None or fresh.speaker_id != by.pk:
        raise Refused(_("Only whoever speaks at a rehearsal can change it."), status=403)
    return fresh


@transaction.atomic
def open_rehearsal(rehearsal: Rehearsal, *, by: Person, now: datetime) -> Rehearsal:
    """The speaker goes in. Twice is once; raises Refused when it is over."""
    rehearsal = hold_rehearsal(rehearsal, by)
    if rehearsal.is_over:
        raise Refused(_("This rehearsal is over. Plan another one; it can be of the same scenario."))
    if rehearsal.state == Rehearsal.State.PLANNED:
        rehearsal.state, rehearsal.opened_at = Rehearsal.State.OPEN, now
        rehearsal.save(update_fields=["state", "opened_at"])
    return rehearsal


@transaction.atomic
def end_rehearsal(rehearsal: Rehearsal, *, by: Person, now: datetime) -> Rehearsal:
    """The speaker ends it, and its link leads nowhere any more. Twice is once."""
    rehearsal = hold_rehearsal(rehearsal, by)
    if not rehearsal.is_over:
        rehearsal.state, rehearsal.ended_at, rehearsal.link_hash = Rehearsal.State.OVER, now, ""
        rehearsal.save(update_fields=["state", "ended_at", "link_hash"])
    return rehearsal


@transaction.atomic
def drop_rehearsal(rehearsal: Rehearsal, *, by: Person) -> None:
    """It goes, with its slides and guests and whatever was kept of it."""
    hold_rehearsal(rehearsal, by).delete()
