"""Who holds which item, as sparse 0/1 matrices whose product counts what two people share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy


def sparse(entries: list[tuple[int, int, int]], shape: tuple[int, int]) -> scipy.sparse.csr_array:
    """Whole numbers from (row, column, value): sums of them are exact."""
    rows, columns, values = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return scipy.sparse.csr_array((values, (rows, columns)), shape=shape)


def incidence(
    mentees: Sequence[frozenset[str]], mentors: Sequence[frozenset[str]]
) -> tuple[scipy.sparse.csr_array, scipy.sparse.csr_array]:
    """(n_mentees, n_items) and (n_items, n_mentors)."""
    number = {item: k for k, item in enumerate(sorted({item for items in mentors for item in items}))}
    left, right = (
        sparse([(p, number[x], 1) for p, items in enumerate(people) for x in items if x in number], (len(people), len(number)))
        for people in (mentees, mentors)
    )
    return left, right.T.tocsr()
