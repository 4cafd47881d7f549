"""`mentes serve` on a server that it did not start: three roles, or no start. The test run's own cluster plays the server."""

import os
import signal
from urllib.parse import urlparse, urlunparse

import psycopg
import pytest

from mentes.cli.tests.conftest import Server, free_port, mentes


def with_database(url: str, name: str) -> str:
    return urlunparse(urlparse(url)._replace(path=f"/{name}"))


@pytest.fixture(scope="module")
def urls():
    """(app, owner) on an empty database of its own."""
    app, owner = os.environ.get("MENTES_APP_DATABASE_URL"), os.environ["DATABASE_URL"]
    if not app:
        pytest.skip("needs MENTES_APP_DATABASE_URL beside DATABASE_URL, as the throw-away server of a test run has them")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("create database foreign_server")
    yield with_database(app, "foreign_server"), with_database(owner, "foreign_server")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("drop database foreign_server with (force)")


def test_without_the_owner_nothing_is_migrated(urls, place):
    app, _ = urls
    answer = mentes("serve", "--port", str(free_port()), "--data", str(place / "alone"), DATABASE_URL=app)
    assert answer.returncode == 1
    assert "set MENTES_OWNER_DATABASE_URL" in answer.stderr


def test_with_both_roles_it_serves_and_starts_no_cluster(urls, place):
    app, owner = urls
    data = place / "with a server"
    server = Server("serve", "--port", str(free_port()), "--data", str(data), DATABASE_URL=app, MENTES_OWNER_DATABASE_URL=owner)
    try:
        server.wait_for("ready: ")
        assert server.children() == []
        assert not (data / "postgres").exists()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0
    finally:
        if server.process.poll() is None:
            server.kill()


def test_where_matching_could_read_what_is_protected_nothing_starts_and_doctor_says_how_to_mend_it(urls, place):
    """Runs after the tables were made above."""
    app, owner = urls
    both = {"DATABASE_URL": app, "MENTES_OWNER_DATABASE_URL": owner}
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("grant select (value) on fairness_said to mentes_matcher")
        try:
            answer = mentes("serve", "--port", str(free_port()), "--data", str(place / "open"), **both)
            told = mentes("doctor", "--data", str(place / "open"), **both)
        finally:
            connection.execute("revoke select (value) on fairness_said from mentes_matcher")
    assert answer.returncode == 1
    assert "can read what is protected: fairness_said" in answer.stderr
    assert "revoke all on fairness_said from mentes_matcher;" in told.stdout


def test_a_role_that_owns_the_tables_may_not_serve(urls, place):
    _, owner = urls
    answer = mentes("serve", "--port", str(free_port()), "--data", str(place / "owner"), DATABASE_URL=owner)
    assert answer.returncode == 1
    assert "“mentes_owner” of DATABASE_URL owns the tables" in answer.stderr
    assert urlparse(owner).password not in answer.stdout + answer.stderr
