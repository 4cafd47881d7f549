"""How long it takes to seal everything with a new key: 10,000 notes in a throw-away database, and whether the promise holds: the
new key alone opens none of them before and all of them after. Goal: under 1 s.
"""

import argparse
import json
import os
import time
from pathlib import Path

from bench._database import own_database

from mentes.lib import keyring, resealing, sealed

TABLE = "sealed_notes_measured"
# As long as a private note after a talk tends to be.
CHARACTERS = 600


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench sealing", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    with own_database() as (database, folder):
        prepare(database, folder / "data")
        found = measure(options.rows)
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{name:36}{value:>14}" for name, value in found.items()))


def prepare(database: str, data: Path) -> None:
    os.environ |= {
        "DATABASE_URL": database, "MENTES_DATA": str(data), "MENTES_SECRET_KEY": "measured " * 8,
        "DJANGO_SETTINGS_MODULE": "mentes.config.settings",
    }  # fmt: skip
    os.environ.pop("MENTES_SEALING_KEYS", None)
    data.mkdir()
    keyring.make(data)
    import django  # settings are read from what stands in the environment now

    django.setup()


def measure(n_rows: int) -> dict:
    from django.db import connection

    notes = [f"{number} " + "What we said stays here. " * (CHARACTERS // 25) for number in range(n_rows)]
    before = [sealed.seal(note) for note in notes]
    with connection.cursor() as cursor:
        cursor.execute(f"create table {TABLE} (id bigint primary key, note text not null)")
        cursor.execute(f"insert into {TABLE} select * from unnest(%s::bigint[], %s::text[])", [list(range(n_rows)), before])
    resealing.columns = lambda: [resealing.Column(TABLE, "id", "bigint", "note")]
    started, worked = time.perf_counter(), time.process_time()
    new = resealing.add_key()
    n_sealed = resealing.reseal()
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    with connection.cursor() as cursor:
        cursor.execute(f"select note from {TABLE} order by id")
        after = [note for (note,) in cursor.fetchall()]
        cursor.execute(f"select count(*) from {TABLE} where note like '%%stays here%%'")
        in_the_open = cursor.fetchone()[0]
    newest = sealed.keys()[:1]
    assert keyring.name_of(newest[0]) == new
    return {
        "rows": n_rows,
        "sealed_anew": n_sealed,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu, 3),
        "opened_by_the_new_key_before": sum(_opens(newest, value) for value in before),
        "opened_by_the_new_key_after": sum(_opens(newest, value) == note for value, note in zip(after, notes, strict=True)),
        "readable_without_a_key": in_the_open,
        "size_ratio": round(sum(map(len, after)) / sum(len(note.encode()) for note in notes), 2),
        "load": round(os.getloadavg()[0], 1),
    }


def _opens(keys: tuple[str, ...], value: str) -> str | bool:
    try:
        return sealed.open_with(keys, value)
    except sealed.CannotOpen:
        return False


if __name__ == "__main__":
    main()
