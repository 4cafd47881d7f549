"""A PostgreSQL of a measurement's own, which is gone when the measurement is over."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from mentes.lib.postgres import EmbeddedPostgres
from mentes.lib.postgres.leftovers import postmaster_pid


@contextmanager
def own_database(*, as_served: bool = False) -> Iterator[tuple[str, Path]]:
    """Address of an empty database, and the folder in which it lies, where a measurement may keep what it writes.

    `as_served`: with the settings of `mentes serve`, so that every commit waits for the disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="mentes-bench-"))
    folder.chmod(0o711)  # where root measures, PostgreSQL's account has to pass through
    postgres = EmbeddedPostgres(folder / "postgres", ephemeral=not as_served)
    try:
        yield postgres.start().owner, folder
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def cpu_seconds(folder: Path) -> float:
    """Processor time that the database in `folder` has used so far, by its processes that live and those that have ended."""
    postmaster = psutil.Process(postmaster_pid(folder / "postgres" / "cluster"))
    ended = postmaster.cpu_times()
    seconds = ended.children_user + ended.children_system
    for process in (postmaster, *postmaster.children()):
        with contextlib.suppress(psutil.NoSuchProcess):
            seconds += sum(process.cpu_times()[:2])
    return seconds
