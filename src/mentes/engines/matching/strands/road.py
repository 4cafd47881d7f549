"""Road: the mentee's goals beside the mentor's road so far, compared by meaning outside this engine."""

import numpy as np

from ..values import Pool


class Road:
    """`Pool.road` as it came: the language engine reads the texts and quotes the sentences it rests on."""

    def __init__(self, pool: Pool):
        self.road = np.asarray(pool.road, dtype=float)
        self.halves = pool.road_sides or (self.road, self.road)

    def similarity(self, rows: slice) -> np.ndarray:
        return self.road[rows].copy()

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """The mentee's goals beside the mentor's road; whom the mentor would help beside the mentee's."""
        mine, theirs = (np.array(half[rows], dtype=float) for half in self.halves)
        return mine, theirs

    def evidence(self, i: int, j: int):
        if np.isnan(self.road[i, j]):
            return "not_asked", {}, {}, ()
        return "road_compared", {"similarity": float(self.road[i, j])}, {}, ()
