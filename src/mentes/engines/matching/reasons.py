"""Why somebody has no mentor, fewer than wished, or no mentee: codes, with the numbers behind them."""

import numpy as np

from .board import Board
from .market import Market
from .prices import Prices
from .values import Unplaced


def unplaced(board: Board, market: Market, prices: Prices, chosen: np.ndarray) -> tuple[Unplaced, ...]:
    """Every mentee with fewer mentors than wanted, by id."""
    n_mine = np.bincount(chosen[:, 0], minlength=len(board.wants))
    people = []
    for i in np.flatnonzero((n_mine < board.wants) | (board.wants == 0)):
        code, detail = _why_no_mentor(board, market, prices, int(i), chosen[chosen[:, 0] == i, 1])
        if n_mine[i]:
            detail = {"wanted": int(board.wants[i]), "got": int(n_mine[i]), "because": code, **detail}
            code = "fewer_than_wanted"
        people.append(Unplaced(board.mentee_ids[i], code, detail))
    return tuple(people)


def idle(board: Board, market: Market, prices: Prices, chosen: np.ndarray) -> tuple[Unplaced, ...]:
    """Every mentor without a mentee, by id."""
    n_theirs = np.bincount(chosen[:, 1], minlength=len(board.seats))
    return tuple(
        Unplaced(board.mentor_ids[j], *_why_no_mentee(board, market, prices, int(j))) for j in np.flatnonzero(n_theirs == 0)
    )


def _why_no_mentor(board: Board, market: Market, prices: Prices, i: int, mine: np.ndarray) -> tuple[str, dict]:
    if board.wants[i] == 0:
        return "wants_none", {}
    open_to_all = board.seats > 0
    open_to_all[mine] = False
    if not open_to_all.any():
        return ("no_mentors" if not len(mine) else "no_other_mentors"), {}
    allowed = open_to_all & (board.blocked[i] == 0)
    if not allowed.any():
        return "no_allowed_mentor", _rules_in_the_way(board, board.blocked[i, open_to_all])
    points = np.where(allowed, board.total[i], -np.inf)
    bonus = market.bonus[i] if not len(mine) else 0.0
    if points.max() + bonus <= 0:
        return "no_points", {"n_allowed": int(allowed.sum())}
    if board.is_stable:
        liked = np.where(allowed, board.own.whole[0, i], -np.inf)
        return "others_preferred", {"n_allowed": int(allowed.sum()), **_favourite("mentor", board.mentor_ids, liked, points)}
    # What taking a seat away from the others would cost, against what these two would bring.
    short = np.where(allowed, prices.highest - points - bonus, np.inf)
    return "seats_short", {"n_allowed": int(allowed.sum()), **_nearest("mentor", board.mentor_ids, short, points)}


def _why_no_mentee(board: Board, market: Market, prices: Prices, j: int) -> tuple[str, dict]:
    if board.seats[j] == 0:
        return "gives_none", {}
    wanting = board.wants > 0
    if not wanting.any():
        return "no_mentees", {}
    allowed = wanting & (board.blocked[:, j] == 0)
    if not allowed.any():
        return "no_allowed_mentee", _rules_in_the_way(board, board.blocked[wanting, j])
    points = np.where(allowed, board.total[:, j], -np.inf)
    if points.max() <= 0 and not market.bonus.any():
        return "no_points", {"n_allowed": int(allowed.sum())}
    if board.is_stable:
        liked = np.where(allowed, board.own.whole[1, :, j], -np.inf)
        return "others_preferred", {"n_allowed": int(allowed.sum()), **_favourite("mentee", board.mentee_ids, liked, points)}
    short = np.where(allowed, prices.keep - points, np.inf)
    return "mentees_elsewhere", {"n_allowed": int(allowed.sum()), **_nearest("mentee", board.mentee_ids, short, points)}


def _nearest(role: str, ids: tuple[str, ...], short: np.ndarray, points: np.ndarray) -> dict:
    """Whoever comes nearest to a pair, their points, and how many more would do (None: more than a pair can have)."""
    nearest = np.flatnonzero(short == short.min())
    k = int(nearest[points[nearest].argmax()])  # of several the one with most points, then the first by id
    missing = max(0.0, float(short[k]))
    reachable = np.isfinite(missing) and points[k] + missing <= 100
    return {role: ids[k], "points": float(points[k]), "short": missing if reachable else None}


def _favourite(role: str, ids: tuple[str, ...], liked: np.ndarray, points: np.ndarray) -> dict:
    """Whom they would like best, and the points of that pair."""
    k = int(np.argmax(liked))
    return {role: ids[k], "points": float(points[k])}


def _rules_in_the_way(board: Board, blocked: np.ndarray) -> dict:
    """`rules`: how many of the others each rule forbids; `alone`: how many it alone forbids."""
    counts = {rule: int(((blocked & board.bit(rule)) > 0).sum()) for rule in board.rules}
    alone = {rule: int((blocked == board.bit(rule)).sum()) for rule in board.rules}
    return {
        "n_others": len(blocked),
        "rules": {rule: n for rule, n in counts.items() if n},
        "alone": {rule: n for rule, n in alone.items() if n},
    }
