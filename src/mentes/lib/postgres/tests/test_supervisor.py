"""One cluster: what a start makes, who may do what in it, and how a second start behaves."""

import os
import stat
from pathlib import Path

import psutil
import psycopg
import pytest

from mentes.lib.postgres import EmbeddedPostgres, PostgresRefused, roles
from mentes.lib.postgres.tests.conftest import read, write


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_three_roles_of_which_none_that_serves_can_bypass_row_level_security(start):
    _, urls = start()
    for url in (urls.owner, urls.app):
        with psycopg.connect(url) as connection:
            powers = connection.execute(
                "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
            ).fetchone()
        assert powers == (False, False, False, False)
    write(urls.owner, 1)
    with psycopg.connect(urls.app, autocommit=True) as app:
        app.execute("insert into counts values (2)")
        app.execute("update counts set number = 3 where number = 2")
        app.execute("delete from counts where number = 1")
        for forbidden in ("create table mine (a int)", "truncate counts", "drop table counts", "alter table counts add b int"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)
    assert read(urls.app) == [3]


def test_the_extensions_are_there_and_in_every_database_made_later(start):
    _, urls = start()
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute("create database later owner mentes_owner")
    with psycopg.connect(urls.owner.replace("/mentes?", "/later?")) as connection:
        assert {name for (name,) in connection.execute("select extname from pg_extension")} >= set(roles.EXTENSIONS)
        connection.execute("create table t (near vector(3))")


def test_nobody_else_gets_in(start, place):
    postgres, urls = start()
    folder = place / "postgres"
    assert [mode(folder), mode(folder / "passwords"), mode(folder / "run"), mode(folder / "cluster")] == [0o700] * 4
    assert {mode(path) for path in (folder / "passwords").iterdir()} == {0o600}
    assert psutil.Process(postgres.process.pid).net_connections(kind="inet") == []
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(urls.app.replace("mentes_app:", "mentes_app:wrong"))
    environment = psutil.Process(postgres.process.pid).environ()
    assert set(environment) <= {"PATH", "LD_LIBRARY_PATH", "LC_ALL", "TZ"}


def test_what_people_wrote_stays_out_of_the_log(start, place):
    _, urls = start()
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("create table letters (address text unique)")
        connection.execute("insert into letters values ('ama@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into letters values ('ama@example.org')")
    assert "ama@" not in (place / "postgres" / "postgres.log").read_text()


def test_a_second_start_on_the_same_folder_joins_and_leaves_it_running(start, place):
    first, urls = start()
    write(urls.owner, 1)
    os.symlink(place / "postgres", place / "other name")
    second, same = start(place / "other name")
    assert same == urls
    second.stop()
    assert first.is_running()
    assert read(urls.app) == [1]


def test_what_was_written_is_there_after_a_stop_and_a_start(start):
    postgres, urls = start()
    write(urls.owner, 7)
    postgres.stop()
    assert not postgres.is_running()
    _, again = start()
    assert read(again.app) == [7]


@pytest.mark.parametrize("name", ["a" * 120, 'día, عربي per%cent\'s "quote"'])
def test_any_folder_name_works(start, place, name):
    _, urls = start(place / name / "postgres")
    write(urls.owner, 1)
    assert read(urls.app) == [1]


def test_data_of_another_major_version_are_refused_in_one_sentence(start, place):
    postgres, _ = start()
    postgres.stop()
    version = place / "postgres" / "cluster" / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(PostgresRefused, match=r"made by PostgreSQL 15 and the installed programs are PostgreSQL \d+: "):
        EmbeddedPostgres(place / "postgres").start()


def test_a_machine_without_programs_is_pointed_to_a_server(place, monkeypatch):
    monkeypatch.setattr("mentes.lib.postgres.binaries.find_spec", lambda name: None)
    monkeypatch.setattr("mentes.lib.postgres.binaries.SYSTEM", place / "none")
    with pytest.raises(PostgresRefused, match="set DATABASE_URL"):
        EmbeddedPostgres(place / "postgres").start()
    assert not (place / "postgres").exists()
