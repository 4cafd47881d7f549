"""One cell's text to a clean value, reporting everything that is wrong in it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from mentes.engines.roster.columns import NATIVE, fold
from mentes.engines.roster.faults import Hint, nearest, one_of
from mentes.engines.roster.hours import BadHours, parse_hours
from mentes.engines.roster.people import LIVED_WISHES, ROLES, WORKING, TopicLevel
from mentes.engines.roster.tags import language_hint, language_tag, time_zone, time_zone_hint

MAX_NUMBER = 1_000_000
WORDS = {"role": ROLES, "lived_wish": LIVED_WISHES, "working": WORKING, "by_hand": ("yes", "no")}

# Arabic and full-width semicolons come from keyboards that have no other; a line break in a cell is a list, too.
_ITEMS = re.compile(r"[;؛；\n\r]")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?")
_LEVEL = re.compile(r"(?P<name>.*?)\s*[:：]\s*(?P<level>[+-]?[\d.,]+|\S+)", re.DOTALL)
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE_LIKE = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
    rf"|\d{{1,2}}-{_MONTHS}(?:-\d+)?|{_MONTHS}-\d{{2}}",
    re.ASCII | re.IGNORECASE,
)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.ASCII)
ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))

# report(code, **params): takes down one fault of the cell in hand.
Report = Callable[..., None]


def read_cell(column: str, text: str, report: Report, split: str = "") -> Any:
    """The value of `text` (not empty) in the native `column`; what is wrong goes to `report` and its value is dropped.

    `split` parts the items of a list instead of the semicolon.
    """
    kind = NATIVE[column].kind
    if kind != "text" and kind != "items" and _DATE_LIKE.fullmatch(text) and kind not in ("id", "ids", "people"):
        report("cell_date", value=text, example=NATIVE[column].example)
        return None
    if kind == "hours" and split:
        text = "; ".join(split_items(text, split))
    return _READERS[kind](column, text, report, split)


def split_items(text: str, split: str = "") -> list[str]:
    """The items of a list cell, without empty ones."""
    parts = text.split(split) if split else _ITEMS.split(text)
    return [part for part in map(str.strip, parts) if part]


def clean_id(text: str) -> str:
    """An id as it is compared: exactly, but an email address without letter case."""
    return text.lower() if _EMAIL.fullmatch(text) else text


def _text(column: str, text: str, report: Report, split: str) -> str:
    return text


def _id(column: str, text: str, report: Report, split: str) -> str:
    if _SHORTENED.fullmatch(text):
        report("cell_rounded", value=text)
    if column == "id" and _ITEMS.search(text):
        report("id_separator", value=text)
    return clean_id(text)


def _ids(column: str, text: str, report: Report, split: str) -> tuple[str, ...]:
    return _distinct(_id(column, item, report, "") for item in split_items(text, split))


def _email(column: str, text: str, report: Report, split: str) -> str:
    if not _EMAIL.fullmatch(text):
        report("email_wrong", value=text)
    return text


def _word(column: str, text: str, report: Report, split: str) -> str | None:
    words = WORDS[column]
    found = next((word for word in words if fold(word) == fold(text)), None)
    if found is None:
        report("word_unknown", value=text, hint=one_of(text, words))
    return found


def _words(column: str, text: str, report: Report, split: str) -> tuple[str, ...]:
    return _distinct(_word(column, item, report, "") for item in split_items(text, split))


def _items(column: str, text: str, report: Report, split: str) -> tuple[str, ...]:
    return _distinct(split_items(text, split))


def _languages(column: str, text: str, report: Report, split: str) -> tuple[str, ...]:
    tags = []
    for item in split_items(text, split):
        tag = language_tag(item)
        if not tag:
            meant = language_hint(item)
            hint = Hint("language_near", meant) if meant else Hint("language")
            report("language_unknown", value=item, hint=hint)
        tags.append(tag)
    return _distinct(tags)


def _zone(column: str, text: str, report: Report, split: str) -> str:
    zone = time_zone(text)
    if not zone:
        meant = time_zone_hint(text)
        hint = Hint("zone_near", meant) if meant else Hint("zone")
        report("zone_unknown", value=text, hint=hint)
    return zone


def _hours(column: str, text: str, report: Report, split: str) -> tuple[tuple[int, int], ...]:
    try:
        return parse_hours(text)
    except BadHours as bad:
        for code, part in bad.wrong:
            report(code, value=part)
        return ()


def _number(column: str, text: str, report: Report, split: str) -> int | None:
    found = _WHOLE.fullmatch(text)
    if not found or (number := int(found[1])) > MAX_NUMBER:
        report("number_wrong", value=text, most=MAX_NUMBER)
        return None
    return number


def _yes_no(column: str, text: str, report: Report, split: str) -> bool | None:
    """None for a word that is neither: a refusal must not be lost to a misspelling."""
    word = _word(column, text, report, split)
    return None if word is None else word == "yes"


def _topics(column: str, text: str, report: Report, split: str) -> tuple[TopicLevel, ...]:
    topics: dict[str, TopicLevel] = {}
    for item in split_items(text, split):
        topic = _topic(item, report)
        if topic is None:
            continue
        before = topics.setdefault(fold(topic.name), topic)
        if before.level is None:
            topics[fold(topic.name)] = topic
        elif topic.level not in (None, before.level):
            report("topic_twice", value=topic.name)
    return tuple(topics.values())


def _topic(item: str, report: Report) -> TopicLevel | None:
    """`pricing:2` has level 2; `Leadership: managing people` is a name, since words follow the colon after a space."""
    found = _LEVEL.fullmatch(item)
    if not found:
        return TopicLevel(item)
    name, level = found["name"], found["level"]
    if not name:
        report("topic_missing", value=item)
        return None
    whole = _WHOLE.fullmatch(level)
    if whole and int(whole[1]) <= 4:
        return TopicLevel(name, int(whole[1]))
    is_numeric = bool(re.fullmatch(r"[+-]?[\d.,]+", level))
    if is_numeric or not re.search(r"[:：]\s", item):
        report("level_wrong", value=level, example=f"{name[:40]}:2")
        return None
    return TopicLevel(item)


def _distinct(values: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


_READERS: dict[str, Callable[[str, str, Report, str], Any]] = {
    "text": _text, "id": _id, "ids": _ids, "people": _ids, "email": _email, "word": _word, "words": _words, "items": _items,
    "languages": _languages, "zone": _zone, "hours": _hours, "number": _number, "yes_no": _yes_no, "topics": _topics,
}  # fmt: skip


def read_ordered(text: str, values: Sequence[str], report: Report) -> str:
    """`text` in the spelling it has in `values`, an order from map.toml."""
    found = next((value for value in values if fold(value) == fold(text)), None)
    if found is None:
        near = nearest(text, values)
        report("order_unknown", value=text, hint=Hint("near", near) if near else Hint("one_of", words=", ".join(values)))
    return found if found is not None else text
