"""What is kept, told from the registry: in general for everybody, and counted for one person."""

from collections import defaultdict

from django.db.models import Count, Value

from mentes.trust import registry, words
from mentes.trust.registry import EXPORT_KEPT, Class


def in_general() -> list[dict]:
    """[{title, tables: [{title, readers, fields: [word]}]}], every table of which people get a copy."""
    return _by_room(registry.tables().values())


def about(person) -> list[dict]:
    """The same for tables that hold something of `person`, with `n_rows`."""
    told = [table for table in registry.tables().values() if table.exported() and table.rows_of is not None]
    counts = [
        table.rows_of(person).order_by().annotate(table=Value(table.name)).values("table").annotate(n_rows=Count("pk"))
        for table in told
    ]
    # All tables in one question, however many rooms there are.
    counted = {row["table"]: row["n_rows"] for row in counts[0].union(*counts[1:], all=True)}
    return _by_room((table for table in registry.tables().values() if table.name in counted), counted)


def what_goes(person) -> list[str]:
    """What is erased of `person`, each table once, in words."""
    going = [table for table in registry.tables().values() if EXPORT_KEPT not in table.tags]
    there = [table for table in going if table.exported() and table.rows_of is not None and table.rows_of(person).exists()]
    return [words.table(table.name) for table in sorted(there, key=lambda table: words.rank(words.room_of(table.name)))]


def what_stays() -> list[str]:
    """The sentences on what is not erased, and why."""
    has_kept = {name for name, table in registry.tables().items() if Class.KEEP in table.columns.values()}
    return [str(sentence) for name, sentence in words.KEPT.items() if name in has_kept]


def said(consents) -> list[dict]:
    """Each yes and no, newest first, in words."""
    return [
        {"what": words.PURPOSES.get(consent.purpose, consent.purpose), "is_given": consent.is_given, "at": consent.at}
        for consent in consents
    ]


def _by_room(tables, counted: dict | None = None) -> list[dict]:
    rooms: dict[str, list[dict]] = defaultdict(list)
    for table in tables:
        if not table.exported() or table.rows_of is None:
            continue
        fields = dict.fromkeys(words.column(name) for name in table.exported())
        entry = {"title": words.table(table.name), "readers": words.readers(table.name), "fields": list(fields)}
        rooms[words.room(words.room_of(table.name))].append(entry | ({"n_rows": counted[table.name]} if counted else {}))
    order = {words.room(name): words.rank(name) for name in reversed(words.ROOMS)}
    return [{"title": title, "tables": rooms[title]} for title in sorted(rooms, key=lambda title: order.get(title, 99))]
