"""The role that serves pages cannot pass by row-level security, change tables, or touch the past of the audit log."""

import os

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from mentes.config import environment

APP_URL = os.environ.get("MENTES_APP_DATABASE_URL", "")
needs_app_role = pytest.mark.skipif(not APP_URL, reason="the tests run on a server whose app role they do not know")


@pytest.fixture
def app_role(transactional_db):
    """A connection to the test's database as the role that serves; every test ends in a rollback."""
    entry = environment.database(APP_URL)
    with psycopg.connect(
        dbname=settings.DATABASES["default"]["NAME"]
        if not connection.settings_dict["NAME"]
        else connection.settings_dict["NAME"],
        user=entry["USER"],
        password=entry["PASSWORD"],
        host=entry["HOST"],
        port=entry["PORT"],
    ) as opened:
        yield opened
        opened.rollback()


@needs_app_role
def test_the_role_has_no_powers(app_role):
    row = app_role.execute(
        "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = current_user"
    ).fetchone()
    assert row == (False,) * 5


@needs_app_role
def test_the_role_owns_nothing_and_is_nobody_elses_member(app_role):
    owned = app_role.execute("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user").fetchone()[0]
    member_of = app_role.execute(
        "select count(*) from pg_auth_members where member = (select oid from pg_roles where rolname = current_user)"
    ).fetchone()[0]
    assert (owned, member_of) == (0, 0)


@needs_app_role
@pytest.mark.parametrize(
    "sql",
    [
        "create table mine (id int)",
        "create schema mine",
        "alter table people_person add column mine int",
        "drop table trust_auditentry",
        "alter table trust_auditentry disable trigger keep_the_past",
        "drop trigger keep_the_past on trust_auditentry",
        "create or replace function trust_keep_the_past() returns trigger language plpgsql as 'begin return old; end'",
        "set session_replication_role = replica",
        "set role mentes_owner",
        "update trust_auditentry set action = 'nothing'",
        "delete from trust_auditentry",
        "truncate trust_auditentry",
        "set mentes.audit_past = 'may_change'; update trust_auditentry set action = 'nothing'",
        "set mentes.audit_past = 'may_empty'; truncate trust_auditentry",
        "copy trust_auditentry to program 'true'",
    ],
)
def test_the_role_is_refused(app_role, sql):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_role.execute(sql)


@needs_app_role
def test_the_role_can_add_to_the_log_and_read_it(app_role):
    app_role.execute(
        "insert into trust_auditentry (at, action, subject_kind, subject_id, detail, previous_hash, hash) "
        "values (now(), 'match.approved', '', '', '{}', '', 'x')"
    )
    assert app_role.execute("select count(*) from trust_auditentry").fetchone()[0] == 1


@needs_app_role
def test_even_where_update_is_granted_by_mistake_the_trigger_refuses(app_role):
    """The second lock, should a later grant on all tables open the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into trust_auditentry (at, action, subject_kind, subject_id, detail, previous_hash, hash) "
            "values (now(), 'x', '', '', '{}', '', 'x')"
        )
        cursor.execute("grant update, delete on trust_auditentry to mentes_app")
    try:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
            app_role.execute("set mentes.audit_past = 'may_change'; update trust_auditentry set action = 'nothing'")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("revoke update, delete on trust_auditentry from mentes_app")
