"""The audit log: how a line is written, and how anybody finds out that a line was changed afterwards."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from mentes.trust.models import AuditEntry

# Called before a line is written; raises Refused where the act may not be. Rooms register by name what they refuse.
Guard = Callable[[str, object], None]
_guards: dict[str, Guard] = {}

# One lock for the chain: two writers at once would otherwise both build on the same last row.
CHAIN_LOCK = 7_301_001
AT_ONCE = 2_000


@transaction.atomic
def record(action: str, *, by, at: datetime, subject=None, programme=None, **detail) -> AuditEntry:
    """Writes one line of the audit log: `by` (a Person or None for the clock) did `action` to `subject`.

    `detail` takes ids, codes and numbers only, never what somebody wrote. Holds an advisory lock until the transaction ends,
    so it is called last: whoever takes row locks after it may meet somebody who holds those rows and waits here.
    The number of a line is drawn under the lock, therefore the order of numbers is the order of the chain.
    Raises Refused where a guard refuses the act, which undoes the transaction of the caller with it.
    """
    if programme is not None:
        for refuse in _guards.values():
            refuse(action, programme)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditEntry.objects.order_by("-id").first()
    entry = AuditEntry(
        at=at,
        actor_id=getattr(by, "pk", None),
        action=action,
        subject_kind=subject._meta.model_name if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        programme_id=getattr(programme, "pk", None),
        detail=detail,
        previous_hash=last.hash if last else "",
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


def guard(name: str, refuse: Guard) -> None:
    """Makes `refuse` be asked before every act in a programme. Rooms call this from their AppConfig.ready."""
    _guards[name] = refuse


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over everything the row says and the hash of the row before it; the same before and after the database."""
    said = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(),
        str(entry.actor_id or ""),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        str(entry.programme_id or ""),
        json.dumps(_settled(entry.detail), sort_keys=True),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _settled(value):
    """`value` as it comes back from jsonb: keys are text, tuples are lists, and a whole number has no point."""
    if isinstance(value, dict):
        return {str(key): _settled(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_settled(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


@dataclass(frozen=True)
class Chain:
    """What a reading of the whole log found. `head` is the newest hash: noted elsewhere, it also betrays rows cut off the end."""

    n_rows: int
    head: str
    broken_at: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify_chain() -> Chain:
    """Reads the log from its first row and stops at the first one that was changed, put in, or follows a missing one."""
    n_rows, head = 0, ""
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=AT_ONCE):
        n_rows += 1
        if entry.previous_hash != head or entry.hash != hash_of(entry):
            return Chain(n_rows, head, broken_at=entry.pk)
        head = entry.hash
    return Chain(n_rows, head)
