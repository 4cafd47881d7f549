"""The native columns of a people file, and how any header is compared with them."""

import functools
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class NativeColumn:
    """One column we know.

    `kind`: text, id, ids, people, email, word, words, topics, items, languages, zone, hours, number or yes_no.
    `also`: other spellings of the header that are taken for this column.
    """

    name: str
    kind: str
    is_required: bool
    example: str
    also: tuple[str, ...] = ()


_COLUMNS = (
    NativeColumn("id", "id", True, "m-017"),
    NativeColumn("name", "text", False, "Rosa Quispe"),
    NativeColumn("email", "email", False, "rosa@example.org", ("e-mail",)),
    NativeColumn("role", "word", True, "mentor"),
    NativeColumn("offers", "topics", False, "pricing:3; public speaking:2"),
    NativeColumn("seeks", "topics", False, "pricing:1"),
    NativeColumn("goals", "text", False, "I want to set prices without fear."),
    NativeColumn("background", "text", False, "I ran a bakery for ten years."),
    NativeColumn("would_help", "text", False, "People opening a first shop."),
    NativeColumn("lived", "items", False, "first in the family to study; moved country"),
    NativeColumn("lived_wish", "word", False, "like"),
    NativeColumn("working", "words", False, "asks-first; by-call"),
    NativeColumn("languages", "languages", False, "en; pt-BR"),
    NativeColumn("time_zone", "zone", False, "Africa/Accra", ("timezone",)),
    NativeColumn("hours", "hours", False, "Mon 17:00-20:00; Sat 09:00-12:00"),
    NativeColumn("capacity", "number", False, "1"),
    NativeColumn("wants", "number", False, "1"),
    NativeColumn("organisation", "text", False, "Harbour Office", ("organization",)),
    NativeColumn("manager_id", "id", False, "m-002"),
    NativeColumn("not_with", "ids", False, "m-004; m-009"),
    NativeColumn("wishes", "people", False, "m-004; Ama Owusu"),
    NativeColumn("by_hand", "yes_no", False, "yes"),
)
NATIVE = {column.name: column for column in _COLUMNS}
LIST_KINDS = ("topics", "items", "words", "languages", "ids", "people", "hours")

_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069]")
_GAPS = re.compile(r"[\s_‐‑–—-]+")


def native_columns() -> tuple[NativeColumn, ...]:
    """Every native column in the order of the documentation, for a page that lists them."""
    return _COLUMNS


def fold(text: str) -> str:
    """`text` as headers and words are compared: letter case, width, byte order mark, `_`, `-` and spaces do not count.

    >>> fold("\\ufeff Time_Zone ") == fold("TIME-ZONE")
    True
    """
    return _fold_short(text) if len(text) <= 80 else _fold(text)


def _fold(text: str) -> str:
    return _GAPS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip().casefold()


# The same few headers and words come back in every row; a long text is not worth keeping.
_fold_short = functools.lru_cache(maxsize=8192)(_fold)


def column_letter(index: int) -> str:
    """The spreadsheet's letter of a column counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


NATIVE_BY_FOLD = {fold(spelling): column.name for column in _COLUMNS for spelling in (column.name, *column.also)}
