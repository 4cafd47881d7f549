"""The people of `programme.py` as `mentes match` has them: read from their file, scored by the strands of every programme.

What people wrote is left out, or stands as vectors drawn at random: comparing costs the same whatever they say, and reading is
measured by `mentes bench text-speed`. Everybody wants one mentor, so that an assignment by scipy solves the same problem.
"""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from measured import measured
from programme import write

from mentes.cli.match.members import read_members
from mentes.cli.match.texts import MeanOnDemand, Unasked
from mentes.engines.language import Doc, Kinships, Remembered
from mentes.engines.matching import Pool, default_terms, row_blocks
from mentes.engines.roster import read_people

ENGLISH = 0.7  # of those who write


def pool_of(n: int, m: int, *, with_texts: bool) -> Pool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        write(path, n, m)
        people = read_members(read_people([(path.name, path.read_bytes())]))
    mentees = tuple(replace(member, seats=1) for member in people.mentees)
    terms, sides = default_terms(), None
    if with_texts:
        sides = _road(np.random.default_rng(3), n, m)
    else:
        terms = replace(terms, weights=dict(terms.weights) | {"road": 0.0})
    road = MeanOnDemand(*sides) if sides else Unasked((n, m))
    return Pool(mentees, people.mentors, terms, road, date(2026, 11, 2), road_sides=sides)


def matched(pool: Pool, seed: int = 0) -> dict:
    """From people as read to a proven pairing, by what `mentes match` calls; without what rules cost and who blocks."""
    from mentes.engines.matching.large import pair_up_large

    found = pair_up_large(pool, with_costs=False, with_blocking=False, seed=seed, progress=lambda *_: None)
    return {"objective": found.objective, "bound": found.upper_bound, "gap": found.gap, "placed": found.n_placed}


def assigned(pool: Pool) -> dict:
    """scipy's assignment on the points of all pairs, ready made."""
    from scipy.optimize import linear_sum_assignment

    from mentes.engines.matching.compact import Compact
    from mentes.engines.matching.rules import managers_of

    compact = Compact(pool, managers_of(pool))
    table = np.empty(compact.shape, np.float32)
    for rows in row_blocks(*compact.shape):
        table[rows] = np.nan_to_num(compact.scored(np.arange(rows.start, rows.stop)).points)
    seats = [member.seats for member in pool.mentors]

    def assign() -> dict:
        mentor = np.repeat(np.arange(len(seats)), seats)
        rows, places = linear_sum_assignment(table[:, mentor], maximize=True)
        points = table[rows, mentor[places]]
        points = points[points > 0]
        return {"objective": float(points.sum(dtype=np.float64)), "placed": len(points)}

    return measured(assign)


def _road(chance: np.random.Generator, n: int, m: int) -> tuple[Remembered, Remembered]:
    """Goals beside backgrounds, whom mentors would help beside what mentees tell: two or three sentences each, or one."""
    themes = chance.standard_normal((40, 512)).astype(np.float32)

    def docs(count: int, sentences: tuple[int, int], parts: int) -> list[Doc]:
        return [_doc(chance, themes, int(chance.integers(*sentences)), parts) for _ in range(count)]

    goals, stories, backgrounds, wishes = docs(n, (2, 4), 1), docs(n, (4, 7), 2), docs(m, (2, 4), 1), docs(m, (1, 2), 1)
    return Remembered(Kinships(goals, backgrounds)), Remembered(Kinships(wishes, stories, is_turned=True))


def _doc(chance: np.random.Generator, themes: np.ndarray, sentences: int, parts: int) -> Doc:
    theme = themes[chance.integers(len(themes))]

    def rows(count: int, width: int) -> np.ndarray:
        drawn = (0.8 * chance.standard_normal((count, width)) + theme[:width]).astype(np.float32)
        return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)

    vectors = [rows(count, width) for count, width in ((sentences, 384), (sentences, 512), (parts, 384), (parts, 512))]
    return Doc(("a",) * sentences, "en" if chance.random() < ENGLISH else "es", *vectors)
