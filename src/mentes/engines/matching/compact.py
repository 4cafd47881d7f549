"""A large pool made ready for compiled loops: the points of `scoring.weigh` to 1e-9, and the same rules, in a tenth of the time.

What a strand says is looked up, not worked out, wherever it rests on few kinds of people (languages, ways of working, what was
lived, columns of one's own): the strand itself fills a table of all kinds with all kinds, once. Topics are added to those mentors
alone who offer them. Weeks are bits. Texts, and what has too many kinds, come from the strand as rows of numbers. Rules that
compare people's codes name the few pairs they forbid. `kernels.score_rows` puts all of it together, a mentee at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .kernels import score_rows
from .rules import ONESELF, REJECTED
from .scoring import Scorer, part_of, shares
from .strands.custom import Custom
from .strands.hours import ENOUGH_HOURS, N_SLOTS, SLOT_MINUTES
from .strands.topics import SHARE_OF_OFFERS, SHARE_OF_WISHES
from .subpool import is_on_demand, some_of
from .values import Pool

MOST_CELLS = 8_000_000  # of a table of kinds
NEAR = 1e-9  # points
WHOLE, MENTEE, MENTOR = "whole", "mentee", "mentor"  # what a pair brings, or what it brings to one side's own wishes
SAME = {  # rules that forbid a pair of equal codes: (column of the mentee, column of the mentor), one or the other
    ONESELF: (("id", "id"),),
    "not_manager": (("manager", "id"), ("id", "manager")),
    "not_managers_manager": (("grand", "id"), ("id", "grand")),
    "not_same_manager": (("manager", "manager"),),
}


@dataclass(frozen=True, eq=False)
class Scored:
    """Some mentees with all mentors. `blocked` has bit r set where rules[r] forbids the pair."""

    who: np.ndarray  # (rows,) places in the pool
    total: np.ndarray  # (rows, n_mentors) points, whatever the rules say
    blocked: np.ndarray  # (rows, n_mentors) uint16
    rules: tuple[str, ...]
    dense: Mapping[str, np.ndarray]  # similarities by strand of those that were made for these rows

    @property
    def points(self) -> np.ndarray:
        """(rows, n_mentors) points, NaN where a hard rule forbids."""
        return np.where(self.blocked == 0, self.total, np.nan)


class Compact:
    """A pool read once. `floor`: points that are compared with, too. Raises ValueError naming every wrong value."""

    def __init__(self, pool: Pool, managers: Mapping[str, str], floor: float | None = None):
        self.scorer = Scorer(pool, managers=managers)
        self.pool = pool
        self.strands = self.scorer.strands
        self.shares = dict(zip(self.strands, shares(pool.terms), strict=True))
        self.rules = {rule.name: rule for rule in pool.terms.rules if rule.on}
        self.minimum = self.rules["minimum_points"].value if "minimum_points" in self.rules else None
        self._compared_with = [least for least in (self.minimum, floor) if least is not None]
        self.names = (ONESELF, *self.rules, REJECTED)  # bit r of `blocked` is that of names[r]
        self.kinds = {name: _Kinds(*strand.kinds) for name, strand in self.strands.items() if hasattr(strand, "kinds")}
        self.kinds = {name: kinds for name, kinds in self.kinds.items() if kinds.n_cells <= MOST_CELLS}

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.pool.mentees), len(self.pool.mentors)

    @property
    def reads_texts(self) -> bool:
        """Whether rows of numbers are made when they are asked for."""
        return any(is_on_demand(matrix) for matrix in (self.pool.road, *self.pool.texts.values()))

    def bit(self, rule: str) -> int:
        return 1 << self.names.index(rule)

    def scored(self, who: np.ndarray) -> Scored:
        """Points and rules of these mentees."""
        dense = {name: self.strands[name].similarity(who) for name in self._dense}
        blocked = self._blocked_otherwise(who, dense)
        scored = Scored(who, self._added(WHOLE, who, dense, blocked), blocked, self.names, dense)
        self._settle_near(scored)
        if self.minimum is not None:
            blocked |= (scored.total < self.minimum).astype(np.uint16) * np.uint16(self.bit("minimum_points"))
        return scored

    def own(self, who: np.ndarray) -> np.ndarray:
        """(2, rows, n_mentors) what each pair brings on the mentee's own wishes, and on the mentor's: `scoring.own_points`."""
        sides = {name: _sides(self.strands[name], who) for name in self._dense}
        own = np.empty((2, len(who), self.shape[1]))
        for k, view in enumerate((MENTEE, MENTOR)):
            dense = {name: two[k] for name, two in sides.items()}
            own[k] = self._added(view, who, dense, np.zeros((len(who), self.shape[1]), np.uint16))
        return np.round(own, 9, out=own)

    def parts(self, scored: Scored, rows: np.ndarray, j: np.ndarray) -> np.ndarray:
        """(len(j), n_strands) points of these pairs by strand, to the last digit those of `weigh`; `rows`: places in `scored`.

        `.T.sum(axis=0)` of it is to the last digit the total that `weigh` has.
        """
        i, found = scored.who[rows], []
        for name, strand in self.strands.items():
            if not self.shares[name]:
                values = np.zeros(len(j))
            elif name in scored.dense:
                values = scored.dense[name][rows, j]
            elif name in self.kinds:
                kinds = self.kinds[name]
                values = self._table(name, WHOLE)[kinds.of_mentee[i], kinds.of_mentor[j]]
            else:
                values = strand.of_pairs(i, j)
            found.append(part_of(values, self.shares[name]))
        return np.stack(found).T

    def _settle_near(self, scored: Scored) -> None:
        """Points within rounding of those that they are compared with, added up as `weigh` does, so that both judge alike."""
        for least in self._compared_with:
            rows, j = np.nonzero(np.abs(scored.total - least) < NEAR)
            if len(rows):
                scored.total[rows, j] = self.parts(scored, rows, j).T.sum(axis=0)

    @cached_property
    def _dense(self) -> tuple[str, ...]:
        """Strands whose similarities are made row by row."""
        needed = {name for name, share in self.shares.items() if share}
        needed |= {"language"} if "shared_language" in self.rules else set()
        return tuple(name for name in self.strands if name in needed and name not in ("topics", "hours", *self.kinds))

    def _table(self, name: str, view: str) -> np.ndarray:
        """(kinds of mentees, kinds of mentors) similarity: the strand's own, asked about one person of each kind."""
        key = (name, view)
        if key not in self._tables:
            kinds, strand = self.kinds[name], self.strands[name]
            few = some_of(self.pool, kinds.a_mentee, kinds.a_mentor)
            of_few = Custom(few, strand.custom) if isinstance(strand, Custom) else type(strand)(few)
            rows = slice(0, len(kinds.a_mentee))
            sides = dict(zip((MENTEE, MENTOR), _sides(of_few, rows), strict=True)) if view != WHOLE else {}
            self._tables[key] = of_few.similarity(rows) if view == WHOLE else sides[view]
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[str, str], np.ndarray]:
        return {}

    def _added(self, view: str, who: np.ndarray, dense: Mapping[str, np.ndarray], blocked: np.ndarray) -> np.ndarray:
        total = np.zeros(blocked.shape)
        for name, values in dense.items():
            if self.shares[name]:
                total += part_of(values, self.shares[name])
        score_rows(total, blocked, who, self._looked_up[view], self._topics(view), self._weeks, self._same, self._listed)
        return total

    @cached_property
    def _looked_up(self) -> dict[str, tuple]:
        return _Lazy(self._read_tables)

    def _read_tables(self, view: str) -> tuple:
        """Points of all tables end to end, where each mentee's row begins, each mentor's kind; the same of what is forbidden."""
        named = [name for name in self.kinds if self.shares[name]]
        tables = [part_of(self._table(name, view), self.shares[name]) for name in named]
        n, m = self.shape
        starts, kinds, before = np.zeros((len(named), n), np.int64), np.zeros((len(named), m), np.int32), 0
        for k, (name, table) in enumerate(zip(named, tables, strict=True)):
            starts[k] = before + self.kinds[name].of_mentee * table.shape[1]
            kinds[k] = self.kinds[name].of_mentor
            before += table.size
        points = np.concatenate([table.ravel() for table in tables]) if tables else np.zeros(1)
        return points, starts, kinds, *self._no_language

    @cached_property
    def _no_language(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        """Which kinds of people share no language, and the bit of that rule; nothing where the rule is off."""
        n, m = self.shape
        if "shared_language" not in self.rules or "language" not in self.kinds:
            return np.zeros(1, dtype=bool), np.zeros(n, np.int64), np.zeros(m, np.int32), 0
        table, kinds = self._table("language", WHOLE), self.kinds["language"]
        starts = kinds.of_mentee.astype(np.int64) * table.shape[1]
        return (table == 0).ravel(), starts, kinds.of_mentor, self.bit("shared_language")

    def _topics(self, view: str) -> tuple:
        """What each mentee seeks, who offers it, and what a tenth of a fit brings to the mentee, an asked offer to the mentor."""
        topics, share = self.strands["topics"], self.shares["topics"]
        of_wishes, of_offers = {WHOLE: (SHARE_OF_WISHES, SHARE_OF_OFFERS), MENTEE: (1.0, 0.0), MENTOR: (0.0, 1.0)}[view]
        wish, offer = share * of_wishes / np.maximum(10 * topics.n_sought, 1), share * of_offers / np.maximum(topics.n_offered, 1)
        return (*self._sought_and_offered, wish, offer)

    @cached_property
    def _sought_and_offered(self) -> tuple:
        topics = self.strands["topics"]
        wishes, offers = topics.wishes, topics.offers
        if not self.shares["topics"]:
            return np.zeros(self.shape[0] + 1, np.int32), np.zeros(0, np.int32), np.zeros(0), offers.indptr, offers.indices
        return wishes.indptr, wishes.indices, wishes.data.astype(float), offers.indptr, offers.indices

    @cached_property
    def _weeks(self) -> tuple:
        """Each one's free quarters of an hour as bits, (n, words) and (words, m); whose are known; points; what the rule asks."""
        hours, rule, share = self.strands["hours"], self.rules.get("shared_hours"), self.shares["hours"]
        words = -(-N_SLOTS // 64) if share or rule else 0
        mine, theirs = (_bits(side, words) for side in hours.slots)
        enough = ENOUGH_HOURS * 60 / SLOT_MINUTES
        least = float(rule.value or 0.0) * 60 / SLOT_MINUTES if rule else 0.0
        bit = self.bit("shared_hours") if rule else 0
        return mine, np.ascontiguousarray(theirs.T), *hours.known, share / enough, share, least, bit

    @cached_property
    def _same(self) -> tuple:
        """For each comparison of codes: mentors in the order of their code, where each mentee's equals begin and end, the bit."""
        compared = [(rule, *two) for rule in self.names for two in SAME.get(rule, ())]
        organisation = self.rules.get("organisation")
        if organisation and organisation.value == "other":
            compared.append(("organisation", "organisation", "organisation"))
        n, m = self.shape
        order, starts, ends = (np.zeros((len(compared), size), np.int64) for size in (m, n, n))
        for k, (_rule, mentee_column, mentor_column) in enumerate(compared):
            mine, theirs = self.scorer.reader.mentees[mentee_column], self.scorer.reader.mentors[mentor_column]
            order[k] = np.argsort(theirs, kind="stable")
            sorted_codes = theirs[order[k]]
            starts[k], ends[k] = (np.searchsorted(sorted_codes, mine, side=side) for side in ("left", "right"))
        bits = np.array([self.bit(rule) for rule, *_columns in compared], dtype=np.uint16)
        return order, starts, ends, bits

    @cached_property
    def _listed(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs that stand in lists, by mentee: where each mentee's begin, the mentors, the bits."""
        reader = self.scorer.reader
        listed = [(i, j, self.bit(REJECTED)) for i, j in reader.rejected]
        listed += [(i, j, self.bit("not_with")) for i, j in reader.not_with] if "not_with" in self.rules else []
        i, j, bits = np.array(sorted(listed), dtype=np.int64).reshape(-1, 3).T
        return np.r_[0, np.cumsum(np.bincount(i, minlength=self.shape[0]))], np.ascontiguousarray(j), bits.astype(np.uint16)

    def _blocked_otherwise(self, who: np.ndarray, dense: Mapping[str, np.ndarray]) -> np.ndarray:
        """Rules that no list and no table tells."""
        blocked = np.zeros((len(who), self.shape[1]), np.uint16)
        organisation = self.rules.get("organisation")
        if organisation and organisation.value == "same":
            mine, theirs = (side["organisation"] for side in (self.scorer.reader.mentees, self.scorer.reader.mentors))
            other = (mine[who, None] >= 0) & (theirs >= 0) & (mine[who, None] != theirs)
            blocked |= other.astype(np.uint16) * np.uint16(self.bit("organisation"))
        if "shared_language" in self.rules and "language" in dense:
            blocked |= (dense["language"] == 0).astype(np.uint16) * np.uint16(self.bit("shared_language"))
        return blocked


class _Kinds:
    """Both sides numbered by what a strand reads of them: everybody of one kind is alike to it."""

    def __init__(self, mentees: Sequence, mentors: Sequence):
        self.of_mentee, self.a_mentee = _number(mentees)
        self.of_mentor, self.a_mentor = _number(mentors)

    @property
    def n_cells(self) -> int:
        return len(self.a_mentee) * len(self.a_mentor)


def _number(keys: Sequence) -> tuple[np.ndarray, np.ndarray]:
    """Each one's kind, and somebody of each kind."""
    first: dict = {}
    kinds, somebody = np.empty(len(keys), np.int32), []
    for k, key in enumerate(keys):
        if key not in first:
            first[key] = len(somebody)
            somebody.append(k)
        kinds[k] = first[key]
    return kinds, np.array(somebody, dtype=np.int64)


class _Lazy(dict):
    def __init__(self, make):
        super().__init__()
        self._make = make

    def __missing__(self, key):
        self[key] = self._make(key)
        return self[key]


def _sides(strand, rows) -> tuple[np.ndarray, np.ndarray]:
    """Each side's own similarities; where a strand knows no sides, the pair's for both."""
    if hasattr(strand, "each_side"):
        return strand.each_side(rows)
    values = strand.similarity(rows)
    return values, values


def _bits(slots: np.ndarray, words: int) -> np.ndarray:
    """(n, words) uint64."""
    packed = np.zeros((len(slots), words * 8), np.uint8)
    if words:
        bits = np.packbits(slots > 0, axis=1, bitorder="little")
        packed[:, : bits.shape[1]] = bits
    return packed.view(np.uint64)
