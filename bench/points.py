"""Whether points are what they are said to be: over pairs of crowds drawn at random, the largest difference between a pair's
points and the sum of its strands, and the deletion test: how far a strand's points are from what the pair loses when the strand
is taken away. No database, no people.
"""

import argparse
import json
from dataclasses import replace

import numpy as np

from mentes.engines.matching import Fit, Pool, score, similarities, weigh
from mentes.engines.matching.tests.crowd import crowd

PAIRS_A_CROWD = 50 * 40


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench points", description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    found = measure(-(-options.pairs // PAIRS_A_CROWD))
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{name:28}{value:>14}" for name, value in found.items()))


def measure(n_crowds: int) -> dict:
    pools = [crowd(50, 40, seed) for seed in range(n_crowds)]
    fits = [score(pool) for pool in pools]
    return {
        "pairs": sum(fit.total.size for fit in fits),
        "strands": len(fits[0].names),
        "largest_error_of_the_sum": max(float(np.abs(fit.parts.sum(axis=0) - fit.total).max()) for fit in fits),
        "largest_error_of_deletion": max(_deletion(pool, fit) for pool, fit in zip(pools, fits, strict=True)),
        "least_points": min(float(fit.total.min()) for fit in fits),
        "most_points": max(float(fit.total.max()) for fit in fits),
    }


def _deletion(pool: Pool, fit: Fit) -> float:
    """Each strand set to "not asked" in turn: the points must fall by exactly its part."""
    similar, worst = similarities(pool), 0.0
    for k in range(len(fit.names)):
        values = similar.values.copy()
        values[k] = np.nan
        without = weigh(replace(similar, values=values), pool.terms)
        worst = max(worst, float(np.abs(fit.total - fit.parts[k] - without.total).max()))
    return worst


if __name__ == "__main__":
    main()
