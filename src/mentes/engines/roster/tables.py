"""Bytes of a CSV or XLSX file to one table: headers, rows, and the row numbers a spreadsheet shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentes.engines.roster.faults import Fault

MAX_BYTES = 100_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELL = 2_000_000


@dataclass(frozen=True)
class TableRow:
    """`number` as a spreadsheet shows it. `cells`: text, without empty cells at the end; may be shorter than the header.

    `odd`: cells that are not what somebody typed, by index: "date", "formula", "error", "rounded" or "long".
    """

    number: int
    cells: tuple[str, ...]
    odd: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Table:
    """One sheet. `rows` leave out the header and every empty row; `sheet` is "" for CSV."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    header_row: int = 1
    notices: tuple[Fault, ...] = ()
