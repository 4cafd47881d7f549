"""How near the loops over all pairs come to what the processor can do: GEMM, pricing pass and top-32, in turn, on one core.

`python kernel.py` prints one JSON object: medians of GFLOP per processor second.
"""

import json
import sys
import time
from statistics import median

import numpy as np
from crowd import draw
from methods import source

from mentes.engines.matching.pricing import Barred, best_beyond

N, M, SIDE, TURNS = 16_384, 8_192, 2_048, 5


def gflops(flops: float, work) -> float:
    start = time.process_time()
    work()
    return flops / (time.process_time() - start) / 1e9


def main() -> None:
    from threadpoolctl import threadpool_limits

    crowd = draw(N, M)
    points, nothing = source(crowd), Barred.of(np.zeros((0, 2)), N)
    width = crowd.left.shape[1] + 1  # with the price
    chance = np.random.default_rng(0)
    a, b = (chance.standard_normal((SIDE, SIDE), dtype=np.float32) for _ in range(2))
    out = np.empty((SIDE, SIDE), np.float32)
    prices = np.zeros(M)
    # As in the last rounds: prices are nearly right, and hardly a pair beats what its mentee has.
    floors = np.full(N, -np.inf)
    best = best_beyond(points, prices, nothing, 1, workers=1)
    floors[best.mentees] = best.points
    works = {
        "gemm": (2 * SIDE**3, lambda: np.matmul(a, b, out=out)),
        "pricing": (2 * N * M * width, lambda: best_beyond(points, prices, nothing, 8, floors=floors, workers=1)),
        "top_32": (2 * N * M * width, lambda: best_beyond(points, prices, nothing, 32, workers=1)),
    }
    with threadpool_limits(1, "blas"):
        found: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(TURNS):
            for name, (flops, work) in works.items():
                found[name].append(gflops(flops, work))
    middle = {name: median(values) for name, values in found.items()}
    shares = {f"{name}_share": middle[name] / middle["gemm"] for name in ("pricing", "top_32")}
    json.dump({f"{name}_gflops": value for name, value in middle.items()} | shares, sys.stdout)


if __name__ == "__main__":
    main()
