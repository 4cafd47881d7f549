"""Rows as JSON holds them, and back; what does not fit is named, not guessed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models


def told(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """{name: value as JSON holds it}; links by their id."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def made(model: type[models.Model], said: Any, names: Iterable[str], *, where: str, faults: list[str], **more) -> Any:
    """A row not yet saved, of `said` and of `more` (columns that the file does not hold). Every fault goes into `faults`."""
    row, names = model(**more), list(names)
    if not isinstance(said, Mapping):
        faults.append(f"{where}: not a table")
        return row
    for name in sorted(set(said) - set(names)):
        faults.append(f"{where}: {name} is not known")
    for name in names:
        if name not in said:
            faults.append(f"{where}: {name} is missing")
            continue
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        try:
            # A link is checked where all rows of the file are known; an empty list is as good as a full one.
            as_it_is = isinstance(field, models.ForeignKey) or said[name] in (None, [], {})
            value = field.to_python(said[name]) if as_it_is else field.clean(said[name], row)
            if value is None and not field.null:
                raise ValidationError("may not be empty")
            setattr(row, name, value)
        except (ValidationError, TypeError, ValueError, AttributeError) as error:
            why = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            faults.append(f"{where}: {name}: {why}")
    return row
