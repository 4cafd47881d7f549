"""The database before and while Mentes serves: its roles, its extensions, its migrations."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from mentes.cli.refusal import CannotStart
from mentes.lib.postgres import roles
from mentes.lib.postgres.urls import MATCHER
from mentes.trust import registry

OWNER = "owner"
CONNECTION_PARAMETERS = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
POWERS = """
    select rolsuper, rolbypassrls,
           exists (select from pg_tables where tableowner = rolname and schemaname = 'public')
    from pg_roles where rolname = current_user
"""
READABLE = """
    select relname::text from pg_class
    where relname = any(%s) and relnamespace = 'public'::regnamespace and has_any_column_privilege(%s, oid, 'select')
"""


def owner_alias() -> str:
    """The connection that may change tables: the owner's where its address is known, else the one that serves."""
    return OWNER if OWNER in connections.databases else DEFAULT_DB_ALIAS


def unreachable() -> str | None:
    """Why the database cannot be reached; None where it answers."""
    for alias in dict.fromkeys((DEFAULT_DB_ALIAS, owner_alias())):
        try:
            with _plain_connection(alias):
                pass
        except psycopg.OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            name = "MENTES_OWNER_DATABASE_URL" if alias == OWNER else "DATABASE_URL"
            return f"The database of {name} does not answer: {reason}"
    return None


def role_dangers() -> list[str]:
    """Why the role that serves has too much power: each one would silently pass by the policies on rows."""
    with _plain_connection(DEFAULT_DB_ALIAS) as connection:
        name = connection.execute("select current_user").fetchone()[0]
        is_superuser, bypasses, owns = connection.execute(POWERS).fetchone()
    remedy = "use a role of its own for DATABASE_URL and the owner for MENTES_OWNER_DATABASE_URL (“mentes doctor” prints the SQL)"
    if is_superuser:
        return [f"The role “{name}” of DATABASE_URL is a superuser: {remedy}."]
    if bypasses:
        return [f"The role “{name}” of DATABASE_URL may bypass row-level security: {remedy}."]
    return [f"The role “{name}” of DATABASE_URL owns the tables: {remedy}."] if owns else []


def missing_extensions() -> list[str]:
    with _plain_connection(DEFAULT_DB_ALIAS) as connection:
        have = {name for (name,) in connection.execute("select extname from pg_extension")}
    return [name for name in roles.EXTENSIONS if name not in have]


def matcher_complaint(*, of_tables: bool = True) -> str | None:
    """Why matching cannot run with a lesser role that may not read what is protected; None where all is well.

    `of_tables` false: the role alone, while the tables are not all there and not yet as the last migration leaves them.
    """
    protected = sorted(table.name for table in registry.tables().values() if registry.PROTECTED in table.tags)
    with _plain_connection(DEFAULT_DB_ALIAS) as connection:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [MATCHER]).fetchone():
            return f"The role “{MATCHER}” is missing, with which people are read for matching."
        if not connection.execute("select pg_has_role(current_user, %s, 'member')", [MATCHER]).fetchone()[0]:
            return f"The role of DATABASE_URL may not take on the role “{MATCHER}”, with which people are read for matching."
        open_still = connection.execute(READABLE, [protected, MATCHER]).fetchall() if of_tables else []
    names = ", ".join(name for (name,) in open_still)
    return f"The role “{MATCHER}” can read what is protected: {names}." if names else None


def matcher_remedy() -> str:
    there = connections[DEFAULT_DB_ALIAS].introspection.table_names()
    protected = (table.name for table in registry.tables().values() if registry.PROTECTED in table.tags)
    return roles.statements_for_matcher(name for name in protected if name in there)


def pending_migrations() -> list[str]:
    """Names of what `migrate` would do, in order."""
    executor = MigrationExecutor(connections[owner_alias()])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Migrations make thousands of classes that stay until their end: looking for what may go takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def migrate(say) -> None:
    """Bring the tables up to date as the owner, and forget the owner: what serves from here on has the lesser role."""
    alias = owner_alias()
    pending = pending_migrations()
    if pending:
        say(f"makes the tables, {len(pending)} steps")
        with without_collecting():
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    caches_in_tables = [cache for cache in settings.CACHES.values() if cache["BACKEND"].endswith("DatabaseCache")]
    if caches_in_tables and caches["default"]._table not in connections[alias].introspection.table_names():
        call_command("createcachetable", database=alias, verbosity=0)
    connections.close_all()
    if alias == OWNER:
        del connections[OWNER]
        connections.databases.pop(OWNER, None)


def require_tables(remedy: str) -> None:
    """Raises CannotStart where the database does not answer, or, with `remedy`, where its tables are not up to date."""
    complaint = unreachable()
    if complaint:
        raise CannotStart(complaint)
    if pending_migrations():
        raise CannotStart(remedy)


def close() -> None:
    """Give every connection back, so that neither the database nor the end of this process waits for one."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


def prepare(say) -> None:
    """Everything between a reachable server and the first page. Raises CannotStart."""
    complaint = unreachable()
    if complaint:
        raise CannotStart(f"{complaint}; “mentes doctor” says more.")
    missing = missing_extensions()
    if missing:
        raise CannotStart(f"The database lacks {', '.join(missing)}: “mentes doctor” prints the SQL for its administrator.")
    _refuse_powerful_role()
    _refuse_without_matcher(of_tables=False)
    if owner_alias() != OWNER and pending_migrations():
        raise CannotStart("The tables are not up to date: set MENTES_OWNER_DATABASE_URL to the role that owns them.")
    migrate(say)
    _refuse_powerful_role()
    _refuse_without_matcher()


def _refuse_powerful_role() -> None:
    """Asked before and after migrating: at first the role that serves may not own anything yet."""
    dangers = role_dangers()
    if dangers:
        raise CannotStart(dangers[0])


def _refuse_without_matcher(*, of_tables: bool = True) -> None:
    complaint = matcher_complaint(of_tables=of_tables)
    if complaint:
        raise CannotStart(f"{complaint} “mentes doctor” prints the SQL for its administrator.")


def _plain_connection(alias: str) -> psycopg.Connection:
    """A connection beside Django's pool, which would keep trying for seconds where a server is away."""
    parameters = connections[alias].get_connection_params()
    wanted = {key: parameters[key] for key in CONNECTION_PARAMETERS if key in parameters}
    return psycopg.connect(**wanted, connect_timeout=5, autocommit=True)
