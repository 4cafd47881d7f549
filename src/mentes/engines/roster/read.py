"""Files and a map in, a roster out: every fault of every file is found before anything is refused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mentes.engines.roster.columns import NATIVE, fold
from mentes.engines.roster.csv_tables import read_csv
from mentes.engines.roster.faults import BadRoster, Fault, Hint, fault, nearest
from mentes.engines.roster.layout import Layout, lay_out
from mentes.engines.roster.maps import FileMap, FileRules
from mentes.engines.roster.people import Person, Roster
from mentes.engines.roster.rows import Row, read_rows, reporter
from mentes.engines.roster.tables import Table
from mentes.engines.roster.texts import is_workbook
from mentes.engines.roster.wishes import settle_wishes
from mentes.engines.roster.workbooks import read_workbook


def read_table(name: str, data: bytes, sheet: str = "") -> Table:
    """The table in a CSV or XLSX file, whatever its header says. `sheet` names one of a workbook. Raises BadRoster."""
    return read_workbook(name, data, sheet) if is_workbook(name, data) else read_csv(name, data)


def read_people(
    files: Sequence[tuple[str, bytes]],
    file_map: FileMap | None = None,
    *,
    skip_bad_rows: bool = False,
    known: Mapping[str, str] | None = None,
) -> Roster:
    """The people in `files`, (name, bytes) each, in the order they stand there.

    Raises BadRoster naming every wrong cell of every file. With `skip_bad_rows` only what concerns a whole file or its
    header raises; rows with faults are left out, and their faults are the roster's `left_out`.
    `known`: names by id of people from elsewhere, whom those of the files may wish for as well as one another.
    The same id twice is a fault; with the map's `merge` a later row fills and overrides an earlier one (docs/reference/
    map-toml.md).
    """
    file_map = file_map or FileMap()
    layouts, faults, notices = _layouts(files, file_map)
    orders, order_faults = _orders(file_map, layouts)
    faults += order_faults
    rows = [row for layout in layouts for row in read_rows(layout, orders)]
    by_id: dict[str, list[Row]] = {}
    for row in rows:
        _place(row, by_id, file_map.merge)
    settle_wishes(rows, known or {})
    left_out = tuple(found for row in rows for found in row.faults)
    if faults or (left_out and not skip_bad_rows):
        raise BadRoster((*faults, *left_out))
    groups = [[row for row in group if not row.faults] for group in by_id.values()]
    people = tuple(_person(group) for group in groups if group)
    notices += _odd_people(people)
    columns = [name for name in NATIVE if any(layout.has(name) for layout in layouts)]
    if "lived" not in columns and any(layout.lived for layout in layouts):
        columns.append("lived")
    columns += dict.fromkeys(feed.column for layout in layouts for feed in layout.extra)
    return Roster(people, left_out, tuple(columns), {name: tuple(values) for name, values in orders.items()}, tuple(notices))


def _layouts(files: Sequence[tuple[str, bytes]], file_map: FileMap) -> tuple[list[Layout], list[Fault], list[Fault]]:
    if not files:
        raise BadRoster([fault("", 0, "", "no_files")])
    layouts: list[Layout] = []
    faults: list[Fault] = []
    spellings: dict[str, str] = {}
    for name, data in files:
        rules = file_map.rules_of(name)
        try:
            table = read_table(name, data, rules.sheet)
        except BadRoster as bad:
            faults += bad.faults
            continue
        layouts.append(lay_out(table, rules, spellings))
        faults += layouts[-1].faults
        if not table.rows:
            faults.append(fault(name, 0, "", "header_only"))
    notices = [notice for layout in layouts for notice in layout.table.notices]
    if len(layouts) == len(files):
        faults += _headers_missing(file_map, layouts)
    matched = {file_map.section_of(name) for name, _ in files}
    unused = [key for key in file_map.files if key not in matched]
    given = ", ".join(name for name, _ in files)
    if unused and not any(matched):
        faults += [fault(key, 0, "", "map_file_missing", files=given) for key in unused]
    else:
        notices += [fault(key, 0, "", "map_file_unused") for key in unused]
    return layouts, faults, notices


def _headers_missing(file_map: FileMap, layouts: list[Layout]) -> Iterator[Fault]:
    """A header in a file's own section must stand in that file; one named for all files, in at least one of them."""
    for layout in layouts:
        section = file_map.files.get(file_map.section_of(layout.table.name))
        if section:
            yield from _not_among(section, layout.table.headers, layout.table.name, "map_header_missing")
    if layouts:
        headers = [header for layout in layouts for header in layout.table.headers]
        code = "map_header_nowhere" if len(layouts) > 1 else "map_header_missing"
        yield from _not_among(file_map.common, headers, layouts[0].table.name, code)


def _not_among(rules: FileRules, headers: Sequence[str], name: str, code: str) -> Iterator[Fault]:
    have = {fold(header) for header in headers}
    wanted = [header for take in (*rules.columns.values(), *rules.extra.values()) for header in take.headers]
    wanted += [header for lived in rules.lived for header in lived.headers]
    wanted += [lived.asked_in for lived in rules.lived if lived.asked_in]
    for header in dict.fromkeys(wanted):
        if fold(header) not in have:
            near = nearest(header, headers)
            hint = Hint("near", f"“{near}”") if near else Hint("map_header")
            yield fault(name, 1, header, code, hint=hint)


def _orders(file_map: FileMap, layouts: list[Layout]) -> tuple[dict[str, Sequence[str]], list[Fault]]:
    """The orders of the map under the spelling their columns have here."""
    spelt = {fold(feed.column): feed.column for layout in layouts for feed in (*layout.extra, *layout.native)}
    faults = []
    if layouts:
        faults = [
            fault(layouts[0].table.name, 1, name, "map_header_nowhere", hint=Hint("map_orders"))
            for name in file_map.orders
            if fold(name) not in spelt
        ]
    return {spelt[fold(name)]: values for name, values in file_map.orders.items() if fold(name) in spelt}, faults


def _place(row: Row, by_id: dict[str, list[Row]], merge: bool) -> None:
    if "id" not in row.given:
        return
    group = by_id.setdefault(row.given["id"], [])
    if group and not merge:
        first = group[0].source
        report = reporter(row, row.id_label)
        report("id_twice", value=row.given["id"], other_file=first.file, other_row=first.row)
    group.append(row)


def _person(group: list[Row]) -> Person:
    """One person from the rows of one id: what a later cell says goes over what an earlier one said."""
    said: dict[str, Any] = {}
    fallback: dict[str, Any] = {}
    extra: dict[str, str] = {}
    roles = []
    for row in group:
        fallback |= {name: value for name, value in row.fallback.items() if name not in fallback}
        said |= row.given
        extra |= {name: text for name, text in row.extra.items() if text or name not in extra}
        roles.append(row.given.get("role", row.fallback.get("role")))
    said = fallback | said
    said["role"] = roles[0] if len(set(roles)) == 1 else "both"
    return Person(**said, extra=extra, source=group[0].source)


def _odd_people(people: Sequence[Person]) -> list[Fault]:
    """Notices: an id in not_with that nobody has, and one email address under two ids."""
    ids = {person.id for person in people}
    seen: dict[str, Person] = {}
    notices: list[Fault] = []
    for person in people:
        file, row = person.source.file, person.source.row
        notices += [
            fault(file, row, "not_with", "not_with_unknown", value=other) for other in person.not_with if other not in ids
        ]
        if not person.email:
            continue
        other = seen.setdefault(person.email.casefold(), person)
        if other is not person:
            place = {"other_file": other.source.file, "other_row": other.source.row}
            notices.append(fault(file, row, "email", "same_email", **place))
    return notices
