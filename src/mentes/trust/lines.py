"""Lines of the audit log as people read them: names looked up for ids, words for codes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentes.trust.acts import act
from mentes.trust.models import AuditEntry


@dataclass(frozen=True)
class Line:
    """`actor` is None where the clock did it; `subject` is empty where it is gone or is the actor."""

    at: datetime
    actor: object | None
    actor_name: str
    act: str
    subject: str


def read_lines(entries: Iterable[AuditEntry]) -> list[Line]:
    """One query for the actors and one for each kind of subject, however many lines there are."""
    entries = list(entries)
    actors = get_user_model().objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    subjects = _subjects(entries)
    return [
        Line(
            at=entry.at,
            actor=actors.get(entry.actor_id),
            actor_name=_actor_name(entry, actors),
            act=act(entry.action),
            subject="" if entry.subject_id == str(entry.actor_id) else subjects.get((entry.subject_kind, entry.subject_id), ""),
        )
        for entry in entries
    ]


def _actor_name(entry: AuditEntry, actors: dict) -> str:
    if entry.actor_id is None:
        return _("By the clock")
    actor = actors.get(entry.actor_id)
    return actor.name or actor.email or _("Somebody who has left") if actor else _("Somebody who has left")


def _subjects(entries: list[AuditEntry]) -> dict[tuple[str, str], str]:
    """(kind, id) -> what the row is called today. A row's own `str` names it; its links are fetched along."""
    models = {model._meta.model_name: model for model in apps.get_models()}
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.subject_kind in models:
            wanted[entry.subject_kind].add(entry.subject_id)
    named = {}
    for kind, ids in wanted.items():
        try:
            rows = list(models[kind]._default_manager.filter(pk__in=ids).select_related())
        except (ValueError, ValidationError):  # an id written before the kind's key was of another type
            continue
        named |= {(kind, str(row.pk)): str(row) for row in rows}
    return named
