"""The database: reachable, furnished, up to date, in the right hands, and its queue moving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from mentes.cli import database
from mentes.cli.checkups.finding import Finding
from mentes.lib.postgres import roles

OLDEST_WAITING = timedelta(minutes=15)
FURTHEST_CLOCK = timedelta(seconds=5)
OLDEST = """
    select min(coalesce(job.scheduled_at, event.at))
    from procrastinate_jobs job left join procrastinate_events event on event.job_id = job.id and event.type = 'deferred'
    where job.status = 'todo'
"""


def findings() -> Iterator[Finding]:
    complaint = database.unreachable()
    if complaint:
        yield Finding(
            False, complaint, "A new server is prepared by its administrator with:\n" + roles.statements_for_administrator()
        )
        return
    yield Finding(True, "The database answers.")
    missing = database.missing_extensions()
    yield Finding(
        not missing,
        f"Extensions are missing: {', '.join(missing)}." if missing else "The extensions are there.",
        "As superuser, in this database:\n" + "\n".join(f"create extension {name};" for name in missing) if missing else "",
    )
    dangers = database.role_dangers()
    for danger in dangers:
        yield Finding(False, danger, "As superuser:\n" + roles.statements_for_administrator())
    if not dangers:
        yield Finding(True, "The role that serves can neither change tables nor pass by row-level security.")
    complaint = database.matcher_complaint()
    yield Finding(
        not complaint,
        complaint or "Matching reads people with a role of its own, which cannot read protected attributes.",
        "As superuser, in this database:\n" + database.matcher_remedy() if complaint else "",
    )
    yield _clock()
    pending = database.pending_migrations()
    if pending:
        yield Finding(False, f"{len(pending)} steps of the tables are pending, first {pending[0]}.", "Start “mentes serve” once.")
    else:
        yield Finding(True, "The tables are up to date.")
        yield _queue()


def _clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - timezone.now())
    is_well = apart <= FURTHEST_CLOCK
    return Finding(
        is_well,
        f"This machine's clock and the database's are {apart.total_seconds():.0f} s apart.",
        "" if is_well else "Let both machines keep time over the network: publication instants and sign-in codes depend on it.",
    )


def _queue() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        oldest = cursor.fetchone()[0]
        cursor.execute("select count(*) from procrastinate_jobs where status = 'failed'")
        n_failed = cursor.fetchone()[0]
    waiting = timezone.now() - oldest if oldest else timedelta(0)
    if waiting > OLDEST_WAITING:
        minutes = waiting.total_seconds() // 60
        return Finding(False, f"The oldest job has waited for {minutes:.0f} minutes.", "Start “mentes serve” or “mentes worker”.")
    return Finding(True, f"The queue is moving; {n_failed} jobs have failed for good.")
