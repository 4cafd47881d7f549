"""The crowd that matching is measured on: drawn at random, and shaped as programmes are."""

from dataclasses import dataclass

import numpy as np

WIDTH, N_CLUSTERS, N_FUNCTIONS, N_KINDS = 128, 48, 12, 512
ZONES = np.array([0, 1, 2, -5, -6, -8, 5, 8, 9])
MENTEES_ZONES = (0.2, 0.15, 0.05, 0.2, 0.1, 0.1, 0.1, 0.06, 0.04)
MENTORS_ZONES = (0.25, 0.15, 0.05, 0.2, 0.1, 0.1, 0.08, 0.04, 0.03)
MOST_HOURS_APART = 7


@dataclass(frozen=True, eq=False)
class Crowd:
    """Points of a pair, 0..100, are left[i] . right[j]; a pair is allowed where every table of the rules says so.

    30 points for what a mentee wants beside what a mentor offers, 15 for where the mentee comes from beside whom the mentor
    would have (both cosines of 128 numbers, mixtures of two of 48 themes), 5 for the same function, 45 for all, and a mentor's
    reputation. Themes are wanted and offered unevenly, and not the same ones, so that some mentors are much sought.
    Rules: a language in common of eight; at most seven hours between the clocks; of 512 x 512 kinds of people one pair of
    kinds in twenty is kept apart. Together they forbid 45 pairs in a hundred.
    """

    left: np.ndarray  # (n_mentees, 269) float32
    right: np.ndarray  # (n_mentors, 269) float32
    tables: np.ndarray  # (3, 512, 512) bool
    mentee_kinds: np.ndarray  # (3, n_mentees) int32
    mentor_kinds: np.ndarray  # (3, n_mentors) int32
    wants: np.ndarray
    seats: np.ndarray

    def table(self) -> np.ndarray:
        """(n_mentees, n_mentors) float32 points, 0 where forbidden: what solvers that hold all pairs are given."""
        points = self.left @ self.right.T
        for table, i, j in zip(self.tables, self.mentee_kinds, self.mentor_kinds, strict=True):
            for start in range(0, len(points), 1024):
                rows = slice(start, start + 1024)
                points[rows][~table[i[rows][:, None], j]] = 0
        return points


def draw(n: int, m: int, *, seed: int = 5, most_wants: int = 1, seats: tuple[int, int] = (1, 3)) -> Crowd:
    chance = np.random.default_rng(seed)
    themes = [_unit(chance.standard_normal((N_CLUSTERS, WIDTH))) for _ in range(2)]
    wanted, offered = ((1 / np.arange(1, N_CLUSTERS + 1) ** power) for power in (0.8, 0.5))
    turned = np.random.default_rng(7).permutation(N_CLUSTERS)

    def people(count: int, themes: np.ndarray, weights: np.ndarray, order: np.ndarray) -> np.ndarray:
        first, second = (order[chance.choice(N_CLUSTERS, count, p=weights / weights.sum())] for _ in range(2))
        share = chance.uniform(0.5, 1, count)[:, None]
        noise = chance.standard_normal((count, WIDTH)) * (0.75 / np.sqrt(WIDTH))
        return _unit(share * themes[first] + (1 - share) * themes[second] + noise)

    same = np.arange(N_CLUSTERS)
    wants_of, offers_of = people(n, themes[0], wanted, same), people(m, themes[0], offered, turned)
    origins, wishes = people(n, themes[1], wanted, same), people(m, themes[1], offered, same)
    functions = [np.eye(N_FUNCTIONS)[chance.integers(0, N_FUNCTIONS, count)] for count in (n, m)]
    reputation = 45 + 3 * chance.standard_normal(m)
    left = np.hstack([30 * wants_of, 15 * origins, 5 * functions[0], np.ones((n, 1))]).astype(np.float32)
    right = np.hstack([offers_of, wishes, functions[1], reputation[:, None]]).astype(np.float32)
    tables, kinds = _rules(chance, n, m)
    wants, capacity = chance.integers(1, most_wants + 1, n), chance.integers(seats[0], seats[1] + 1, m)
    return Crowd(left, right, tables, *kinds, wants, capacity)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _rules(chance: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, list[np.ndarray]]:
    tables = np.zeros((3, N_KINDS, N_KINDS), dtype=bool)
    spoken = np.arange(256)
    tables[0, :256, :256] = spoken[:, None] & spoken
    apart = np.abs(ZONES[:, None] - ZONES)
    tables[1, : len(ZONES), : len(ZONES)] = np.minimum(apart, 24 - apart) <= MOST_HOURS_APART
    tables[2] = chance.random((N_KINDS, N_KINDS)) >= 0.05
    kinds = []
    for count, zones in ((n, MENTEES_ZONES), (m, MENTORS_ZONES)):
        speaks = (chance.random(count) < 0.88).astype(np.int32)  # the programme's own language
        other = 1 << chance.integers(1, 8, count)
        speaks |= np.where((chance.random(count) < 0.4) | (speaks == 0), other, 0).astype(np.int32)
        rows = [speaks, chance.choice(len(ZONES), count, p=zones), chance.integers(0, N_KINDS, count)]
        kinds.append(np.ascontiguousarray(np.array(rows), dtype=np.int32))
    return tables, kinds
