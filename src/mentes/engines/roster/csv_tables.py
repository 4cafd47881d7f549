"""CSV text to a table: the delimiter is found from the header and the rows after it."""

import csv
import io
import itertools
from collections.abc import Iterator

from mentes.engines.roster.columns import NATIVE_BY_FOLD, fold
from mentes.engines.roster.faults import BadRoster, fault
from mentes.engines.roster.safe import unsafe_cell
from mentes.engines.roster.tables import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Table, TableRow
from mentes.engines.roster.texts import decode

DELIMITERS = (",", ";", "\t")

# The limit is the csv module's own and belongs to the process, so it is set once, here: our limit is MAX_CELL, and a cell
# above it must come back as a fault with its place instead of stopping the reader.
csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))

# A last record nobody can have typed: where it does not come back alone, an open quotation mark has swallowed it.
_END = "\0the end"


def read_csv(name: str, data: bytes) -> Table:
    """The table in `data`. Record numbers are row numbers: a line break between quotes adds none. Raises BadRoster."""
    text, notices = decode(name, data)
    # Excel writes a first line "sep=;" to name the delimiter, and shows no row for it.
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) <= 5:
        delimiter = first.rstrip("\r\n")[4:] or "\t"
        text = rest
    else:
        delimiter = find_delimiter(text)
    headers: tuple[str, ...] = ()
    header_row = 0
    rows: list[TableRow] = []
    for number, record in _records(name, text, delimiter):
        cells = [unsafe_cell(cell) for cell in record]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if not header_row:
            headers, header_row = tuple(cell.strip() for cell in cells), number
            if len(headers) > MAX_COLUMNS:
                raise BadRoster([fault(name, number, "", "too_many_columns", limit=MAX_COLUMNS)])
            continue
        if len(rows) == MAX_ROWS:
            raise BadRoster([fault(name, number, "", "too_many_rows", limit=MAX_ROWS)])
        odd = {at: "long" for at, cell in enumerate(cells) if len(cell) > MAX_CELL}
        rows.append(TableRow(number, tuple(cells), odd))
    if not header_row:
        raise BadRoster([fault(name, 0, "", "file_empty")])
    return Table(name, headers, tuple(rows), header_row=header_row, notices=notices)


def find_delimiter(text: str) -> str:
    """The delimiter that best explains the first 50 records; a comma where nothing tells.

    For each candidate: how many header cells it gives, times the share of records that have as many cells as the header
    (a header that falls apart into many cells which no record has is a header with that sign in a name). A header cell that
    is a native column counts double.
    """
    sample = text[:500_000]
    best, best_score = ",", 1.0
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            records = [record for record in itertools.islice(reader, 51) if any(map(str.strip, record))]
        except csv.Error:
            continue
        # Not one filled cell: the signs that fill the text are this delimiter.
        if not records:
            return delimiter
        header = records[0]
        n_named = sum(bool(cell.strip()) for cell in header)
        n_native = sum(fold(cell) in NATIVE_BY_FOLD for cell in header)
        n_fitting = sum(_width(record) > 1 and len(record) == len(header) for record in records[1:])
        score = (n_named + n_native) * (1 + n_fitting) / len(records) if n_named > 1 else 1.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _width(record: list[str]) -> int:
    return max((at + 1 for at, cell in enumerate(record) if cell.strip()), default=0)


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    end = "" if text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(text + end + _END + "\n", newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if record and record[-1].endswith(_END + "\n"):
                raise BadRoster([fault(name, number, "", "quote_open")])
            if record != [_END]:
                yield number, record
    except csv.Error as error:
        raise BadRoster([fault(name, number + 1, "", "quote_open")]) from error
