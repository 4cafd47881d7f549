"""A programme's rows to a pool: who can be matched now, under which terms, and what must and must not be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
from django.utils.translation import gettext as _

from mentes.engines.matching import STRANDS, Member, Pool, Similarities, Terms, read_terms, similarities
from mentes.lib.acting import acting_as_matcher
from mentes.lib.errors import Refused
from mentes.matches.bridge import kept
from mentes.matches.bridge.faults import cannot_be_matched
from mentes.matches.bridge.people import People, data_version, people_of, texts_of
from mentes.matches.models import Match, Rejection
from mentes.programmes.models import Participation, Programme

# The two heard and refused each other, or their time together is over: not proposed again.
OVER = (Match.State.DECLINED, Match.State.EXPIRED, Match.State.ENDED)


@dataclass(frozen=True, eq=False)
class ReadPool:
    """A pool and whose ids stand in it. `places` also holds those who are not in the pool because their seats are held."""

    pool: Pool
    places: Mapping[str, Participation]  # by participation id as text, with profile and person
    similar: Similarities
    version: str
    has_heard: bool = False  # whether anybody of the programme was told of a pair

    @property
    def key(self) -> tuple:
        """Equal for pools that have the same answer."""
        seats = tuple(member.seats for member in (*self.pool.mentees, *self.pool.mentors))
        return (*scored_key(self.version, self.pool), seats, self.pool.locked, self.pool.forbidden, self.pool.terms.rules,
                tuple(self.pool.terms.all_weights().items()), self.pool.terms.aim, self.pool.terms.floor,
                self.pool.terms.mode)  # fmt: skip

    def ids(self) -> set[str]:
        return {member.id for member in (*self.pool.mentees, *self.pool.mentors)}

    def seats(self) -> tuple[dict[str, int], dict[str, int]]:
        """(seats by mentor id, wants by mentee id)."""
        return {m.id: m.seats for m in self.pool.mentors}, {m.id: m.seats for m in self.pool.mentees}


def terms_of(programme: Programme) -> Terms:
    """The programme's weights, strands, rules and aim. What it never said stays at the engine's defaults, so that the page
    and `mentes match` propose the same pairs for the same file. Raises Refused where the kept terms cannot be read.
    """
    try:
        return read_terms(programme.terms or {})
    except ValueError as error:
        raise Refused(_("The weights and rules of this programme cannot be read: %(why)s") % {"why": str(error)}) from error


@acting_as_matcher()
def read_pool(
    programme: Programme,
    *,
    now: datetime,
    terms: Terms | None = None,
    unlocked: Iterable[tuple[str, str]] = (),
) -> ReadPool:
    """Everybody whom software may match now, under the programme's terms or `terms`.

    Who wants to be matched by hand is not in it. Seats held by pairs that were told (offered, active) or made by hand are
    taken off, and who has none left is not in the pool. Locked:
    locked pairs nobody has heard of, except `unlocked`. Forbidden: rejected pairs, live ones, and those that are over.
    Read as the matcher's database role: protected attributes cannot come in here.
    """
    terms = terms_of(programme) if terms is None else terms
    version = data_version(programme, terms)
    people = people_of(programme, version)
    columns = ("mentee_id", "mentor_id", "state", "is_locked", "is_by_hand")
    rows = list(Match.objects.filter(programme=programme).values_list(*columns))
    rejected = Rejection.objects.filter(programme=programme).values_list("mentee_id", "mentor_id")
    held = [(str(a), str(b)) for a, b, state, _locked, by_hand in rows
            if state in Match.TOLD or (by_hand and state in Match.UNHEARD)]  # fmt: skip
    over = [(str(a), str(b)) for a, b, state, *_how in rows if state in OVER]
    mentees, mentors = _left(people.mentees, [a for a, _b in held]), _left(people.mentors, [b for _a, b in held])
    row_of = {a: k for k, a in enumerate(member.id for member in people.mentees)}
    column_of = {b: k for k, b in enumerate(member.id for member in people.mentors)}
    cells = np.ix_([row_of[m.id] for m in mentees], [column_of[m.id] for m in mentors])
    texts = texts_of(people, terms, programme, version)
    here, there = {m.id for m in mentees}, {m.id for m in mentors}
    locks = [(str(a), str(b)) for a, b, state, is_locked, by_hand in rows
             if is_locked and not by_hand and state in Match.UNHEARD]  # fmt: skip
    forbidden = {*held, *over, *((str(a), str(b)) for a, b in rejected), *_managers_away(people, terms)}
    pool = Pool(
        mentees=mentees,
        mentors=mentors,
        terms=terms,
        road=people.road[cells],
        road_sides=(people.road_sides[0][cells], people.road_sides[1][cells]),
        texts={name: near[cells] for name, near in texts.items()},
        week_of=monday_of(programme.starts_on or now.date()),
        locked=tuple(sorted((a, b) for a, b in {*locks} - {*unlocked} if a in here and b in there)),
        forbidden=tuple(sorted((a, b) for a, b in forbidden if a in here and b in there)),
    )
    try:
        similar = kept.scored.get(scored_key(version, pool), lambda: similarities(replace(pool, locked=())))
    except ValueError as error:
        raise cannot_be_matched(error, lambda member_id: people.places[member_id].profile.name) from error
    has_heard = any(row[2] not in Match.UNHEARD for row in rows)
    return ReadPool(pool=pool, places=people.places, similar=similar, version=version, has_heard=has_heard)


def scored_key(version: str, pool: Pool) -> tuple:
    strands = tuple(replace(custom, weight=0.0) for custom in pool.terms.customs)
    ids = tuple(member.id for member in pool.mentees), tuple(member.id for member in pool.mentors)
    built_in = tuple(name for name in pool.terms.all_weights() if name in STRANDS)
    return version, ids, built_in, strands, pool.terms.sensitive_lived, pool.terms.week_of or pool.week_of


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _left(members: Sequence[Member], held: Sequence[str]) -> tuple[Member, ...]:
    """The members with the seats they have left; who had seats and has none left is out."""
    taken = {member_id: held.count(member_id) for member_id in set(held)}
    left = [replace(m, seats=max(0, m.seats - taken[m.id])) if m.id in taken else m for m in members]
    return tuple(member for member in left if member.seats > 0 or member.id not in taken)


def _managers_away(people: People, terms: Terms) -> set[tuple[str, str]]:
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
