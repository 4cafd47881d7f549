"""Cut a text into what is compared and quoted, each a verbatim piece of it.

Parts are what somebody set down as one thing, an aim or an experience: a line, or an entry of a list. Items are sentences.
"""

import re

# Written with a full stop and yet in the middle of a sentence. Compared without the stop, case folded.
_ABBREVIATIONS = """
mr mrs ms dr prof st jr sr vs etc approx no e.g i.e a.m p.m sra srta lic ing mme mlle p.ex z.b d.h bzw ca usw u.a т.е
т.д др
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())

# One alternative a kind of end: a new line; a list sign; a stop of a script that writes no space after it; a stop
# that counts only before white space (a decimal point or a web address has none), closing quotation marks included.
_ENDS = re.compile(
    r"(?P<line>[\n\r\u2028\u2029]+)"
    r"|(?P<list>[;；؛•·▪●]+)"
    r"|(?P<wide>[。！？｡।።؟]+[」』”’）)»]*)"
    r"|(?P<stop>[.!?…]+[\"'”’»)\]]*)(?=\s)"
)
# A bullet, a dash or a number such as "2." or "b)" at the head of a list item belongs to the layout, not the sentence.
_BULLET = re.compile(r"(?:[-*+–—◦‣⁃>#]+|\(?(?:\d{1,3}|[A-Za-z])[.)])(?=\s)\s*")
_WITHIN_A_PART = frozenset(";；؛·")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]+$")


def item_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each item of `text` stands: (start, end) offsets in characters, in order, never overlapping.

    Items part at new lines, semicolons, bullets and the stops of Latin, Arabic, Indic, Ethiopic and CJK writing. A piece without
    a letter or digit is no item. Limit: a sentence that begins with a small letter stays with the one before it.
    """
    return _spans(text, parts=False)


def part_spans(text: str) -> tuple[tuple[int, int], ...]:
    """As `item_spans`, of the parts: they end at new lines and bullets alone."""
    return _spans(text, parts=True)


def split_items(text: str) -> tuple[str, ...]:
    """The items of `text`, verbatim.

    >>> split_items("I sell bread. Prof. Li taught me; now I teach!")
    ('I sell bread.', 'Prof. Li taught me', 'now I teach!')
    """
    return tuple(text[a:b] for a, b in item_spans(text))


def split_parts(text: str) -> tuple[str, ...]:
    """The parts of `text`, verbatim.

    >>> split_parts("I sell bread. Prof. Li taught me.\\n- Now I teach!")
    ('I sell bread. Prof. Li taught me.', 'Now I teach!')
    """
    return tuple(text[a:b] for a, b in part_spans(text))


def _spans(text: str, *, parts: bool) -> tuple[tuple[int, int], ...]:
    spans = []
    start = 0
    for end in _ENDS.finditer(text):
        is_stop = end.group("stop") or end.group("wide")
        if parts and (is_stop or end.group("list") in _WITHIN_A_PART):
            continue
        if end.group("stop") and not _ends_sentence(text, start, end):
            continue
        # The stop belongs to the quoted sentence; the line break and the list sign do not.
        spans.append((start, end.end() if is_stop else end.start()))
        start = end.end()
    spans.append((start, len(text)))
    trimmed = (_trim(text, a, b) for a, b in spans)
    return tuple((a, b) for a, b in trimmed if any(sign.isalnum() for sign in text[a:b]))


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether this stop closes a sentence: not after an abbreviation or an initial, not before a small letter."""
    after = text[end.end() : end.end() + 20].lstrip()
    if after and after[0].islower():
        return False
    if end.group() != ".":
        return True
    word = _WORD_BEFORE.search(text, max(start, end.start() - 16), end.start())
    before = word.group().casefold() if word else ""
    is_initial = len(before) == 1 and before.isalpha() and before != "i"
    # "1." at the head of a line is a list number, left for _trim to take off.
    is_list_number = before.isdigit() and not text[start : end.start() - len(before)].strip()
    return not (is_initial or is_list_number or before in ABBREVIATIONS)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    bullet = _BULLET.match(text, start, end)
    return (bullet.end() if bullet else start), end
