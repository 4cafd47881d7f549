"""Rows to the matching engine's values and back: the one place where this room meets `engines.matching`.

What a programme's people answered is read once and kept in this process under a fingerprint of the rows themselves, so that
trying other weights needs no scoring again and no other process can make it wrong. Seats, locks and rejections are read anew
each time: they change with every click.
"""

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _

from mentes.engines import matching as engine
from mentes.engines.matching import (
    AIMS,
    CUSTOM_DYE,
    DYES,
    STRANDS,
    Alternative,
    Certificate,
    Fit,
    Member,
    Pair,
    Pairing,
    Pool,
    RuleCost,
    Similarities,
    Skill,
    SwapCost,
    Terms,
    default_terms,
    explain,
    pair_up,
    read_terms,
    round_points,
    similarities,
    terms_to_table,
)
from mentes.lib.errors import Refused
from mentes.matches.models import Match, Rejection, Run
from mentes.people.actions import read_road
from mentes.programmes.models import Participation, Programme

__all__ = [
    "AIMS",
    "CUSTOM_DYE",
    "DYES",
    "STRANDS",
    "ReadPool",
    "RunAgain",
    "SwapCost",
    "Terms",
    "alternates",
    "alternatives",
    "cost_of_rules",
    "count_again",
    "data_version",
    "default_terms",
    "explain",
    "nearest",
    "parts_of",
    "read_pool",
    "read_terms",
    "round_points",
    "solve",
    "swap_cost",
    "terms_of",
    "terms_to_table",
]

MOST_POOLS, MOST_ANSWERS = 6, 500  # kept in this process, the last used: read and scored pools (megabytes), answers (kilobytes)
# The two heard and refused each other, or their time together is over: not proposed again.
OVER = (Match.State.DECLINED, Match.State.EXPIRED, Match.State.ENDED)
VERSION_SQL = """
select md5(concat_ws('|',
  (select string_agg(md5(p::text || r::text), '' order by p.id)
     from programmes_participation p join people_profile r on r.id = p.profile_id where p.programme_id = %(id)s),
  (select string_agg(md5(t::text), '' order by t.id) from people_profiletopic t
     join programmes_participation p on p.profile_id = t.profile_id where p.programme_id = %(id)s),
  (select string_agg(md5(l::text), '' order by l.id) from people_liveditem l
     join programmes_participation p on p.profile_id = l.profile_id where p.programme_id = %(id)s),
  (select concat(count(*), ' ', max(s.id)) from people_passage s
     join programmes_participation p on p.profile_id = s.profile_id where p.programme_id = %(id)s)))
"""


@dataclass(frozen=True, eq=False)
class ReadPool:
    """A pool and whose ids stand in it. `places` also holds those who are not in the pool because their seats are held."""

    pool: Pool
    places: Mapping[str, Participation]  # by participation id as text, with profile and person
    similar: Similarities
    version: str

    @property
    def key(self) -> tuple:
        """Equal for pools that have the same answer."""
        seats = tuple(member.seats for member in (*self.pool.mentees, *self.pool.mentors))
        return (*_scored_key(self.version, self.pool), seats, self.pool.locked, self.pool.forbidden, self.pool.terms.rules,
                tuple(self.pool.terms.all_weights().items()), self.pool.terms.aim)  # fmt: skip

    def ids(self) -> set[str]:
        return {member.id for member in (*self.pool.mentees, *self.pool.mentors)}

    def seats(self) -> tuple[dict[str, int], dict[str, int]]:
        """(seats by mentor id, wants by mentee id)."""
        return {m.id: m.seats for m in self.pool.mentors}, {m.id: m.seats for m in self.pool.mentees}


@dataclass(frozen=True, eq=False)
class _People:
    """Everybody active in a programme, as read at one version of the rows. `road`: (n_mentees, n_mentors)."""

    places: Mapping[str, Participation]
    mentees: tuple[Member, ...]
    mentors: tuple[Member, ...]
    road: np.ndarray
    managers: Mapping[str, str]  # manager's id by person's id, also of people who are not active now


class _Kept:
    """The last few values by key, for all threads of this process."""

    def __init__(self, most: int):
        self._most = most
        self._values: OrderedDict = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key, make: Callable[[], Any]):
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()  # outside the lock: two threads may both make it, which is only slow
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_people, _scored, _solved = _Kept(MOST_POOLS), _Kept(MOST_POOLS), _Kept(MOST_ANSWERS)


def terms_of(programme: Programme) -> Terms:
    """The programme's weights, strands, rules and aim. What it never said stays at the engine's defaults, so that the page
    and `mentes match` propose the same pairs for the same file. Raises Refused where the kept terms cannot be read.
    """
    try:
        return read_terms(programme.terms or {})
    except ValueError as error:
        raise Refused(_("The weights and rules of this programme cannot be read: %(why)s") % {"why": str(error)}) from error


def data_version(programme: Programme) -> str:
    """A fingerprint of everything people of this programme answered: it changes with any of these rows."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION_SQL, {"id": programme.pk})
        return cursor.fetchone()[0]


def read_pool(
    programme: Programme,
    *,
    now: datetime,
    terms: Terms | None = None,
    unlocked: Iterable[tuple[str, str]] = (),
) -> ReadPool:
    """Everybody who can be matched now, under the programme's terms or `terms`.

    Seats held by pairs that were told (offered, active) are taken off, and who has none left is not in the pool. Locked:
    locked pairs nobody has heard of, except `unlocked`. Forbidden: rejected pairs, live ones, and those that are over.
    """
    terms = terms_of(programme) if terms is None else terms
    if any(custom.kind == "text" for custom in terms.customs):
        raise Refused(_("A strand of your own that compares texts by meaning works in the command `mentes match` only, so far."))
    version = data_version(programme)
    people = _people.get((programme.pk, version), lambda: _read_people(programme))
    rows = list(Match.objects.filter(programme=programme).values_list("mentee_id", "mentor_id", "state", "is_locked"))
    rejected = Rejection.objects.filter(programme=programme).values_list("mentee_id", "mentor_id")
    held = [(str(a), str(b)) for a, b, state, _locked in rows if state in (Match.State.OFFERED, Match.State.ACTIVE)]
    over = [(str(a), str(b)) for a, b, state, _locked in rows if state in OVER]
    mentees, mentors = _left(people.mentees, [a for a, _b in held]), _left(people.mentors, [b for _a, b in held])
    kept = {str(a): k for k, a in enumerate(member.id for member in people.mentees)}
    kept_mentors = {b: k for k, b in enumerate(member.id for member in people.mentors)}
    road = people.road[np.ix_([kept[m.id] for m in mentees], [kept_mentors[m.id] for m in mentors])]
    here, there = {m.id for m in mentees}, {m.id for m in mentors}
    locks = [(str(a), str(b)) for a, b, state, is_locked in rows if is_locked and state in Match.UNHEARD]
    forbidden = {*held, *over, *((str(a), str(b)) for a, b in rejected), *_managers_away(people, terms)}
    pool = Pool(
        mentees=mentees,
        mentors=mentors,
        terms=terms,
        road=road,
        week_of=_monday_of(programme.starts_on or now.date()),
        locked=tuple(sorted((a, b) for a, b in {*locks} - {*unlocked} if a in here and b in there)),
        forbidden=tuple(sorted((a, b) for a, b in forbidden if a in here and b in there)),
    )
    try:
        similar = _scored.get(_scored_key(version, pool), lambda: similarities(replace(pool, locked=())))
    except ValueError as error:
        raise Refused(_("These people cannot be matched as they stand: %(why)s") % {"why": str(error)}) from error
    return ReadPool(pool=pool, places=people.places, similar=similar, version=version)


def solve(read: ReadPool, *, with_costs: bool = False, is_fresh: bool = False, progress=None) -> Pairing:
    """The best pairing of the pool, proven; `is_fresh`: solved now, whatever is kept, so that its seconds can be told.

    Raises Refused where locked pairs break a rule or need more seats than there are.
    """

    def answer() -> Pairing:
        return pair_up(read.pool, with_costs=with_costs, similarities=read.similar, progress=progress)

    try:
        return answer() if is_fresh else _solved.get((read.key, with_costs), answer)
    except ValueError as error:
        raise Refused(_locks_in_the_way(read, error)) from error


def swap_cost(read: ReadPool, present: Collection[tuple[str, str]], mentee_id: str, mentor_id: str) -> SwapCost:
    """The best pairing that holds this pair, beside the present pairs. Raises Refused where it cannot be made."""
    why = explain(read.pool, mentee_id, mentor_id) if {mentee_id, mentor_id} <= read.ids() else None
    if why is None:
        raise Refused(_("One of the two has no seat left, or no longer takes part."))
    if why.blocked_by:
        raise Refused(_("A rule of yours, or a rejection, keeps these two apart."))
    try:
        return engine.swap_cost(read.pool, _as_pairing(read, present), mentee_id, mentor_id, similarities=read.similar)
    except ValueError as error:
        raise Refused(_("Locked pairs leave no room for this one: unlock one of them first.")) from error


def alternatives(read: ReadPool, mentee_id: str, n: int) -> tuple[Alternative, ...]:
    """The other mentors who would cost the whole least, beside the best pairing of this pool; () where nobody is free to swap."""
    if mentee_id not in {member.id for member in read.pool.mentees}:
        return ()
    make = lambda: engine.alternatives(read.pool, solve(read), mentee_id, n, similarities=read.similar)  # noqa: E731
    return _solved.get((read.key, "alternatives", mentee_id, n), make)


def alternates(read: ReadPool, present: Collection[tuple[str, str]], n: int) -> dict[str, tuple[Pair, ...]]:
    """Up to n mentors with seats that the present pairs leave free, for each mentee; together never more than these seats."""
    return engine.alternates(read.pool, _as_pairing(read, present), n, similarities=read.similar)


def parts_of(read: ReadPool, mentee_id: str, mentor_id: str) -> dict[str, float]:
    """Points by strand of any two of the pool, allowed or not."""
    fit = _fit(read)
    i = next(k for k, member in enumerate(read.pool.mentees) if member.id == mentee_id)
    j = next(k for k, member in enumerate(read.pool.mentors) if member.id == mentor_id)
    return dict(zip(fit.names, fit.parts[:, i, j].tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class RunAgain:
    """A kept run, counted once more from today's rows: what it takes to check it without trusting the solver."""

    pool: Pool
    points: np.ndarray  # (n_mentees, n_mentors), NaN where a hard rule forbids
    pairs: np.ndarray  # (k, 2) places in pool.mentees and pool.mentors
    locked: np.ndarray
    prices: np.ndarray  # (n_mentors,)
    certificate: Certificate


def count_again(run: Run) -> RunAgain | None:
    """None when somebody's answers have changed since: then the kept proof speaks of people who are no longer so."""
    programme = run.programme
    version = data_version(programme)
    if run.inputs.get("data") != version:
        return None
    people = _people.get((programme.pk, version), lambda: _read_people(programme))
    capacity, wants = run.inputs["capacity"], run.inputs["wants"]
    rows = [k for k, member in enumerate(people.mentees) if member.id in wants]
    columns = [k for k, member in enumerate(people.mentors) if member.id in capacity]
    pool = Pool(
        mentees=tuple(replace(people.mentees[k], seats=wants[people.mentees[k].id]) for k in rows),
        mentors=tuple(replace(people.mentors[k], seats=capacity[people.mentors[k].id]) for k in columns),
        terms=read_terms(run.terms),
        road=people.road[np.ix_(rows, columns)],
        week_of=run.week_of,
        locked=tuple((a, b) for a, b in run.inputs["locked"]),
        forbidden=tuple((a, b) for a, b in run.inputs["forbidden"]),
    )
    points = engine.score(pool).points
    row = {member.id: k for k, member in enumerate(pool.mentees)}
    column = {member.id: k for k, member in enumerate(pool.mentors)}
    pairs = np.array([(row[p["mentee"]], column[p["mentor"]]) for p in run.pairs], dtype=np.int64).reshape(-1, 2)
    locked = np.array([(row[a], column[b]) for a, b in pool.locked], dtype=np.int64).reshape(-1, 2)
    prices = np.array([run.prices[member.id] for member in pool.mentors], dtype=float)
    seats, wishes = [m.seats for m in pool.mentors], [m.seats for m in pool.mentees]
    certificate = engine.check(points, seats, wishes, prices, pairs, run.aim, locked=locked)
    return RunAgain(pool, points, pairs, locked, prices, certificate)


def cost_of_rules(read: ReadPool) -> list[RuleCost]:
    """What each rule costs: those that are on, by solving without it; those that are off, by solving with it.

    `leaves_unplaced` and `costs_points` are always "with the rule against without it". A rule that is off and that locked
    pairs break has no answer and is left out.
    """
    pairing = solve(read, with_costs=True)
    costs = {cost.name: cost for cost in pairing.rules}
    for rule in read.pool.terms.rules:
        if rule.on:
            continue
        rules = tuple(replace(one, on=one.on or one.name == rule.name) for one in read.pool.terms.rules)
        stricter = replace(read, pool=replace(read.pool, terms=replace(read.pool.terms, rules=rules)))
        try:
            other = solve(stricter)
        except Refused:
            continue
        fit = engine.weigh(read.similar, stricter.pool.terms)
        costs[rule.name] = RuleCost(
            name=rule.name,
            forbids=int(fit.blocked_by(rule.name).sum()),
            leaves_unplaced=max(0, pairing.n_placed - other.n_placed),
            costs_points=pairing.objective - other.objective,
        )
    return [costs[rule.name] for rule in read.pool.terms.rules if rule.name in costs]


def nearest(read: ReadPool, mentee_id: str, prices: Mapping[str, float], n: int) -> list[str]:
    """Mentors whom the rules allow for this mentee, most points beyond the price of their seat first: nothing is solved.

    What a pair falls short of at the prices of a proven run is the least it costs the whole; what it really costs tells
    `swap_cost`.
    """
    fit, pool = _fit(read), read.pool
    i = next((k for k, member in enumerate(pool.mentees) if member.id == mentee_id), None)
    if i is None:
        return []
    apart = {b for a, b in pool.forbidden if a == mentee_id}
    bits = [r for r, rule in enumerate(fit.rules) if rule != "rejected"]
    blocked = np.zeros(len(pool.mentors), dtype=bool)
    for bit in bits:
        blocked |= (fit.blocked[i] >> bit & 1).astype(bool)
    found = [
        (prices.get(member.id, 0.0) - fit.total[i, j], member.id)
        for j, member in enumerate(pool.mentors)
        if member.seats and not blocked[j] and member.id not in apart
    ]
    return [mentor_id for _short, mentor_id in sorted(found)[:n]]


def _fit(read: ReadPool) -> Fit:
    """Points of all pairs. Its bit "rejected" may be older than the pool: `pool.forbidden` knows."""
    terms = read.pool.terms
    key = (*_scored_key(read.version, read.pool), terms.rules, tuple(terms.all_weights().items()))
    return _scored.get(("fit", key), lambda: engine.weigh(read.similar, terms))


def _as_pairing(read: ReadPool, pairs: Collection[tuple[str, str]]) -> Pairing:
    """The present pairs of people who are still in the pool, in the engine's shape."""
    here = read.ids()
    return replace(solve(read), pairs=tuple(Pair(a, b, 0.0, {}) for a, b in sorted(pairs) if a in here and b in here))


def _locks_in_the_way(read: ReadPool, error: ValueError) -> str:
    named = [
        f"{read.places[a].profile.name}, {read.places[b].profile.name}"
        for a, b in read.pool.locked
        if explain(read.pool, a, b).blocked_by
    ]
    if named:
        sentence = _("Locked pairs break a rule: %(pairs)s. Unlock them, or switch the rule off.")
        return sentence % {"pairs": "; ".join(named)}
    return _("These people cannot be matched as they stand: %(why)s") % {"why": str(error)}


def _scored_key(version: str, pool: Pool) -> tuple:
    strands = tuple(replace(custom, weight=0.0) for custom in pool.terms.customs)
    ids = tuple(member.id for member in pool.mentees), tuple(member.id for member in pool.mentors)
    return version, ids, strands, pool.terms.sensitive_lived, pool.terms.week_of or pool.week_of


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _left(members: Sequence[Member], held: Sequence[str]) -> tuple[Member, ...]:
    """The members with the seats they have left; who had seats and has none left is out."""
    taken = {member_id: held.count(member_id) for member_id in set(held)}
    left = [replace(m, seats=max(0, m.seats - taken[m.id])) if m.id in taken else m for m in members]
    return tuple(member for member in left if member.seats > 0 or member.id not in taken)


def _managers_away(people: _People, terms: Terms) -> set[tuple[str, str]]:
    """Pairs of somebody and their manager's manager whose manager between them is not in the pool now.

    The engine finds a manager's manager through people of the pool; a manager who pauses must not open that door.
    """
    if not any(rule.name == "not_managers_manager" and rule.on for rule in terms.rules):
        return set()
    pairs = set()
    for member in (*people.mentees, *people.mentors):
        grand = people.managers.get(member.manager_id, "")
        if grand:
            pairs |= {(member.id, grand), (grand, member.id)}
    return pairs


def _read_people(programme: Programme) -> _People:
    everybody = Participation.objects.filter(programme=programme).select_related("profile", "person")
    active = sorted(everybody.active().prefetch_related("profile__topics__topic", "profile__lived"), key=lambda p: str(p.pk))
    ids = dict(everybody.values_list("external_id", "pk"))

    def member_id(external_id: str) -> str:
        """Somebody of the programme by their own id here, anybody else by the id of the file: both can be compared."""
        return str(ids[external_id]) if external_id in ids else f"file:{external_id}" if external_id else ""

    mentee_places, mentor_places = [p for p in active if p.is_mentee], [p for p in active if p.is_mentor]
    road = read_road([p.profile for p in mentee_places], [p.profile for p in mentor_places])
    for place in active:  # the vectors weigh more than all the rest, and are in `road` now
        place.profile._prefetched_objects_cache.pop("passages", None)
    managers = {
        str(pk): member_id(manager)
        for pk, manager, status in everybody.values_list("pk", "manager_external_id", "status")
        if manager and status != Participation.Status.ACTIVE
    }
    return _People(
        places={str(p.pk): p for p in active},
        mentees=tuple(_member(p, p.wants, member_id) for p in mentee_places),
        mentors=tuple(_member(p, p.capacity, member_id) for p in mentor_places),
        road=road,
        managers=managers,
    )


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _member(place: Participation, seats: int, member_id: Callable[[str], str]) -> Member:
    profile = place.profile
    topics = profile.topics.all()
    lived = [item for item in profile.lived.all() if item.volunteered_at is not None]
    return Member(
        id=str(place.pk),
        offers=tuple(Skill(line.topic.key, line.level) for line in topics if line.direction == "offer"),
        seeks=tuple(Skill(line.topic.key, line.level) for line in topics if line.direction == "seek"),
        lived=tuple(_fold(item.name) for item in lived if not item.is_sensitive),
        lived_sensitive=frozenset(_fold(item.name) for item in lived if item.is_sensitive),
        lived_wish=profile.lived_wish,
        working=tuple(profile.working),
        languages=tuple(profile.languages),
        time_zone=profile.time_zone,
        hours=tuple((start, end) for start, end in profile.hours),
        seats=seats,
        organisation=profile.organisation,
        manager_id=member_id(place.manager_external_id),
        not_with=tuple(member_id(other) for other in place.not_with),
        extra={key: str(value) for key, value in profile.extra.items()},
    )
