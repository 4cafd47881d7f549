"""A pool too large for all its pairs to be held: as `pair_up`, with a few pairs of each mentee and a few blocks at a time."""

from collections.abc import Mapping

import numpy as np

from .blocking import count_blocking
from .board import Progress
from .certificate import check
from .checks import check_pool
from .generation import Found
from .last_pass import LastPass
from .ordered import Ordered
from .scale import MOST_AT_ONCE
from .values import AIMS, BadPool, Code, OtherAim, Pairing, Pool, RuleCost


def pair_up_large(
    pool: Pool,
    *,
    with_costs: bool,
    with_blocking: bool,
    seed: int,
    progress: Progress,
    start: Mapping[str, float] | None = None,
    enough: float = 0.0,
) -> Pairing:
    """1. Put everybody in the order of their ids, make the locked pairs. 2. Generate the best pairing and its prices, from those
    of `start` (by mentor id) where they are given, until the gap is `enough`. 3. Read all pairs once more, trusting neither:
    proof, parts, reasons.
    4. On request solve again without each rule that keeps out a pair which would pay, and for the other aim.

    Left out: stable mode, the floor "best", and what locks, the floor and stability cost. Raises ValueError for the first two.
    """
    check_pool(pool)
    _refuse_what_needs_all_at_once(pool)
    ordered = Ordered(pool)  # 1
    progress("solve", 0, 1)
    found = ordered.best(enough=enough, seed=seed, prices=ordered.prices_of(start))  # 2
    progress("solve", 1, 1)
    chosen = ordered.with_locked(found.pairs)
    last, aim = LastPass(ordered, found, chosen), pool.terms.aim
    proof = check(
        last.blocks(progress), ordered.seats, ordered.wants, found.prices, chosen, aim, locked=ordered.locked, floor=ordered.floor
    )  # 3
    if not proof.feasible:
        raise ArithmeticError(f"the pairing broke its own terms: {proof.faults}")
    gains = np.bincount(chosen[:, 0], weights=last.points - found.prices[chosen[:, 1]], minlength=len(ordered.wants))
    from_locks = proof.objective - found.objective
    return Pairing(
        pairs=tuple(last.pairs),
        unplaced=tuple(last.unplaced),
        idle=last.idle(),
        objective=proof.objective,
        upper_bound=proof.upper_bound,
        gap=proof.gap,
        aim=aim,
        floor=ordered.floor,
        mentor_prices=_as_given(found.prices, ordered.j),
        mentee_gains=_as_given(gains, ordered.i),
        rules=_rule_costs(ordered, found, last, progress) if with_costs else (),  # 4
        other_aim=_other_aim(ordered, found, from_locks) if with_costs else None,
        n_placed=proof.n_placed,
        n_blocking=_n_blocking(ordered, chosen) if with_blocking else None,
        below_floor=tuple(last.below_floor),
    )


def _n_blocking(ordered: Ordered, chosen: np.ndarray) -> int:
    return count_blocking(ordered.own_blocks, ordered.seats, ordered.wants, chosen, locked=ordered.locked, floor=ordered.floor)


def _refuse_what_needs_all_at_once(pool: Pool) -> None:
    faults = []
    if pool.terms.mode == "stable":
        line = f'mode: stable pairs are found among up to {MOST_AT_ONCE} people; right would be mode = "optimum"'
        faults.append((Code("large_stable", {"most": MOST_AT_ONCE}), line))
    if pool.terms.floor == "best":
        line = f'floor: the best one is found among up to {MOST_AT_ONCE} people; right would be a number of points, or "off"'
        faults.append((Code("large_best_floor", {"most": MOST_AT_ONCE}), line))
    if faults:
        raise BadPool(faults)


def _rule_costs(ordered: Ordered, found: Found, last: LastPass, progress: Progress) -> tuple[RuleCost, ...]:
    """A rule none of whose pairs would pay at these prices costs nothing: the proof stands without it, too."""
    costs, placed = [], set(last.chosen[:, 0].tolist())
    for k, (rule, forbids) in enumerate(last.forbids.items(), 1):
        if rule in last.worth_freeing:
            freely = ordered.best(without=rule, prices=found.prices)
            enter = [ordered.pool.mentees[i].id for i in sorted(set(freely.pairs[:, 0].tolist()) - placed)]
            costs.append(RuleCost(rule, forbids, len(enter), freely.objective - found.objective, tuple(enter)))
        else:
            costs.append(RuleCost(rule, forbids, 0, 0.0))
        progress("costs", k, len(last.forbids))
    return tuple(costs)


def _other_aim(ordered: Ordered, found: Found, from_locks: float) -> OtherAim:
    aim = next(aim for aim in AIMS if aim != ordered.pool.terms.aim)
    other = ordered.best(aim=aim, prices=found.prices)
    return OtherAim(aim, other.objective + from_locks, len(np.unique(ordered.with_locked(other.pairs)[:, 0])))


def _as_given(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    back = np.empty_like(values)
    back[order] = values
    return back
