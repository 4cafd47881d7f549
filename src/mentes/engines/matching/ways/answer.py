"""The answer: how contested the mentor is, what the pair falls short of, and verified ways to it, smallest first.

1. Solve with the pair made: what the whole loses is what the pair falls short of.
2. Where a rule keeps the two apart, lift it as little as will do; that is part of every way.
3. Take the changes the two could make (steps.py) and join them, few before many, small gains before large ones.
4. Make each change that promises enough in the whole pool and solve again. Only what then makes the pair is told.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..board import Board
from ..scoring import Similarities
from ..swaps import board_of, place, present_of
from ..values import Pairing, Pool
from .search import TOP, Advice, Search


@dataclass(frozen=True)
class WhyNot:
    """Why two people were not paired. `advice` is in the order of size; every entry was found by solving again."""

    mentee_id: str
    mentor_id: str
    is_made: bool
    points: float
    blocked_by: tuple[str, ...]
    price: float  # points: what one more seat of the mentor would bring to the whole
    n_contenders: int  # mentees who have this mentor among their best five
    seats: int
    held_by: tuple[str, ...]  # mentees who have the mentor's seats
    short: float | None  # points that making it costs the whole; None where a rule or a lock forbids it, or in stable mode
    advice: tuple[Advice, ...]


def why_not(
    pool: Pool,
    pairing: Pairing,
    mentee_id: str,
    mentor_id: str,
    *,
    n_advice: int = 3,
    most_solved: int = 24,
    similarities: Similarities | None = None,
) -> WhyNot:
    """Why this pair is not in `pairing`, a proven pairing of the pool, and up to `n_advice` ways to it.

    Of the ways with the same kinds of step only the smallest is given. At most `most_solved` pairings are solved. The floor
    stays where the pairing has it. In stable mode a pair follows from both sides' own lists, not from a total: then neither
    what it falls short of nor any way is told. `similarities`: of the same people. Raises ValueError for ids that are not a
    mentee and a mentor of the pool.
    """
    board = board_of(pool, pairing, similarities)
    i, j = place(board.mentee_ids, mentee_id, "mentee"), place(board.mentor_ids, mentor_id, "mentor")
    present = present_of(board, pairing)
    is_made = bool((present == (i, j)).all(axis=1).any())
    blocked_by = tuple(rule for rule in board.rules if board.blocked[i, j] & board.bit(rule))
    prices = np.asarray(pairing.mentor_prices)[board.mentor_order]
    answer = WhyNot(
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        is_made=is_made,
        points=float(board.total[i, j]),
        blocked_by=blocked_by,
        price=float(prices[j]),
        n_contenders=_contenders(board, j),
        seats=int(board.seats[j]),
        held_by=tuple(board.mentee_ids[k] for k in present[present[:, 1] == j, 0]),
        short=None,
        advice=(),
    )
    if is_made or board.is_stable:
        return answer
    search = Search(board, present, i, j, dict(zip(board.mentor_ids, prices, strict=True)), most_solved, similarities)
    costs = np.inf if blocked_by else search.missing(())
    return replace(answer, short=float(costs) if np.isfinite(costs) else None, advice=search.advice(blocked_by, n_advice))


def _contenders(board: Board, j: int) -> int:
    points = np.nan_to_num(board.points(), nan=-np.inf)
    rank = (points > points[:, [j]]).sum(axis=1)
    return int(((rank < TOP) & np.isfinite(points[:, j]) & (board.wants > 0)).sum())
