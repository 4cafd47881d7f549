"""Ours and what a user would pick instead, on the same people: objective, processor time, wall time, memory beyond the people.

    mentes bench matching                  10,000 mentees, 5,250 mentors with 1 to 3 seats each, 45 % of pairs forbidden
    mentes bench matching --size 1000      beside scipy, median of five
    mentes bench matching --size 400       beside the package `matching`, too, median of five
    mentes bench matching --size 100000    30,000 mentors; ours alone, as nothing else holds so many pairs
    mentes bench matching --kernel         the loops over all pairs as a share of the processor's own peak
    mentes bench matching --growth         from 200 to 100,000; writes docs/pictures/growth.svg
    mentes bench matching --what-if        other weights, a lock, a leaver at 5,000 people with texts and all

From 4,000 mentees on the rows `match` and `match_scipy` are people of a programme as `mentes match` has them: topics with levels,
what was lived, languages, ways of working, hours, all rules, read by the code that `mentes match` runs, and scipy on the same
points; `match_texts` has vectors of texts beside that.

Each method runs in a process of its own, so that its memory is its own; a small run before the measured one keeps loading and
compiling out. Ours is timed with its scoring and its proof, the others are given the points of all pairs ready made.
`uv sync --extra scale --group bench` brings all that is needed.
"""

import argparse
import json
import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from statistics import median

from mentes.engines.matching import has_scale

HERE = Path(__file__).parent
WORK = HERE / "matching_work"  # in a folder of its own: a script beside this file would take it for the package `matching`
LARGEST_FOR_ALL, LARGEST_SMALL, LARGEST_BESIDE_MATCHING = 20_000, 2_000, 500
SMALLEST_LARGE, LARGEST_WITH_TEXTS = 4_000, 20_000  # mentees: where `mentes match` goes by blocks; where vectors fit
PICTURE = HERE.parent / "docs" / "pictures" / "growth.svg"
SIZES = (200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
NUMBERS = ("objective", "placed", "cpu_s", "wall_s", "extra_mb")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="mentes bench matching", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=10_000, metavar="N", help="mentees (default 10,000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--kernel", action="store_true", help="the loops over all pairs beside the processor's peak")
    parser.add_argument("--growth", action="store_true", help="time and memory over all sizes, drawn")
    parser.add_argument("--what-if", action="store_true", help="solving again at 5,000 people")
    said = parser.parse_args()
    is_alone = said.kernel or said.what_if or said.growth
    refuse_what_is_missing(needs_matching=said.size <= LARGEST_BESIDE_MATCHING and not is_alone)
    if said.kernel:
        found = alone("kernel.py")
    elif said.what_if:
        found = alone("what_if.py")
    elif said.growth:
        found = growth()
    else:
        found = compared(said.size)
    found["load"] = os.getloadavg()[0]
    print(json.dumps(found, indent=1) if said.json else table(found))


def refuse_what_is_missing(*, needs_matching: bool) -> None:
    """Before minutes are spent. Asked of the metadata, as this very file could pass for the package `matching`."""
    missing = [] if has_scale() else ["the extra scale"]
    missing += ["the package matching"] if needs_matching and not any(distributions(name="matching")) else []
    if missing:
        raise SystemExit(f"Not installed: {', '.join(missing)}; uv sync --extra scale --group bench brings all that is needed.")


def alone(script: str, *words: object) -> dict:
    """What the script prints, run in a process of its own."""
    command = [sys.executable, str(WORK / script), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def people(size: int) -> tuple[int, tuple[int, int]]:
    """(mentors, seats each, from and to): as tight as seats allow, up to the size at which nothing else runs."""
    return (int(size * 0.3), (2, 5)) if size >= 100_000 else (int(size * 0.525), (1, 3))


def compared(size: int) -> dict:
    mentors, seats = people(size)
    methods = ["ours", "scipy", "usual"] if size <= LARGEST_FOR_ALL else ["ours"]
    methods += ["greedy"] if size <= LARGEST_SMALL else []
    if size >= SMALLEST_LARGE:  # the same way as `mentes match`, on people with strands and rules
        methods += ["match"] + (["match_scipy"] if size <= LARGEST_FOR_ALL else [])
        methods += ["match_texts"] if size <= LARGEST_WITH_TEXTS else []
    repeats = 5 if size <= LARGEST_SMALL else 1
    runs: dict[str, list[dict]] = {method: [] for method in methods}
    for _ in range(repeats):  # in turn, so that a busy minute falls on all alike
        for method in methods:
            runs[method].append(alone("methods.py", method, size, mentors, "--seats", *seats))
    found = {method: middle(several) for method, several in runs.items()}
    told = {"size": size, "mentors": mentors, "repeats": repeats, "methods": found}
    ours = found["ours"]
    if "scipy" in found:
        theirs = found["scipy"]
        told |= {
            "cpu_ratio_vs_scipy": theirs["cpu_s"] / ours["cpu_s"],
            "memory_ratio_vs_scipy": theirs["extra_mb"] / max(ours["extra_mb"], 0.1),
            "wall_vs_scipy": ours["wall_s"] / theirs["wall_s"],
            "cpu_ratio_with_second_check": theirs["cpu_s"] / (ours["cpu_s"] + ours["check_cpu_s"]),
            "objective_off": abs(ours["objective"] - theirs["objective"]) / theirs["objective"],
        }
    if "match_scipy" in found:
        theirs, ours = found["match_scipy"], found["match"]
        told |= {
            "cpu_ratio_match_vs_scipy": theirs["cpu_s"] / ours["cpu_s"],
            "memory_ratio_match_vs_scipy": theirs["extra_mb"] / max(ours["extra_mb"], 0.1),
            "objective_off_match": abs(ours["objective"] - theirs["objective"]) / theirs["objective"],
        }
    if size <= LARGEST_BESIDE_MATCHING:
        told |= beside_hospitals(size)
    return told


def beside_hospitals(size: int) -> dict:
    """The package `matching`: as it comes, and in a thread in which calls may nest as deep as they like. Its pairs are stable."""
    mentors = int(size * 0.6)
    told: dict = {"matching_as_it_comes": alone("methods.py", "hospitals", size, mentors)}
    runs: dict[str, list[dict]] = {"hospitals": [], "ours": [], "stable": []}
    for _ in range(5):  # in turn, as above
        for method, mine in runs.items():
            mine.append(alone("methods.py", method, size, mentors, "--deep" if method == "hospitals" else "--no-check"))
    told["matching_deep"] = theirs = middle(runs["hospitals"])
    for method in ("ours", "stable"):
        told[f"{method}_beside_matching"] = found = middle(runs[method])
        if "cpu_s" in theirs:
            told[f"cpu_ratio_{method}_vs_matching"] = theirs["cpu_s"] / found["cpu_s"]
    return told


def middle(runs: list[dict]) -> dict:
    """The median of every number; of all else the first."""
    return {key: median(run[key] for run in runs) if isinstance(value, float) else value for key, value in runs[0].items()}


def growth() -> dict:
    from growth import exponent, picture  # beside the scripts, found by the path below

    points = []
    for size in SIZES:
        mentors, seats = people(size)
        found = alone("methods.py", "ours", size, mentors, "--seats", *seats, "--no-check")
        points.append(
            {
                "size": size,
                "mentors": mentors,
                **{key: found[key] for key in ("cpu_s", "wall_s", "extra_mb", "peak_mb", "gap")},
                "passes": found.get("passes", 0.0),
            }
        )
    large = [point for point in points if point["size"] >= 2_000]
    exponents = {key: exponent([p["size"] for p in large], [p[key] for p in large]) for key in ("cpu_s", "extra_mb")}
    PICTURE.write_text(picture(points, exponents), encoding="utf-8")
    return {"points": points, "cpu_exponent": exponents["cpu_s"], "memory_exponent": exponents["extra_mb"]}


def table(found: dict) -> str:
    lines = []
    if "methods" in found:
        lines.append(f"{found['size']} mentees, {found['mentors']} mentors, median of {found['repeats']}")
        lines.append(f"{'':12}" + "".join(f"{name:>14}" for name in NUMBERS))
        for method, numbers in found["methods"].items():
            lines.append(f"{method:12}" + "".join(f"{numbers[name]:>14.4g}" if name in numbers else "" for name in NUMBERS))
        ours = found["methods"]["ours"]
        lines += [f"  {k + 1}. {turn}" for k, turn in enumerate(ours.get("rounds", ()))]
    for point in found.get("points", ()):
        lines.append(", ".join(f"{key} {value:.4g}" for key, value in point.items()))
    lines += [f"{key}: {value:.6g}" for key, value in found.items() if isinstance(value, int | float)]
    lines += [f"{key}: {value}" for key, value in found.items() if isinstance(value, dict) and key != "methods"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.path.insert(0, str(WORK))
    main()
