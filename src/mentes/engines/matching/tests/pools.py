"""Small pools for the tests: people by keyword, and pools whose points are given outright."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import numpy as np

from mentes.engines.matching import Member, Pool, Rule, Terms, default_terms

WEEK = date(2026, 11, 2)  # a Monday; no clock changes in this week in Europe


def mentees(*seats: int, **said) -> tuple[Member, ...]:
    return tuple(Member(id=f"e{k}", seats=n, **said) for k, n in enumerate(seats))


def mentors(*seats: int, **said) -> tuple[Member, ...]:
    return tuple(Member(id=f"m{k}", seats=n, **said) for k, n in enumerate(seats))


def pool_of_points(points, wants=None, seats=None, *, aim="points", **more) -> Pool:
    """Only the road counts, so the points of a pair are just these; NaN becomes a rejected pair."""
    points = np.asarray(points, dtype=float)
    n, m = points.shape
    left, right = mentees(*(wants or [1] * n)), mentors(*(seats or [1] * m))
    rejected = tuple((left[i].id, right[j].id) for i, j in np.argwhere(np.isnan(points)))
    terms = replace(only("road"), aim=aim)
    return Pool(left, right, terms, np.nan_to_num(points) / 100, WEEK, forbidden=rejected, **more)


def only(*strands: str, rules: tuple[Rule, ...] = ()) -> Terms:
    """Terms in which these strands alone count, all the same, and only these rules are on."""
    return replace(default_terms(), weights=dict.fromkeys(strands, 1.0), rules=rules)


def two(mentee: Member, mentor: Member, terms: Terms, road: float = np.nan, **more) -> Pool:
    return Pool((mentee,), (mentor,), terms, np.array([[road]]), WEEK, **more)


def pool_of_likings(mentee_own, mentor_own, wants=None, seats=None, **more) -> Pool:
    """Each side's own points are just these, those of a pair their mean; NaN in either becomes a rejected pair."""
    own = np.array([mentee_own, mentor_own], dtype=float)
    pool = pool_of_points(own.mean(axis=0), wants, seats, **more)
    return replace(pool, road_sides=(own[0] / 100, own[1] / 100))


def all_pairings(points, wants, seats) -> Iterator[list[tuple[int, int]]]:
    """Every set of pairs within wants and seats, NaN left out."""
    n, m = points.shape
    choices = []
    for i in range(n):
        allowed = [j for j in range(m) if not np.isnan(points[i, j])]
        choices.append([c for k in range(min(wants[i], len(allowed)) + 1) for c in combinations(allowed, k)])
    for chosen in product(*choices):
        if (np.bincount([j for c in chosen for j in c], minlength=m) <= seats).all():
            yield [(i, j) for i, c in enumerate(chosen) for j in c]


def best_by_trying(points, wants, seats, bonus=0.0) -> tuple[float, int]:
    """(points plus bonuses, people placed) of the best pairing, found by trying every choice of every mentee."""
    best = (0.0, 0)
    for pairs in all_pairings(points, wants, seats):
        n_placed = len({i for i, _ in pairs})
        best = max(best, (sum(points[i, j] for i, j in pairs) + bonus * n_placed, n_placed))
    return best
