"""What happens by the clock after an offer: a reminder at day 3 and 7, and the end when nobody answers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mentes.lib.errors import Refused
from mentes.matches.actions.holding import Answer, State, held_match
from mentes.matches.actions.offering import ask_organisers, close, key_of, move_on, tell, whose_letters_are_written
from mentes.matches.models import Match
from mentes.programmes.models import Participation
from mentes.trust.actions import record

REMIND_AFTER_DAYS = (7, 3)  # the latest first: who was away at day 3 hears once


def remind_and_expire(now: datetime) -> dict[str, int]:
    """Reminds who has not answered, and lets offers end whose last day has passed. Safe to run twice, and at the same time."""
    counts = {"reminded": 0, "expired": 0, "closed": 0}
    left = Q(mentee__status=Participation.Status.LEFT) | Q(mentor__status=Participation.Status.LEFT)
    old_enough = Q(offered_at__lte=now - timedelta(days=min(REMIND_AFTER_DAYS)))
    # Each is held while it is looked at, and answers wait: only those for which something may be due.
    due = Match.objects.filter(left | old_enough | Q(expires_at__lte=now), state=State.OFFERED)
    reminded = _reminded(due.exclude(left), now)
    for match in due.exclude(pk__in=reminded).order_by("offered_at", "pk"):
        what = _look_after(match, now)
        if what:
            counts[what] += 1
    return counts


def _reminded(offers, now: datetime) -> set[UUID]:
    """Those that run on and whose letters of today are written to everybody who has not said yes."""
    sides = (f"{side}{what}" for side in ("mentee", "mentor") for what in ("__person", "_answer"))
    keys: dict[UUID, set[str]] = {}
    for pk, offered_at, *pair in offers.filter(expires_at__gt=now).values_list("pk", "offered_at", *sides):
        day = next(days for days in REMIND_AFTER_DAYS if offered_at + timedelta(days=days) <= now)
        silent = [person for person, answer in (pair[:2], pair[2:]) if answer != Answer.YES]
        keys[pk] = {key_of("match_reminder", pk, person, str(day)) for person in silent}
    return whose_letters_are_written(keys)


@transaction.atomic
def _look_after(match: Match, now: datetime) -> str | None:
    try:
        match = held_match(match)
    except Refused:
        return None
    if match.state != State.OFFERED:
        return None
    if Participation.Status.LEFT in (match.mentee.status, match.mentor.status):
        close(match, "left", now=now)
        return "closed"
    if match.expires_at <= now:
        _expire(match, now)
        return "expired"
    for days in REMIND_AFTER_DAYS:
        if match.offered_at + timedelta(days=days) <= now:
            people = [getattr(match, side).person for side in _silent(match)]
            told = [tell(match, person, "match_reminder", now=now, mark=str(days), day=days) for person in people]
            return "reminded" if any(told) else None
    return None


def _silent(match: Match) -> list[str]:
    """The sides that owe an answer. Who waits for one to their own question does not."""
    asked = set(match.questions.unanswered().values_list("asked_by_id", flat=True))
    sides = (("mentee", match.mentee), ("mentor", match.mentor))
    return [side for side, place in sides if getattr(match, f"{side}_answer") != Answer.YES and place.person_id not in asked]


def _expire(match: Match, now: datetime) -> None:
    is_silent = match.mentee_answer == Answer.NONE
    match.state, match.reason_code, match.ended_at = State.EXPIRED, "no_answer", now
    match.save(update_fields=["state", "reason_code", "ended_at"])
    for person in match.people():
        tell(match, person, "match_moved_on", now=now)
    record("match.expired", by=None, at=now, subject=match, programme=match.programme)
    # Nobody new is troubled for a mentee who has not said a word: an organiser looks first.
    if is_silent:
        ask_organisers(match, now=now)
    else:
        move_on(match, now=now)
