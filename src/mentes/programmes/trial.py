"""The dry run of an import: how the columns are read, what would happen, what is wrong. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentes.people import roster_bridge
from mentes.people.roster_bridge import BadMap, BadRoster, Fault, Sheet, fold
from mentes.programmes.actions.importing import files_of
from mentes.programmes.faults import sentences_of_map, words_of
from mentes.programmes.models import Upload
from mentes.programmes.planning import Plan, names_by_id, plan_import

MOST_FAULTS = 200
MOST_PEOPLE = 25


@dataclass(frozen=True)
class Trial:
    """`plan` None: the files cannot be read as they are, and `faults` says why. `blocks`: faults that stop everything."""

    sheets: tuple[Sheet, ...]
    plan: Plan | None
    faults: tuple[Fault, ...]
    left_out: tuple[Fault, ...]
    notices: tuple[Fault, ...]
    wrong_map: tuple[str, ...] = ()

    @property
    def may_go(self) -> bool:
        return self.plan is not None and not self.faults and self.plan.n_read > 0

    @property
    def shown_faults(self) -> list[dict]:
        return [words_of(found) for found in self.faults[:MOST_FAULTS]]

    @property
    def n_hidden_faults(self) -> int:
        return max(0, len(self.faults) - MOST_FAULTS)

    @property
    def shown_left_out(self) -> list[dict]:
        return [words_of(found) for found in self.left_out[:MOST_FAULTS]]

    @property
    def shown_notices(self) -> list[dict]:
        return [words_of(found) for found in self.notices[:20]]

    @property
    def shown_people(self) -> list:
        """Some of the people whom the import would touch: the changed first, since those are worth a look."""
        if self.plan is None:
            return []
        order = ("updated", "left", "added")
        return sorted(
            (one for one in self.plan.people if one.kind in order), key=lambda one: (order.index(one.kind), one.row["name"])
        )[:MOST_PEOPLE]


def try_upload(upload: Upload, *, skip_bad_rows: bool, mark_missing_as_left: bool) -> Trial:
    """Reads the upload and plans its import. Where rows are wrong and may not be skipped, the others are planned all the same,
    so that the page can say what skipping would do."""
    files = files_of(upload)
    try:
        sheets = roster_bridge.read_sheets(files)
    except BadRoster as bad:
        return Trial((), None, bad.faults, (), ())
    try:
        read = roster_bridge.read_files(files, upload.file_map, skip_bad_rows=True, known=names_by_id(upload.programme))
    except BadMap as bad:
        return Trial(sheets, None, (), (), (), tuple(sentences_of_map(bad.faults)))
    except BadRoster as bad:
        return Trial(sheets, None, bad.faults, (), ())
    plan = plan_import(upload.programme, read, mark_missing_as_left=mark_missing_as_left, skip_bad_rows=True)
    if skip_bad_rows:
        return Trial(sheets, plan, (), plan.left_out, plan.notices)
    return Trial(sheets, plan, plan.left_out, (), plan.notices)


def first_map(upload: Upload, given: Mapping[str, Any]) -> dict[str, Any]:
    """How to read a new upload: as its map.toml says, else as the programme's last import was read, else as guessed."""
    files = files_of(upload)
    names = [name for name, _data in files]
    if given:
        return roster_bridge.flatten_map(given, names)
    guessed, _guesses = roster_bridge.guess_file_map(files)
    last = upload.programme.imports.filter(undone_at=None).exclude(file_map={}).first()
    if last is not None:
        known = list(last.file_map.get("files", {}).values())
        for sheet in roster_bridge.read_sheets(files):
            if (section := _fitting(sheet, known)) is not None:
                guessed["files"][sheet.name] = section
        guessed |= {key: last.file_map[key] for key in ("orders", "merge") if key in last.file_map}
        if "orders" in guessed and not _has_orders(guessed["orders"], files):
            del guessed["orders"]
    return guessed


def _fitting(sheet: Sheet, sections: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The section all of whose columns this file has; of several, the one that names most."""
    have = {fold(column.header) for column in sheet.columns}
    fitting = [(len(named), section) for section in sections if (named := _named(section)) and named <= have]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _named(section: Mapping[str, Any]) -> set[str]:
    takes = [*section.get("columns", {}).values(), *section.get("extra", {}).values(), *section.get("lived", [])]
    named = {fold(header) for take in takes for header in take["column"]}
    return named | {fold(rule["only_if"]["column"]) for rule in section.get("lived", []) if rule.get("only_if")}


def _has_orders(orders: Mapping[str, Any], files: list[tuple[str, bytes]]) -> bool:
    have = {fold(column.header) for sheet in roster_bridge.read_sheets(files) for column in sheet.columns}
    return {fold(name) for name in orders} <= have
