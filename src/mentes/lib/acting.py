"""Acting as a lesser database role for a while: what it may not read, no line of code inside can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from psycopg import sql

from mentes.lib.postgres.urls import MATCHER

_acts: ContextVar[bool] = ContextVar("acts as the matcher", default=False)


@contextmanager
def acting_as_matcher() -> Iterator[None]:
    """Inside, this thread's connection has the rights of the matcher's role alone: it reads, and not the protected tables.

    The role is set for the transaction only (SET LOCAL), so that a connection that goes back to a pool never keeps it, and an
    error that rolls the transaction or savepoint back gives the former role back as well. Taking it on twice is once.
    """
    if _acts.get():
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(MATCHER)))
        token = _acts.set(True)
        try:
            yield
        finally:
            _acts.reset(token)
        with connection.cursor() as cursor:
            cursor.execute("set local role none")
