"""Changing the sealing key: everything sealed is sealed anew, while people go on reading and writing."""

from collections import Counter
from dataclasses import dataclass
from hashlib import md5

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from mentes.lib import keyring, sealed

AT_ONCE = 5_000


@dataclass(frozen=True)
class Column:
    """A sealed column, and the column by which its rows are known, with its type. All names are of the database.

    `at_once`: how many of its values are read together, where that is not AT_ONCE: long ones would fill the memory.
    """

    table: str
    key: str
    key_type: str
    name: str
    at_once: int = 0


def columns() -> list[Column]:
    """Every column of the kind SealedTextField of every room."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed:
            continue
        found += [
            Column(
                meta.db_table,
                meta.pk.column,
                meta.pk.rel_db_type(connection),
                field.column,
                getattr(field, "resealed_at_once", 0),
            )
            for field in meta.local_concrete_fields
            if isinstance(field, sealed.SealedTextField)
        ]
    return sorted(found, key=lambda column: (column.table, column.name))


def count_by_key() -> dict[str, int]:
    """Name of a key -> how many values it sealed."""
    counted: Counter[str] = Counter()
    for column in columns():
        table, name = _quoted(column.table), _quoted(column.name)
        with connection.cursor() as cursor:
            cursor.execute(f"select split_part({name}, ':', 1), count(*) from {table} where {name} <> '' group by 1")
            counted.update(dict(cursor.fetchall()))
    return dict(counted)


def add_key() -> str:
    """Draws a key and puts it before all others; from the next sealing on it is the one that seals. Returns its name."""
    key = keyring.new_key()
    keyring.write(settings.DATA, (key, *keyring.read(settings.DATA)))
    return keyring.name_of(key)


def reseal() -> int:
    """Seals with the newest key whatever an older one sealed. Returns how many values. May be stopped and run again.

    Somebody may change a value meanwhile: a row is written only where it still holds what was read.
    """
    kept = sealed.keys()
    return sum(_reseal(column, kept) for column in columns())


def _reseal(column: Column, kept: tuple[str, ...]) -> int:
    table, key, name, kind = _quoted(column.table), _quoted(column.key), _quoted(column.name), column.key_type
    newest, after, n_sealed = kept[0], None, 0
    mark = keyring.name_of(newest) + sealed.PARTED_BY
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"select {key}, {name} from {table} where {name} <> '' and not starts_with({name}, %s) "
                f"and (%s::{kind} is null or {key} > %s::{kind}) order by {key} limit {column.at_once or AT_ONCE}",
                [mark, after, after],
            )
            rows = cursor.fetchall()
            if not rows:
                return n_sealed
            anew = [sealed.seal_with(newest, sealed.open_with(kept, value)) for _, value in rows]
            # Ids, hashes and tokens hold no comma, and one text travels ten times faster than an array of texts.
            given = [[str(row[0]) for row in rows], [md5(row[1].encode()).hexdigest() for row in rows], anew]
            cursor.execute(
                f"update {table} as kept set {name} = given.anew from unnest("
                f"string_to_array(%s, ',')::{kind}[], string_to_array(%s, ','), string_to_array(%s, ',')) "
                f"as given(id, before, anew) where kept.{key} = given.id and md5(kept.{name}) = given.before",
                [",".join(column) for column in given],
            )
            n_sealed += cursor.rowcount
        after = rows[-1][0]


def forget_old_keys() -> int:
    """Takes every key but the newest out of the file. Returns how many.

    Precondition: `count_by_key` names the newest alone, and nothing sealed with an older one is still on its way.
    """
    kept = keyring.read(settings.DATA)
    keyring.write(settings.DATA, kept[:1])
    return len(kept) - 1


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
