"""Topics: does the mentor offer what the mentee seeks, one step further along?"""

from typing import Any

import numpy as np
import scipy

from ..values import Code, Pool, Skill
from .incidence import sparse

SAID_LEVELS = (0, 1, 2, 3, 4, None)
TENTHS_ABOVE, TENTHS_EQUAL, TENTHS_BELOW, TENTHS_UNSAID = 10, 5, 0, 8
# Four fifths for the mentee's wishes, one fifth for the mentor's: a mentor wants to be asked for what they offer,
# and who offers many things is kept for those whose wishes are rare. The need weighs more, as it is why we meet.
SHARE_OF_WISHES, SHARE_OF_OFFERS = 0.8, 0.2


def level_fit(sought: int | None, offered: int | None) -> int:
    """How well an offered level serves a sought one, in tenths (whole numbers keep every sum exact).

    The sought level is where the mentee stands; a mentor one step above or more is full, an equal half,
    one below nothing. A level that is not said counts as probably enough.
    """
    if sought is None or offered is None:
        return TENTHS_UNSAID
    if offered > sought:
        return TENTHS_ABOVE
    return TENTHS_EQUAL if offered == sought else TENTHS_BELOW


def by_topic(skills: tuple[Skill, ...]) -> dict[str, int | None]:
    """Level by topic; of a topic named twice the highest level said."""
    levels: dict[str, int | None] = {}
    for skill in skills:
        before = levels.get(skill.topic)
        levels[skill.topic] = skill.level if before is None else max(before, skill.level if skill.level is not None else before)
    return levels


class Topics:
    """One inner product: wishes spread over (topic, level offered), times offers at (topic, level offered)."""

    def __init__(self, pool: Pool):
        self.sought = [by_topic(mentee.seeks) for mentee in pool.mentees]
        self.offered = [by_topic(mentor.offers) for mentor in pool.mentors]
        number = {topic: t for t, topic in enumerate(sorted({topic for levels in self.offered for topic in levels}))}
        width = len(number) * len(SAID_LEVELS)
        self.n_sought = np.array([len(levels) for levels in self.sought], dtype=float)
        self.n_offered = np.array([len(levels) for levels in self.offered], dtype=float)
        self.wishes = sparse(
            [
                (i, number[topic] * len(SAID_LEVELS) + k, level_fit(level, offered))
                for i, levels in enumerate(self.sought)
                for topic, level in levels.items()
                if topic in number
                for k, offered in enumerate(SAID_LEVELS)
                if level_fit(level, offered)
            ],
            (len(self.sought), width),
        )
        self.offers = sparse(
            [
                (j, number[topic] * len(SAID_LEVELS) + SAID_LEVELS.index(level), 1)
                for j, levels in enumerate(self.offered)
                for topic, level in levels.items()
            ],
            (len(self.offered), width),
        ).T.tocsr()

    def similarity(self, rows: slice) -> np.ndarray:
        wish, offer = self.each_side(rows)
        return SHARE_OF_WISHES * wish + SHARE_OF_OFFERS * offer

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """How well the mentee's wishes are met, and what share of the mentor's offers is asked for."""
        wishes = self.wishes[rows]
        tenths = (wishes @ self.offers).toarray()
        n_met = (scipy.sparse.csr_array(wishes > 0, dtype=np.int64) @ self.offers).toarray()
        with np.errstate(divide="ignore", invalid="ignore"):
            both = tenths / (10 * self.n_sought[rows, None]), n_met / self.n_offered
        for side in both:
            side[(self.n_sought[rows, None] == 0) | (self.n_offered == 0)] = np.nan
        return both

    def of_pairs(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """(len(i),) similarity of these pairs alone."""
        wishes, offers = self.wishes[i], self.offers.T.tocsr()[j]
        tenths, n_met = (np.asarray(side.multiply(offers).sum(axis=1)).ravel() for side in (wishes, wishes > 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            fit = SHARE_OF_WISHES * (tenths / (10 * self.n_sought[i])) + SHARE_OF_OFFERS * (n_met / self.n_offered[j])
        return np.where((self.n_sought[i] == 0) | (self.n_offered[j] == 0), np.nan, fit)

    def evidence(self, i: int, j: int):
        sought, offered = self.sought[i], self.offered[j]
        if not sought or not offered:
            return "not_asked", {}, {}, ()
        shared: list[dict[str, Any]] = [
            {"topic": topic, "sought": level, "offered": offered[topic], "fit": level_fit(level, offered[topic]) / 10}
            for topic, level in sought.items()
            if topic in offered
        ]
        shared.sort(key=lambda entry: (-entry["fit"], entry["topic"]))
        missing = sorted(topic for topic in sought if topic not in offered)
        against = [Code("topics_not_offered", {"topics": missing, "n_sought": len(sought)})] if missing else []
        against += [
            Code("level_above_offer", {key: entry[key] for key in ("topic", "sought", "offered")})
            for entry in shared
            if entry["fit"] < TENTHS_UNSAID / 10
        ]
        met = any(entry["fit"] > 0 for entry in shared)
        detail = {"topics": shared, "missing": missing, "n_sought": len(sought), "n_offered": len(offered)}
        return "shared_topics" if met else "no_shared_topics", detail, {}, tuple(against)
