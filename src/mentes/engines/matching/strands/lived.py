"""Lived: experiences that both have volunteered, weighed by whom each wishes to meet."""

import numpy as np

from ..values import Code, Member, Pool
from .incidence import incidence

ENOUGH = 2  # that many shared experiences are as good as more


def plain_items(member: Member) -> frozenset[str]:
    return frozenset(member.lived) - member.lived_sensitive


class Lived:
    """Likeness s = shared / min(2, items of the one, items of the other); then each side's wish.

    A sensitive item is nowhere counted, neither as shared nor as an item of its person, unless both volunteered it:
    so no number tells that somebody holds one which the other does not.
    """

    def __init__(self, pool: Pool):
        use_sensitive = pool.terms.sensitive_lived
        sides = (pool.mentees, pool.mentors)
        self.plain = [[plain_items(member) for member in side] for side in sides]
        self.sensitive = [[member.lived_sensitive if use_sensitive else frozenset() for member in side] for side in sides]
        self.wishes = [[member.lived_wish for member in side] for side in sides]
        self.n_plain = [np.array([len(items) for items in side], dtype=float) for side in self.plain]
        self.plain_matrix = incidence(*self.plain)
        self.sensitive_matrix = incidence(*self.sensitive)
        # 1 likes likeness, -1 wishes difference, 0 leaves it open (any, or never asked).
        self.leaning = [np.array([{"like": 1, "unlike": -1}.get(wish, 0) for wish in side]) for side in self.wishes]

    @property
    def kinds(self) -> tuple[list, list]:
        mentees, mentors = (list(zip(*three, strict=True)) for three in zip(self.plain, self.sensitive, self.wishes, strict=True))
        return mentees, mentors

    def similarity(self, rows: slice) -> np.ndarray:
        return content(self._likeness(rows), self.leaning[0][rows, None], self.leaning[1])

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """Each one's own wish; who leaves it open has none of their own here."""
        likeness = self._likeness(rows)
        return own_content(likeness, self.leaning[0][rows, None]), own_content(likeness, self.leaning[1])

    def _likeness(self, rows: slice) -> np.ndarray:
        both_sensitive = (self.sensitive_matrix[0][rows] @ self.sensitive_matrix[1]).toarray()
        shared = (self.plain_matrix[0][rows] @ self.plain_matrix[1]).toarray() + both_sensitive
        n_mentee = self.n_plain[0][rows, None] + both_sensitive
        n_mentor = self.n_plain[1] + both_sensitive
        n_full = np.minimum(np.minimum(n_mentee, n_mentor), ENOUGH)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.minimum(shared / n_full, 1.0)  # 0 / 0 is NaN: one side has nothing to compare, not asked

    def evidence(self, i: int, j: int):
        plain = self.plain[0][i] & self.plain[1][j]
        sensitive = self.sensitive[0][i] & self.sensitive[1][j]
        if not (self.plain[0][i] or sensitive) or not (self.plain[1][j] or sensitive):
            return "not_asked", {}, {}, ()
        wishes = {"mentee": self.wishes[0][i], "mentor": self.wishes[1][j]}
        unmet = [
            side
            for side, wish in wishes.items()
            if (wish == "like" and not (plain or sensitive)) or (wish == "unlike" and (plain or sensitive))
        ]
        against = tuple(Code("lived_wish_unmet", {"side": side, "wish": wishes[side]}) for side in unmet)
        own = {"items": sorted(plain | sensitive), "sensitive": sorted(sensitive)}
        return "shared_lived" if plain or sensitive else "nothing_lived_shared", {"wishes": wishes}, own, against


def content(likeness: np.ndarray, mentee_leaning: np.ndarray, mentor_leaning: np.ndarray) -> np.ndarray:
    """How content the two are, 0..1: the mean over those who hold a wish; who leaves it open follows the other.

    "like" is content with the likeness, "unlike" with what is left of 1. Where nobody holds a wish the likeness
    itself counts: something shared is a reason, and nobody spoke against it.
    """
    total = np.zeros_like(likeness)
    n_wishes = np.zeros(likeness.shape)
    for leaning in (mentee_leaning, mentor_leaning):
        total += np.where(leaning > 0, likeness, 0) + np.where(leaning < 0, 1 - likeness, 0)
        n_wishes += leaning != 0
    return np.where(np.isnan(likeness), np.nan, np.where(n_wishes > 0, total / np.maximum(n_wishes, 1), likeness))


def own_content(likeness: np.ndarray, leaning: np.ndarray) -> np.ndarray:
    """How content one side is, 0..1; NaN where they leave it open."""
    return np.where(leaning > 0, likeness, np.where(leaning < 0, 1 - likeness, np.nan))
