"""What a floor under the weakest pair and stable pairs cost a crowd drawn with a fixed seed, in points, people and time.

Processor seconds of each step: scoring, the best total, each side's own points, counting who would rather have each other,
the highest floor with the best total above it, and deferred acceptance. No database, no files.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict

from mentes.engines.matching.blocking import standing
from mentes.engines.matching.board import read_board
from mentes.engines.matching.choosing import with_best_floor
from mentes.engines.matching.tests.crowd import crowd

SIZES = (243, 1_000, 4_000)  # people, a little more than half of them mentees
SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench wishes", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.add_argument("--size", type=int, action="append", help="people (default: 243, 1000 and 4000)")
    options = parser.parse_args()
    found = [measure(n) for n in options.size or SIZES]
    print(json.dumps({"crowds": found}, indent=1) if options.json else "\n\n".join(map(table, found)))


def measure(n_people: int) -> dict:
    """One crowd: processor seconds by step, and how each choice stands."""
    n_mentees = round(n_people * 0.52)
    pool = crowd(n_mentees, n_people - n_mentees, SEED, shared_hours=1)
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable):
        before = time.process_time()
        answer = work()
        seconds[step] = round(time.process_time() - before, 3)
        return answer

    board = timed("score", lambda: read_board(pool))
    best = timed("best", board.best)
    timed("own", lambda: board.own.whole)
    optimum = timed("count", lambda: standing(board, best))
    raised = timed("floor", lambda: with_best_floor(board))
    stable = timed("stable", board.stable)
    choices = {
        "best total": asdict(optimum),
        "highest floor": asdict(standing(raised.board, raised.chosen)),
        "stable": asdict(standing(board, stable)),
    }
    return {"n_people": n_people, "n_mentees": n_mentees, "cpu_seconds": seconds, "choices": choices}


def table(found: dict) -> str:
    best = found["choices"]["best total"]["objective"]
    lines = [f"{found['n_people']} people, {found['n_mentees']} of them mentees"]
    lines.append("  processor seconds: " + ", ".join(f"{step} {value}" for step, value in found["cpu_seconds"].items()))
    for name, one in found["choices"].items():
        share = one["objective"] / best
        lines.append(
            f"  {name}: {one['objective']:.1f} points ({share:.4f} of the best), {one['n_placed']} with a mentor, "
            f"weakest pair {one['least_points']:.1f}, {one['n_blocking']} would rather have each other"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
