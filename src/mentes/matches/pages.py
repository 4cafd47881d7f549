"""What the organiser's pages show, put together from rows and the bridge: rows of pairs, one pair in full, who has no mentor."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from mentes.matches import bridge
from mentes.matches.models import Match, Rejection, Run
from mentes.matches.quotes import quotes_of
from mentes.matches.reasons import kept_reasons
from mentes.matches.words import Someone, Told, flat_yarn, shown_points, someone, tell
from mentes.programmes.models import Participation, Programme
from mentes.trust.models import AuditEntry

TABS = ("review", "approved", "locked")
PAGE = 24  # rows a page of the list
N_ALTERNATIVES = 2
DECISIONS = ("match.approved", "match.rejected", "match.swapped", "match.locked")
OVERRIDES = DECISIONS[1:]
RUBBER_STAMP = 100  # that many decisions without one override deserve a question


@dataclass(frozen=True)
class Row:
    """One pair in the list."""

    match: Match
    mentee: Someone
    mentor: Someone
    points: int
    yarn: tuple


@dataclass(frozen=True)
class Other:
    """Another mentor for the same mentee: the points of that pair, and what it would take from the whole (None: not solved)."""

    place: Participation
    mentor: Someone
    points: int
    yarn: tuple
    costs: float | None


@dataclass(frozen=True)
class Sheet:
    """One pair in full."""

    match: Match
    mentee: Someone
    mentor: Someone
    told: Told
    others: tuple[Other, ...]
    likeness: list = field(default_factory=list)  # for the preview in the browser: [{id, dye, likeness}]


@dataclass(frozen=True)
class Left:
    """Somebody without a mentor (or a mentor without a mentee), and why."""

    person: Someone
    place: Participation
    reason: str
    detail: dict
    nearest: str = ""


@dataclass(frozen=True)
class Judgement:
    """How the organisers decided so far: every decision carries a name, and where they overruled the proposal it counts."""

    n_decisions: int
    n_overrides: int

    @property
    def percent(self) -> float:
        return 100 * self.n_overrides / self.n_decisions if self.n_decisions else 0.0

    @property
    def is_rubber_stamp(self) -> bool:
        return self.n_decisions >= RUBBER_STAMP and self.n_overrides == 0


def unheard(programme: Programme) -> QuerySet[Match]:
    """Pairs in review, most points first, ready for rows; reasons are read only for the pair that is opened."""
    matches = Match.objects.filter(programme=programme).in_review().defer("reasons")
    return matches.select_related("mentee__profile", "mentor__profile", "decided_by").order_by("-points", "id")


def in_tab(matches: Sequence[Match], tab: str) -> list[Match]:
    if tab == "locked":
        return [match for match in matches if match.is_locked]
    state = Match.State.APPROVED if tab == "approved" else Match.State.PROPOSED
    return [match for match in matches if match.state == state]


def rows(matches: Iterable[Match]) -> list[Row]:
    return [
        Row(m, someone(m.mentee), someone(m.mentor), sum(shown_points(m.parts).values()), flat_yarn(m.parts)) for m in matches
    ]


def sheet(match: Match, read: bridge.ReadPool, matches: Sequence[Match], run: Run) -> Sheet:
    """`matches`: all pairs in review; `run`: the last, by whose prices the other mentors are found without solving."""
    match.refresh_from_db(fields=["reasons"])
    profiles = [match.mentee.profile, match.mentor.profile]
    reasons = list(match.reasons)
    n_theirs = sum(other.mentor_id == match.mentor_id for other in matches)
    if n_theirs == match.mentor.capacity:
        reasons.append({"kind": "against", "code": "fills_seats", "detail": {"seats": n_theirs}})
    told = tell(reasons, match.parts, match.mentee, match.mentor, quotes=quotes_of(reasons, *profiles))
    return Sheet(
        match=match,
        mentee=someone(match.mentee),
        mentor=someone(match.mentor),
        told=told,
        others=tuple(near_others(read, match, run, N_ALTERNATIVES)),
        likeness=[{"id": s["name"], "dye": s["dye"], "likeness": s["similarity"]} for s in told.strands],
    )


def near_others(read: bridge.ReadPool, match: Match, run: Run | None, n: int) -> list[Other]:
    """The other mentors who are nearest at the last run's prices: found at once, without their true cost."""
    mentee_id, now = str(match.mentee_id), str(match.mentor_id)
    prices, floor = (run.prices, run.floor) if run else ({}, None)
    found = bridge.nearest(read, mentee_id, prices, n + 1, floor=floor)
    return [_other(read, mentee_id, mentor_id, None) for mentor_id in found if mentor_id != now][:n]


def others(read: bridge.ReadPool, match: Match, n: int) -> list[Other]:
    """The other mentors who would take least from the whole, each truly solved. `read`: with this pair unlocked."""
    mentee_id, now = str(match.mentee_id), str(match.mentor_id)
    found = [one for one in bridge.alternatives(read, mentee_id, n + 1) if one.mentor_id != now][:n]
    return [_other(read, mentee_id, one.mentor_id, one.swap.costs_points) for one in found]


def _other(read: bridge.ReadPool, mentee_id: str, mentor_id: str, costs: float | None) -> Other:
    parts, place = bridge.parts_of(read, mentee_id, mentor_id), read.places[mentor_id]
    return Other(place, someone(place), sum(shown_points(parts).values()), flat_yarn(parts), costs)


def fresh_reasons(read: bridge.ReadPool, mentee: Participation, mentor: Participation) -> Told:
    """Reasons of two who are not proposed to each other, under the pool's terms."""
    why = bridge.explain(read.pool, str(mentee.pk), str(mentor.pk))
    kept = kept_reasons(why)
    quotes = quotes_of(kept, mentee.profile, mentor.profile)
    return tell(kept, {s.name: s.points for s in why.strands}, mentee, mentor, quotes=quotes)


def without_mentor(read: bridge.ReadPool, matches: Sequence[Match], run: Run | None, rejected: set[str]) -> list[Left]:
    """Mentees of the pool with fewer mentors than they wish for, those with none first; who wishes for none is not among them."""
    have = Counter(str(match.mentee_id) for match in matches if not match.is_by_hand)  # theirs are off the wishes already
    said = {person["id"]: person for person in run.unplaced} if run else {}
    left = []
    for member in read.pool.mentees:
        if have[member.id] >= member.seats:
            continue
        if member.id in said and bool(have[member.id]) == (said[member.id]["reason"] == "fewer_than_wanted"):
            reason, detail = said[member.id]["reason"], said[member.id]["detail"]
        else:
            reason, detail = ("rejected_since" if member.id in rejected else "joined_since"), {}
        left.append((bool(have[member.id]), left_of(read.places, member.id, reason, detail)))
    return [one for _has, one in sorted(left, key=lambda pair: (pair[0], pair[1].person.name))]


def left_of(places: Mapping[str, Participation], person_id: str, reason: str, detail: Mapping) -> Left:
    nearest = places.get(detail.get("mentor") or detail.get("mentee") or "")
    most = sorted(detail.get("rules", {}).items(), key=lambda entry: (-entry[1], entry[0]))[:3]
    place = places[person_id]
    return Left(someone(place), place, reason, {**detail, "most": most}, nearest.profile.name if nearest else "")


def rejected_mentees(programme: Programme) -> set[str]:
    return {str(pk) for pk in Rejection.objects.filter(programme=programme).values_list("mentee_id", flat=True)}


def judgement(programme: Programme) -> Judgement:
    entries = AuditEntry.objects.filter(programme_id=programme.pk, action__in=DECISIONS)
    entries = entries.exclude(detail__has_key="is_later_word")  # the reason of a lock, given after it: one decision
    actions = Counter(entries.values_list("action", flat=True))
    return Judgement(sum(actions.values()), sum(actions[action] for action in OVERRIDES))


def n_people(run: Run) -> int:
    """How many different people the run saw; somebody who is both counts once."""
    return len({*run.inputs.get("capacity", {}), *run.inputs.get("wants", {})}) or run.n_mentees + run.n_mentors


def last_runs(programme: Programme, n: int = 1) -> list[Run]:
    return list(Run.objects.filter(programme=programme).select_related("by").order_by("-at")[:n])


def read_for(programme: Programme, match: Match | None, *, now: datetime) -> bridge.ReadPool:
    """The pool in which `match` may be swapped: its own lock is off."""
    unlocked = [(str(match.mentee_id), str(match.mentor_id))] if match else []
    return bridge.read_pool(programme, now=now, unlocked=unlocked)
