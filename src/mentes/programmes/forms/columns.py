"""Which column of a file is what: one choice a column, one role a file, and what its words for the roles mean."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.people.roster_bridge import NATIVE, ROLES, Sheet, SheetColumn, fold, guess_role_words

KEEP, DROP, SENSITIVE = "", "-", "lived!"
LABELS = {
    "id": _("Id"),
    "name": _("Name"),
    "email": _("Email address"),
    "role": _("Role"),
    "offers": _("Topics they offer"),
    "seeks": _("Topics they seek"),
    "goals": _("Goals"),
    "background": _("Background"),
    "would_help": _("Whom they would help"),
    "lived": _("Lived experience"),
    "lived_wish": _("Wish about lived experience"),
    "working": _("Way of working"),
    "languages": _("Languages"),
    "time_zone": _("Time zone"),
    "hours": _("Weekly hours"),
    "capacity": _("Seats a mentor gives"),
    "wants": _("Mentors a mentee seeks"),
    "organisation": _("Organisation"),
    "manager_id": _("Manager’s id"),
    "not_with": _("Not with (ids)"),
    "wishes": _("Whom they wish for, best first"),
    "by_hand": _("Matched by hand"),
}
ROLE_LABELS = {"mentor": _("Mentor"), "mentee": _("Mentee"), "both": _("Both")}
LISTS = ("offers", "seeks", "lived", "working", "languages", "not_with", "wishes", "hours")


@dataclass
class ColumnRow:
    """One line of the form: a column, what its cells look like, and what it is taken for."""

    column: SheetColumn
    control: forms.BoundField
    words: list[tuple[str, forms.BoundField]] = field(default_factory=list)


@dataclass
class FileBlock:
    sheet: Sheet
    role: forms.BoundField
    rows: list[ColumnRow]


class ColumnsForm(forms.Form):
    """`sheets`: the files. `map_table`: how they are read so far, one section a file (roster_bridge.flatten_map)."""

    def __init__(self, data: Mapping[str, str] | None, *, sheets: Sequence[Sheet], map_table: Mapping[str, Any]):
        super().__init__(data)
        self.sheets = sheets
        self.map_table = map_table
        for at, sheet in enumerate(sheets):
            section = map_table.get("files", {}).get(sheet.name, {})
            taken = _taken(section, sheet)
            self.fields[f"role-{at}"] = forms.ChoiceField(
                label=_("Role of everybody in this file"),
                choices=[("", _("as a column says")), *ROLE_LABELS.items()],
                initial=section.get("defaults", {}).get("role", ""),
                required=False,
            )
            for place, column in enumerate(sheet.columns):
                self.fields[f"column-{at}-{place}"] = forms.ChoiceField(
                    label=column.header,
                    choices=[
                        (KEEP, _("kept as it is, for rules of your own")),
                        *LABELS.items(),
                        (SENSITIVE, _("Lived experience, sensitive")),
                        (DROP, _("left out")),
                    ],
                    initial=taken.get(fold(column.header), KEEP),
                    required=False,
                )
                if taken.get(fold(column.header)) == "role":
                    self._ask_words(at, place, column, section)

    def _ask_words(self, at: int, place: int, column: SheetColumn, section: Mapping[str, Any]) -> None:
        known = section.get("values", {}).get("role", {})
        for number, word in enumerate(column.words):
            if fold(word) not in ROLES:
                self.fields[f"word-{at}-{place}-{number}"] = forms.ChoiceField(
                    label=word,
                    choices=[("", _("the role of the file")), *ROLE_LABELS.items()],
                    initial=known.get(fold(word), ""),
                    required=False,
                )

    def blocks(self) -> list[FileBlock]:
        found = []
        for at, sheet in enumerate(self.sheets):
            rows = [
                ColumnRow(
                    column,
                    self[f"column-{at}-{place}"],
                    [
                        (word, self[name])
                        for number, word in enumerate(column.words)
                        if (name := f"word-{at}-{place}-{number}") in self.fields
                    ],
                )
                for place, column in enumerate(sheet.columns)
            ]
            found.append(FileBlock(sheet, self[f"role-{at}"], rows))
        return found

    def to_map(self) -> dict[str, Any]:
        """The map as it was, with what was chosen here. Call after `is_valid`."""
        table = deepcopy(dict(self.map_table))
        table["files"] = {sheet.name: self._section(at, sheet) for at, sheet in enumerate(self.sheets)}
        return table

    def _section(self, at: int, sheet: Sheet) -> dict[str, Any]:
        old = deepcopy(self.map_table.get("files", {}).get(sheet.name, {}))
        chosen = {
            column.header: self.cleaned_data[f"column-{at}-{place}"]
            for place, column in enumerate(sheet.columns)
            if column.header
        }
        section = {key: old[key] for key in ("extra", "values", "defaults", "sheet") if key in old}
        section["lived"] = [rule for rule in old.get("lived", []) if _still_so(rule, chosen)]
        ruled = {fold(header) for rule in section["lived"] for header in rule["column"]}
        section["columns"] = {}
        for name in NATIVE:
            columns = [one for one in sheet.columns if chosen.get(one.header) == name and fold(one.header) not in ruled]
            if not columns:
                continue
            headers = [column.header for column in columns]
            before = old.get("columns", {}).get(name)
            if before and before["column"] == headers:
                section["columns"][name] = before
                continue
            take: dict[str, Any] = {"column": headers}
            if name in LISTS and name != "hours" and all(column.is_comma_list for column in columns):
                take |= {"split": ",", "join": ","}
            section["columns"][name] = take
        for column in sheet.columns:
            if chosen.get(column.header) == SENSITIVE and fold(column.header) not in ruled:
                split = {"split": ","} if column.is_comma_list else {}
                section["lived"].append({"column": [column.header], "sensitive": True, **split})
        section["ignore"] = [header for header, what in chosen.items() if what == DROP]
        self._roles(at, sheet, section)
        return {key: value for key, value in section.items() if value}

    def _roles(self, at: int, sheet: Sheet, section: dict[str, Any]) -> None:
        defaults = {**section.get("defaults", {}), "role": self.cleaned_data[f"role-{at}"]}
        section["defaults"] = {name: text for name, text in defaults.items() if text}
        words = dict(section.get("values", {}).get("role", {}))
        for place, column in enumerate(sheet.columns):
            for number, word in enumerate(column.words):
                if (name := f"word-{at}-{place}-{number}") in self.cleaned_data:
                    words[fold(word)] = self.cleaned_data[name]
            if self.cleaned_data[f"column-{at}-{place}"] == "role":
                # A column just named has had no words to translate on the page yet.
                words = guess_role_words(column.words) | words if column.words else words
        if words:
            section["values"] = {**section.get("values", {}), "role": words}


def _still_so(rule: Mapping[str, Any], chosen: Mapping[str, str]) -> bool:
    """Whether every column of a rule for lived items is still taken for that."""
    what = SENSITIVE if rule.get("sensitive") else "lived"
    by_fold = {fold(header): name for header, name in chosen.items()}
    return all(by_fold.get(fold(header)) == what for header in rule["column"])


def _taken(section: Mapping[str, Any], sheet: Sheet) -> dict[str, str]:
    """What each folded header is taken for under `section`."""
    taken = {fold(header): name for name, take in section.get("columns", {}).items() for header in take["column"]}
    for rule in section.get("lived", []):
        taken |= {fold(header): SENSITIVE if rule.get("sensitive") else "lived" for header in rule["column"]}
    taken |= {fold(header): DROP for header in section.get("ignore", [])}
    for column in sheet.columns:
        folded = fold(column.header)
        native = next((name for name in NATIVE if fold(name) == folded), None)
        if native and folded not in taken and native not in section.get("columns", {}):
            taken[folded] = native
    return taken
