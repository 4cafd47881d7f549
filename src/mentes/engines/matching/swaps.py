"""What if: another mentor for one mentee, and who could step in, each answered by solving again."""

import math
from dataclasses import dataclass

import numpy as np

from .board import Board, read_board
from .market import Market
from .scoring import Similarities
from .solve import solve
from .values import Pair, Pairing, Pool

STABLE_TRIED = 10  # pairs solved beyond those asked for, in stable mode


@dataclass(frozen=True)
class Change:
    """Somebody whose mentors would be others."""

    mentee_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class SwapCost:
    """The best pairing that holds the new pair, beside the present one."""

    mentee_id: str
    mentor_id: str
    points_now: float  # total of the present pairing
    points_after: float
    n_placed_now: int
    n_placed_after: int
    changes: tuple[Change, ...]  # of everybody, the mentee first, then by id

    @property
    def costs_points(self) -> float:
        return self.points_now - self.points_after


@dataclass(frozen=True)
class Alternative:
    """Another mentor for a mentee: the points of the pair, and what it would take from the whole."""

    mentor_id: str
    points: float
    slack: float  # points, from the prices: the swap costs at least that much
    swap: SwapCost


def swap_cost(
    pool: Pool, pairing: Pairing, mentee_id: str, new_mentor_id: str, *, similarities: Similarities | None = None
) -> SwapCost:
    """Solve again with this pair locked; of equal totals, the one that changes fewer pairs.

    A mentee who wants several keeps of the others what is best. ValueError where a rule forbids the pair, or where
    locked pairs leave no room for it.
    """
    board = board_of(pool, pairing, similarities)
    i, j = place(board.mentee_ids, mentee_id, "mentee"), place(board.mentor_ids, new_mentor_id, "mentor")
    return _swap(board, present_of(board, pairing), i, j)


def alternatives(
    pool: Pool, pairing: Pairing, mentee_id: str, n: int, *, similarities: Similarities | None = None
) -> tuple[Alternative, ...]:
    """The n other mentors who would cost the whole least, cheapest first; allowed ones only, each truly solved.

    The slack of a pair is a lower bound of what it costs, so only pairs whose slack is below the n-th best
    cost found so far need solving. In stable mode it bounds nothing: then the pairs of least slack are tried, some more
    than asked for.
    """
    board = board_of(pool, pairing, similarities)
    i = place(board.mentee_ids, mentee_id, "mentee")
    present = present_of(board, pairing)
    prices = np.asarray(pairing.mentor_prices)[board.mentor_order]
    slack, possible = slack_of(board, prices, i, present)
    bonus = board.bonus(board.aim)
    found: list[tuple[float, int, Alternative]] = []
    nearest = sorted(np.flatnonzero(possible), key=lambda j: (slack[j], j))
    for j in nearest if not board.is_stable else nearest[: n + STABLE_TRIED]:
        found.sort(key=lambda entry: entry[:2])
        if len(found) >= n and not board.is_stable and slack[j] > found[n - 1][0] + 1e-9:
            break
        swap = _swap(board, present, i, int(j))
        cost = swap.costs_points + bonus * (swap.n_placed_now - swap.n_placed_after)
        found.append((cost, int(j), Alternative(board.mentor_ids[j], float(board.total[i, j]), float(slack[j]), swap)))
    return tuple(alternative for _, _, alternative in sorted(found, key=lambda entry: entry[:2])[:n])


def alternates(pool: Pool, pairing: Pairing, n: int, *, similarities: Similarities | None = None) -> dict[str, tuple[Pair, ...]]:
    """Up to n mentors with free seats for each mentee, by mentee id; no present pair is touched.

    Round after round the best total over the seats that are left, one a mentee: all alternates together
    never hold more than the free seats.
    """
    board = board_of(pool, pairing, similarities)
    taken = present_of(board, pairing)
    seats = board.seats - np.bincount(taken[:, 1], minlength=len(board.seats))
    points = board.points()
    points[taken[:, 0], taken[:, 1]] = np.nan
    rounds = []
    for _ in range(n):
        wants = (board.wants > 0).astype(np.int64)
        chosen = solve(Market(points, wants, seats, np.zeros(len(wants))))
        if not len(chosen):
            break
        rounds.append(chosen)
        points[chosen[:, 0], chosen[:, 1]] = np.nan
        seats = seats - np.bincount(chosen[:, 1], minlength=len(seats))
    by_mentee: dict[str, list[Pair]] = {}
    for pair in board.pairs(np.concatenate(rounds)) if rounds else ():
        by_mentee.setdefault(pair.mentee_id, []).append(pair)
    return {mentee_id: tuple(sorted(pairs, key=lambda pair: -pair.points)) for mentee_id, pairs in sorted(by_mentee.items())}


def board_of(pool: Pool, pairing: Pairing, similarities: Similarities | None) -> Board:
    """Under the floor that the pairing was made with."""
    return read_board(pool, similarities).above(pairing.floor, pairing.place_price)


def _swap(board: Board, present: np.ndarray, i: int, j: int) -> SwapCost:
    names = [rule for rule in board.rules if board.blocked[i, j] & board.bit(rule)]
    mine, theirs = (board.locked[:, 0] == i).sum(), (board.locked[:, 1] == j).sum()
    held = ((board.locked == (i, j)).all(axis=1)).any()
    pair = f"{board.mentee_ids[i]!r}, {board.mentor_ids[j]!r}"
    if names:
        raise ValueError(f"pair {pair}: forbidden by {', '.join(names)}")
    if not held and (mine >= board.wants[i] or theirs >= board.seats[j]):
        raise ValueError(f"pair {pair}: no room beside the locked pairs")
    locked = board.locked if held else np.concatenate([board.locked, [[i, j]]])
    after = board.choose(locked=locked, prefer=present)
    before_of, after_of = _by_mentee(board, present), _by_mentee(board, after)
    changed = [k for k in sorted({*before_of, *after_of}, key=lambda k: (k != i, k)) if before_of.get(k) != after_of.get(k)]
    return SwapCost(
        mentee_id=board.mentee_ids[i],
        mentor_id=board.mentor_ids[j],
        points_now=board.objective(present),
        points_after=board.objective(after),
        n_placed_now=len(before_of),
        n_placed_after=len(after_of),
        changes=tuple(Change(board.mentee_ids[k], before_of.get(k, ()), after_of.get(k, ())) for k in changed),
    )


def slack_of(board: Board, prices: np.ndarray, i: int, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n_mentors,) what the pair (i, j) falls short of at these prices, and which pairs could be made at all.

    At any prices >= 0 of a proven pairing this bounds from below what locking the pair costs: it must push out the
    last of the mentee's choices at these prices.
    """
    market = board.market()
    value = market.points[i] - prices
    possible = ~np.isnan(value) & (market.seats > 0)
    possible[present[present[:, 0] == i, 1]] = False
    wants = int(market.wants[i])
    best = np.sort(value[~np.isnan(value)])[::-1]
    if wants == 0 or not len(best):
        return np.full(len(prices), math.inf), np.zeros(len(prices), dtype=bool)
    last = max(best[wants - 1], 0.0) if wants <= len(best) else 0.0
    if best[0] < 0:  # only the bonus, if anything, pays for a first mentor
        last = max(best[0], -market.bonus[i])
    return np.where(possible, np.maximum(last - np.nan_to_num(value), 0.0), math.inf), possible


def present_of(board: Board, pairing: Pairing) -> np.ndarray:
    row = {member_id: k for k, member_id in enumerate(board.mentee_ids)}
    column = {member_id: k for k, member_id in enumerate(board.mentor_ids)}
    unknown = [pair for pair in pairing.pairs if pair.mentee_id not in row or pair.mentor_id not in column]
    if unknown:
        named = "; ".join(f"{pair.mentee_id!r}, {pair.mentor_id!r}" for pair in unknown)
        raise ValueError(f"pairing: pairs of people who are not in the pool: {named}")
    places = [(row[pair.mentee_id], column[pair.mentor_id]) for pair in pairing.pairs]
    return np.array(sorted(places), dtype=np.int64).reshape(-1, 2)


def _by_mentee(board: Board, chosen: np.ndarray) -> dict[int, tuple[str, ...]]:
    mentors: dict[int, tuple[str, ...]] = {}
    for i, j in chosen.tolist():
        mentors[i] = (*mentors.get(i, ()), board.mentor_ids[j])
    return mentors


def place(ids: tuple[str, ...], member_id: str, role: str) -> int:
    if member_id not in ids:
        raise ValueError(f"{role} {member_id!r}: nobody has this id; right would be the id of a {role} in the pool")
    return ids.index(member_id)
