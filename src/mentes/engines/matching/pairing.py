"""One entry: a pool in, the best pairing out, with its proof."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from .blocking import n_blocking
from .blocks import map_blocks
from .board import Board, Progress, read_board, silent
from .certificate import Certificate, check
from .choosing import choose
from .costs import costs_of_locks, other_aim, rule_costs, wish_costs
from .reasons import idle, unplaced
from .scale import EXTRA, MOST_AT_ONCE, has_scale, is_large
from .scoring import Scorer, Similarities, row_blocks
from .values import BadPool, Code, LockCost, Pairing, Pool


def pair_up(
    pool: Pool,
    *,
    with_costs: bool = True,
    with_blocking: bool = True,
    seed: int = 0,
    progress: Progress | None = None,
    similarities: Similarities | None = None,
    start: Mapping[str, float] | None = None,
    enough: float = 0.0,
) -> Pairing:
    """The best total under the pool's weights and rules (or the most people, then the best total), proven.

    1. Score every pair; what a rule forbids is out. Locked pairs are made, their seats taken.
    2. Solve exactly, above the floor where one is asked for; in stable mode find the stable pairs as well.
    3. Read the prices off the best pairing. 4. Check both against all pairs, trusting neither: a stable pairing is held
    against the same bound, and its gap is what stability costs. 5. Count who would rather have each other, and say why for
    everybody left; on request (`with_costs`) solve again without each rule, each lock and the floor, and for the other aim.

    Above scale.MOST_AT_ONCE people the same is done block by block (large.py says what is left out there), which needs the
    extra mentes[scale]. There `enough` is the gap (a share of the total, 0 to 1) at which to stop; fewer people are always
    paired at gap 0.

    `with_blocking`: False leaves the count of 5 untold (None), for who tries many weights. `similarities`: of the same
    people, when only weights, rules, locks or the aim have changed. `start`: prices of seats by mentor id from an earlier
    run; they save time and never change the total. `progress(step, done, total)` is called along the way. `seed` draws the
    sample that a large pool starts from; all else is without chance. Of several best pairings the one found with everybody
    in the order of their ids is given, so the order of the input never matters.
    Raises ValueError naming every wrong value, and every locked pair that a rule forbids.
    """
    if pool.terms.shape != "sides":
        raise ValueError('shape = "peers": everybody on both sides is paired by pair_peers; right here would be "sides"')
    if not 0 <= enough < 1:
        raise ValueError(f"enough = {enough!r}: the gap at which to stop; right would be 0, or a share below 1")
    progress = progress or silent
    if is_large(pool):
        told = {"with_costs": with_costs, "with_blocking": with_blocking}
        return _large_way()(pool, **told, seed=seed, progress=progress, start=start, enough=enough)
    board = read_board(pool, similarities, progress)
    progress("solve", 0, 1)
    choice = choose(board, start=start)
    board, chosen = choice.board, choice.chosen
    progress("solve", 1, 1)
    market, prices = board.prices(choice.optimum)
    certificate = _prove(board, prices.lowest, chosen)
    progress("prove", 1, 1)
    gains = _gains(board, prices.lowest, chosen)
    return Pairing(
        pairs=board.pairs(chosen),
        unplaced=unplaced(board, market, prices, chosen),
        idle=idle(board, market, prices, chosen),
        objective=certificate.objective,
        upper_bound=certificate.upper_bound,
        gap=certificate.gap,
        aim=pool.terms.aim,
        floor=board.floor,
        mentor_prices=_in_pool_order(prices.lowest, board.mentor_order),
        mentee_gains=_in_pool_order(gains, board.mentee_order),
        rules=rule_costs(board, market, prices, chosen, progress) if with_costs else (),
        other_aim=other_aim(board) if with_costs else None,
        n_placed=certificate.n_placed,
        mode=pool.terms.mode,
        n_blocking=n_blocking(board, chosen) if with_blocking else None,
        place_price=board.place_price,
        below_floor=tuple((board.mentee_ids[i], board.mentor_ids[j]) for i, j in board.below_floor()),
        locks=costs_of_locks(board, market, prices, chosen) if with_costs else (),
        wishes=wish_costs(board, chosen, choice.optimum) if with_costs else (),
    )


def lock_costs(pool: Pool, *, similarities: Similarities | None = None) -> tuple[LockCost, ...]:
    """What each locked pair costs, as `pair_up` tells it with costs, without the other costs."""
    choice = choose(read_board(pool, similarities))
    market, prices = choice.board.prices(choice.optimum)
    return costs_of_locks(choice.board, market, prices, choice.chosen)


def _large_way() -> Callable[..., Pairing]:
    """Raises ValueError where the extra is missing."""
    if not has_scale():
        line = f"more than {MOST_AT_ONCE} people: right would be the extra {EXTRA}, or fewer people"
        raise BadPool([(Code("extra_missing", {"most": MOST_AT_ONCE, "extra": EXTRA}), line)])
    # Imported here: compiled code that is not installed everywhere, and takes a second to load.
    from .large import pair_up_large

    return pair_up_large


def point_blocks(pool: Pool) -> Iterator[tuple[slice, np.ndarray]]:
    """Points of the pool, NaN where forbidden, block by block: what `check` takes when they are too many to keep."""
    scorer, ranges = Scorer(pool), row_blocks(len(pool.mentees), len(pool.mentors))
    yield from zip(ranges, map_blocks(Scorer.points, ranges, scorer), strict=True)


def _prove(board: Board, prices: np.ndarray, chosen: np.ndarray) -> Certificate:
    certificate = check(
        board.points(),
        board.seats,
        board.wants,
        prices,
        chosen,
        board.aim,
        locked=board.locked,
        floor=board.floor,
        place_price=board.place_price,
    )
    if not certificate.feasible:
        raise ArithmeticError(f"the pairing broke its own terms: {certificate.faults}")
    return certificate


def _gains(board: Board, prices: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """(n_mentees,) points of a mentee's pairs beyond their mentors' prices."""
    i, j = chosen.T
    return np.bincount(i, weights=board.total[i, j] - prices[j], minlength=len(board.wants))


def _in_pool_order(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    back = np.empty_like(values)
    back[order] = values
    return back
