"""Up to how many people all pairs are held at once, and whether what larger pools need is installed."""

from functools import cache
from importlib.util import find_spec

from .values import Pool

MOST_AT_ONCE = 5_000  # people
EXTRA = "mentes[scale]"
_NEEDS = ("numba", "ortools")


@cache
def has_scale() -> bool:
    return all(find_spec(name) for name in _NEEDS)


def is_large(pool: Pool) -> bool:
    return len({member.id for member in (*pool.mentees, *pool.mentors)}) > MOST_AT_ONCE
