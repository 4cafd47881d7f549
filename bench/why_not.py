"""How often the page "why not these two" knows a way: for pairs drawn from those that were not made, the share that gets verified
changes after which the pair is made, those that come into the mentee's best five, and those left to the organiser's own hand;
and how long an answer takes. On examples/harbour.csv, or on files of your own.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path
from statistics import median

from mentes.cli.match.reading import Inputs
from mentes.cli.match.work import read_pool
from mentes.engines.matching import default_terms, pair_up, similarities, why_not
from mentes.engines.roster import read_people

APART = {"oneself", "not_with"}  # no way is sought around these
HARBOUR = Path(__file__).resolve().parents[1] / "examples" / "harbour.csv"


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench why-not", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[HARBOUR], help="people files (default: examples/harbour.csv)")
    parser.add_argument("--pairs", type=int, default=200, help="how many pairs are drawn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    found = measure(options.files, options.pairs, options.seed)
    print(json.dumps(found, indent=1) if options.json else table(found))


def measure(files: list[Path], n_pairs: int, seed: int) -> dict:
    roster = read_people([(str(path), path.read_bytes()) for path in files])
    _people, _texts, pool = read_pool(Inputs(roster, default_terms()))
    pairing, similar = pair_up(pool, with_costs=False), similarities(pool)
    made = {(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs}
    others = [(a.id, b.id) for a in pool.mentees for b in pool.mentors if (a.id, b.id) not in made]
    drawn = random.Random(seed).sample(others, min(n_pairs, len(others)))
    counts = {"made": 0, "best_five": 0, "by_hand": 0, "apart": 0, "none": 0}
    seconds, steps = [], []
    for mentee_id, mentor_id in drawn:
        start = time.process_time()
        answer = why_not(pool, pairing, mentee_id, mentor_id, similarities=similar)
        seconds.append(time.process_time() - start)
        counts[kind_of(answer)] += 1
        if kind_of(answer) == "made":
            steps.append(len(answer.advice[0].steps))
    n = len(drawn) - counts["apart"]
    return {
        "pairs": len(drawn),
        **counts,
        "share_made": round(counts["made"] / n, 3),
        "share_made_or_best_five": round((counts["made"] + counts["best_five"]) / n, 3),
        "share_by_hand": round(counts["by_hand"] / n, 3),
        "median_steps": median(steps) if steps else 0,
        "share_of_these_in_three_steps": round(sum(n_steps <= 3 for n_steps in steps) / max(1, len(steps)), 3),
        "cpu_seconds_median": round(median(seconds), 3),
        "cpu_seconds_most": round(max(seconds), 3),
        "load": os.getloadavg()[0],
    }


def kind_of(answer) -> str:
    if APART & {*answer.blocked_by}:
        return "apart"
    if not answer.advice:
        return "none"
    first = answer.advice[0]
    if not first.comes_about:
        return "best_five"
    return "by_hand" if first.steps[-1].kind == "hold" else "made"


def table(found: dict) -> str:
    return "\n".join(f"{name.replace('_', ' '):26}{value:>10}" for name, value in found.items())


if __name__ == "__main__":
    main()
