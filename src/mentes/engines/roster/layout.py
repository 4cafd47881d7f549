"""Which cell of a table's rows feeds which column, settled once for each file."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentes.engines.roster.columns import LIST_KINDS, NATIVE, NATIVE_BY_FOLD, column_letter, fold
from mentes.engines.roster.faults import Fault, fault, nearest
from mentes.engines.roster.maps import FileRules, LivedFrom
from mentes.engines.roster.tables import Table

_ADVICE = {
    "id": "add a column id or email, or name yours under [columns] in map.toml",
    "role": "add a column role with mentor, mentee or both, or give the file a role in map.toml",
}


@dataclass(frozen=True)
class Feed:
    """One column and the cells it is made of. `label`: the headers as they stand in the file, for faults."""

    column: str
    cells: tuple[int, ...]
    label: str
    join: str = " "
    split: str = ""


@dataclass(frozen=True)
class LivedFeed:
    """Cells that give lived items where the cell `gate` says yes; `gate` None: always."""

    feed: Feed
    rule: LivedFrom
    gate: int | None


@dataclass(frozen=True)
class Layout:
    table: Table
    rules: FileRules
    native: tuple[Feed, ...]
    extra: tuple[Feed, ...]
    lived: tuple[LivedFeed, ...]
    faults: tuple[Fault, ...]

    def has(self, column: str) -> bool:
        return any(feed.column == column for feed in self.native)


def lay_out(table: Table, rules: FileRules, spellings: dict[str, str]) -> Layout:
    """The layout of `table` under `rules`; what is wrong with its header stands in `faults`.

    `spellings`: folded header -> how an extra column is spelt; shared by all files and added to.
    """
    ignored = {fold(header) for header in rules.ignore}
    where: dict[str, list[int]] = {}
    for at, header in enumerate(table.headers):
        if fold(header) and fold(header) not in ignored:
            where.setdefault(fold(header), []).append(at)
    faults = _header_faults(table, where)
    first = {key: places[0] for key, places in where.items()}
    used: set[int] = set()

    def feed(column: str, headers: Sequence[str], join: str, split: str) -> Feed | None:
        cells = tuple(first[fold(header)] for header in headers if fold(header) in first)
        used.update(cells)
        label = " + ".join(table.headers[at] for at in cells)
        return Feed(column, cells, label, join, split) if cells else None

    native = []
    for name, take in rules.columns.items():
        if found := feed(name, take.headers, take.join, take.split):
            native.append(found)
    lived = []
    for rule in rules.lived:
        gate = first.get(fold(rule.asked_in)) if rule.asked_in else None
        found = feed("lived", rule.headers, "; ", rule.split)
        # A gate that the file does not have asks nobody: the items are read by no one and kept by no one.
        if found and not (rule.asked_in and gate is None):
            lived.append(LivedFeed(found, rule, gate))
        if gate is not None:
            used.add(gate)
    taken = set(rules.columns)
    for spelling, name in NATIVE_BY_FOLD.items():
        at = first.get(spelling, -1)
        if at >= 0 and at not in used and name not in taken:
            used.add(at)
            taken.add(name)
            native.append(Feed(name, (at,), table.headers[at], "; " if NATIVE[name].kind in LIST_KINDS else " "))
    extra = []
    for name, take in rules.extra.items():
        if found := feed(spellings.setdefault(fold(name), name), take.headers, take.join, ""):
            extra.append(found)
    for key, place in first.items():
        if place not in used:
            extra.append(Feed(spellings.setdefault(key, table.headers[place]), (place,), table.headers[place]))
    faults += _missing(table, rules, native)
    return Layout(table, rules, tuple(native), tuple(extra), tuple(lived), tuple(faults))


def _header_faults(table: Table, where: dict[str, list[int]]) -> list[Fault]:
    faults = []
    for places in where.values():
        for at in places[1:]:
            letters = {"first": column_letter(places[0]), "second": column_letter(at)}
            faults.append(fault(table.name, table.header_row, table.headers[at], "header_twice", **letters))
    for at, header in enumerate(table.headers):
        if not fold(header) and any(at < len(row.cells) and row.cells[at].strip() for row in table.rows):
            faults.append(fault(table.name, table.header_row, f"column {column_letter(at)}", "header_missing"))
    return faults


def _missing(table: Table, rules: FileRules, native: list[Feed]) -> list[Fault]:
    have = {feed.column for feed in native}
    faults = []
    if not have & {"id", "email"}:
        faults.append(_no_column(table, "id"))
    if "role" not in have and not rules.defaults.get("role"):
        faults.append(_no_column(table, "role"))
    return faults


def _no_column(table: Table, name: str) -> Fault:
    near = nearest(name, table.headers, 0.5)
    hint = _ADVICE[name] + (f"; did you mean {name} by “{near}”?" if near else "")
    return fault(table.name, table.header_row, name, "column_missing", hint=hint)
