"""Peers: everybody gives and gets. One entry, `pair_peers(pool)`: the best set of pairs, with its bound."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .board import Progress, silent
from .checks import check_pool
from .peer_check import PeerCertificate, check_peers
from .peer_prices import price_of_pairs
from .peer_solve import best_pairs, exact
from .rules import FLOOR
from .scoring import Scorer, row_blocks, weigh
from .values import Pool, Unplaced

MOST_PEERS = 5_000  # beyond, the tables of everybody with everybody outgrow a usual memory
MOST_FOR_BEST_FLOOR = 500  # people: the highest floor is found by some seventeen pairings of everybody


@dataclass(frozen=True)
class PeerPair:
    """Two who meet as equals. `points` is the mean of `as_mentee` (the first is mentored by the second) and `as_mentor`."""

    id: str
    other_id: str  # after `id` in the order of ids
    points: float  # 0..100
    as_mentee: float
    as_mentor: float
    parts: Mapping[str, float]  # points by strand; they add up to the points


@dataclass(frozen=True, eq=False)
class PeerPairing:
    """The answer. `prices` in the order of the ids in `ids`."""

    pairs: tuple[PeerPair, ...]  # by id
    unplaced: tuple[Unplaced, ...]
    ids: tuple[str, ...]
    objective: float
    upper_bound: float  # of the relaxation, see peer_check: a best pairing may stay below it
    gap: float
    is_exact: bool  # no allowed pairing is better, by the blossom algorithm; else it is within the gap
    aim: str
    floor: float | None
    prices: np.ndarray  # (n,) points
    pair_price: float  # above 0: the bound speaks of pairings with as many pairs
    n_placed: int
    locked: tuple[tuple[str, str], ...] = ()

    @property
    def least_points(self) -> float | None:
        return min((pair.points for pair in self.pairs), default=None)


@dataclass(frozen=True, eq=False)
class PeerTable:
    """Everybody by id. What two peers bring is the mean of both directions; both must be allowed."""

    ids: tuple[str, ...]
    points: np.ndarray  # (n, n) symmetric, NaN where the two must not be paired
    as_mentee: np.ndarray  # (n, n) points when the row is mentored by the column, also of forbidden pairs
    blocked: np.ndarray  # (n, n) uint16, bit r: rules[r] forbids it in at least one direction
    rules: tuple[str, ...]
    takes_part: np.ndarray  # (n,) bool: gives a seat and takes one
    locked: np.ndarray  # (k, 2) indices, the lower first


def pair_peers(pool: Pool, *, progress: Progress | None = None) -> PeerPairing:
    """The best total of pairs in which everybody stands once at most (or the most pairs, then the best total).

    `pool`: the same people on both sides. Points are the mean of both directions, each by the pool's weights and rules; a
    rule that forbids one direction forbids the pair. Seats above 1 count as 1: one pair a person. Up to 500 people the
    pairing is the best there is; beyond, wherever what could still be better is few enough (`is_exact`), else within the gap.
    Raises ValueError naming every wrong value, and every locked pair that a rule forbids.
    """
    progress = progress or silent
    table = read_peers(pool, progress)
    progress("solve", 0, 1)
    aim, floor = pool.terms.aim, None if isinstance(pool.terms.floor, str) else float(pool.terms.floor)
    if pool.terms.floor == "best":
        floor, aim = _highest_floor(table, aim), "people"
    allowed = _allowed(table, floor)
    # With it on each pair, one pair more outweighs all points.
    bonus = 100.0 * (1 + len(table.ids) // 2) if aim == "people" else 0.0
    weights = np.where(allowed, np.nan_to_num(table.points) + bonus, 0.0)
    found, prices, is_exact = best_pairs(weights)
    pair_price = 0.0
    if aim == "people":
        pair_price, prices = price_of_pairs(np.where(allowed, table.points, np.nan), len(found), bonus)
    progress("solve", 1, 1)
    pairs = np.concatenate([found, table.locked])
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    certificate = _prove(table, prices, pairs, pair_price, floor)
    progress("prove", 1, 1)
    return PeerPairing(
        pairs=_told(pool, table, pairs),
        unplaced=_unplaced(pool, table, pairs, allowed),
        ids=table.ids,
        objective=certificate.objective,
        upper_bound=certificate.upper_bound,
        gap=certificate.gap,
        is_exact=is_exact,
        aim=pool.terms.aim,
        floor=floor,
        prices=prices,
        pair_price=pair_price,
        n_placed=certificate.n_placed,
        locked=tuple((table.ids[i], table.ids[j]) for i, j in table.locked.tolist()),
    )


def read_peers(pool: Pool, progress: Progress = silent) -> PeerTable:
    """Scores everybody with everybody. Raises ValueError as `pair_peers`."""
    _check(pool)
    n, scorer = len(pool.mentees), Scorer(pool)
    total, blocked = np.empty((n, n)), np.empty((n, n), dtype=np.uint16)
    rules: tuple[str, ...] = ()
    for rows in row_blocks(n, n):
        fit = weigh(scorer.similarities(rows), pool.terms)
        total[rows], blocked[rows], rules = fit.total, fit.blocked, fit.rules
        progress("score", rows.stop, n)
    by_id = lambda side: np.array(sorted(range(n), key=lambda k: side[k].id), dtype=np.int64)  # noqa: E731
    cells = np.ix_(by_id(pool.mentees), by_id(pool.mentors))
    total, blocked = total[cells], blocked[cells]
    blocked = blocked | blocked.T
    ids = tuple(sorted(member.id for member in pool.mentees))
    place = {member_id: k for k, member_id in enumerate(ids)}
    locked = sorted({tuple(sorted((place[a], place[b]))) for a, b in pool.locked})
    table = PeerTable(
        ids=ids,
        points=np.where(blocked == 0, (total + total.T) / 2, np.nan),
        as_mentee=total,
        blocked=blocked,
        rules=rules,
        takes_part=_takes_part(pool, place),
        locked=np.array(locked, dtype=np.int64).reshape(-1, 2),
    )
    _check_locks(table)
    return table


def _check(pool: Pool) -> None:
    faults = []
    if sorted(m.id for m in pool.mentees) != sorted(m.id for m in pool.mentors):
        faults.append("peers: not the same people on both sides; right would be everybody as mentee and as mentor")
    if len(pool.mentees) > MOST_PEERS:
        faults.append(f"peers: {len(pool.mentees)} people; right would be at most {MOST_PEERS:,}")
    if pool.terms.mode != "optimum":
        faults.append(f'mode = {pool.terms.mode!r}; right would be "optimum": among peers stable pairs need not exist')
    if pool.terms.floor == "best" and len(pool.mentees) > MOST_FOR_BEST_FLOOR:
        faults.append(
            f'floor = "best": {len(pool.mentees)} peers; right would be points, or at most {MOST_FOR_BEST_FLOOR} people'
        )
    if faults:
        raise ValueError("\n".join(faults))
    # A lock of two peers is one pair, however it is written; the sides' own counts do not apply to it.
    check_pool(replace(pool, locked=()))
    known = {member.id for member in pool.mentees}
    faults = [f"locked pair {a!r}, {b!r}: right would be two people of the pool" for a, b in pool.locked if not {a, b} <= known]
    if faults:
        raise ValueError("\n".join(faults))


def _takes_part(pool: Pool, place: Mapping[str, int]) -> np.ndarray:
    takes_part = np.ones(len(place), dtype=bool)
    for member in (*pool.mentees, *pool.mentors):
        takes_part[place[member.id]] &= member.seats > 0
    return takes_part


def _check_locks(table: PeerTable) -> None:
    faults = []
    for i, j in table.locked.tolist():
        pair = f"locked pair {table.ids[i]!r}, {table.ids[j]!r}"
        names = [rule for r, rule in enumerate(table.rules) if table.blocked[i, j] >> r & 1]
        if names:
            faults.append(f"{pair}: forbidden by {', '.join(names)}; right would be to unlock it or to switch the rule off")
        faults += [f"{pair}: {table.ids[k]!r} takes no part" for k in (i, j) if not table.takes_part[k]]
    times = np.bincount(table.locked.ravel(), minlength=len(table.ids))
    faults += [f"peer {table.ids[k]!r}: {times[k]} locked pairs; right would be at most 1" for k in np.flatnonzero(times > 1)]
    if faults:
        raise ValueError("\n".join(faults))


def _allowed(table: PeerTable, floor: float | None) -> np.ndarray:
    """(n, n) bool: the pairs that are to be decided, without locked people and what lies below the floor."""
    free = table.takes_part.copy()
    free[table.locked.ravel()] = False
    allowed = ~np.isnan(table.points) & free[:, None] & free
    np.fill_diagonal(allowed, False)
    if floor is not None:
        allowed &= np.nan_to_num(table.points, nan=-1.0) >= floor
    return allowed


def _highest_floor(table: PeerTable, aim: str) -> float | None:
    """The highest points at which as many pairs can be made as the best pairing without a floor makes; None without any."""
    allowed = _allowed(table, None)
    bonus = 100.0 * (1 + len(table.ids) // 2) if aim == "people" else 0.0
    n_pairs = len(exact(np.where(allowed, np.nan_to_num(table.points) + bonus, 0.0), allowed))
    values = np.unique(table.points[allowed])
    if not n_pairs:
        return None
    low, high = 0, len(values)  # possible at values[low], not at values[high]
    while high - low > 1:
        middle = (low + high) // 2
        enough = len(exact(_allowed(table, values[middle]).astype(float), allowed)) >= n_pairs
        low, high = (middle, high) if enough else (low, middle)
    return float(values[low])


def _prove(table: PeerTable, prices: np.ndarray, pairs: np.ndarray, pair_price: float, floor: float | None) -> PeerCertificate:
    certificate = check_peers(
        table.points, table.takes_part, prices, pairs, pair_price=pair_price, locked=table.locked, floor=floor
    )
    if not certificate.feasible:
        raise ArithmeticError(f"the pairing broke its own terms: {certificate.faults}")
    return certificate


def _told(pool: Pool, table: PeerTable, pairs: np.ndarray) -> tuple[PeerPair, ...]:
    """The pairs with their parts, scored once more: those of all pairs are not kept."""
    row = {member.id: k for k, member in enumerate(pool.mentees)}
    column = {member.id: k for k, member in enumerate(pool.mentors)}
    asked: dict[int, list[int]] = {}
    for i, j in (*pairs.tolist(), *pairs[:, ::-1].tolist()):
        asked.setdefault(row[table.ids[i]], []).append(column[table.ids[j]])
    scorer, parts = Scorer(pool), {}
    for rows in row_blocks(len(row), len(column)):
        here = [k for k in range(rows.start, rows.stop) if k in asked]
        if here:
            fit = weigh(scorer.similarities(rows), pool.terms)
            for k in here:
                for other in asked[k]:
                    values = fit.parts[:, k - rows.start, other].tolist()
                    parts[pool.mentees[k].id, pool.mentors[other].id] = dict(zip(fit.names, values, strict=True))
    told = []
    for i, j in pairs.tolist():
        a, b = table.ids[i], table.ids[j]
        there, back = parts[a, b], parts[b, a]
        mean = {name: (there[name] + back[name]) / 2 for name in there}
        points = float(table.points[i, j])
        told.append(PeerPair(a, b, points, float(table.as_mentee[i, j]), float(table.as_mentee[j, i]), mean))
    return tuple(told)


def _unplaced(pool: Pool, table: PeerTable, pairs: np.ndarray, allowed: np.ndarray) -> tuple[Unplaced, ...]:
    is_paired = np.zeros(len(table.ids), dtype=bool)
    is_paired[pairs.ravel()] = True
    left = np.flatnonzero(~is_paired)
    n_odd = int(table.takes_part.sum()) % 2
    gives_none = {member.id for member in pool.mentors if member.seats == 0}
    alone = [k for k in left if table.takes_part[k]]
    return tuple(
        _why_alone(table, allowed, int(k), gives_none, pool.terms.aim, is_odd_one=len(alone) == 1 and n_odd == 1) for k in left
    )


def _why_alone(table: PeerTable, allowed: np.ndarray, k: int, gives_none: set[str], aim: str, *, is_odd_one: bool) -> Unplaced:
    me = table.ids[k]
    if not table.takes_part[k]:
        return Unplaced(me, "gives_none" if me in gives_none else "wants_none", {})
    others = table.takes_part.copy()
    others[[k, *table.locked.ravel()]] = False
    if not others.any():
        return Unplaced(me, "no_other_peers", {})
    could_be = others & ~np.isnan(table.points[k])
    if not allowed[k].any():
        blocked = table.blocked[k, others]
        counts = {rule: int((blocked >> r & 1).sum()) for r, rule in enumerate(table.rules)}
        counts[FLOOR] = int(could_be.sum())
        return Unplaced(me, "no_allowed_peer", {"n_others": int(others.sum()), "rules": {r: n for r, n in counts.items() if n}})
    points = np.where(allowed[k], table.points[k], -1.0)
    nearest = int(np.argmax(points))
    n_allowed = int(allowed[k].sum())
    if points[nearest] <= 0 and aim == "points":
        return Unplaced(me, "no_points", {"n_allowed": n_allowed})
    detail = {"n_allowed": n_allowed, "peer": table.ids[nearest], "points": float(points[nearest])}
    return Unplaced(me, "odd_one_out" if is_odd_one else "peers_elsewhere", detail)
