"""--check, beyond the total: is the floor the highest there is, and is the number of blocking pairs the one told?"""

from collections.abc import Callable

import numpy as np

from mentes.cli.match.claim import Claim
from mentes.engines.matching import Pool, could_be_higher, count_blocking, own_blocks

FLOOR_ROUNDING = 1e-4  # points by which the same pair may differ on another processor


def faults_of_wishes(claim: Claim, pool: Pool | None) -> list[str]:
    """What is told of the floor and of stability and does not hold. `pool`: of the people files, where they were given."""
    blocks, arrays = _blocks(claim, pool), claim.arrays
    wrong = []
    asked = claim.report["terms"].get("floor", "off")
    mode = claim.report["terms"].get("mode", "optimum")
    if mode != claim.report.get("mode", "optimum"):
        wrong.append(f"mode is told as {claim.report.get('mode')}, and {mode} was asked for")
    if not isinstance(asked, str) and claim.floor != asked:
        wrong.append(f"floor is told as {claim.floor}, and {asked} was asked for")
    told = claim.report.get("n_blocking")
    if blocks is not None and told is not None:
        limits = arrays["capacity"], arrays["wants"]
        n = count_blocking(blocks, *limits, arrays["pairs"], locked=claim.locked, floor=claim.floor)
        if told != n:
            wrong.append(f"n_blocking is told as {told} and is {n}")
        if claim.is_stable and n:
            wrong.append(f"{n} pairs would rather have each other: the pairs are not stable")
    points = _points(claim, pool)
    if claim.is_best_floor and claim.floor is not None and not claim.is_stable and points is not None:
        n_placed, above = len(np.unique(arrays["pairs"][:, 0])), claim.floor + FLOOR_ROUNDING
        if could_be_higher(points, arrays["wants"], arrays["capacity"], claim.locked, above, n_placed):
            wrong.append(f"a higher floor than {claim.floor:.6f} would place as many people")
    return wrong


def told_of_wishes(claim: Claim, pool: Pool | None) -> str:
    """What else was verified, as sentences after the verdict; "" where the report says nothing of it."""
    said = ""
    if claim.floor is not None:
        could_check = claim.is_best_floor and not claim.is_stable and (pool is not None or "points" in claim.arrays)
        highest = ", the highest at which as many people have a mentor" if could_check else ""
        said += f" No pair but a locked one has fewer than {claim.floor:.6f} points{highest}."
    n = claim.report.get("n_blocking")
    if n is None:
        return said
    if _blocks(claim, pool) is None:
        return f"{said} That {n} pairs would rather have each other was not counted: give the people files for that."
    return f"{said} {n} pairs that are not made would rather have each other."


def _blocks(claim: Claim, pool: Pool | None) -> Callable | None:
    if pool is not None:
        return lambda: own_blocks(pool)
    points, own = claim.arrays.get("points"), claim.arrays.get("own_points")
    if points is None or own is None:
        return None
    return lambda: [(np.arange(len(points)), points, own)]


def _points(claim: Claim, pool: Pool | None) -> np.ndarray | None:
    """Of all pairs at once, which a largest flow needs; None where they are neither told nor to be recomputed."""
    if pool is None:
        return claim.arrays.get("points")
    return np.concatenate([points for _, points, _ in own_blocks(pool)]) if len(pool.mentees) else None
