"""What each rule costs and what the other aim would give, found by solving again."""

import numpy as np

from .board import Board, Progress, silent
from .market import Market
from .prices import Prices
from .values import AIMS, OtherAim, RuleCost

ROUNDING = 1e-9


def rule_costs(
    board: Board, market: Market, prices: Prices, chosen: np.ndarray, progress: Progress = silent
) -> tuple[RuleCost, ...]:
    """One line a rule that is on. Rules overlap: the costs of two need not add up to the cost of both."""
    rules = board.switchable()
    costs = []
    for k, rule in enumerate(rules):
        costs.append(_rule_cost(board, market, prices, chosen, rule))
        progress("costs", k + 1, len(rules))
    return tuple(costs)


def _rule_cost(board: Board, market: Market, prices: Prices, chosen: np.ndarray, rule: str) -> RuleCost:
    bit = board.bit(rule)
    forbids = int(((board.blocked & bit) > 0).sum())
    freed = board.blocked == bit
    # A freed pair that would not pay at the present prices changes nothing: the proof still holds, nobody need solve.
    worth = np.where(freed, board.total, -np.inf) - prices.lowest - prices.keep[:, None]
    if not (worth > ROUNDING).any():
        return RuleCost(rule, forbids, 0, 0.0)
    freely = board.best(without=rule, prefer=chosen)
    now, then = set(chosen[:, 0].tolist()), set(freely[:, 0].tolist())
    # Counted without those who would lose their mentor in turn: the rule alone keeps these out, whoever sits there now.
    would_enter = tuple(board.mentee_ids[i] for i in sorted(then - now))
    return RuleCost(
        name=rule,
        forbids=forbids,
        leaves_unplaced=len(would_enter),
        costs_points=board.objective(freely) - board.objective(chosen),
        would_enter=would_enter,
    )


def other_aim(board: Board) -> OtherAim:
    """The same pool solved for the aim that was not chosen."""
    aim = next(aim for aim in AIMS if aim != board.pool.terms.aim)
    chosen = board.best(aim=aim)
    return OtherAim(aim, board.objective(chosen), len(np.unique(chosen[:, 0])))
