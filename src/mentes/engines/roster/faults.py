"""What can be wrong with a people file: one code each, and the sentence that says what would be right."""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# code -> (what is wrong, what would be right). The web translates these two by code and fills in `Fault.params`.
SENTENCES: dict[str, tuple[str, str]] = {
    # the whole file
    "no_files": ("no file was given", "name at least one CSV or XLSX file"),
    "file_empty": ("the file is empty", "it should hold a header row and one row for each person"),
    "file_kind": ("this is %(kind)s", "a people file is CSV text or an .xlsx workbook"),
    "file_old_excel": (
        "this is an old .xls workbook or one locked with a password",
        "save it as .xlsx without a password",
    ),
    "file_nul": ("the file holds NUL bytes, so it is not a text file", "save it again as CSV UTF-8 or as .xlsx"),
    "file_encoding": (
        "the bytes are neither UTF-8, UTF-16 nor cp1252 (the first odd one is byte %(byte)s)",
        "save the file as CSV UTF-8",
    ),
    "file_too_large": ("the file has %(size)s bytes", "%(limit)s bytes are the most"),
    "too_many_rows": ("the file has more than %(limit)s rows", "split it into several files"),
    "too_many_columns": ("the header has more than %(limit)s columns", "leave out the columns nobody needs"),
    "quote_open": (
        "a quotation mark opened in this row never closes",
        'close it, and write a quotation mark inside a text twice ("")',
    ),
    "workbook_bomb": (
        "the workbook unpacks to %(size)s bytes, %(ratio)s times its size",
        "at most %(limit)s bytes and %(most)s times are read",
    ),
    "workbook_damaged": ("the workbook cannot be read (%(detail)s)", "open it in a spreadsheet and save it again as .xlsx"),
    "workbook_empty": ("no sheet of the workbook holds a header", "put the header into the first row of the first sheet"),
    "sheet_missing": ("the workbook has no sheet “%(sheet)s”", "it has: %(sheets)s"),
    "header_only": ("the file has a header but no people", "add one row for each person"),
    "header_twice": (
        "the header stands in column %(first)s and again in column %(second)s",
        "give every column its own name",
    ),
    "header_missing": ("the column holds values but has no header", "write a name in the first row"),
    "column_missing": ("there is no such column", "%(hint)s"),
    "map_header_missing": ("the map names this column, which the file does not have", "%(hint)s"),
    "map_header_nowhere": ("the map names this column, which no file has", "%(hint)s"),
    "map_file_missing": ("the map names this file but none of that name was given", "the files given are: %(files)s"),
    # a row
    "row_too_long": (
        "the row has %(n)s cells where the header has %(width)s",
        "put quotation marks around a text that holds the separator",
    ),
    "row_too_short": (
        "the row stops after %(n)s of %(width)s cells",
        "put quotation marks around a text that holds a line break",
    ),
    "id_missing": ("the id is empty", "give every person an id or an email address of their own"),
    "id_twice": (
        "the id “%(value)s” stands already in %(other_file)s row %(other_row)s",
        "give each person one row, or say merge = true in map.toml",
    ),
    "id_separator": (
        "the id “%(value)s” holds a semicolon or a line break",
        "choose an id without one, since they part lists of ids",
    ),
    # a cell
    "cell_too_long": ("the cell holds %(size)s characters", "%(limit)s are the most"),
    "cell_date": (
        "this cell was turned into a date by the spreadsheet (“%(value)s”)",
        "write %(example)s or format the column as text",
    ),
    "cell_formula": (
        "the cell holds a formula without a saved result",
        "open the workbook in a spreadsheet and save it, or put the value in place of the formula",
    ),
    "cell_error": ("the cell shows the spreadsheet error “%(value)s”", "mend the formula or write the value"),
    "cell_rounded": (
        "the number “%(value)s” was rounded or shortened by the spreadsheet",
        "format the column as text and write the id again",
    ),
    "role_missing": ("the role is empty", "write mentor, mentee or both"),
    "word_unknown": ("“%(value)s” is not known here", "%(hint)s"),
    "level_wrong": ("“%(value)s” is not a level", "levels are the whole numbers 0 to 4, as in %(example)s"),
    "topic_missing": ("“%(value)s” has a level but no topic", "write the topic before the colon, as in pricing:2"),
    "topic_twice": ("the topic “%(value)s” stands twice with different levels", "keep one of the two"),
    "number_wrong": ("“%(value)s” is not a whole number from 0 to %(most)s", "write for example 1"),
    "email_wrong": ("“%(value)s” is not an email address", "write it as name@example.org"),
    "language_unknown": ("“%(value)s” is not a language tag", "%(hint)s"),
    "zone_unknown": ("“%(value)s” is not a time zone", "%(hint)s"),
    "hours_shape": ("“%(value)s” is not a day with hours", "write for example Mon 17:00-20:00"),
    "hours_day": ("“%(value)s” is not a day", "use Mon, Tue, Wed, Thu, Fri, Sat or Sun"),
    "hours_time": ("“%(value)s” is not a time of day", "times go from 00:00 to 24:00, as in Mon 17:00-20:00"),
    "hours_none": ("“%(value)s” starts and ends at the same time", "write the end after the start"),
    "wish_unknown": ("nobody here has the id or the name “%(value)s”", "%(hint)s"),
    "wish_unclear": ("%(n)s people are called “%(value)s”", "write the id of the one who is meant"),
    "wish_oneself": ("“%(value)s” is the person of this row", "name other people, best first"),
    "wishes_too_many": ("%(n)s people are named", "name at most %(most)s, best first"),
    "order_unknown": ("“%(value)s” is not in the order of this column", "%(hint)s"),
    # notices: odd, but nothing stops
    "encoding_guessed": ("the file is not UTF-8 and was read as cp1252", "if letters look wrong, save it as CSV UTF-8"),
    "not_with_unknown": ("nobody here has the id “%(value)s”", "the entry has no effect until somebody has"),
    "same_email": (
        "the email address stands also in %(other_file)s row %(other_row)s under another id",
        "check that these are two people",
    ),
    # a map.toml: the column of such a fault is the key
    "map_key_unknown": ("there is no such key", "%(hint)s"),
    "map_column_unknown": ("there is no such column", "%(hint)s"),
    "map_order_twice": ("a value stands there twice", "write each value once"),
    "map_not_flag": ("“%(value)s” is not true or false", "write one of the two without quotation marks"),
    "map_not_table": ("“%(value)s” is not a table", "write its keys under a heading in square brackets"),
    "map_not_tables": ("“%(value)s” is not a table or a list of tables", "write its keys under a heading in square brackets"),
    "map_not_text": ("“%(value)s” is not a text", "write it in quotation marks"),
    "map_not_texts": (
        "“%(value)s” is not a text or a list of texts",
        "write one in quotation marks, or several in square brackets",
    ),
    "map_file_unused": ("the map names this file but it was not given", "nothing of that section was used"),
}
NOTICES = ("encoding_guessed", "not_with_unknown", "same_email", "map_file_unused")

_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Fault:
    """One wrong cell (or row, or file: then `column` is "" and `row` 0). `str()` is `file:row:column: wrong, right`."""

    file: str
    row: int
    column: str
    code: str
    wrong: str
    right: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        place = shown(self.file, 200)
        if self.row:
            place += f":{self.row}" + (f":{shown(self.column)}" if self.column else "")
        return f"{place}: {self.wrong}, {self.right}"


class BadRoster(ValueError):
    """People files that cannot be read; `faults` names every wrong value."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Hint(NamedTuple):
    """What would be right, where that depends on what else is there: a code of HINTS, and the values in its sentence."""

    code: str
    near: str = ""
    words: str = ""

    def __str__(self) -> str:
        return HINTS[self.code] % self._asdict()


HINTS = {
    "near": "did you mean %(near)s?",
    "one_of": "write one of %(words)s",
    "one_of_near": "write one of %(words)s; did you mean %(near)s?",
    "columns": "see docs/reference/columns.md",
    "language": "write BCP 47 tags such as en, pt-BR or zh-Hans",
    "language_near": "write its BCP 47 tag; did you mean %(near)s?",
    "zone": "write an IANA name such as Africa/Accra",
    "zone_near": "write its IANA name; did you mean %(near)s?",
    "wish": "write the id of somebody in the files",
    "map_header": "correct the map or add the column",
    "map_orders": "correct [orders] in the map",
    "map_keys": "known are %(words)s",
    "map_extra": "columns of your own go under [extra]",
}


def fault(file: str, row: int, column: str, code: str, **params: object) -> Fault:
    """The fault `code` at a place, its sentence filled in with `params`, whose texts are made safe to print.

    Of a `hint` that is a Hint its code and values are kept beside its English: hint_code, hint_near, hint_words.
    """
    texts = {name: shown(str(value), 200 if name in ("hint", "sheets", "files") else 60) for name, value in params.items()}
    if isinstance(hint := params.get("hint"), Hint):
        texts |= {f"hint_{name}": shown(value, 200) for name, value in hint._asdict().items()}
    wrong, right = SENTENCES[code]
    return Fault(file, row, column, code, wrong % texts, right % texts, texts)


def shown(text: str, most: int = 60) -> str:
    """`text` on one line, at most `most` characters, without control or direction marks: a terminal must not obey a cell."""
    text = _BIDI.sub("", " ".join(text[: most * 4].split()))
    text = "".join("�" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def nearest(text: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The member of `known` that is spelt most like `text`, or ""; letter case does not count."""
    folded: dict[str, str] = {}
    for word in known:
        folded.setdefault(word.casefold(), word)
    found = difflib.get_close_matches(text[:80].casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def one_of(text: str, known: tuple[str, ...]) -> Hint:
    """The nearest known word where one is near, and all of them where they are few."""
    return _one_of(text[:80], known)


# The search for the nearest word is slow, and a wrong word seldom stands in one row alone.
@functools.lru_cache(maxsize=4096)
def _one_of(text: str, known: tuple[str, ...]) -> Hint:
    near = nearest(text, known)
    words = ", ".join(known) if len(known) <= 12 else ""
    if near:
        return Hint("one_of_near" if words else "near", near, words)
    return Hint("one_of", words=words) if words else Hint("columns")
