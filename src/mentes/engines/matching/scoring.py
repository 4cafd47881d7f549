"""The fit of every pair as a sum of strands: the same parts serve solving, ranking and explaining."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .checks import check_pool
from .rules import Rules, managers_of
from .strands import read_strands
from .subpool import some_of
from .values import CUSTOM_DYE, DYES, Code, Pairing, Pool, Reasons, Strand, Terms

BLOCK_CELLS = 1 << 18  # a block of rows holds about this many pairs: two megabytes an array


@dataclass(frozen=True, eq=False)
class Similarities:
    """Every strand of these mentees with all mentors, before weights: keep it, and change only weights and rules."""

    pool: Pool
    rows: slice
    names: tuple[str, ...]
    values: np.ndarray  # (n_strands, rows, n_mentors) 0..1, NaN where not asked
    shared_hours: np.ndarray  # (rows, n_mentors) hours a week, NaN where not known
    reader: Rules
    strands: Mapping[str, Any]  # as read from the pool, to be asked for each side's own wishes


@dataclass(frozen=True, eq=False)
class Fit:
    """Points of these mentees with all mentors. `blocked` has bit r set where rules[r] forbids the pair."""

    rows: slice
    names: tuple[str, ...]
    parts: np.ndarray  # (n_strands, rows, n_mentors) float64 points
    total: np.ndarray  # (rows, n_mentors) 0..100, the sum of the parts
    rules: tuple[str, ...]
    blocked: np.ndarray  # (rows, n_mentors) uint16

    @property
    def allowed(self) -> np.ndarray:
        """(rows, n_mentors) bool."""
        return self.blocked == 0

    @property
    def points(self) -> np.ndarray:
        """(rows, n_mentors) float64, NaN where a hard rule forbids."""
        return np.where(self.blocked == 0, self.total, np.nan)

    def blocked_by(self, rule: str) -> np.ndarray:
        """(rows, n_mentors) bool: where this rule forbids, whatever the others say."""
        return (self.blocked >> self.rules.index(rule) & 1).astype(bool)


class Scorer:
    """A pool read once, to be scored in as many blocks as one likes. Raises ValueError naming every wrong value."""

    def __init__(self, pool: Pool, *, managers=None):
        check_pool(pool)
        self.pool = pool
        self.strands = read_strands(pool)
        self.reader = Rules(pool, managers)

    def similarities(self, rows: slice | None = None) -> Similarities:
        rows = rows or slice(0, len(self.pool.mentees))
        values = np.stack([strand.similarity(rows) for strand in self.strands.values()])
        shared_hours = self.strands["hours"].shared_hours(rows)
        return Similarities(self.pool, rows, tuple(self.strands), values, shared_hours, self.reader, self.strands)

    def points(self, rows: slice) -> np.ndarray:
        """(rows, n_mentors) points, NaN where a rule forbids: those of `weigh`, to the last digit, in a third of the time.

        The strands are added up one after the other and none is kept; one without weight is read only where a rule asks.
        """
        terms = self.pool.terms
        shared_hours = self.strands["hours"].shared_hours(rows)
        language = self.strands["language"].similarity(rows)
        total = np.zeros(language.shape)
        for (name, strand), share in zip(self.strands.items(), shares(terms), strict=True):
            if name == "hours":
                values = strand.from_hours(shared_hours)
            else:
                values = language if name == "language" else strand.similarity(rows) if share else None
            if share:
                total += part_of(values, share)
        masks = self.reader.masks(rows, terms.rules, language=language, shared_hours=shared_hours, total=total)
        for mask in masks.values():
            total[mask] = np.nan
        return total


def similarities(pool: Pool, rows: slice | None = None) -> Similarities:
    return Scorer(pool).similarities(rows)


def weigh(similar: Similarities, terms: Terms) -> Fit:
    """Points under these weights and rules: weight / sum of weights * 100 * similarity, 0 where not asked.

    The custom strands must be those that the similarities were made with; their weights may differ.
    """
    weights = terms.all_weights()
    if tuple(weights) != similar.names:
        raise ValueError(f"strands: {', '.join(weights)}; right would be {', '.join(similar.names)}, as scored")
    parts = part_of(similar.values, shares(terms)[:, None, None])
    total = parts.sum(axis=0)
    return Fit(similar.rows, similar.names, parts, total, *_blocked(similar, terms, total))


def weigh_totals(similar: Similarities, terms: Terms) -> Fit:
    """`weigh` for a large pool: the parts of all pairs are not kept (their array is empty)."""
    total = np.zeros(similar.values.shape[1:])
    for values, share in zip(similar.values, shares(terms), strict=True):
        if share:
            total += part_of(values, share)
    return Fit(similar.rows, similar.names, np.zeros((0, 0, 0)), total, *_blocked(similar, terms, total))


def parts_of_pairs(similar: Similarities, terms: Terms, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """(len(i), n_strands) points of these pairs by strand, as `weigh` has them."""
    return part_of(similar.values[:, i, j], shares(terms)[:, None]).T


def shares(terms: Terms) -> np.ndarray:
    """(n_strands,) points that a strand brings at most."""
    weights = terms.all_weights()
    return np.array(list(weights.values())) * (100 / sum(weights.values()))


def part_of(values: np.ndarray, share) -> np.ndarray:
    part = values * share
    np.copyto(part, 0.0, where=np.isnan(part))
    return part


def _blocked(similar: Similarities, terms: Terms, total: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the rules, and (rows, n_mentors) bits of those that forbid."""
    masks = similar.reader.masks(
        similar.rows,
        terms.rules,
        language=similar.values[similar.names.index("language")],
        shared_hours=similar.shared_hours,
        total=total,
    )
    blocked = np.zeros(total.shape, dtype=np.uint16)
    for bit, mask in enumerate(masks.values()):
        blocked |= mask.astype(np.uint16) << np.uint16(bit)
    return tuple(masks), blocked


def own_points(similar: Similarities, terms: Terms) -> np.ndarray:
    """(2, rows, n_mentors) 0..100: what each pair brings on the mentee's own wishes, and on the mentor's.

    The weights are those of the pair's points; where a side expressed no wish the strand brings it 0 with everybody.
    Held to nine decimals, so that no rounding of sums makes anybody prefer one of two who are alike.
    """
    weights = terms.all_weights()
    share = np.array(list(weights.values())) * (100 / sum(weights.values()))
    own = np.zeros((2, *similar.values.shape[1:]))
    for k, strand in enumerate(similar.strands.values()):
        if share[k] > 0:
            sides = strand.each_side(similar.rows) if hasattr(strand, "each_side") else (similar.values[k], similar.values[k])
            for side, values in zip(own, sides, strict=True):
                side += np.nan_to_num(values, nan=0.0) * share[k]
    return np.round(own, 9)


def score(pool: Pool, rows: slice | None = None) -> Fit:
    """Points, parts and rules of these mentees (all when None) with every mentor."""
    return weigh(similarities(pool, rows), pool.terms)


def row_blocks(n_rows: int, n_columns: int) -> list[slice]:
    """Slices of rows, each of about BLOCK_CELLS cells."""
    step = max(1, BLOCK_CELLS // max(1, n_columns))
    return [slice(start, min(start + step, n_rows)) for start in range(0, n_rows, step)]


def score_blocks(pool: Pool) -> Iterator[Fit]:
    """The whole pool block by block: memory stays bounded at any size."""
    scorer = Scorer(pool)
    for rows in row_blocks(len(pool.mentees), len(pool.mentors)):
        yield weigh(scorer.similarities(rows), pool.terms)


def explain(pool: Pool, mentee_id: str, mentor_id: str, *, pairing: Pairing | None = None, for_pair: bool = False) -> Reasons:
    """Why these two, and what pulls the other way.

    `for_pair`: True only on the pair's own page: then the strand "lived" names the items. Everywhere else its detail
    tells the wishes alone. `pairing`: to say also when the mentor's seats are all taken by others.
    """
    i, j = _place(pool.mentees, mentee_id, "mentee"), _place(pool.mentors, mentor_id, "mentor")
    scorer = Scorer(some_of(pool, np.array([i]), np.array([j])), managers=managers_of(pool))
    similar = scorer.similarities()
    fit = weigh(similar, pool.terms)
    weights = pool.terms.all_weights()
    strands: list[Strand] = []
    against: list[Code] = []
    for k, (name, strand) in enumerate(scorer.strands.items()):
        code, detail, own, pulls = strand.evidence(0, 0)
        similarity = float(np.nan_to_num(similar.values[k, 0, 0]))
        detail = {**detail, **own} if for_pair else detail
        points = float(fit.parts[k, 0, 0])
        strands.append(Strand(name, DYES.get(name, CUSTOM_DYE), points, similarity, weights[name], code, detail))
        against += pulls if weights[name] > 0 or name == "hours" else ()
    taken_by = [pair.mentee_id for pair in pairing.pairs if pair.mentor_id == mentor_id] if pairing else []
    if pairing and mentee_id not in taken_by and len(taken_by) >= pool.mentors[j].seats:
        against.append(Code("mentor_full", {"seats": pool.mentors[j].seats}))
    strands.sort(key=lambda strand: -strand.points)
    blocked_by = tuple(rule for rule in fit.rules if fit.blocked_by(rule)[0, 0])
    return Reasons(mentee_id, mentor_id, float(fit.total[0, 0]), tuple(strands), tuple(against), blocked_by)


def _place(members, member_id: str, role: str) -> int:
    for place, member in enumerate(members):
        if member.id == member_id:
            return place
    raise ValueError(f"{role} {member_id!r}: nobody has this id; right would be the id of a {role} in the pool")
