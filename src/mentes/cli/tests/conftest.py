"""Runs the real command in processes of its own, on folders of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

SOURCES = Path(__file__).parents[3]
NOT_INHERITED = ("DATABASE_URL", "MENTES_", "DJANGO_", "DEBUG")


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(NOT_INHERITED)}
    return kept | {"PYTHONPATH": str(SOURCES), "PYTHONUNBUFFERED": "1"} | more


def mentes(*arguments: str, **more: str) -> subprocess.CompletedProcess:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "mentes", *arguments], capture_output=True, text=True, env=environment(**more), timeout=120
    )


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    """`mentes serve` in a process; its lines are read as they come."""

    all: list["Server"] = []

    def __init__(self, *arguments: str, script: str = "", **more: str):
        Server.all.append(self)
        self.process = subprocess.Popen(
            [sys.executable, *(["-c", script] if script else ["-m", "mentes"]), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(**more),
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def wait_for(self, words: str, seconds: float = 90) -> str:
        """The first line with `words`; fails, with all lines, where none comes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = next((line for line in self.lines if words in line), None)
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        pytest.fail(f"no line with “{words}”:\n" + "\n".join(self.lines))

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def place():
    """A folder that root's PostgreSQL may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="mentes-commands-"))
    folder.chmod(0o711)
    yield folder
    for server in Server.all:
        if server.process.poll() is None:
            server.kill()
    for process in psutil.process_iter(["cwd", "name"]):
        if process.info["name"] == "postgres" and (process.info["cwd"] or "").startswith(str(folder)):
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)
