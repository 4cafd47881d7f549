"""Which data there is, and what becomes of it: every table and column is classed here by the room that keeps it.

Each room's `personal_data.py` calls `register` when its app is ready.
`tests/plan` fails on a table or column that nobody classed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string


class Class(Enum):
    """What export and erasure do with a column.

    EXPORT: given to the person and erased with them. ERASE: erased but not exported (working copies, secrets).
    ANONYMISE: the row stays, the link to the person goes. KEEP: stays, for the reason stated. PLAIN: says nothing of a person.
    """

    EXPORT = "export"
    ERASE = "erase"
    ANONYMISE = "anonymise"
    KEEP = "keep"
    PLAIN = "plain"


# A table with this tag gives the person its KEEP columns too: what is kept about them is theirs to read.
EXPORT_KEPT = "export-kept"
# A table with this tag cannot be read by the database role with which people are matched: what people volunteer for the audit,
# and what they say to each other.
PROTECTED = "protected"


@dataclass(frozen=True)
class Table:
    """One table: class of each column, whose rows they are, and why anything is kept.

    `rows_of(person)` returns the queryset of rows about `person` (None for tables without personal rows).
    `erase(person)` does what the classes say; None means: delete `rows_of(person)`.
    `as_told(row)` takes out of an exported row what says something of somebody else; None: nothing.
    `files_of(person)` gives (path, bytes) of every file of theirs that a copy holds beside the rows.
    """

    name: str
    columns: dict[str, Class]
    reason: str = ""
    rows_of: Callable | None = None
    erase: Callable | None = None
    order: int = 100
    tags: tuple[str, ...] = field(default=())
    as_told: Callable[[dict], dict] | None = None
    files_of: Callable[..., Iterable[tuple[str, bytes]]] | None = None

    def exported(self) -> tuple[str, ...]:
        """The columns that stand in a person's copy."""
        given = {Class.EXPORT, Class.KEEP} if EXPORT_KEPT in self.tags else {Class.EXPORT}
        return tuple(name for name, kind in self.columns.items() if kind in given)


@dataclass(frozen=True)
class Choice:
    """One use of somebody's data that they may allow or refuse, as the page of trust shows it with two equal buttons.

    Both buttons post `answer` (yes or no) and `fields` to `address`, which belongs to the room that asks.
    """

    title: str
    meaning: str
    is_given: bool
    address: str
    fields: dict[str, str]
    since: object = None


_tables: dict[str, Table] = {}


def register(tables: Iterable[Table]) -> None:
    for table in tables:
        _tables[table.name] = table


def register_model(model: type[models.Model], columns: dict[str, Class], *, whose: tuple[str, ...] = (), **rest) -> None:
    """Registers `model`'s own table. Columns are database columns (`person_id`).

    `whose` names the links that lead from a row to its person (`profile__person`): a row is theirs where any of them does.
    A room whose rows are found in another way gives `rows_of` instead.
    """
    if whose:
        rest["rows_of"] = rows_by(model, *whose)
    register([Table(name=model._meta.db_table, columns=columns, **rest)])


def register_sealed(model: type[models.Model], columns: dict[str, Class], **rest) -> None:
    """As register_model, for what two people say or plan: the role with which people are matched cannot read it.

    The right is taken by a migration; tests/plan/test_roles.py compares.
    """
    register_model(model, columns, tags=(PROTECTED, *rest.pop("tags", ())), **rest)


def rows_by(model: type[models.Model], *links: str) -> Callable:
    """A function from a person to the rows of `model` that at least one of the links joins to them."""
    return lambda person: model._default_manager.filter(models.Q(*((link, person) for link in links), _connector=models.Q.OR))


def cut(model: type[models.Model], *links: str) -> Callable:
    """An erasure that leaves the rows and empties these links to the person: what was done stays, who did it goes."""

    def erase(person) -> None:
        for link in links:
            model._default_manager.filter(**{link: person}).update(**{link: None})

    return erase


def tables() -> dict[str, Table]:
    """Every registered table, by name."""
    return dict(_tables)


def choices_of(person) -> list[Choice]:
    """What `person` may allow or refuse, asked of every room that settings.MENTES_CHOICES names."""
    return [choice for path in settings.MENTES_CHOICES for choice in import_string(path)(person)]
