"""One installation: its data folder, its secrets, its one server at a time, and its database."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from mentes.cli.refusal import CannotStart
from mentes.lib import keyring
from mentes.lib.postgres import EmbeddedPostgres, default_data_folder, make_data_folder
from mentes.lib.postgres.locks import FolderLock

MANIFEST = Path(__file__).parents[1] / "look" / "static" / "dist" / "manifest.json"
DEMO_MARK = ".demo"
SECRET_KEY_LENGTH = 50


def data_folder(chosen: str | None, *, demo: bool = False) -> Path:
    """--data, else MENTES_DATA, else the default; the demo lives in a folder of its own inside the default one."""
    if chosen:
        return Path(chosen)
    if os.environ.get("MENTES_DATA") and not demo:
        return Path(os.environ["MENTES_DATA"])
    return default_data_folder() / "demo" if demo else default_data_folder()


class Installation:
    """Use as a context manager: what it started and locked is stopped and freed at the end."""

    def __init__(self, folder: Path, *, demo: bool = False):
        self.folder = make_data_folder(folder)
        self.is_demo = demo
        self.postgres: EmbeddedPostgres | None = None
        self._serving = FolderLock(self.folder / "serve.lock")
        (self.folder / "static").mkdir(exist_ok=True)
        os.environ["MENTES_DATA"] = str(self.folder)

    def connect(self) -> None:
        """Give the settings a database: DATABASE_URL where it is set, else the embedded cluster, started if need be."""
        make_secret_key(self.folder)
        keyring.make(self.folder)
        if os.environ.get("DATABASE_URL"):
            return
        self.postgres = EmbeddedPostgres(self.folder / "postgres")
        urls = self.postgres.start()
        os.environ["DATABASE_URL"] = urls.app
        os.environ["MENTES_OWNER_DATABASE_URL"] = urls.owner

    def claim(self, address: str) -> None:
        """Be the one server of this folder, or refuse with the address of the other; marks a new demo folder."""
        if not self._serving.take(wait=False):
            raise CannotStart(
                f"Mentes already runs on {self.folder}, at {self._serving.note()}: "
                "stop it first, or use another folder with --data."
            )
        mark = self.folder / DEMO_MARK
        holds_something = (self.folder / "secrets").exists() or (self.folder / "postgres").exists()
        if self.is_demo and not mark.exists():
            if holds_something:
                raise CannotStart(f"{self.folder} holds a real installation: choose another --data folder for the demo.")
            mark.touch()
        if not self.is_demo and mark.exists():
            raise CannotStart(f"{self.folder} holds the demo, with its invented people: choose another --data folder.")
        self._serving.write_note(address)

    def serving_at(self) -> str:
        """The address of the server that runs on this folder; empty where none does."""
        if self._serving.take(wait=False):
            self._serving.free()
            return ""
        return self._serving.note()

    def release(self) -> None:
        if self.postgres is not None:
            try:
                self.postgres.stop()
            except KeyboardInterrupt:
                self.postgres.stop(at_once=True)
            self.postgres = None
        self._serving.free()

    def __enter__(self) -> Installation:
        return self

    def __exit__(self, *_) -> None:
        self.release()


def make_secret_key(folder: Path) -> None:
    """Draw the key that signs sessions, once, into a file that only this account may read."""
    if os.environ.get("MENTES_SECRET_KEY"):
        return
    path = folder / "secrets" / "secret_key"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists():
        return
    draft = path.with_name(f"draft-{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_KEY_LENGTH))
    draft.replace(path)


def front_end_complaint() -> str | None:
    """What is wrong with the built front end; None where every file of its manifest is there."""
    remedy = "run “uv sync --reinstall-package mentes” to build it"
    try:
        manifest = json.loads(MANIFEST.read_text())
    except (OSError, ValueError):
        return f"The front end is not built: {remedy}."
    files = {name for name in manifest.values() if isinstance(name, str)}
    missing = sorted(name for name in files if not (MANIFEST.parent / name).exists())
    return f"The front end lacks {', '.join(missing[:3])}: {remedy}." if missing else None


def require_front_end() -> None:
    complaint = front_end_complaint()
    if complaint:
        raise CannotStart(complaint)
