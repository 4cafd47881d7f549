"""The role that serves pages cannot pass by row-level security, change tables, or touch the past of the audit log."""

import os
from unittest.mock import patch

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection

from mentes.bonds.models import PrivateNote
from mentes.calendars.models import CalendarSource
from mentes.config import environment
from mentes.fairness.models import Said
from mentes.lib.acting import acting_as_matcher
from mentes.matches import bridge
from mentes.matches.actions import propose_matches
from mentes.matches.models import Farewell
from mentes.meetings.models import SharedNote
from mentes.messages.models import Message
from mentes.people.models import Letter
from mentes.rehearsals.models import Cue, Recording, Remark
from mentes.testing import NOW, Cast
from mentes.trust import registry

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
def test_the_role_owns_nothing_and_is_a_member_of_the_lesser_one_alone(app_role):
    owned = app_role.execute("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user").fetchone()[0]
    member_of = app_role.execute(
        "select roleid::regrole::text from pg_auth_members where member = (select oid from pg_roles where rolname = current_user)"
    ).fetchall()
    assert (owned, member_of) == (0, [("mentes_matcher",)])


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


# --- the role with which people are matched --------------------------------------------------------------------------------


def protected_tables() -> list[str]:
    return sorted(table.name for table in registry.tables().values() if registry.PROTECTED in table.tags)


# What people volunteer for the audit, and what people say, write, promise and keep in their calendars.
VOLUNTEERED = {"fairness_asked", "fairness_count", "fairness_said"}
WORDS = {
    "matches_ending", "matches_farewell", "matches_question", "meetings_action", "meetings_agendaitem", "meetings_sharednote",
    "people_letter", "rehearsals_cue", "rehearsals_ownvoice", "rehearsals_recording", "rehearsals_remark", "rehearsals_tap",
    "rehearsals_trynext", "rehearsals_voicenote",
}  # fmt: skip
ROOMS_OF_WORDS = ("bonds", "calendars", "talk")  # every table of theirs, those to come included


def tables_of_words() -> set[str]:
    models = [model for room in ROOMS_OF_WORDS for model in apps.get_app_config(room).get_models(include_auto_created=True)]
    return WORDS | {model._meta.db_table for model in models}


def test_protected_attributes_and_peoples_words_are_marked():
    assert protected_tables() == sorted(VOLUNTEERED | tables_of_words())


@needs_app_role
@pytest.mark.parametrize("table", protected_tables())
def test_the_matcher_is_refused_every_protected_table(app_role, table):
    app_role.execute("set local role mentes_matcher")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=f"permission denied for table {table}"):
        app_role.execute(f"select * from {table}")


@needs_app_role
def test_the_matcher_can_read_no_column_of_them_and_write_nothing_at_all(app_role):
    rows = app_role.execute(
        "select relname::text, has_any_column_privilege('mentes_matcher', oid, 'select'), "
        "has_table_privilege('mentes_matcher', oid, 'insert, update, delete, truncate, references, trigger') "
        "or has_any_column_privilege('mentes_matcher', oid, 'insert, update, references') "
        "from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace"
    ).fetchall()
    assert {name for name, reads, _writes in rows if not reads} == {*protected_tables()}
    assert [name for name, _reads, writes in rows if writes] == []


@needs_app_role
def test_the_matcher_has_no_powers_and_cannot_come_in(app_role):
    row = app_role.execute(
        "select rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = 'mentes_matcher'"
    ).fetchone()
    assert row == (False,) * 5


def test_matching_reads_people_as_the_matcher(db):
    """On the real path: whatever code runs while people are read and pairs are chosen meets the same refusal."""
    cast, seen, solve = Cast(), [], bridge.solve
    spy = lambda *given, **named: seen.append(role_now()) or solve(*given, **named)  # noqa: E731
    with patch.object(bridge, "solve", spy):
        propose_matches(cast.programme, by=cast.cleo, now=NOW)
    assert seen == ["mentes_matcher"]
    assert role_now() != "mentes_matcher"


def test_code_inside_cannot_read_what_people_volunteered(db):
    cast = Cast()
    Said.objects.create(participation=cast.ama_place, attribute="gender", value="woman", at=NOW)
    with pytest.raises(ProgrammingError, match="permission denied for table fairness_said"), acting_as_matcher():
        list(Said.objects.all())
    assert Said.objects.count() == 1  # the former role is back after the error


@pytest.mark.parametrize("model", [Message, PrivateNote, CalendarSource, SharedNote, Farewell, Letter, Cue, Remark, Recording])
def test_nobodys_words_reach_the_code_that_matches(db, model):
    with pytest.raises(ProgrammingError, match=f"permission denied for table {model._meta.db_table}"), acting_as_matcher():
        list(model.objects.all())


def test_acting_twice_is_acting_once(db):
    with acting_as_matcher():
        with acting_as_matcher():
            assert role_now() == "mentes_matcher"
        assert role_now() == "mentes_matcher"
    assert role_now() != "mentes_matcher"


def role_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user::text")
        return cursor.fetchone()[0]
