"""Where Mentes keeps its data, and folders that the account which runs PostgreSQL can reach."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from mentes.lib.postgres.accounts import Account, account_for, can_reach, give
from mentes.lib.postgres.refusal import PostgresRefused

FOR_ROOT = Path("/var/lib/mentes")
CLUSTER_FOLDER = "postgres"  # inside the data folder; given to the account that runs PostgreSQL
LONGEST_SOCKET = 103  # bytes of a socket's path: 104 on macOS, 108 on Linux, with the closing zero


def default_data_folder() -> Path:
    """/var/lib/mentes for root, else the platform's folder for a user's data."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return FOR_ROOT
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "mentes"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "mentes"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mentes"


def make_data_folder(folder: Path) -> Path:
    """Make the data folder `folder` if it is missing, with the embedded cluster in mind; see `make_folder`."""
    folder = folder.expanduser().resolve()
    make_folder(folder, account_for(folder / CLUSTER_FOLDER))
    return folder


def make_folder(folder: Path, account: Account | None) -> None:
    """Make a folder that `account` can pass through; refuse before anything is made where it could not.

    Only folders made here get a mode: 0700, or 0711 where `account` is not ours and has to reach its own private
    folder inside. Folders that exist stay as they are.
    """
    missing = []
    existing = folder
    while not os.path.exists(existing):  # unlike Path.exists, False where we may not look
        missing.append(existing)
        existing = existing.parent
    if not existing.is_dir():
        raise PostgresRefused(f"{existing} is not a folder: choose another --data folder.")
    if account and not can_reach(existing, account):
        raise PostgresRefused(
            f"The account “{account.name}”, under which PostgreSQL runs when root starts Mentes, cannot reach {folder}: "
            f"use --data {reachable_example(account)}, or start Mentes as the ordinary user whose folder that is."
        )
    if not os.access(existing, os.W_OK | os.X_OK):
        raise PostgresRefused(
            f"This account may not write in {existing}: use a folder of its own, for instance --data {default_data_folder()}."
        )
    for path in reversed(missing):
        path.mkdir()
        path.chmod(0o711 if account else 0o700)


def reachable_example(account: Account) -> Path:
    """A folder that would work for root's `account`."""
    for candidate in (FOR_ROOT, Path("/srv/mentes"), Path("/opt/mentes")):
        place = candidate if candidate.exists() else candidate.parent
        if place.exists() and can_reach(place, account):
            return candidate
    return Path(tempfile.gettempdir()) / "mentes"


def socket_folder(folder: Path, account: Account | None) -> Path:
    """The private folder of the cluster's socket: inside `folder`, or a short one where that path is too long."""
    place = folder / "run"
    socket = ".s.PGSQL.5432.lock"
    # libpq reads a comma as the end of a first host name.
    if len(os.fsencode(place / socket)) > LONGEST_SOCKET or "," in str(place):
        # The folder's inode makes the name unique and keeps it the same at every start.
        uid = account.uid if account else os.geteuid()
        inside = folder.stat()
        name = f"mentes-{uid}-{inside.st_dev:x}-{inside.st_ino:x}"
        place = Path(tempfile.gettempdir()) / name
        if len(os.fsencode(place / socket)) > LONGEST_SOCKET or (account and not can_reach(place.parent, account)):
            place = Path("/tmp") / name
    if not place.exists() and not place.is_symlink():
        place.mkdir(mode=0o700)
        give(place, account)
    found = place.lstat()
    mine = account.uid if account else os.geteuid()
    # In a shared folder somebody else could have made it first, to listen in.
    if place.is_symlink() or not place.is_dir() or found.st_uid != mine or found.st_mode & 0o077:
        raise PostgresRefused(f"{place} should be a private folder of PostgreSQL's account: remove it and start again.")
    return place
