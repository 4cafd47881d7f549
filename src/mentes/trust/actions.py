"""What trust does for the rooms above: write the audit log, and remember who said yes to what."""

import hashlib
import json
from datetime import datetime

from django.db import connection, transaction

from mentes.trust.models import AuditEntry

# One lock for the chain: two writers at once would otherwise both build on the same last row.
CHAIN_LOCK = 7_301_001


@transaction.atomic
def record(action: str, *, by, at: datetime, subject=None, programme=None, **detail) -> AuditEntry:
    """Writes one line of the audit log: `by` (a Person or None for the clock) did `action` to `subject`.

    `detail` takes ids, codes and numbers only, never what somebody wrote. Holds an advisory lock until the transaction ends.
    """
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


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over everything the row says and the hash of the row before it."""
    said = [
        entry.previous_hash,
        entry.at.isoformat(),
        str(entry.actor_id or ""),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        str(entry.programme_id or ""),
        json.dumps(entry.detail, sort_keys=True, default=str),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
