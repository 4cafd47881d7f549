"""Hard rules: which pairs each of them forbids, as a named mask."""

from collections.abc import Mapping

import numpy as np

from .values import Pool, Rule

ONESELF, REJECTED = "oneself", "rejected"  # always on: not rules that an organiser switches
FLOOR = "floor"  # pairs below the floor, where one was asked for


def managers_of(pool: Pool) -> dict[str, str]:
    """Manager's id by person's id, over both sides of the pool."""
    return {member.id: member.manager_id for member in (*pool.mentors, *pool.mentees) if member.manager_id}


class Rules:
    """The pool's columns that rules read, read once; `masks` then answers for a block of mentees.

    A rule forbids only what is known: an empty language list, unknown hours, an unnamed organisation or manager
    forbid nothing.
    """

    def __init__(self, pool: Pool, managers: Mapping[str, str] | None = None):
        self.pool = pool
        managers = managers_of(pool) if managers is None else managers
        codes: dict[str, int] = {}

        def code(ids, empty):
            return np.array([codes.setdefault(x, len(codes)) if x else empty for x in ids], dtype=np.int64)

        def columns(side, empty):
            first = [member.manager_id for member in side]
            return {
                "id": code([member.id for member in side], empty),
                "manager": code(first, empty),
                "grand": code([managers.get(manager, "") for manager in first], empty),
                "organisation": code([member.organisation.strip().casefold() for member in side], empty),
            }

        # Empty is -1 on one side and -2 on the other, so that two unknowns are never the same.
        self.mentees, self.mentors = columns(pool.mentees, -1), columns(pool.mentors, -2)
        place_i = {member.id: i for i, member in enumerate(pool.mentees)}
        place_j = {member.id: j for j, member in enumerate(pool.mentors)}
        said = [(mentee.id, other) for mentee in pool.mentees for other in mentee.not_with]
        said += [(other, mentor.id) for mentor in pool.mentors for other in mentor.not_with]
        self.not_with = [(place_i[a], place_j[b]) for a, b in said if a in place_i and b in place_j]
        self.rejected = [(place_i[a], place_j[b]) for a, b in pool.forbidden if a in place_i and b in place_j]

    def mask(self, rule: Rule, rows: slice, *, language: np.ndarray, shared_hours: np.ndarray, total: np.ndarray) -> np.ndarray:
        """(len(rows), n_mentors) bool: True where the rule forbids.

        `language`: similarity of that strand, NaN unknown; `shared_hours`: hours a week, NaN unknown; `total`: points.
        """
        if rule.name == "shared_language":
            return language == 0
        if rule.name == "shared_hours":
            return shared_hours < rule.value
        if rule.name == "minimum_points":
            return total < rule.value
        if rule.name == "not_manager":
            return self._same("manager", "id", rows) | self._same("id", "manager", rows)
        if rule.name == "not_managers_manager":
            return self._same("grand", "id", rows) | self._same("id", "grand", rows)
        if rule.name == "not_same_manager":
            return self._same("manager", "manager", rows)
        if rule.name == "not_with":
            return self._listed(self.not_with, rows)
        if rule.name == "organisation":
            same = self._same("organisation", "organisation", rows)
            if rule.value == "other":
                return same
            known = (self.mentees["organisation"][rows, None] >= 0) & (self.mentors["organisation"] >= 0)
            return known & ~same
        raise ValueError(f"rules.{rule.name}: not a rule")

    def masks(self, rows: slice, rules: tuple[Rule, ...], **known: np.ndarray) -> dict[str, np.ndarray]:
        """The mask of every rule that is on, by name, and of what is never allowed."""
        never = {ONESELF: self._same("id", "id", rows)}
        switched = {rule.name: self.mask(rule, rows, **known) for rule in rules if rule.on}
        return never | switched | {REJECTED: self._listed(self.rejected, rows)}

    def _same(self, mentee_column: str, mentor_column: str, rows: slice) -> np.ndarray:
        return self.mentees[mentee_column][rows, None] == self.mentors[mentor_column]

    def _listed(self, pairs: list[tuple[int, int]], rows: slice) -> np.ndarray:
        first, last, _ = rows.indices(len(self.pool.mentees))
        mask = np.zeros((max(last - first, 0), len(self.pool.mentors)), dtype=bool)
        for i, j in pairs:
            if first <= i < last:
                mask[i - first, j] = True
        return mask
