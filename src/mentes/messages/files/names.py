"""What a file is called once it is here: no path, no sign that hides what it is, and the ending of what it was found to be."""

import unicodedata

MOST_LETTERS = 100
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def split_name(given: str) -> tuple[str, str]:
    """(stem, ending in lower case without its dot) of a name as a browser sent it.

    Signs that are not seen (controls, marks of direction, zero widths) are dropped first, so that the ending is the one a
    person reads.
    >>> split_name("../notes/Prices 2026.PDF")
    ('Prices 2026', 'pdf')
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] not in "CZ" or sign == " "
    )
    stem, dot, ending = seen.lstrip(" ").rstrip(" .").rpartition(".")
    return (stem.strip(" ."), ending.lower()) if dot else (ending, "")


def kept_name(stem: str, ending: str) -> str:
    """The name under which the file is kept and offered again."""
    stem = "".join(sign for sign in stem if sign not in '<>:"|?*/\\').strip(" .")[:MOST_LETTERS].strip(" .")
    if not stem or stem.lower().split(".")[0] in RESERVED:
        stem = f"file {stem}".strip()
    return f"{stem}.{ending}"
