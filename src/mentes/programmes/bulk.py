"""Writing thousands of rows at once: one statement with one parameter a table.

`bulk_create` spends most of an import on placeholders (9 s of 11 for 5,000 people); the same rows as one JSON parameter take
two. COPY would be as fast, but PostgreSQL refuses it where a table has row-level security.
"""

import json
from collections.abc import Sequence

from django.db import connection, models


def insert_rows(rows: Sequence[models.Model], *, update: Sequence[str] = (), skip_conflicts: bool = False) -> None:
    """Inserts `rows`, all of one model; `update` names the fields to set where the primary key exists already.

    Keys that the database gives are not read back. Runs in the transaction of the caller.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.local_concrete_fields if not (field.primary_key and rows[0].pk is None)]
    said = [{field.column: field.get_prep_value(field.pre_save(row, add=True)) for field in fields} for row in rows]
    quote = connection.ops.quote_name
    table = quote(meta.db_table)
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"
    if update:
        names = [quote(meta.get_field(name).column) for name in update]
        sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
        sql += f" ON CONFLICT ({quote(meta.pk.column)}) DO UPDATE SET {sets}"
    elif skip_conflicts:
        sql += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(said, default=str, ensure_ascii=False)])
