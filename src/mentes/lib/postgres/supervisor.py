"""Starts and stops the cluster in one folder, whatever state an earlier run left it in."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg

from mentes.lib.postgres import binaries, folders, leftovers, roles
from mentes.lib.postgres.accounts import account_for, child_options, give
from mentes.lib.postgres.locks import FolderLock
from mentes.lib.postgres.refusal import PostgresRefused
from mentes.lib.postgres.urls import APP, DATABASE, OWNER, PORT, SUPERUSER, Urls, socket_url

LOG_LIMIT_BYTES = 10_000_000
SETTINGS = {
    "listen_addresses": "",  # the socket in a 0700 folder is the only door
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "100",
    "shared_buffers": "128MB",
    "wal_compression": "on",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement carries people's words and addresses: its text and details stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
EPHEMERAL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class EmbeddedPostgres:
    """One cluster in `folder`. `ephemeral`: for a test run; not safe against power loss, deleted at stop.

    The process that starts the cluster stops it; others that start the same folder meanwhile use it and leave it.
    Errors are PostgresRefused, one sentence each.
    """

    def __init__(self, folder: Path, *, ephemeral: bool = False):
        self.folder = Path(folder).expanduser().resolve()  # a process shows its folder without links
        self.ephemeral = ephemeral
        self.cluster = self.folder / "cluster"
        self.log = self.folder / "postgres.log"
        self.socket_folder = self.folder / "run"
        self.account = account_for(self.folder)
        self.process: subprocess.Popen | None = None
        self._responsible = FolderLock(self.folder / "responsible.lock")

    # -- start ------------------------------------------------------------------------------------------------

    def start(self) -> Urls:
        """Start, or join, the cluster; returns once it answers and its roles, database and extensions are there."""
        programs = binaries.find_binaries()
        folders.make_folder(self.folder.parent, self.account)
        try:
            self._make_folder()
            with FolderLock(self.folder / "start.lock"):
                return self._start(programs)
        except PermissionError as error:
            raise PostgresRefused(
                f"{error.filename} belongs to another account: start Mentes as that account, "
                "or use --data with a folder of your own."
            ) from error

    def _start(self, programs: Path) -> Urls:
        """Precondition: the start lock is held."""
        self._responsible.take(wait=False)  # an orphan of a killed process is ours to stop as well
        for rubbish in self.folder.glob("making-*"):
            shutil.rmtree(rubbish, ignore_errors=True)
        self.socket_folder = folders.socket_folder(self.folder, self.account)
        if not self._answers() and not leftovers.clear(self.cluster, self.socket_folder, answers=self._answers):
            programs = binaries.usable_by(self.account, binaries=programs, beside=self.folder)
            if not (self.cluster / "PG_VERSION").exists():
                self._make_cluster(programs)
            self._check_version(programs)
            self._launch(programs)
        roles.prepare(
            self._connect,
            owner_password=self._password(OWNER),
            app_password=self._password(APP),
            owner_makes_databases=self.ephemeral,
        )
        return self.urls()

    def urls(self) -> Urls:
        """Precondition: started."""
        return Urls(
            **{
                field: socket_url(role=role, password=self._password(role), database=DATABASE, socket_folder=self.socket_folder)
                for field, role in (("superuser", SUPERUSER), ("owner", OWNER), ("app", APP))
            }
        )

    def is_running(self) -> bool:
        """Whether a postmaster of this cluster lives, ours or another process's; cheap enough to ask every second."""
        if self.process is not None:
            return self.process.poll() is None
        return leftovers.is_postmaster(leftovers.postmaster_pid(self.cluster), self.cluster)

    def _make_folder(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700)
            give(self.folder, self.account)
        (self.folder / "passwords").mkdir(mode=0o700, exist_ok=True)

    def _password(self, role: str) -> str:
        """The role's password, drawn once. Precondition for a first call: the start lock is held."""
        path = self.folder / "passwords" / role
        if not path.exists():
            draft = path.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(32))
            draft.replace(path)
        return path.read_text()

    def _make_cluster(self, programs: Path) -> None:
        """initdb in a folder of its own, renamed at the end: a killed initdb leaves only rubbish, never half a cluster."""
        making = self.folder / f"making-{secrets.token_hex(4)}"
        making.mkdir(mode=0o700)
        give(making, self.account)
        password = making / "password"
        password.touch(mode=0o600)
        password.write_text(self._password(SUPERUSER))
        give(password, self.account)
        arguments = [
            str(programs / "initdb"),
            f"--pgdata={making / 'cluster'}",
            f"--username={SUPERUSER}",
            "--auth=scram-sha-256",
            f"--pwfile={password}",
            "--encoding=UTF8",
            "--no-instructions",
            *self._collation(programs),
            *(["--no-sync"] if self.ephemeral else []),
        ]
        answer = subprocess.run(
            arguments, capture_output=True, text=True, check=False, **child_options(self.account, dies_with_us=True)
        )
        if answer.returncode:
            shutil.rmtree(making, ignore_errors=True)
            last = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise PostgresRefused(f"PostgreSQL could not make its files in {self.folder}: {last}")
        (making / "cluster").replace(self.cluster)
        shutil.rmtree(making, ignore_errors=True)

    def _collation(self, programs: Path) -> list[str]:
        """The built-in collation sorts alike on every system and survives an upgrade of its C library."""
        if self._major(programs) >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _major(self, programs: Path) -> int:
        return int((binaries.version(programs, self.account) or "0").split(".")[0])

    def _check_version(self, programs: Path) -> None:
        have, want = int((self.cluster / "PG_VERSION").read_text()), self._major(programs)
        if have != want:
            raise PostgresRefused(
                f"The data in {self.cluster} were made by PostgreSQL {have} and the installed programs are PostgreSQL {want}: "
                f"set MENTES_POSTGRES_BIN to programs of version {have}, dump there and restore with the new ones."
            )

    def _launch(self, programs: Path) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        settings = SETTINGS | {"unix_socket_directories": self._quoted_socket_folder()}
        settings |= EPHEMERAL_SETTINGS if self.ephemeral else {}
        arguments = [str(programs / "postgres"), "-D", str(self.cluster)]
        for name, value in settings.items():
            arguments += ["-c", f"{name}={value}"]
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self.process = subprocess.Popen(arguments, stdout=log, stderr=log, **child_options(self.account, dies_with_us=True))
        deadline = time.monotonic() + 600  # recovery after a crash may take minutes on a slow disk
        while not self._answers():
            if self.process.poll() is not None:
                self.process = None
                raise PostgresRefused(f"PostgreSQL did not start: {self._last_words()} (more in {self.log})")
            if time.monotonic() > deadline:
                raise PostgresRefused(f"PostgreSQL did not answer within ten minutes; its log is {self.log}.")
            time.sleep(0.02)

    def _quoted_socket_folder(self) -> str:
        # PostgreSQL reads a list here, so that a comma or a space needs quotes.
        return '"' + str(self.socket_folder).replace('"', '""') + '"'

    def _last_words(self) -> str:
        with open(self.log, "rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 4000))
            lines = log.read().decode(errors="replace").splitlines()
        loud = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
        return (loud or lines or ["it said nothing"])[-1].split("FATAL:")[-1].strip()

    # -- talk -------------------------------------------------------------------------------------------------

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            user=SUPERUSER,
            password=self._password(SUPERUSER),
            host=str(self.socket_folder),
            port=PORT,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def _answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError as error:
            if "authentication failed" in str(error):
                raise PostgresRefused(
                    f"The PostgreSQL in {self.folder} does not accept the password in {self.folder / 'passwords' / SUPERUSER}: "
                    "put the right file back, from a backup."
                ) from error
            return False
        return True

    # -- stop -------------------------------------------------------------------------------------------------

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the cluster if it is ours to stop. `at_once` skips the last checkpoint; the next start recovers."""
        if self.process is None and self._responsible.take(wait=False):
            self._stop_orphan()
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(60)
            self.process = None
        self._responsible.free()
        if self.ephemeral:
            shutil.rmtree(self.folder, ignore_errors=True)
            if self.folder not in self.socket_folder.parents:
                shutil.rmtree(self.socket_folder, ignore_errors=True)

    def _stop_orphan(self) -> None:
        """A cluster that a killed process left running (not on Linux, where the kernel stops it with its parent)."""
        pid = leftovers.postmaster_pid(self.cluster)
        if leftovers.is_postmaster(pid, self.cluster):
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                process.send_signal(signal.SIGINT)
                process.wait(60)
