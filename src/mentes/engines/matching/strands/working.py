"""Working: how both like to work, question by question."""

from functools import lru_cache

import numpy as np

from ..values import Code, Pool
from .distinct import Distinct

QUESTIONS = (("asks-first", "direct"), ("by-writing", "by-call"), ("structured",))
AGREE, ONE_SPEAKS, CLASH = 1.0, 0.5, 0.0


def answers(left: frozenset[str], right: frozenset[str]) -> dict[tuple[str, ...], float]:
    """Agreement, 0..1, on every question that at least one of the two has said something about.

    One word in common agrees (who names both ends of a question is glad of either); only opposite words clash;
    where one alone speaks nothing is known, and half is given. A word we do not know is a question of its own.
    """
    others = sorted((left | right) - {word for question in QUESTIONS for word in question})
    agreement = {}
    for question in (*QUESTIONS, *((word,) for word in others)):
        mine, theirs = left.intersection(question), right.intersection(question)
        if mine and theirs:
            agreement[question] = AGREE if mine & theirs else CLASH
        elif mine or theirs:
            agreement[question] = ONE_SPEAKS
    return agreement


@lru_cache(maxsize=1 << 16)  # every block of a large pool asks for the same lists of words
def working_fit(left: frozenset[str], right: frozenset[str]) -> float:
    if not left or not right:
        return np.nan
    agreement = answers(left, right)
    return sum(agreement.values()) / len(agreement)


def own_fit(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """The same over the questions that `mine` has answered: one side's own wish."""
    if not mine or not theirs:
        return np.nan
    agreement = [value for question, value in answers(mine, theirs).items() if mine.intersection(question)]
    return sum(agreement) / len(agreement)


def working_table(lefts: list[frozenset[str]], rights: list[frozenset[str]], fit=working_fit) -> np.ndarray:
    fits = [[fit(left, right) for right in rights] for left in lefts]
    return np.array(fits, dtype=float).reshape(len(lefts), len(rights))


class Working:
    def __init__(self, pool: Pool):
        self.mentees = [frozenset(mentee.working) for mentee in pool.mentees]
        self.mentors = [frozenset(mentor.working) for mentor in pool.mentors]
        self.fit = Distinct(self.mentees, self.mentors, working_table)
        self.own = (
            Distinct(self.mentees, self.mentors, lambda lefts, rights: working_table(lefts, rights, own_fit)),
            Distinct(self.mentees, self.mentors, lambda lefts, rights: working_table(rights, lefts, own_fit).T),
        )

    @property
    def kinds(self) -> tuple[list, list]:
        return self.mentees, self.mentors

    def similarity(self, rows: slice) -> np.ndarray:
        return self.fit.similarity(rows)

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """Agreement on what each one has said something about themselves."""
        mine, theirs = (own.similarity(rows) for own in self.own)
        return mine, theirs

    def evidence(self, i: int, j: int):
        left, right = self.mentees[i], self.mentors[j]
        if not left or not right:
            return "not_asked", {}, {}, ()
        clashes = [question for question, value in answers(left, right).items() if value == CLASH]
        against = tuple(
            Code("working_words_clash", {"mentee": sorted(left & {*question}), "mentor": sorted(right & {*question})})
            for question in clashes
        )
        shared = sorted(left & right)
        detail = {"shared": shared, "mentee_only": sorted(left - right), "mentor_only": sorted(right - left)}
        return "shared_working_words" if shared else "no_shared_working_words", detail, {}, against
