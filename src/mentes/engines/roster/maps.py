"""What a map.toml says: how the columns and words of a foreign file become ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePath

YES = ("yes", "y", "true", "1", "x", "sí", "si", "sim", "oui", "ja", "نعم")


@dataclass(frozen=True)
class Take:
    """Where a column comes from: foreign headers, joined by `join`; `split` parts the items of a list ("" means `;`)."""

    headers: tuple[str, ...]
    join: str = " "
    split: str = ""


@dataclass(frozen=True)
class LivedFrom:
    """Foreign columns whose items are lived experiences.

    `sensitive`: all of them, or the named items. With `asked_in` they count only where that column says one of `asked_is`;
    elsewhere they are dropped.
    """

    headers: tuple[str, ...]
    split: str = ""
    sensitive: bool | tuple[str, ...] = False
    asked_in: str = ""
    asked_is: tuple[str, ...] = YES


@dataclass(frozen=True)
class Guess:
    """One guessed column. `confidence` 0..1; `reason`: exact_name, synonym, joined_names, similar_name or values."""

    column: str
    headers: tuple[str, ...]
    confidence: float
    reason: str


@dataclass(frozen=True)
class FileRules:
    """What holds for one file, or for all. `values`: column -> folded foreign word -> our word ("" means: the default)."""

    columns: Mapping[str, Take] = field(default_factory=dict)
    extra: Mapping[str, Take] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    lived: tuple[LivedFrom, ...] = ()
    ignore: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class FileMap:
    """A whole map.toml. `orders`: column -> its values from low to high. `guesses` only where `guess_map` made it."""

    common: FileRules = field(default_factory=FileRules)
    files: Mapping[str, FileRules] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merge: bool = False
    guesses: tuple[Guess, ...] = ()

    def section_of(self, name: str) -> str:
        """The key in `files` that speaks of the file `name` (its last part, letter case aside, `*` allowed), or ""."""
        last = PurePath(name.replace("\\", "/")).name.casefold()
        return next((key for key in self.files if fnmatchcase(last, key.casefold())), "")

    def rules_of(self, name: str) -> FileRules:
        """The rules for the file `name`: its own section over those for all files."""
        own = self.files.get(self.section_of(name), FileRules())
        common = self.common
        values = {key: {**common.values.get(key, {}), **own.values.get(key, {})} for key in {**common.values, **own.values}}
        return FileRules(
            columns={**common.columns, **own.columns},
            extra={**common.extra, **own.extra},
            values=values,
            defaults={**common.defaults, **own.defaults},
            lived=own.lived or common.lived,
            ignore=common.ignore + own.ignore,
            sheet=own.sheet or common.sheet,
        )
