"""Started by root and by an ordinary user: who runs PostgreSQL, and whose folders stay as they were."""

import os
import pwd
import re
import shutil
import stat
import traceback
from pathlib import Path

import psutil
import pytest

from mentes.lib.postgres import EmbeddedPostgres, PostgresRefused, make_data_folder
from mentes.lib.postgres.binaries import find_binaries
from mentes.lib.postgres.folders import default_data_folder
from mentes.lib.postgres.tests.conftest import is_root, read, write

only_root = pytest.mark.skipif(not is_root(), reason="only root's PostgreSQL runs under another account")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def copy_programs(to: Path) -> Path:
    """The wheel's installation and its libraries in a folder `to`; returns the new folder of programs."""
    programs = find_binaries()
    package = programs.parents[1]
    shutil.copytree(programs.parent, to / package.name / programs.parent.name)
    if package.with_name(f"{package.name}.libs").exists():
        shutil.copytree(package.with_name(f"{package.name}.libs"), to / f"{package.name}.libs")
    return to / package.name / programs.parent.name / "bin"


@only_root
def test_root_runs_it_under_another_account(start):
    postgres, _ = start()
    assert psutil.Process(postgres.process.pid).username() in {"postgres", "nobody"}


@only_root
def test_without_a_postgres_account_root_runs_it_as_nobody(place, monkeypatch):
    find = pwd.getpwnam

    def find_no_postgres(name: str):
        if name == "postgres":
            raise KeyError(name)
        return find(name)

    monkeypatch.setattr(pwd, "getpwnam", find_no_postgres)
    postgres = EmbeddedPostgres(place / "data" / "postgres", ephemeral=True)
    try:
        write(postgres.start().owner, 1)
        assert psutil.Process(postgres.process.pid).username() == "nobody"
    finally:
        postgres.stop()


@only_root
def test_programs_under_a_private_home_are_copied_and_the_home_stays_private(start, place, monkeypatch):
    home = place / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("MENTES_POSTGRES_BIN", str(copy_programs(home / "clone" / "site")))
    before = {path: mode(path) for path in (home, *home.rglob("*")) if not path.is_symlink()}
    postgres, urls = start(place / "data" / "postgres")
    write(urls.owner, 1)
    assert read(urls.app) == [1]
    assert str(place / "data") in psutil.Process(postgres.process.pid).exe()
    assert {path: mode(path) for path in before} == before


@only_root
def test_a_data_folder_out_of_reach_is_refused_before_anything_is_made(place):
    home = place / "home"
    home.mkdir(mode=0o700)
    with pytest.raises(PostgresRefused) as refusal:
        EmbeddedPostgres(home / "data" / "postgres").start()
    sentence = str(refusal.value)
    assert str(home / "data") in sentence
    suggestion = Path(re.search(r"use --data (\S+),", sentence)[1])
    make_data_folder(place / "like" / suggestion.name)  # a sibling that is reachable is accepted
    assert list(home.iterdir()) == []
    assert mode(home) == 0o700


@only_root
def test_the_default_for_root_is_a_system_folder():
    assert default_data_folder() == Path("/var/lib/mentes")


@only_root
def test_folders_made_for_root_let_the_account_through_and_others_stay(place):
    (place / "there").mkdir(mode=0o751)
    make_data_folder(place / "there" / "new" / "data")
    assert [mode(place / "there"), mode(place / "there" / "new"), mode(place / "there" / "new" / "data")] == [0o751, 0o711, 0o711]


def test_an_ordinary_user_runs_it_as_themselves(place, ordinary_account):
    programs = copy_programs(place / "site")
    home = place / "home"
    home.mkdir(mode=0o700)
    os.chown(home, ordinary_account.pw_uid, ordinary_account.pw_gid)

    (place / "private").mkdir(mode=0o700)

    def as_the_user() -> None:
        os.environ["MENTES_POSTGRES_BIN"] = str(programs)
        folder = make_data_folder(home / ".local" / "share" / "mentes")
        postgres = EmbeddedPostgres(folder / "postgres")
        urls = postgres.start()
        write(urls.owner, 1)
        assert read(urls.app) == [1]
        assert psutil.Process(postgres.process.pid).username() == ordinary_account.pw_name
        postgres.stop()
        assert mode(folder) == 0o700
        with pytest.raises(PostgresRefused, match="may not write"):
            make_data_folder(Path("/var/lib/mentes-of-somebody-else"))
        with pytest.raises(PostgresRefused, match="may not write"):
            make_data_folder(place / "private" / "data")

    run_as(ordinary_account, as_the_user)
    # What root starts later in the same folder runs under the account that owns it.
    os.chmod(home, 0o711)
    os.chmod(home / ".local", 0o711)
    os.chmod(home / ".local" / "share", 0o711)
    os.chmod(home / ".local" / "share" / "mentes", 0o711)
    postgres = EmbeddedPostgres(home / ".local" / "share" / "mentes" / "postgres")
    try:
        assert read(postgres.start().app) == [1]
        assert postgres.account.name == ordinary_account.pw_name
    finally:
        postgres.stop()


def run_as(account, work) -> None:
    """Run `work` in a forked child under `account`; a fork, because the interpreter may lie in a private home."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
