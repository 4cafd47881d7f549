"""Small people files for the tests of this folder, as bytes."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl


def csv_file(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(lines).encode(encoding) + "\n".encode(encoding)


def one_cell(column: str, text: str) -> bytes:
    """A correct mentee in every other column, `text` in `column`."""
    cells = {"id": "1", "role": "mentee"} | {column: text}
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
    return csv_file(",".join(cells), ",".join(quoted))


def workbook(
    *rows: Sequence[object], title: str = "People", before: Sequence[tuple[str, Sequence[Sequence[object]]]] = ()
) -> bytes:
    """An .xlsx with one sheet of `rows`; sheets of `before` (title, rows) stand in front of it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in (*before, (title, rows)):
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, part: str, change: dict[str, str] | str) -> bytes:
    """The archive `data` with the text of one part replaced: whole, or by the pairs of `change`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text = content.decode()
                if isinstance(change, str):
                    text = change
                else:
                    for was, becomes in change.items():
                        assert was in text, (was, text[:500])
                        text = text.replace(was, becomes)
                content = text.encode()
            new.writestr(name, content)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """A ZIP archive; `__` in a name stands for a slash and `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()
