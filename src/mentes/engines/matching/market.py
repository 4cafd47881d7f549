"""The bare problem that the solver, the prices and the certificate speak about: points, wants, seats."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Market:
    """Choose pairs, each at most once, to maximise their points plus `bonus` for every mentee's first mentor.

    A mentee takes at most `wants` mentors, a mentor at most `seats` mentees, and nobody must be placed: that is worth 0.
    """

    points: np.ndarray  # (n_mentees, n_mentors) >= 0, NaN where the pair must not be made
    wants: np.ndarray  # (n_mentees,) whole numbers >= 0
    seats: np.ndarray  # (n_mentors,) whole numbers >= 0
    bonus: np.ndarray  # (n_mentees,) points for the first mentor; 0 when the aim is points


def first_seat_bonus(wants: np.ndarray, seats: np.ndarray) -> float:
    """More points than any pairing can have in all: with it on each first mentor, one more person outweighs every point."""
    n, m = len(wants), len(seats)
    return 100.0 * (1 + int(min(np.minimum(wants, m).sum(), np.minimum(seats, n).sum())))


def without_locked(points, wants, seats, bonus, locked) -> Market:
    """What is left to decide once these pairs, (k, 2) indices, are made: seats are taken, first mentors are found.

    `points`: given away by the caller; they are marked in place.
    """
    locked = np.asarray(locked, dtype=np.int64).reshape(-1, 2)
    points[locked[:, 0], locked[:, 1]] = np.nan
    n_mine = np.bincount(locked[:, 0], minlength=len(wants))
    n_theirs = np.bincount(locked[:, 1], minlength=len(seats))
    return Market(points, wants - n_mine, seats - n_theirs, np.where(n_mine > 0, 0.0, bonus))
