"""Most columns hold few distinct values: compare each kind of value once, then look the table up."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np


class Distinct:
    """All pairs of two columns through `table(lefts, rights) -> (len(lefts), len(rights))` of their distinct values."""

    def __init__(self, left: Sequence[Hashable], right: Sequence[Hashable], table: Callable[[list, list], np.ndarray]):
        self.table = table
        self.lefts, self.left_index = _number(left)
        self.rights, self.right_index = _number(right)

    def similarity(self, rows: slice) -> np.ndarray:
        """(len(rows), len(right)) float64."""
        wanted, where = np.unique(self.left_index[rows], return_inverse=True)
        table = self.table([self.lefts[k] for k in wanted], self.rights)
        return table[np.ix_(where, self.right_index)]


def _number(column: Sequence[Hashable]) -> tuple[list, np.ndarray]:
    distinct: dict = {}
    index = [distinct.setdefault(value, len(distinct)) for value in column]
    return list(distinct), np.array(index, dtype=np.int64)
