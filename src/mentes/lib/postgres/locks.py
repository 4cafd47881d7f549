"""A lock on a folder that the kernel drops when its holder dies, so that none is ever stale."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where the embedded cluster is not offered and a second start is not noticed
    fcntl = None


class FolderLock:
    """An exclusive flock on `path`; the file stays, its content is a note for whoever finds it locked."""

    def __init__(self, path: Path):
        self.path = path
        self._file = None

    def take(self, *, wait: bool) -> bool:
        """True when the lock is ours; with `wait=False` False at once where somebody else holds it."""
        if self._file is not None:
            return True
        # Opened without truncation, so that the holder's note stays readable to those who come second.
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        file = os.fdopen(descriptor, "r+", encoding="utf-8")
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
        self._file = file
        return True

    def write_note(self, note: str) -> None:
        """Precondition: the lock is held."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(note)
        self._file.flush()

    def note(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def free(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> FolderLock:
        self.take(wait=True)
        return self

    def __exit__(self, *_) -> None:
        self.free()
