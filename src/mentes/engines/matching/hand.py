"""What hard rules say of two whom a person wants to pair by hand: told without comparing anybody, so without points."""

from collections.abc import Mapping

import numpy as np

from .rules import Rules
from .strands.hours import Hours
from .strands.language import Language
from .values import Pool

NEEDS_POINTS = "minimum_points"


def rules_broken(pool: Pool, managers: Mapping[str, str] | None = None) -> dict[str, np.ndarray]:
    """(n_mentees, n_mentors) bool by the name of each rule that is on: True where it forbids the pair.

    The masks are those of `score`, without the rule on points, which cannot be told where nobody is scored. `managers`:
    manager's id by person's id, where more people are known than stand in the pool. `pool.road` is not read.
    """
    rows = slice(0, len(pool.mentees))
    rules = tuple(rule for rule in pool.terms.rules if rule.name != NEEDS_POINTS)
    known = {
        "language": Language(pool).similarity(rows),
        "shared_hours": Hours(pool).shared_hours(rows),
        "total": np.zeros((len(pool.mentees), len(pool.mentors))),
    }
    return Rules(pool, managers).masks(rows, rules, **known)
