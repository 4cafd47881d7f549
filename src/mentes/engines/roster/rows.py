"""One row's cells to the values of a person, under the layout and the words of its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mentes.engines.roster.cells import ERRORS, Report, clean_id, read_cell, read_ordered, split_items
from mentes.engines.roster.columns import NATIVE, column_letter, fold
from mentes.engines.roster.faults import Fault, fault
from mentes.engines.roster.layout import Feed, Layout
from mentes.engines.roster.people import LivedItem, Source
from mentes.engines.roster.tables import MAX_CELL, TableRow

# A date in these columns is a text like any other; everywhere else the spreadsheet has changed what was typed.
_TAKES_DATES = ("text", "items")
_LISTS = {"offers", "seeks", "lived", "working", "languages", "not_with", "wishes"}


@dataclass
class Row:
    """One row on its way to a person: `given` from its cells, `fallback` from the map's defaults."""

    source: Source
    given: dict[str, Any] = field(default_factory=dict)
    fallback: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    id_label: str = "id"
    wishes_label: str = "wishes"


def read_rows(layout: Layout, orders: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Every row of the file, its faults with it. `orders`: column -> its values from low to high."""
    values = {fold(column): words for column, words in layout.rules.values.items()}
    for table_row in layout.table.rows:
        row = Row(Source(layout.table.name, table_row.number))
        for feed in layout.native:
            _read_native(row, table_row, feed, values.get(fold(feed.column), {}))
        for feed in layout.extra:
            text = _cell_text(row, table_row, feed, values.get(fold(feed.column), {}), takes_dates=True)
            if text and feed.column in orders:
                text = read_ordered(text, orders[feed.column], reporter(row, feed.label))
            row.extra[feed.column] = text
        _read_lived(row, table_row, layout, values.get("lived", {}))
        for column, default in layout.rules.defaults.items():
            if default and (value := read_cell(column, default, reporter(row, column))) is not None:
                row.fallback[column] = _as_lived(value) if column == "lived" else value
        _require(row, table_row, layout)
        yield row


def _read_native(row: Row, table_row: TableRow, feed: Feed, words: Mapping[str, str]) -> None:
    text = _cell_text(row, table_row, feed, words, takes_dates=NATIVE[feed.column].kind in _TAKES_DATES)
    if text and words and feed.column in _LISTS:
        text = _translate_items(text, feed.split, words)
    if not text:
        return
    if feed.column == "wishes":
        row.wishes_label = feed.label
    value = read_cell(feed.column, text, reporter(row, feed.label), feed.split)
    if value is not None:
        row.given[feed.column] = _as_lived(value) if feed.column == "lived" else value


def _cell_text(row: Row, table_row: TableRow, feed: Feed, words: Mapping[str, str], *, takes_dates: bool) -> str:
    """The joined and translated text of a feed; "" after reporting cells that a spreadsheet has spoilt."""
    texts = []
    for at in feed.cells:
        text = table_row.cells[at].strip() if at < len(table_row.cells) else ""
        odd = table_row.odd.get(at, "error" if text in ERRORS else "")
        if odd == "date" and takes_dates:
            odd = ""
        if odd == "rounded" and (feed.column not in NATIVE or NATIVE[feed.column].kind not in ("id", "ids", "people")):
            odd = ""
        if odd:
            report = reporter(row, feed.label)
            example = NATIVE[feed.column].example if feed.column in NATIVE else ""
            report(f"cell_{'too_long' if odd == 'long' else odd}", value=text, example=example, size=len(text), limit=MAX_CELL)
        elif text:
            texts.append(text)
    text = feed.join.join(texts)
    return words.get(fold(text), text) if words else text


def _translate_items(text: str, split: str, words: Mapping[str, str]) -> str:
    """Each item of a list translated, its level kept: with {"preise": "pricing"}, "Preise:2" is "pricing:2"."""
    items = []
    for item in split_items(text, split):
        name, colon, level = item.rpartition(":")
        whole = words.get(fold(item))
        items.append(whole if whole is not None else words.get(fold(name), name) + colon + level if colon else item)
    return (split or "; ").join(filter(None, items))


def _read_lived(row: Row, table_row: TableRow, layout: Layout, words: Mapping[str, str]) -> None:
    items: list[LivedItem] = list(row.given.get("lived", ()))
    for lived in layout.lived:
        if lived.gate is not None:
            answer = table_row.cells[lived.gate] if lived.gate < len(table_row.cells) else ""
            if fold(answer) not in {fold(word) for word in lived.rule.asked_is}:
                # Said, and said no: a merge must not bring back what an earlier row volunteered.
                row.given.setdefault("lived", ())
                continue
        text = _cell_text(row, table_row, lived.feed, {}, takes_dates=True)
        marked = lived.rule.sensitive
        for name in split_items(_translate_items(text, lived.feed.split, words), lived.feed.split):
            is_sensitive = marked if isinstance(marked, bool) else fold(name) in {fold(item) for item in marked}
            items.append(LivedItem(name, is_sensitive))
    if items:
        row.given["lived"] = tuple({fold(item.name): item for item in reversed(items)}.values())[::-1]


def _as_lived(names: tuple[str, ...]) -> tuple[LivedItem, ...]:
    return tuple(map(LivedItem, names))


def _require(row: Row, table_row: TableRow, layout: Layout) -> None:
    """The id and the role; and as many cells as the header has."""
    width, n_cells = len(layout.table.headers), len(table_row.cells)
    before = len(row.faults)
    if not layout.has("id") and (email := row.given.get("email")):
        row.given["id"] = clean_id(email)
    wrong = {found.column for found in row.faults}
    id_label = next((feed.label for name in ("id", "email") for feed in layout.native if feed.column == name), "id")
    row.id_label = id_label
    if (layout.has("id") or layout.has("email")) and "id" not in row.given and id_label not in wrong:
        row.faults.append(fault(row.source.file, row.source.row, id_label, "id_missing"))
    role_label = next((feed.label for feed in layout.native if feed.column == "role"), "role")
    if layout.has("role") and "role" not in row.given and "role" not in row.fallback and role_label not in wrong:
        row.faults.append(fault(row.source.file, row.source.row, role_label, "role_missing"))
    if n_cells > width:
        row.faults.append(
            fault(row.source.file, row.source.row, f"column {column_letter(width)}", "row_too_long", n=n_cells, width=width)
        )
    elif n_cells < width and len(row.faults) > before and not layout.table.sheet:
        label = layout.table.headers[n_cells]
        row.faults.append(fault(row.source.file, row.source.row, label, "row_too_short", n=n_cells, width=width))


def reporter(row: Row, label: str) -> Report:
    """Takes down faults of `row` under the header `label`."""

    def report(code: str, **params: object) -> None:
        row.faults.append(fault(row.source.file, row.source.row, label, code, **params))

    return report
