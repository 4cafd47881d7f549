"""What a killed PostgreSQL leaves behind: a pid file that lies, and backends that have not noticed yet."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from mentes.lib.postgres.refusal import PostgresRefused


def postmaster_pid(cluster: Path) -> int | None:
    """The pid in the cluster's lock file, whoever has that pid today."""
    try:
        return int((cluster / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def is_postmaster(pid: int | None, cluster: Path) -> bool:
    """Whether `pid` is a living postmaster of this very cluster: not a zombie, not another program with a reused pid."""
    if pid is None:
        return False
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith("postgres"):
            return False
        return str(cluster) in process.cmdline()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:  # it lives and is somebody's secret: safer to believe the lock file
        return True


def clear(cluster: Path, socket_folder: Path, *, answers: Callable[[], bool], patience_seconds: float = 300) -> bool:
    """Make the cluster ready for a new postmaster; True when the old one lives after all and answers.

    PostgreSQL believes any living pid in its lock file. After a reboot, or in a container, that pid may be another
    program's, or a zombie's. Precondition: the start lock is held. A postmaster that is still recovering or shutting
    down is waited for.
    """
    deadline = time.monotonic() + patience_seconds
    while is_postmaster(postmaster_pid(cluster), cluster):
        if answers():
            return True
        if time.monotonic() > deadline:
            raise PostgresRefused(
                f"PostgreSQL (process {postmaster_pid(cluster)}) holds {cluster} but does not answer: "
                "stop that process and start again."
            )
        time.sleep(0.05)
    _wait_for_orphans(cluster)
    pid = postmaster_pid(cluster)
    # With a dead pid PostgreSQL clears the file itself, after a look at the shared memory named in it.
    if pid is None or psutil.pid_exists(pid):
        (cluster / "postmaster.pid").unlink(missing_ok=True)
    for lock in socket_folder.glob(".s.PGSQL.*.lock"):  # a private folder: nobody else's lock can lie there
        lock.unlink(missing_ok=True)
    return False


def _wait_for_orphans(cluster: Path, patience_seconds: float = 5) -> None:
    """Backends of a killed postmaster must be gone before a new one touches the same files.

    They notice at their next wait; one that computes without waiting is killed, which crash recovery covers.
    """
    orphans = list(_orphans(cluster))
    _, alive = psutil.wait_procs(orphans, timeout=patience_seconds)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    _, alive = psutil.wait_procs(alive, timeout=patience_seconds)
    if alive:
        pids = ", ".join(str(process.pid) for process in alive)
        raise PostgresRefused(f"Processes of an earlier PostgreSQL still hold {cluster}: stop {pids} and start again.")


def _orphans(cluster: Path):
    for process in psutil.process_iter(["name", "cwd", "status"]):
        known = process.info
        if known["status"] == psutil.STATUS_ZOMBIE or not (known["name"] or "").startswith("postgres"):
            continue
        # Where the kernel hides the working folder of another account's process (root in a container), the lock
        # file with its shared memory key stays in place and PostgreSQL itself refuses while backends live.
        if known["cwd"] == str(cluster):
            yield process
