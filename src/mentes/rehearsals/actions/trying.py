"""One thing to try next, in the speaker's own words: it comes back at the next meeting of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.actions.papers import add_action, close_action
from mentes.meetings.models import Action, Meeting
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.models import Guest, Rehearsal, TryNext


def pairs_of(rehearsal: Rehearsal, speaker: Person) -> Sequence[Match]:
    """The speaker's pairs that run, those with a mentor of this rehearsal first."""
    ours = Match.objects.running().filter(Q(mentee__person=speaker) | Q(mentor__person=speaker))
    pairs = ours.select_related("mentee__person", "mentor__person").order_by("pk")
    here = set(rehearsal.guests.filter(side=Guest.Side.MENTOR).values_list("person_id", flat=True))
    return sorted(pairs, key=lambda match: other_of(match, speaker).pk not in here)


def other_of(match: Match, person: Person) -> Person:
    return match.mentor.person if match.mentee.person_id == person.pk else match.mentee.person


@transaction.atomic
def say_next(rehearsal: Rehearsal, text: str, *, match: Match | None, by: Person, now: datetime) -> TryNext:
    """Keeps the sentence, over the one before. `match` is one of `pairs_of`, or None to keep it on the report alone.

    Raises Refused where the meeting's papers take no more.
    """
    rehearsal = hold_rehearsal(rehearsal, by)
    known = TryNext.objects.filter(rehearsal=rehearsal).select_related("action__meeting").first()
    if known and (known.text, known.match_id) == (text, match.pk if match else None):
        return known
    if known and known.action and known.action.state == Action.State.OPEN:
        close_action(known.action, Action.State.LET_GO, by=by, now=now)
    said, _ = TryNext.objects.update_or_create(
        rehearsal=rehearsal, defaults={"text": text, "match": match, "action": None, "is_placed": False, "said_at": now}
    )
    _place(said, by, now)
    return said


def _place(said: TryNext, speaker: Person, now: datetime) -> bool:
    """Into the papers of the meeting to come, or of the last one: what is open there comes back at the next."""
    meeting = _meeting_of(said, now)
    if meeting is None:
        return False
    said.action = add_action(meeting, said.text, owner=speaker, due_on=None, by=speaker, now=now)
    said.is_placed = True
    said.save(update_fields=["action", "is_placed"])
    return True


def _meeting_of(said: TryNext, now: datetime) -> Meeting | None:
    if said.match_id is None:
        return None
    about = Meeting.objects.about(said.match_id)
    return about.booked().coming(now).first() or about.live().order_by("-starts_at", "pk").first()


def place_waiting(now: datetime) -> int:
    """What waited for a meeting to be booked. Returns how many found one; safe to run twice."""
    waiting = TryNext.objects.filter(is_placed=False, match__in=Match.objects.running())
    return sum(_place_one(pk, now) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _place_one(pk, now: datetime) -> bool:
    said = (
        TryNext.objects.select_for_update(of=("self",))
        .select_related("rehearsal__speaker")
        .filter(pk=pk, is_placed=False)
        .first()
    )
    if said is None:
        return False
    try:
        return _place(said, said.rehearsal.speaker, now)
    except Refused:  # those papers are full: it waits on
        return False
