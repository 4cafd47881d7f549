"""The roster engine's door: people files to plain rows, profiles to rows, rows to native cells.

A row is a dict of JSON values under the native column names, and `extra`. Topics are [name, level or None], lived items
[name, is_sensitive], hours [start, end); lists of topics and lived items are sorted, so that equal answers are equal rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentes.engines.roster import (
    ENGLISH_NAMES,
    HINTS,
    LIVED_WISHES,
    ROLES,
    SENTENCES,
    WORKING,
    BadHours,
    BadMap,
    BadRoster,
    Fault,
    FileMap,
    FileRules,
    Guess,
    Person,
    format_hours,
    guess_map,
    map_to_table,
    native_columns,
    parse_hours,
    read_map,
    read_people,
    read_table,
    write_rows,
)
from mentes.engines.roster.columns import fold
from mentes.engines.roster.people import MOST_WISHES
from mentes.people.models import Profile, ProfileTopic
from mentes.topics.models import topic_key

__all__ = [
    "ENGLISH_NAMES",
    "HINTS",
    "LIVED_WISHES",
    "MOST_WISHES",
    "NATIVE",
    "ROLES",
    "SENTENCES",
    "SHOWN_EXTRA",
    "WORKING",
    "BadHours",
    "BadMap",
    "BadRoster",
    "Fault",
    "Guess",
    "ReadFiles",
    "Sheet",
    "SheetColumn",
    "cells_of_row",
    "flatten_map",
    "fold",
    "format_hours",
    "guess_file_map",
    "guess_role_words",
    "parse_hours",
    "profile_values",
    "read_answers",
    "read_files",
    "read_sheets",
    "row_of_person",
    "row_of_profile",
    "rows_to_csv",
    "sorted_topics",
]

NATIVE = tuple(column.name for column in native_columns())
NUMERIC = ("capacity", "wants")
# Columns of a programme's file that a profile keeps in a field of its own as well, so that pages can show them.
SHOWN_EXTRA = ("city", "country", "craft")
LIMITS = {
    "id": 200,
    "name": 200,
    "email": 254,
    "organisation": 200,
    "manager_id": 200,
    "time_zone": 64,
    "city": 120,
    "country": 120,
    "craft": 120,
}
MOST_SEATS = 1000


@dataclass(frozen=True)
class Sheet:
    """What a page needs to ask about one file: its columns, and how many people it seems to hold."""

    name: str
    columns: tuple["SheetColumn", ...]
    n_rows: int


@dataclass(frozen=True)
class SheetColumn:
    """One column of a file. `words`: every distinct cell where they are few, else empty; `is_comma_list`: commas part items."""

    header: str
    samples: tuple[str, ...]
    words: tuple[str, ...]
    is_comma_list: bool


@dataclass(frozen=True)
class ReadFiles:
    """Files read: `rows` in their order, where each id was read, and which columns the files speak of."""

    rows: tuple[dict[str, Any], ...]
    places: Mapping[str, tuple[str, int]]
    columns: tuple[str, ...]
    left_out: tuple[Fault, ...]
    notices: tuple[Fault, ...]


def read_sheets(files: Sequence[tuple[str, bytes]], n_samples: int = 3, most_words: int = 12) -> tuple[Sheet, ...]:
    """The columns of each file, with the first `n_samples` different cells of each. Raises BadRoster."""
    sheets = []
    faults: list[Fault] = []
    for name, data in files:
        try:
            table = read_table(name, data)
        except BadRoster as bad:
            faults += bad.faults
            continue
        columns = []
        for at, header in enumerate(table.headers):
            cells = [row.cells[at].strip() for row in table.rows if at < len(row.cells)]
            words = tuple(dict.fromkeys(filter(None, cells)))
            is_comma_list = any("," in word for word in words) and not any(";" in word for word in words)
            few = words if len(words) <= most_words else ()
            columns.append(SheetColumn(header, words[:n_samples], few, is_comma_list))
        sheets.append(Sheet(name, tuple(columns), len(table.rows)))
    if faults:
        raise BadRoster(faults)
    return tuple(sheets)


def guess_file_map(files: Sequence[tuple[str, bytes]]) -> tuple[dict[str, Any], dict[str, tuple[Guess, ...]]]:
    """A first map for `files`, one section a file, as a plain table; and how sure each guess is, by file. Raises BadRoster."""
    sections, guesses = {}, {}
    for name, data in files:
        guessed = guess_map(read_table(name, data))
        sections[name] = map_to_table(FileMap(common=guessed.common))
        guesses[name] = guessed.guesses
    return {"files": sections}, guesses


def guess_role_words(words: Sequence[str]) -> dict[str, str]:
    """Which role each of `words` speaks of, folded; words that say nothing are left out."""
    text = write_rows(["id", "role"], [[str(number), word] for number, word in enumerate(words)])
    guessed = guess_map(read_table("words.csv", text.encode())).common
    return dict(guessed.values.get("role", {}))


def flatten_map(map_table: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """`map_table` with what it says for all files written into a section of each file in `names`. Raises BadMap."""
    file_map = read_map(map_table)
    table = map_to_table(FileMap(orders=file_map.orders, merge=file_map.merge))
    table["files"] = {name: map_to_table(FileMap(common=file_map.rules_of(name))) for name in names}
    return table


def read_files(
    files: Sequence[tuple[str, bytes]],
    map_table: Mapping[str, Any],
    *,
    skip_bad_rows: bool = False,
    known: Mapping[str, str] | None = None,
) -> ReadFiles:
    """The people in `files` as rows. Raises BadMap or BadRoster naming everything that is wrong.

    `known`: names by id of people who are in the programme already, whom those of the files may wish for.
    """
    file_map = read_map(map_table)
    roster = read_people(files, file_map, skip_bad_rows=skip_bad_rows, known=known)
    too_long = [found for person in roster.people for found in _over_limits(person)]
    if too_long and not skip_bad_rows:
        raise BadRoster(too_long)
    odd_rows = {(found.file, found.row) for found in too_long}
    people = [person for person in roster.people if (person.source.file, person.source.row) not in odd_rows]
    spoken_of = dict.fromkeys(roster.columns)
    for rules in (file_map.common, *file_map.files.values()):
        spoken_of |= dict.fromkeys(rules.defaults)
    return ReadFiles(
        rows=tuple(row_of_person(person) for person in people),
        places={person.id: (person.source.file, person.source.row) for person in people},
        columns=tuple(spoken_of),
        left_out=(*roster.left_out, *too_long),
        notices=roster.notices,
    )


def read_answers(answers: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Fault]]:
    """Typed cells of one person, by native column, read as a file's cells are: the row, and what is wrong by column."""
    header = ["id", "role", *answers]
    text = write_rows(header, [["typed", "both", *answers.values()]], NUMERIC)
    files = [("answers", text.encode())]
    guessed = guess_map(read_table(*files[0])).common
    # People write "English, Spanish" where a file says "en; es"; no other column is guessed at.
    rules = FileRules(
        columns={name: take for name, take in guessed.columns.items() if name == "languages"},
        values={name: words for name, words in guessed.values.items() if name == "languages"},
    )
    faults: dict[str, Fault] = {}
    try:
        roster = read_people(files, FileMap(rules))
    except BadRoster as bad:
        faults = {found.column: replace(found, file="", row=0) for found in reversed(bad.faults)}
        good = {column: cell for column, cell in answers.items() if column not in faults}
        if len(good) == len(answers):
            raise
        return read_answers(good)[0], faults
    faults = {found.column: found for person in roster.people for found in _over_limits(person)}
    row = row_of_person(roster.people[0])
    return {column: row[column] for column in answers if column not in faults}, faults


def _over_limits(person: Person) -> list[Fault]:
    """What the engine reads but the tables cannot hold."""

    def too_long(column: str, value: str, limit: int) -> Fault:
        params = {"size": str(len(value)), "limit": str(limit)}
        wrong, right = f"the value holds {len(value)} characters", f"{limit} are the most"
        return Fault(person.source.file, person.source.row, column, "value_too_long", wrong, right, params)

    found = []
    for column, limit in LIMITS.items():
        value = getattr(person, column, None)
        if value is None:
            value = _extra(person.extra, column)
        if len(value) > limit:
            found.append(too_long(column, value, limit))
    lists = {
        "offers": [topic.name for topic in person.offers],
        "seeks": [topic.name for topic in person.seeks],
        "lived": [item.name for item in person.lived],
        "not_with": person.not_with,
    }
    found += [too_long(column, value, 200) for column, values in lists.items() for value in values if len(value) > 200]
    found += [too_long("languages", tag, 35) for tag in person.languages if len(tag) > 35]
    for column in NUMERIC:
        number = getattr(person, column)
        if number > MOST_SEATS:
            params = {"value": str(number), "most": str(MOST_SEATS)}
            wrong, right = f"“{number}” is not a whole number from 0 to {MOST_SEATS}", "write for example 1"
            found.append(Fault(person.source.file, person.source.row, column, "number_wrong", wrong, right, params))
    return found


def row_of_person(person: Person) -> dict[str, Any]:
    """The engine's person as a row."""
    row: dict[str, Any] = {name: getattr(person, name) for name in NATIVE}
    row["email"] = person.email.lower()
    for name in ("offers", "seeks"):
        row[name] = sorted_topics((topic.name, topic.level) for topic in row[name])
    row["lived"] = sorted([item.name, item.is_sensitive] for item in person.lived)
    for name in ("working", "languages", "not_with", "wishes"):
        row[name] = list(row[name])
    row["hours"] = [list(span) for span in person.hours]
    row["extra"] = dict(person.extra)
    return row


def row_of_profile(profile: Profile) -> dict[str, Any]:
    """What a profile says, as a row without id, email, role and seats. Prefetch `topics__topic` and `lived`."""
    said = list(profile.topics.all())
    return {
        "name": profile.name,
        "offers": sorted_topics((one.topic.name, one.level) for one in said if one.direction == ProfileTopic.Direction.OFFER),
        "seeks": sorted_topics((one.topic.name, one.level) for one in said if one.direction == ProfileTopic.Direction.SEEK),
        "goals": profile.goals,
        "background": profile.background,
        "would_help": profile.would_help,
        "lived": sorted([item.name, item.is_sensitive] for item in profile.lived.all()),
        "lived_wish": profile.lived_wish,
        "working": list(profile.working),
        "languages": list(profile.languages),
        "time_zone": profile.time_zone,
        "hours": [list(span) for span in profile.hours],
        "organisation": profile.organisation,
        "extra": dict(profile.extra),
    }


def profile_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a Profile that a row fills; topics and lived items have tables of their own."""
    plain = ("name", "goals", "background", "would_help", "lived_wish", "working", "languages", "time_zone", "hours")
    shown = {column: _extra(row["extra"], column) for column in SHOWN_EXTRA}
    return {name: row[name] for name in plain} | {"organisation": row["organisation"], "extra": row["extra"]} | shown


def _extra(extra: Mapping[str, str], column: str) -> str:
    return next((text for header, text in extra.items() if header.strip().casefold() == column), "")


def sorted_topics(topics: Iterable[tuple[str, int | None]]) -> list[list[Any]]:
    """Topics by their folded name; of two spellings of one topic the first stays."""
    by_key: dict[str, list[Any]] = {}
    for name, level in topics:
        by_key.setdefault(topic_key(name), [name, level])
    return [by_key[key] for key in sorted(by_key)]


def cells_of_row(row: Mapping[str, Any]) -> dict[str, str]:
    """A row's native cells as text, such that `read_files` reads the same row again (`is_sensitive` has no column)."""
    cells = {name: str(row.get(name, "")) for name in NATIVE}
    for name in ("offers", "seeks"):
        cells[name] = "; ".join(topic if level is None else f"{topic}:{level}" for topic, level in row.get(name, ()))
    cells["lived"] = "; ".join(item for item, _ in row.get("lived", ()))
    for name in ("working", "languages", "not_with", "wishes"):
        cells[name] = "; ".join(row.get(name, ()))
    cells["hours"] = format_hours(tuple(span) for span in row.get("hours", ()))
    cells["by_hand"] = "yes" if row.get("by_hand") else ""
    return cells


def rows_to_csv(rows: Iterable[Mapping[str, Any]], extra: Collection[str] = ()) -> str:
    """CSV text of `rows` in native columns, then the columns in `extra`; every text cell guarded against spreadsheets."""
    header = [*NATIVE, *extra]
    lines = []
    for row in rows:
        cells = cells_of_row(row)
        lines.append([*(cells[name] for name in NATIVE), *(row.get("extra", {}).get(name, "") for name in extra)])
    return write_rows(header, lines, NUMERIC)
