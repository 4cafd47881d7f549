"""Under which account PostgreSQL runs: our own, or another one where we are root (PostgreSQL refuses root)."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mentes.lib.postgres.refusal import PostgresRefused

try:
    import pwd
except ImportError:  # Windows, where nobody is root and no account is looked for
    pwd = None

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def account_for(folder: Path) -> Account | None:
    """None where PostgreSQL runs as we do. As root: who owns the cluster's `folder` already, else `postgres`, else `nobody`."""
    if pwd is None or os.geteuid() != 0:
        return None
    try:
        owner = folder.stat().st_uid
    except OSError:
        owner = 0
    for find, key in ((pwd.getpwuid, owner), (pwd.getpwnam, "postgres"), (pwd.getpwnam, "nobody")):
        if key == 0:
            continue
        try:
            entry = find(key)
        except KeyError:
            continue
        return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise PostgresRefused(
        "PostgreSQL refuses to run as root and this machine has neither a “postgres” nor a “nobody” account: "
        "start Mentes as an ordinary user, or set DATABASE_URL to a server."
    )


def child_options(account: Account | None, *, dies_with_us: bool = False) -> dict:
    """Options of subprocess.Popen for a program of PostgreSQL.

    The environment is cut down to what the programs need: PG* variables would change them, and our secrets are
    none of theirs. `dies_with_us`: the kernel asks the program to shut down (SIGINT, PostgreSQL's fast shutdown)
    when the THREAD that started it ends, so start long-lived programs from a long-lived thread.
    """
    environment = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    options: dict = {
        "env": {**environment, "LC_ALL": "C", "TZ": "UTC"},
        "stdin": subprocess.DEVNULL,
        "cwd": "/",
        "start_new_session": True,  # Ctrl-C on the terminal must not reach the database before the pages are closed
    }
    if account:
        options |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    if dies_with_us and sys.platform == "linux":
        libc = ctypes.CDLL(None)
        us = os.getpid()

        def die_with_us() -> None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
            if os.getppid() != us:  # we were killed between fork and prctl
                os._exit(1)

        options["preexec_fn"] = die_with_us
    return options


def can_reach(folder: Path, account: Account | None) -> bool:
    """Whether `account` may enter `folder`, asked of the kernel so that access lists count too."""
    if account is None:
        return os.access(folder, os.X_OK)
    answer = subprocess.run(["/bin/sh", "-c", 'test -x "$0"', str(folder)], check=False, **child_options(account))
    return answer.returncode == 0


def give(path: Path, account: Account | None) -> None:
    """Make `account` the owner of a file or folder that we have just made."""
    if account:
        os.chown(path, account.uid, account.gid)
