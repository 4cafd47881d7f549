"""The parts of the file: how each is written, what of it is there already, and how it is taken in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mentes.people.models import Person
from mentes.programmes.models import Programme

Rows = list[dict[str, Any]]


@dataclass
class Incoming:
    """A file on its way in. `faults` and `clashes` are gathered from all parts before anything is refused or kept.

    `ids` holds, by part, the ids that the file itself brings, so that links can be checked before a row is saved.
    """

    by: Person
    programme: Programme = field(default_factory=Programme)
    faults: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, list] = field(default_factory=dict)

    def check_link(self, part: str, value: object, where: str) -> None:
        if value is not None and str(value) not in self.ids.get(part, set()):
            self.faults.append(f"{where}: {value} is not among the {part} of this file")

    def check_new(self, part: str, model, rows: list, name: Callable[[Any], str]) -> None:
        """Notes the ids of `rows`, and each that is here already as a clash, with what it is called."""
        self.ids[part] = {str(row.pk) for row in rows}
        if len(self.ids[part]) < len(rows):
            self.faults.append(f"{part}: an id stands there twice")
        here = {str(pk) for pk in model.objects.filter(pk__in=self.ids[part]).values_list("pk", flat=True)}
        self.clashes += [f"{part}: {name(row)} ({row.pk})" for row in rows if str(row.pk) in here]


@dataclass(frozen=True)
class Part:
    """`write` gives a programme's rows; `read` makes rows of them and checks; `keep` saves them, once nothing is wrong."""

    name: str
    write: Callable[[Programme], Rows]
    read: Callable[[Incoming, Rows], None]
    keep: Callable[[Incoming], None]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Adds a part at the end: parts are read and kept in the order of the floors."""
    _parts[part.name] = part


def parts() -> list[Part]:
    return list(_parts.values())
