"""XLSX bytes to a table, read by openpyxl behind limits on what the archive may unpack to."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from mentes.engines.roster.columns import fold
from mentes.engines.roster.faults import BadRoster, fault, nearest
from mentes.engines.roster.safe import unsafe_cell
from mentes.engines.roster.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Table, TableRow

MAX_UNPACKED = 200_000_000
MAX_RATIO = 100
# A small file of equal rows packs better than 1:100 and does no harm, so the ratio counts only above this size.
RATIO_FROM = 20_000_000
MAX_ENTRIES = 2_000
SHEET_ROWS = 1_048_576

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# What openpyxl warns of (styles, validation lists it drops) is of no use to a reader of cells.
warnings.filterwarnings("ignore", module=r"openpyxl\.")


def read_workbook(name: str, data: bytes, sheet: str = "") -> Table:
    """The table on the sheet named `sheet`, or on the first visible sheet with a header. Raises BadRoster."""
    _refuse_bomb(name, data)
    # Imported late: openpyxl takes a quarter of a second, which neither a run on CSV files nor the server's start needs.
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("Workbooks are read only with defusedxml installed and OPENPYXL_DEFUSEDXML not switched off.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        chosen = _choose(name, book, sheet)
        formulas = None
        if _has_formulas(data):
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[chosen.title]
        return _read_sheet(name, chosen, formulas)
    except BadRoster:
        raise
    # A damaged or hostile archive makes openpyxl raise KeyError, TypeError, zlib.error, EntitiesForbidden and many more.
    except Exception as error:
        raise BadRoster([fault(name, 0, "", "workbook_damaged", detail=type(error).__name__)]) from error


def _refuse_bomb(name: str, data: bytes) -> None:
    """Sizes are those the archive declares; zipfile never unpacks more than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    ratio = size // max(1, len(data))
    if size > MAX_UNPACKED or len(entries) > MAX_ENTRIES or (size > RATIO_FROM and ratio > MAX_RATIO):
        raise BadRoster([fault(name, 0, "", "workbook_bomb", size=size, ratio=ratio, limit=MAX_UNPACKED, most=MAX_RATIO)])


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                with archive.open(entry) as stream:
                    tail = b""
                    while block := stream.read(1 << 20):
                        if _FORMULA.search(tail + block):
                            return True
                        tail = block[-40:]
    return False


def _choose(name: str, book: Any, wanted: str) -> Any:
    sheets = book.worksheets
    if wanted:
        for sheet in sheets:
            if fold(sheet.title) == fold(wanted):
                return sheet
        titles = [sheet.title for sheet in sheets]
        near = nearest(wanted, titles)
        listed = ", ".join(titles) + (f"; did you mean {near}?" if near else "")
        raise BadRoster([fault(name, 0, "", "sheet_missing", sheet=wanted, sheets=listed)])
    filled = [(sheet, _first_row(sheet)) for sheet in sheets if sheet.sheet_state == "visible"]
    # One filled cell is a title or a page of instructions; a header has two at least, unless there is nothing else.
    for least in (2, 1):
        for sheet, cells in filled:
            if sum(bool(text.strip()) for text, _ in cells) >= least:
                return sheet
    raise BadRoster([fault(name, 0, "", "workbook_empty")])


def _first_row(sheet: Any) -> Sequence[tuple[str, str]]:
    return next((cells for _, cells in _rows(sheet, None, MAX_COLUMNS + 1)), ())


def _read_sheet(name: str, sheet: Any, formulas: Any) -> Table:
    headers = [text.strip() for text, _ in _first_row(sheet)]
    if len(headers) > MAX_COLUMNS:
        raise BadRoster([fault(name, 1, "", "too_many_columns", limit=MAX_COLUMNS)])
    rows: list[TableRow] = []
    header_row = 0
    # A few columns more than the header has, to notice cells beyond it, and not the 16,384 a hostile row may claim.
    for number, cells in _rows(sheet, formulas, len(headers) + 20):
        if not header_row:
            header_row = number
            continue
        if len(rows) == MAX_ROWS:
            raise BadRoster([fault(name, number, "", "too_many_rows", limit=MAX_ROWS)])
        odd = {at: kind for at, (_, kind) in enumerate(cells) if kind}
        rows.append(TableRow(number, tuple(text for text, _ in cells), odd))
    return Table(name, tuple(headers), tuple(rows), sheet=sheet.title, header_row=header_row)


def _rows(sheet: Any, formulas: Any, max_column: int) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(row number, cells as (text, oddity)) of the rows that hold something."""
    # The size a sheet declares may be wrong, by mistake or to make us loop; without it the rows themselves are read.
    sheet.reset_dimensions()
    others: Iterator[Any] = iter(())
    if formulas is not None:
        formulas.reset_dimensions()
        others = formulas.iter_rows(max_col=max_column)
    gap = None
    for number, row in enumerate(sheet.iter_rows(max_col=max_column), start=1):
        if number > SHEET_ROWS:
            return
        written = next(others, ())
        # Rows that the file leaves out all come as one tuple: a row number in the millions must cost nothing.
        if row is gap:
            continue
        cells = [_read_cell(cell, written[at] if at < len(written) else None) for at, cell in enumerate(row)]
        while cells and not cells[-1][0].strip() and not cells[-1][1]:
            cells.pop()
        if cells:
            yield number, cells
        else:
            gap = row


def _read_cell(cell: Any, written: Any) -> tuple[str, str]:
    value = cell.value
    if value is None:
        return ("", "formula") if written is not None and written.data_type == "f" else ("", "")
    if cell.data_type == "e":
        return str(value), "error"
    if isinstance(value, bool):
        return ("true" if value else "false"), ""
    if isinstance(value, int | float):
        # A spreadsheet keeps 15 digits; what is longer is no longer what was typed.
        if abs(value) >= 1e15:
            return repr(value), "rounded"
        return (str(int(value)) if value == int(value) else repr(value)), ""
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return (value.date().isoformat() if is_day else value.isoformat(timespec="minutes")), "date"
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes"), "date"
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}", "date"
    if isinstance(value, datetime.date):
        return value.isoformat(), "date"
    text = unsafe_cell(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)))
    return (text[: MAX_CELL + 1], "long") if len(text) > MAX_CELL else (text, "")
