"""Road: the mentee's goals beside the mentor's road so far, compared by meaning outside this engine."""

import numpy as np

from ..subpool import rows_of
from ..values import Pool


class Road:
    """`Pool.road` as it came: the language engine reads the texts and quotes the sentences it rests on."""

    def __init__(self, pool: Pool):
        self.road = pool.road
        self.halves = pool.road_sides or (self.road, self.road)

    def similarity(self, rows: slice) -> np.ndarray:
        return rows_of(self.road, rows)

    def each_side(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """The mentee's goals beside the mentor's road; whom the mentor would help beside the mentee's."""
        mine, theirs = (rows_of(half, rows) for half in self.halves)
        return mine, theirs

    def evidence(self, i: int, j: int):
        similarity = float(self.similarity(slice(i, i + 1))[0, j])
        return ("not_asked", {}, {}, ()) if np.isnan(similarity) else ("road_compared", {"similarity": similarity}, {}, ())
