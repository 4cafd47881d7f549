"""Who waits for an organiser's decision: mentees whose match came to nothing and who are offered nobody yet.

Who is matched by hand waits beside them: matches/by_hand.py.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mentes.matches.answer_words import reason_told
from mentes.matches.models import Alternate, Match
from mentes.matches.words import Someone, flat_yarn, shown_points, someone
from mentes.programmes.models import Participation, Programme

State = Match.State
OVER = (State.DECLINED, State.EXPIRED, State.WITHDRAWN)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could come next."""

    alternate: Alternate
    mentor: Someone
    points: int
    yarn: tuple
    has_seat: bool


@dataclass(frozen=True)
class Waiting:
    """A mentee in the queue: the match that ended, and who could come next, best first."""

    mentee: Someone
    match: Match
    mentor: Someone
    ended_at: datetime
    reason: str  # how a no was worded; empty where nobody said no
    was_silent: bool
    candidates: tuple[Candidate, ...]
    stands_first: bool = False


def read_queue(programme: Programme) -> list[Waiting]:
    """Who stands first, then longest waiting first. Four queries, however many wait."""
    last = _last_of_each(programme)
    if not last:
        return []
    candidates = _candidates(programme, list(last))
    waiting = [_waiting(match, tuple(candidates[mentee_id])) for mentee_id, match in last.items()]
    return sorted(waiting, key=lambda one: (not one.stands_first, one.ended_at, one.mentee.name))


def count_queue(programme: Programme) -> int:
    """How many stand in it, in two queries."""
    return len(_last_of_each(programme))


def _last_of_each(programme: Programme) -> dict:
    """Id of each mentee who waits -> the match that ended last."""
    live = Counter(Match.objects.filter(programme=programme, state__in=Match.LIVE).values_list("mentee_id", flat=True))
    machine = programme.participations.by_machine()
    over = Match.objects.filter(Q(state__in=OVER) | Q(priorities__done_at=None, priorities__isnull=False), mentee__in=machine)
    over = over.filter(programme=programme)
    last: dict = {}
    for match in over.select_related("mentee__profile", "mentor__profile").order_by("ended_at", "pk"):
        if live[match.mentee_id] < match.mentee.wants:
            last[match.mentee_id] = match
    return last


def _candidates(programme: Programme, mentee_ids: list) -> dict:
    held = Counter(
        Match.objects.filter(programme=programme, state__in=(State.APPROVED, State.OFFERED, State.ACTIVE)).values_list(
            "mentor_id", flat=True
        )
    )
    open_ones = Alternate.objects.filter(match__mentee__in=mentee_ids, used_at=None, dropped_at=None)
    found = defaultdict(list)
    for one in open_ones.select_related("match", "mentor__profile").order_by("-points", "rank"):
        has_seat = one.mentor.status == Participation.Status.ACTIVE and held[one.mentor_id] < one.mentor.capacity
        points = sum(shown_points(one.parts).values())
        found[one.match.mentee_id].append(Candidate(one, someone(one.mentor), points, flat_yarn(one.parts), has_seat))
    return found


def _waiting(match: Match, candidates: tuple[Candidate, ...]) -> Waiting:
    return Waiting(
        mentee=someone(match.mentee),
        match=match,
        mentor=someone(match.mentor),
        ended_at=match.ended_at or match.offered_at or match.created_at,
        reason=reason_told(match),
        was_silent=match.state == State.EXPIRED and match.mentee_answer == Match.Answer.NONE,
        candidates=candidates,
        stands_first=match.state == State.ENDED,
    )
