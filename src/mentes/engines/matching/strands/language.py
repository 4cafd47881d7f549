"""Language: the best language that both speak, first languages before later ones."""

from functools import lru_cache

import numpy as np

from ..values import Code, Pool
from .distinct import Distinct

PLACES = ((1.0, 0.85), (0.85, 0.7))  # by whether it is a later language of the one, and of the other
# One side's own wish: its own first language, whatever the other's. The mean of the two sides' is the place above.
OWN_PLACES = ((1.0, 1.0), (0.7, 0.7))
SAME_TAG, REGION_UNSAID, OTHER_REGION = 1.0, 0.95, 0.9


def base_of(tag: str) -> str:
    """The language without script or region: "pt-BR" -> "pt"."""
    return tag.replace("_", "-").split("-")[0].casefold()


@lru_cache(maxsize=1 << 16)
def tag_fit(left: str, right: str) -> float:
    """0..1 for two BCP 47 tags: 0 for two languages, a little less than 1 for two regions of one."""
    left, right = left.replace("_", "-").casefold(), right.replace("_", "-").casefold()
    if base_of(left) != base_of(right):
        return 0.0
    if left == right:
        return SAME_TAG
    return REGION_UNSAID if "-" not in left or "-" not in right else OTHER_REGION


def best_language(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[float, str, str]:
    """(fit, tag of the left, tag of the right) of the best language of two lists, best first; fit 0 when none is shared."""
    best = (0.0, "", "")
    for i, mine in enumerate(left):
        for j, theirs in enumerate(right):
            fit = PLACES[i > 0][j > 0] * tag_fit(mine, theirs)
            if fit > best[0]:
                best = (fit, mine, theirs)
    return best


def languages_table(lefts: list[tuple[str, ...]], rights: list[tuple[str, ...]], places=PLACES) -> np.ndarray:
    """(len(lefts), len(rights)) fit of the best language, NaN where a list is empty: place by place, all lists at once."""
    tags = sorted({tag for languages in (*lefts, *rights) for tag in languages})
    number = {tag: k for k, tag in enumerate(tags, 1)}  # 0: the list has ended, and fits nothing
    fit = np.zeros((len(tags) + 1, len(tags) + 1))
    fit[1:, 1:] = np.array([[tag_fit(mine, theirs) for theirs in tags] for mine in tags]).reshape(len(tags), len(tags))
    by_place = []
    for side in (lefts, rights):
        n_places = max((len(languages) for languages in side), default=0)
        by_place.append([np.array([number[x[k]] if k < len(x) else 0 for x in side], dtype=np.int64) for k in range(n_places)])
    best = np.zeros((len(lefts), len(rights)))
    for i, mine in enumerate(by_place[0]):
        for j, theirs in enumerate(by_place[1]):
            np.maximum(best, places[i > 0][j > 0] * fit[np.ix_(mine, theirs)], out=best)
    best[[not languages for languages in lefts], :] = np.nan
    best[:, [not languages for languages in rights]] = np.nan
    return best


class Language:
    def __init__(self, pool: Pool):
        self.mentees = [mentee.languages for mentee in pool.mentees]
        self.mentors = [mentor.languages for mentor in pool.mentors]
        self.fit = Distinct(self.mentees, self.mentors, languages_table)
        their_places = tuple(zip(*OWN_PLACES, strict=True))
        self.own = [
            Distinct(self.mentees, self.mentors, lambda lefts, rights, places=places: languages_table(lefts, rights, places))
            for places in (OWN_PLACES, their_places)
        ]

    @property
    def kinds(self) -> tuple[list, list]:
        return self.mentees, self.mentors

    def similarity(self, rows: slice) -> np.ndarray:
        return self.fit.similarity(rows)

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """Each one's wish to speak their own first language."""
        mine, theirs = (own.similarity(rows) for own in self.own)
        return mine, theirs

    def evidence(self, i: int, j: int):
        left, right = self.mentees[i], self.mentors[j]
        if not left or not right:
            return "not_asked", {}, {}, ()
        fit, mine, theirs = best_language(left, right)
        if not fit:
            return "no_shared_language", {}, {}, (Code("no_shared_language", {"mentee": list(left), "mentor": list(right)}),)
        bases = {base_of(tag) for tag in right}
        shared = [tag for tag in left if base_of(tag) in bases]
        n_first = (mine == left[0]) + (theirs == right[0])
        detail = {"mentee_tag": mine, "mentor_tag": theirs, "shared": shared, "first_for": n_first}
        against = (Code("nobodys_first_language", {"language": mine}),) if n_first == 0 else ()
        return "shared_language", detail, {}, against
