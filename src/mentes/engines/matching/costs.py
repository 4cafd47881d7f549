"""What each rule, each lock, the floor and stability cost, and what the other aim would give: found by solving again."""

from dataclasses import replace

import numpy as np

from .blocking import standing
from .board import Board, Progress, silent
from .certificate import best_gains
from .choosing import with_best_floor
from .market import Market
from .prices import Prices
from .values import AIMS, LockCost, OtherAim, RuleCost, Standing, WishCost

ROUNDING = 1e-9


def rule_costs(
    board: Board, market: Market, prices: Prices, chosen: np.ndarray, progress: Progress = silent
) -> tuple[RuleCost, ...]:
    """One line a rule that is on. Rules overlap: the costs of two need not add up to the cost of both."""
    rules = board.switchable()
    costs = []
    for k, rule in enumerate(rules):
        costs.append(_rule_cost(board, prices, chosen, rule))
        progress("costs", k + 1, len(rules))
    return tuple(costs)


def _rule_cost(board: Board, prices: Prices, chosen: np.ndarray, rule: str) -> RuleCost:
    bit = board.bit(rule)
    forbids = int(((board.blocked & bit) > 0).sum())
    freed = board.blocked == bit
    # A freed pair that would not pay at the present prices changes nothing: the proof still holds, nobody need solve.
    worth = np.where(freed, board.total, -np.inf) - prices.lowest - prices.keep[:, None]
    if not freed.any() or (not board.is_stable and not (worth > ROUNDING).any()):
        return RuleCost(rule, forbids, 0, 0.0)
    freely = board.choose(without=rule, prefer=chosen)
    would_enter = _would_enter(board, chosen, freely)
    return RuleCost(
        name=rule,
        forbids=forbids,
        leaves_unplaced=len(would_enter),
        costs_points=board.objective(freely) - board.objective(chosen),
        would_enter=would_enter,
    )


def _would_enter(board: Board, chosen: np.ndarray, freely: np.ndarray) -> tuple[str, ...]:
    now, then = set(chosen[:, 0].tolist()), set(freely[:, 0].tolist())
    # Counted without those who would lose their mentor in turn: this alone keeps these out, whoever sits there now.
    return tuple(board.mentee_ids[i] for i in sorted(then - now))


def costs_of_locks(board: Board, market: Market, prices: Prices, chosen: np.ndarray) -> tuple[LockCost, ...]:
    """One line a locked pair, by mentee, then mentor."""
    return tuple(_lock_cost(board, market, prices, chosen, k) for k in range(len(board.locked)))


def _lock_cost(board: Board, market: Market, prices: Prices, chosen: np.ndarray, k: int) -> LockCost:
    i, j = board.locked[k].tolist()
    ids, others = (board.mentee_ids[i], board.mentor_ids[j]), np.delete(board.locked, k, axis=0)
    could_stay = board.floor is None or bool(board.total[i, j] >= board.floor)  # without its lock
    if could_stay and not board.is_stable and _frees_at_most(board, market, prices, i, j, others) <= ROUNDING:
        return LockCost(*ids, 0, 0.0)
    free = board if could_stay else replace(board, locked=others).above(board.floor, board.place_price)
    freely = free.choose(locked=others, prefer=chosen)
    would_enter = _would_enter(board, chosen, freely)
    return LockCost(*ids, len(would_enter), board.objective(freely) - board.objective(chosen), would_enter)


def _frees_at_most(board: Board, market: Market, prices: Prices, i: int, j: int, others: np.ndarray) -> float:
    """By how much the bound at the present prices would rise if (i, j) were no longer locked: seat and wish, less the pair."""
    row, bonus = market.points[[i]], 0.0 if (others[:, 0] == i).any() else board.bonus(board.aim)
    now = best_gains(row - prices.lowest, market.wants[[i]], market.bonus[[i]])
    row[0, j] = board.total[i, j]
    then = best_gains(row - prices.lowest, market.wants[[i]] + 1, np.array([bonus]))
    return float(prices.lowest[j] + (then - now)[0] - board.total[i, j] - bonus)


def other_aim(board: Board) -> OtherAim:
    """The same pool solved for the aim that was not chosen."""
    aim = next(aim for aim in AIMS if aim != board.aim)
    chosen = board.best(aim=aim)
    return OtherAim(aim, board.objective(chosen), len(np.unique(chosen[:, 0])))


def wish_costs(board: Board, chosen: np.ndarray, optimum: np.ndarray) -> tuple[WishCost, ...]:
    """The floor and stability, each with and without: what they cost if asked for, and what they would if not.

    `optimum`: the best pairing under the same floor. Stability is left out where there are too many pairs for it.
    """
    present = standing(board, chosen)
    costs = [_floor_cost(board, present)]
    if board.is_stable:
        costs.append(WishCost("stable", True, standing(board, optimum), present))
    elif board.own.can_be_kept:
        costs.append(WishCost("stable", False, present, standing(board, board.stable())))
    return tuple(costs)


def _floor_cost(board: Board, present: Standing) -> WishCost:
    """Without a floor, or with the best there is; found in the same way, best or stable."""
    if board.floor is not None:
        without = board.above(None)
        return WishCost("floor", True, standing(without, without.choose()), present, board.floor)
    raised = with_best_floor(board)
    there = present if raised.board.floor is None else standing(raised.board, raised.chosen)
    return WishCost("floor", False, present, there, raised.board.floor)
