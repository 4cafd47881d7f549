"""Tables that libraries keep for us (accounts, sessions, jobs, the cache) and what becomes of their rows."""

import json

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from mentes.people.models import Person
from mentes.trust.registry import Class, Table, register_model
from mentes.trust.registry import register as register_tables

EXPORT, ERASE, KEEP, PLAIN = Class.EXPORT, Class.ERASE, Class.KEEP, Class.PLAIN


def _plain(name: str, *columns: str, reason: str) -> Table:
    return Table(name=name, columns=dict.fromkeys(columns, PLAIN), reason=reason)


IDS_ONLY = "Jobs carry ids of rows, never words of people; an id whose row is gone says nothing."
STRUCTURE = "Describes the software, not a person."


def sessions_of(person: Person) -> QuerySet[Session]:
    """Sessions of `person`, also half-finished sign-ins with their address. Reads every session: they are signed, not indexed."""
    marks = [mark for mark in (str(person.pk), person.email) if mark]

    def is_theirs(session: Session) -> bool:
        said = json.dumps(session.get_decoded(), ensure_ascii=False).lower()
        return any(mark.lower() in said for mark in marks)

    return Session.objects.filter(pk__in=[session.pk for session in Session.objects.iterator() if is_theirs(session)])


def register() -> None:
    register_model(
        EmailAddress,
        {"id": PLAIN, "user_id": ERASE, "email": EXPORT, "verified": EXPORT, "primary": EXPORT},
        whose=("user",),
        order=300,
    )
    register_model(
        EmailConfirmation,
        {"id": PLAIN, "email_address_id": ERASE, "key": ERASE, "created": PLAIN, "sent": PLAIN},
        whose=("email_address__user",),
        order=200,
    )
    register_model(
        Authenticator,
        {"id": PLAIN, "user_id": ERASE, "type": EXPORT, "data": ERASE, "created_at": EXPORT, "last_used_at": EXPORT},
        reason="`data` holds the secrets of passkeys and apps.",
        whose=("user",),
        order=300,
    )
    register_model(
        Session,
        {"session_key": ERASE, "session_data": ERASE, "expire_date": PLAIN},
        rows_of=sessions_of,
        order=300,
    )
    register_model(
        Person.groups.through,
        {"id": PLAIN, "person_id": ERASE, "group_id": PLAIN},
        whose=("person",),
        order=300,
    )
    register_model(
        Person.user_permissions.through,
        {"id": PLAIN, "person_id": ERASE, "permission_id": PLAIN},
        whose=("person",),
        order=300,
    )
    _register_tables()


def _register_tables() -> None:
    register_tables(
        [
            Table(
                name="cache_entries",
                columns={"cache_key": KEEP, "value": KEEP, "expires": PLAIN},
                reason="Counts of tries by network address and by hashes of addresses; each lapses with its hour.",
            ),
            _plain("auth_group", "id", "name", reason=STRUCTURE),
            _plain("auth_group_permissions", "id", "group_id", "permission_id", reason=STRUCTURE),
            _plain("auth_permission", "id", "name", "content_type_id", "codename", reason=STRUCTURE),
            _plain("django_content_type", "id", "app_label", "model", reason=STRUCTURE),
            _plain("django_migrations", "id", "app", "name", "applied", reason=STRUCTURE),
            _plain("procrastinate_events", "id", "job_id", "type", "at", reason=IDS_ONLY),
            _plain(
                "procrastinate_jobs",
                *("id", "queue_name", "task_name", "lock", "args", "status", "scheduled_at", "attempts"),
                *("queueing_lock", "priority", "abort_requested", "worker_id"),
                reason=IDS_ONLY,
            ),
            _plain(
                "procrastinate_periodic_defers", "id", "task_name", "defer_timestamp", "job_id", "periodic_id", reason=IDS_ONLY
            ),
            _plain("procrastinate_workers", "id", "last_heartbeat", reason=STRUCTURE),
        ]
    )
