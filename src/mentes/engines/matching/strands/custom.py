"""Custom strands: any column of the file, compared in one of six ways."""

import math

import numpy as np

from ..subpool import rows_of
from ..values import Code, CustomStrand, Member, Pool
from .incidence import incidence

ONE_STEP_OFF = 0.5


def column_text(member: Member, column: str) -> str:
    """What stands in the column, trimmed; "" when empty."""
    if column in member.extra:
        return member.extra[column].strip()
    native = {
        "organisation": member.organisation,
        "time_zone": member.time_zone,
        "languages": ";".join(member.languages),
        "working": ";".join(member.working),
    }
    return native.get(column, "").strip()


def split_list(text: str) -> frozenset[str]:
    return frozenset(item.strip().casefold() for item in text.split(";") if item.strip())


def read_cell(custom: CustomStrand, text: str, codes: dict[str, int]) -> float:
    """A cell as a number: its place in the order, its value, or (same, different) a code. NaN: empty or unreadable."""
    folded = text.casefold()
    if not folded:
        return np.nan
    if custom.kind == "order":
        ranks = [value.strip().casefold() for value in custom.values]
        return float(ranks.index(folded)) if folded in ranks else np.nan
    if custom.kind == "distance":
        try:
            value = float(folded)
        except ValueError:
            return np.nan
        return value if math.isfinite(value) else np.nan
    return float(codes.setdefault(folded, len(codes)))


def compare(custom: CustomStrand, mentee: np.ndarray, mentor: np.ndarray) -> np.ndarray:
    """0..1 from cells read as numbers; NaN where one of the two is."""
    apart = mentor - mentee
    if custom.kind == "distance":
        fit = np.maximum(0.0, 1 - np.abs(apart) / custom.scale)
    elif custom.kind == "order":
        off = np.min([np.abs(apart - steps) for steps in custom.above], axis=0)
        fit = np.where(off == 0, 1.0, np.where(off == 1, ONE_STEP_OFF, 0.0))
    else:
        fit = ((apart == 0) == (custom.kind == "same")).astype(float)
    return np.where(np.isnan(apart), np.nan, fit)


class Custom:
    def __init__(self, pool: Pool, custom: CustomStrand):
        self.custom = custom
        if custom.kind == "text":
            self.text = pool.texts[custom.name]
            return
        self.cells = (
            [column_text(member, custom.mentee_column) for member in pool.mentees],
            [column_text(member, custom.mentor_column) for member in pool.mentors],
        )
        self.kinds = tuple([cell.casefold() for cell in side] for side in self.cells)
        if custom.kind == "shared":
            self.lists = [[split_list(cell) for cell in side] for side in self.cells]
            self.n_items = [np.array([len(items) for items in side], dtype=float) for side in self.lists]
            self.items = incidence(*self.lists)
        else:
            codes: dict[str, int] = {}
            self.numbers = [np.array([read_cell(custom, cell, codes) for cell in side]) for side in self.cells]

    def similarity(self, rows: slice) -> np.ndarray:
        if self.custom.kind == "text":
            return rows_of(self.text, rows)
        if self.custom.kind == "shared":
            n_shared = (self.items[0][rows] @ self.items[1]).toarray()
            with np.errstate(divide="ignore", invalid="ignore"):
                return n_shared / np.minimum(self.n_items[0][rows, None], self.n_items[1])
        return compare(self.custom, self.numbers[0][rows, None], self.numbers[1])

    def evidence(self, i: int, j: int):
        custom = self.custom
        if custom.kind == "text":
            similarity = float(self.similarity(slice(i, i + 1))[0, j])
            return ("not_asked", {}, {}, ()) if np.isnan(similarity) else ("text_compared", {"similarity": similarity}, {}, ())
        cells = self.cells[0][i], self.cells[1][j]
        if not all(cells):
            return "not_asked", {}, {}, ()
        value = float(self.similarity(slice(i, i + 1))[0, j])
        detail: dict = {"kind": custom.kind, "mentee": cells[0], "mentor": cells[1]}
        if math.isnan(value):
            return "unknown_value", detail, {}, ()
        if custom.kind == "shared":
            detail["shared"] = sorted(self.lists[0][i] & self.lists[1][j])
        elif custom.kind == "order":
            detail["steps_above"] = int(self.numbers[1][j] - self.numbers[0][i])
        elif custom.kind == "distance":
            detail["apart"] = float(abs(self.numbers[1][j] - self.numbers[0][i]))
        against = () if value else (Code("custom_unmet", {"strand": custom.name, **detail}),)
        return "column_compared", detail, {}, against
