"""Folders, accounts and child processes for the supervisor's tests, which kill real processes."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from mentes.lib.postgres import EmbeddedPostgres, Urls
from mentes.lib.postgres.accounts import account_for
from mentes.lib.postgres.folders import make_folder

SOURCES = Path(__file__).parents[4]
START_AND_STAY = """
import sys, time
from mentes.lib.postgres import EmbeddedPostgres
print(EmbeddedPostgres(sys.argv[1]).start().owner, flush=True)
time.sleep(600)
"""


def is_root() -> bool:
    return os.geteuid() == 0


@pytest.fixture(autouse=True)
def _own_programs(monkeypatch):
    monkeypatch.delenv("MENTES_POSTGRES_BIN", raising=False)


@pytest.fixture
def place():
    """A folder with a space in its name, that any account may pass through; whatever still runs in it dies at the end."""
    folder = Path(tempfile.mkdtemp(prefix="mentes test "))
    folder.chmod(0o711)
    yield folder
    for process in psutil.process_iter(["cwd", "name"]):
        if process.info["name"] == "postgres" and (process.info["cwd"] or "").startswith(str(folder)):
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def finished():
    """A cluster made once and stopped: most tests begin with a copy of it, as making one takes most of a start."""
    folder = Path(tempfile.mkdtemp(prefix="mentes-finished-"))
    folder.chmod(0o711)
    postgres = EmbeddedPostgres(folder / "postgres")
    postgres.start()
    postgres.stop()
    yield folder / "postgres"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start(place, finished):
    """start(folder) -> (EmbeddedPostgres, Urls); everything started is stopped at the end."""
    started = []

    def _start(folder: Path = place / "postgres") -> tuple[EmbeddedPostgres, Urls]:
        if not folder.exists():
            make_folder(folder.parent, account_for(finished))
            subprocess.run(["cp", "-a", str(finished), str(folder)], check=True)
        postgres = EmbeddedPostgres(folder)
        started.append(postgres)
        return postgres, postgres.start()

    yield _start
    for postgres in reversed(started):
        postgres.stop(at_once=True)
        if place not in postgres.socket_folder.parents:
            shutil.rmtree(postgres.socket_folder, ignore_errors=True)


@pytest.fixture
def application():
    """application(folder) -> a child process that starts the cluster there and stays; with `.url` unless told not to wait."""
    children = []

    def _application(folder: Path, *, wait: bool = True) -> subprocess.Popen:
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"PYTHONPATH": str(SOURCES)}
        child = subprocess.Popen(
            [sys.executable, "-c", START_AND_STAY, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
        )
        children.append(child)
        child.url = child.stdout.readline().strip() if wait else None
        return child

    yield _application
    for child in children:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()


@pytest.fixture
def ordinary_account():
    """An account made for the test, where root runs it."""
    if not is_root() or not shutil.which("useradd"):
        pytest.skip("only root can make an account to test with")
    name = f"mentes-{secrets.token_hex(3)}"
    subprocess.run(["useradd", "--no-create-home", "--user-group", name], check=True)
    yield pwd.getpwnam(name)
    subprocess.run(["userdel", name], check=True, capture_output=True)


def write(url: str, number: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table if not exists counts (number int)")
        connection.execute("insert into counts values (%s)", [number])


def read(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [number for (number,) in connection.execute("select number from counts order by number")]
