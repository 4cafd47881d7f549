"""From a scored board to the pairs that its terms ask for: the floor, then the best total or the stable pairs above it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .board import Board, in_order
from .floors import highest_floor
from .solve import solve_placing


@dataclass(frozen=True, eq=False)
class Choice:
    """`board`: under the floor in force. `optimum`: the best pairing above that floor; `chosen` itself unless stable."""

    board: Board
    chosen: np.ndarray
    optimum: np.ndarray


def choose(board: Board, *, start: Mapping[str, float] | None = None) -> Choice:
    """A floor "best" is the highest one above which as many people can be placed as the best pairing without it places.

    Locked pairs lie outside: they stay, whatever their points, and those whom they place count as placed. Above that floor
    the best pairing is sought among those that place as many. `start`: prices by mentor id to start from.
    """
    floor = board.pool.terms.floor
    if floor == "best":
        return with_best_floor(board)
    raised = board if floor == "off" else board.above(float(floor))
    return _choice(raised, raised.best(start=start))


def with_best_floor(board: Board) -> Choice:
    """Where nobody but by locks has a mentor, there is nothing to hold up: then the board stays without a floor."""
    freely, market = board.best(), board.market()
    has_lock = np.bincount(board.locked[:, 0], minlength=len(board.wants)) > 0
    others = freely[~has_lock[freely[:, 0]]]
    if not len(others):
        return _choice(board, freely)
    n_placed = _n_placed(freely)
    strongest = np.full(len(board.wants), -np.inf)
    np.maximum.at(strongest, others[:, 0], board.total[others[:, 0], others[:, 1]])
    floor, pairs = highest_floor(market, has_lock, n_placed, float(strongest[np.unique(others[:, 0])].min()))
    raised = board.above(floor)
    optimum = raised.best()
    if _n_placed(optimum) < n_placed and not board.is_stable:
        placing, price = solve_placing(raised.market(), n_placed - int(has_lock.sum()), pairs)
        raised, optimum = replace(raised, place_price=price), in_order(placing, board.locked)
    return _choice(raised, optimum)


def _choice(board: Board, optimum: np.ndarray) -> Choice:
    return Choice(board, board.stable() if board.is_stable else optimum, optimum)


def _n_placed(chosen: np.ndarray) -> int:
    return len(np.unique(chosen[:, 0]))
