"""A PostgreSQL of a measurement's own, which is gone when the measurement is over."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentes.lib.postgres import EmbeddedPostgres


@contextmanager
def own_database() -> Iterator[tuple[str, Path]]:
    """Address of an empty database, and the folder in which it lies, where a measurement may keep what it writes."""
    folder = Path(tempfile.mkdtemp(prefix="mentes-bench-"))
    folder.chmod(0o711)  # where root measures, PostgreSQL's account has to pass through
    postgres = EmbeddedPostgres(folder / "postgres", ephemeral=True)
    try:
        yield postgres.start().owner, folder
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
