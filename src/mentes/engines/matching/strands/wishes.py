"""Wishes: whom each of the two has named among the people they would like, best first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from ..values import MOST_WISHES, Member, Pool

FIRST, STEP = 10, 1  # tenths for the first named, and by how many each later one has fewer: 1, 0.9, 0.8, 0.7, 0.6


def tenths_of_rank(rank: int) -> int:
    """How content somebody is with the one they named in place `rank` (1 to 5), in tenths."""
    return FIRST - STEP * (rank - 1)


class Wishes:
    """The mean over those of the two who named anybody at all: who was not named by them brings 0, who asked nobody nothing."""

    def __init__(self, pool: Pool):
        self.mentees, self.mentors = pool.mentees, pool.mentors
        self.asks = [np.array([bool(member.wishes) for member in side], dtype=bool) for side in (pool.mentees, pool.mentors)]
        self.mine = _named(pool.mentees, pool.mentors)
        self.theirs = scipy.sparse.csr_array(_named(pool.mentors, pool.mentees).T)

    def similarity(self, rows: slice) -> np.ndarray:
        mine, theirs = (np.nan_to_num(side, nan=0.0) for side in self.each_side(rows))
        n_asking = self.asks[0][rows, None].astype(int) + self.asks[1]
        with np.errstate(invalid="ignore"):
            return (mine + theirs) / n_asking  # 0 / 0 is NaN: neither has named anybody, not asked

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """How high each one has named the other; 0 where they named others alone."""
        mine, theirs = (named[rows].toarray() / FIRST for named in (self.mine, self.theirs))
        mine[~self.asks[0][rows]] = np.nan
        theirs[:, ~self.asks[1]] = np.nan
        return mine, theirs

    def evidence(self, i: int, j: int):
        mentee, mentor = self.mentees[i], self.mentors[j]
        if not mentee.wishes and not mentor.wishes:
            return "not_asked", {}, {}, ()
        ranks = {"mentee_rank": _rank(mentee, mentor.id), "mentor_rank": _rank(mentor, mentee.id)}
        detail = {**ranks, "n_mentee": len(mentee.wishes), "n_mentor": len(mentor.wishes)}
        return "wished_for" if any(ranks.values()) else "others_wished_for", detail, {}, ()


def _named(side: Sequence[Member], others: Sequence[Member]) -> scipy.sparse.csr_array:
    """(len(side), len(others)) tenths: how content each one of `side` is with whom they named."""
    place = {member.id: k for k, member in enumerate(others)}
    entries = [
        (row, place[other], tenths_of_rank(rank))
        for row, member in enumerate(side)
        for rank, other in enumerate(member.wishes[:MOST_WISHES], 1)
        if other in place
    ]
    rows, columns, tenths = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return scipy.sparse.csr_array((tenths.astype(float), (rows, columns)), shape=(len(side), len(others)))


def _rank(member: Member, other: str) -> int | None:
    return member.wishes.index(other) + 1 if other in member.wishes else None
