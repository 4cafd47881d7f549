"""A person's copy of everything kept about them: one zip, for people (index.html), for programs (data.json), and their files."""

import datetime as dt
import io
import json
import zipfile
from collections import defaultdict
from uuid import UUID

from django.db import models
from django.template.loader import render_to_string

from mentes.lib import clock
from mentes.trust import registry, words

# A zip remembers when each file was made; one fixed date keeps equal copies equal.
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def export_person(person) -> bytes:
    """The zip's bytes. It holds `person`'s rows only; other people in them are first names."""
    said = read_person(person)
    page = render_to_string("trust/copy.html", {"person": person, "rooms": _grouped(said), "made_on": clock.today()})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("data.json", json.dumps(said, ensure_ascii=False, indent=1)), ("index.html", page)):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), text, zipfile.ZIP_DEFLATED)
        for _name, table in sorted(registry.tables().items()):
            for path, data in table.files_of(person) if table.files_of else ():
                archive.writestr(zipfile.ZipInfo(path, ZIP_DATE), data, zipfile.ZIP_STORED)
    return packed.getvalue()


def read_person(person) -> dict[str, list[dict]]:
    """Table -> rows, each {column: value ready for JSON}; every table with exported columns is there, if need be empty."""
    said = {}
    for name, table in sorted(registry.tables().items()):
        columns = table.exported()
        if columns and table.rows_of is not None:
            rows = _rows(table.rows_of(person), columns, person)
            said[name] = [table.as_told(row) for row in rows] if table.as_told else rows
    return said


def _rows(rows: models.QuerySet, columns: tuple[str, ...], person) -> list[dict]:
    fields = {field.column: field for field in rows.model._meta.concrete_fields}
    links = [fields[name] for name in columns if fields[name].is_relation]
    names = {link.column: _names(rows, link, person) for link in links}
    read = rows.order_by(rows.model._meta.pk.attname).values(*(fields[name].attname for name in columns))
    return [
        {
            name: _said(names[name].get(row[fields[name].attname]) if name in names else row[fields[name].attname])
            for name in columns
        }
        for row in read
    ]


def _names(rows: models.QuerySet, link, person) -> dict:
    """What each row that `link` points at is called: of other people the first name alone."""
    ids = set(rows.order_by().values_list(link.attname, flat=True)) - {None}
    others = link.related_model._default_manager.filter(pk__in=ids).select_related()
    return {other.pk: _called(other, person) for other in others}


def _called(other, person) -> str:
    """A person, or a row that is a person's place, shrinks to a first name; a topic keeps its words; any other row is its id."""
    whose = other if hasattr(other, "first_name") else getattr(other, "person", None)
    if whose is not None and whose.pk == person.pk:
        return whose.name
    if whose is not None:
        return (getattr(other, "profile", None) or whose).first_name
    table = registry.tables()[other._meta.db_table]
    return str(other) if table.rows_of is None else str(other.pk)


def _said(value):
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _said(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _grouped(said: dict[str, list[dict]]) -> list[dict]:
    """[{title, tables: [{title, rows: [[(label, value)]]}]}] for the page, empty tables and empty values left out."""
    rooms = defaultdict(list)
    for name, rows in said.items():
        shown = [
            [(words.column(key), _readable(value)) for key, value in row.items() if value not in (None, "", [], {})]
            for row in rows
        ]
        if any(shown):
            rooms[words.room_of(name)].append({"title": words.table(name), "rows": [row for row in shown if row]})
    return [
        {"title": words.room(room), "tables": tables}
        for room, tables in sorted(rooms.items(), key=lambda pair: words.rank(pair[0]))
    ]


def _readable(value) -> str:
    if isinstance(value, bool):
        return words.yes_or_no(value)
    if isinstance(value, dict | list):
        return (
            json.dumps(value, ensure_ascii=False) if any(isinstance(v, dict | list) for v in _values(value)) else _listed(value)
        )
    return str(value)


def _values(value) -> list:
    return list(value.values()) if isinstance(value, dict) else value


def _listed(value) -> str:
    return "; ".join(f"{key}: {inner}" for key, inner in value.items()) if isinstance(value, dict) else "; ".join(map(str, value))
