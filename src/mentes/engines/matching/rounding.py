"""Points as whole numbers that still add up on the page."""

import math
from collections.abc import Mapping


def round_points(parts: Mapping[str, float]) -> dict[str, int]:
    """Whole points by largest remainder: they add up to the rounded total. Equal remainders: the first name first.

    >>> round_points({"topics": 26.6, "road": 20.3, "lived": 8.6})
    {'topics': 27, 'road': 20, 'lived': 9}
    """
    floors = {name: math.floor(points) for name, points in parts.items()}
    # Half a point goes up; the sum is taken exactly, so that the order of the parts is of no matter.
    missing = math.floor(math.fsum(parts.values()) + 0.5) - sum(floors.values())
    by_remainder = sorted(parts, key=lambda name: (floors[name] - parts[name], name))
    return {name: floors[name] + (name in by_remainder[:missing]) for name in parts}
