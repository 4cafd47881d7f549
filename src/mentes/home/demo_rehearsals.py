"""The demo's rehearsal: a week after they have begun, Ama plans to say her price out loud and asks Rosa to stand beside her.

Only planned: what happens in the room is for the visitor.
"""

from datetime import datetime, timedelta

from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.rehearsals.actions.inviting import invite
from mentes.rehearsals.actions.planning import Setting, plan_rehearsal
from mentes.rehearsals.models import Rehearsal

SCENARIO = "price"
AFTER = timedelta(days=7)
SETTING = Setting("market", "dawn", n_people=3, mood="supportive", seed=8)


def rehearse(ama: Person | None, rosa: Person | None, *, now: datetime) -> None:
    """Once, and not where the visitor has planned one already."""
    if ama is None or rosa is None or Rehearsal.objects.filter(speaker=ama).exists():
        return
    pairs = Match.objects.running().filter(mentee__person=ama, mentor__person=rosa, started_at__lte=now - AFTER)
    if not pairs.exists():
        return
    invite(plan_rehearsal(SETTING, of=SCENARIO, by=ama, now=now), rosa, by=ama, now=now)
