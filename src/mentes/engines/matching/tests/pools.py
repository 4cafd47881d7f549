"""Small pools for the tests: people by keyword, and pools whose points are given outright."""

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


def best_by_trying(points, wants, seats, bonus=0.0) -> tuple[float, int]:
    """(points plus bonuses, people placed) of the best pairing, found by trying every choice of every mentee."""
    n, m = points.shape
    choices = []
    for i in range(n):
        allowed = [j for j in range(m) if not np.isnan(points[i, j])]
        choices.append([c for k in range(min(wants[i], len(allowed)) + 1) for c in combinations(allowed, k)])
    best = (0.0, 0)
    for chosen in product(*choices):
        taken = np.bincount([j for c in chosen for j in c], minlength=m)
        if (taken <= seats).all():
            n_placed = sum(bool(c) for c in chosen)
            value = sum(points[i, j] for i, c in enumerate(chosen) for j in c) + bonus * n_placed
            best = max(best, (value, n_placed))
    return best
