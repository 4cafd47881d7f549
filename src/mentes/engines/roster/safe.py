"""The spreadsheet guard: no cell we write is ever run as a formula, and our reader takes the guard off again."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

_STARTERS = frozenset("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def safe_cell(text: str) -> str:
    """`text`, with a leading apostrophe where a spreadsheet could run it.

    That is where it starts, after white space or invisible marks, with = + - @ TAB CR or a full-width = + - @. A text that
    already has apostrophes before such a start gets one more, so that `unsafe_cell(safe_cell(text)) == text` always.
    >>> safe_cell("=1+1"), safe_cell("'=1+1"), safe_cell("it's")
    ("'=1+1", "''=1+1", "it's")
    """
    return "'" + text if _would_run(text.lstrip("'")) else text


def unsafe_cell(text: str) -> str:
    """`text` without the apostrophe that `safe_cell` put there; every other apostrophe stays.

    >>> unsafe_cell("'=1+1"), unsafe_cell("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and _would_run(text.lstrip("'")) else text


def write_rows(header: Sequence[str], rows: Iterable[Sequence[object]], numeric_columns: Collection[str] = ()) -> str:
    r"""CSV text (comma, CR LF) of `header` and `rows`, every text cell guarded.

    Cells of `numeric_columns` stay bare, so that -1.5 remains a number; what is no number is guarded there too. None is "".
    >>> write_rows(["id", "points"], [["=a", -1.5]], ["points"])
    "id,points\r\n'=a,-1.5\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    is_numeric = [name in numeric_columns for name in header]
    for row in rows:
        texts = ["" if cell is None else str(cell) for cell in row]
        if len(texts) != len(header):
            raise ValueError(f"a row has {len(texts)} cells where the header has {len(header)}")
        bare = (numeric and _NUMBER.fullmatch(text) for numeric, text in zip(is_numeric, texts, strict=True))
        writer.writerow([text if keep else safe_cell(text) for text, keep in zip(texts, bare, strict=True)])
    return out.getvalue()


def _would_run(text: str) -> bool:
    for char in text:
        if char in _STARTERS:
            return True
        # Cc and Cf: control characters, zero-width and direction marks, which a spreadsheet may drop before it looks.
        if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf"):
            return False
    return False
