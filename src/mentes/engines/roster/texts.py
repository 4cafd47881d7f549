"""Bytes to text: which kind of file this is, and which encoding."""

import codecs
import io
import zipfile

from mentes.engines.roster.faults import BadRoster, Fault, fault
from mentes.engines.roster.tables import MAX_BYTES

_KINDS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_MARKUP = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "an XML file"), (b"<table", "a web page"))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def is_workbook(name: str, data: bytes) -> bool:
    """True for an XLSX archive, False for what may be text; raises BadRoster for every other kind of file."""
    if len(data) > MAX_BYTES:
        raise BadRoster([fault(name, 0, "", "file_too_large", size=len(data), limit=MAX_BYTES)])
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x1a"):
        raise BadRoster([fault(name, 0, "", "file_empty")])
    if data.startswith(_OLE):
        raise BadRoster([fault(name, 0, "", "file_old_excel")])
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if kind := _archive_kind(data):
            raise BadRoster([fault(name, 0, "", "file_kind", kind=kind)])
        return True
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in _KINDS + _MARKUP:
        if data.startswith(mark) or start.startswith(mark):
            raise BadRoster([fault(name, 0, "", "file_kind", kind=kind)])
    return False


def decode(name: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file and a notice where its encoding was a guess; raises BadRoster where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], encoding)
            if text is None:
                raise BadRoster([_no_encoding(name, data[len(mark) :], encoding, len(mark))])
            return _checked(name, text), ()
    for encoding in _without_mark(data):
        if (text := _try(data, encoding)) is not None and "\0" not in text:
            return text, ()
    if b"\0" in data:
        raise BadRoster([fault(name, 0, "", "file_nul")])
    if (text := _try(data, "utf-8")) is not None:
        return text, ()
    if (text := _try(data, "cp1252")) is not None:
        if sum(char < " " and char not in "\t\r\n" for char in text) > len(text) // 100:
            raise BadRoster([fault(name, 0, "", "file_kind", kind="a binary file")])
        return text, (fault(name, 0, "", "encoding_guessed"),)
    raise BadRoster([_no_encoding(name, data, "cp1252", 0)])


def _without_mark(data: bytes) -> list[str]:
    """UTF-16 without its mark: a header in Latin letters leaves NULs on one side of the pairs only."""
    n_pairs = min(len(data), 400) // 2
    even, odd = data[0:400:2].count(0), data[1:400:2].count(0)
    if odd > 10 * even and odd >= 0.4 * n_pairs:
        return ["utf-16-le"]
    if even > 10 * odd and even >= 0.4 * n_pairs:
        return ["utf-16-be"]
    return []


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(name: str, text: str) -> str:
    if "\0" in text:
        raise BadRoster([fault(name, 0, "", "file_nul")])
    return text


def _no_encoding(name: str, data: bytes, encoding: str, skipped: int) -> Fault:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return fault(name, 0, "", "file_encoding", byte=skipped + error.start + 1)
    raise AssertionError("only called for bytes that do not decode")


def _archive_kind(data: bytes) -> str:
    """What a ZIP archive is that is no XLSX workbook; "" for a workbook, or where openpyxl must say what is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "a broken ZIP archive"
    if "xl/workbook.bin" in names:
        return "an .xlsb workbook"
    if "xl/workbook.xml" in names:
        return ""
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file"
    if any(name.startswith("word/") for name in names):
        return "a Word document"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint document"
    if any(name.startswith("Index/") for name in names):
        return "an Apple Numbers file"
    return "a ZIP archive"
