"""Road: the mentee's goals beside the mentor's road so far, compared by meaning outside this engine."""

import numpy as np

from ..values import Pool


class Road:
    """`Pool.road` as it came: the language engine reads the texts and quotes the sentences it rests on."""

    def __init__(self, pool: Pool):
        self.road = np.asarray(pool.road, dtype=float)

    def similarity(self, rows: slice) -> np.ndarray:
        return self.road[rows].copy()

    def evidence(self, i: int, j: int):
        if np.isnan(self.road[i, j]):
            return "not_asked", {}, {}, ()
        return "road_compared", {"similarity": float(self.road[i, j])}, {}, ()
