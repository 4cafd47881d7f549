"""Kinship of very many texts: the same numbers as `kinship`, made row by row when they are asked for."""

from collections.abc import Sequence

import numpy as np

from mentes.engines.language.docs import Doc
from mentes.engines.language.kinship import Kindred


class Kinships:
    """What `kinship(needs, offers)` would hold, without holding it. Rows as `needs`, columns as `offers`.

    `is_turned`: rows as `offers`, columns as `needs`. Who is asked for together is of no matter to a number, up to the nine
    digits that `kinship` keeps.
    """

    def __init__(self, needs: Sequence[Doc], offers: Sequence[Doc], *, is_turned: bool = False):
        self.needs, self.offers, self.is_turned = needs, offers, is_turned
        self._columns = Kindred(needs if is_turned else offers)  # read once for all rows

    @property
    def shape(self) -> tuple[int, int]:
        shape = len(self.needs), len(self.offers)
        return shape[::-1] if self.is_turned else shape

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        """(len(chosen), n_columns) float64, 0..1, NaN where either text is empty."""
        side = self.offers if self.is_turned else self.needs
        mine = side[chosen] if isinstance(chosen, slice) else [side[k] for k in chosen]
        return self._columns.to(Kindred(mine)).T if self.is_turned else Kindred(mine).to(self._columns)


class Remembered:
    """Rows of a matrix on demand, kept once they were made, as far as `most_bytes` goes; later rows are made anew.

    A number of nine digits, or the mean of two, is a whole number of half billionths: four bytes hold it without loss.
    May be shared between threads: at worst two of them make the same row, and the same numbers.
    """

    STEP = 2_000_000_000
    UNASKED = -1

    def __init__(self, matrix, most_bytes: int = 400_000_000):
        self.matrix, self.shape = matrix, matrix.shape
        n_kept = min(self.shape[0], most_bytes // (4 * max(1, self.shape[1])))
        self._kept = np.empty((n_kept, self.shape[1]), dtype=np.int32)
        self._is_kept = np.zeros(n_kept, dtype=bool)

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        wanted = np.arange(self.shape[0])[chosen]
        here = wanted < len(self._is_kept)
        here[here] = self._is_kept[wanted[here]]
        whole = np.empty((len(wanted), self.shape[1]), dtype=np.int32)
        whole[here] = self._kept[wanted[here]]
        missing = np.flatnonzero(~here)
        if len(missing):
            made = self.matrix.rows(wanted[missing])
            whole[missing] = np.where(np.isnan(made), self.UNASKED, np.rint(np.nan_to_num(made) * self.STEP))
            room = missing[wanted[missing] < len(self._is_kept)]
            self._kept[wanted[room]] = whole[room]
            self._is_kept[wanted[room]] = True
        values = whole / self.STEP
        if whole.size and whole.min() == self.UNASKED:
            values[whole == self.UNASKED] = np.nan
        return values
