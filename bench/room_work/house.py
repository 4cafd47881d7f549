"""A served house with rehearsals that have begun, in a process of its own and on a folder of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_START = 180
NOT_INHERITED = ("DATABASE_URL", "MENTES_", "DJANGO_", "DEBUG")
# In each room a speaker and a mentor, both signed in; the rehearsal has begun.
PREPARE = """
import datetime as dt, json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from mentes.people.models import Person
from mentes.rehearsals.models import Guest, Rehearsal
now = dt.datetime.now(dt.UTC)
rooms = []
for n in range({n_rooms}):
    people, cookies = [], []
    for side in ("speaker", "mentor"):
        person = Person.objects.create_user(f"{{side}}{{n}}@example.org", name=f"{{side}} {{n}}", adult_confirmed_at=now)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        people.append(person)
        cookies.append(session.session_key)
    rehearsal = Rehearsal.objects.create(
        speaker=people[0], scenario="price", place="market", n_people=3, seed=n, state="open", made_at=now, opened_at=now
    )
    Guest.objects.create(rehearsal=rehearsal, person=people[1], side="mentor", since_at=now)
    rooms.append([str(rehearsal.pk), *cookies])
print("PREPARED", json.dumps(rooms))
"""


@dataclass
class House:
    """`rooms`: (rehearsal's id, the speaker's session, the mentor's session)."""

    port: int
    folder: Path
    extra: dict[str, str]
    process: subprocess.Popen | None = None
    rooms: list[tuple[str, str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Serves until the first page has answered."""
        self.lines = []
        self.process = subprocess.Popen(
            self._command("serve", "--port", str(self.port), "--data", str(self.folder)),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self._environment(),
        )  # fmt: skip
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        until = time.monotonic() + SECONDS_TO_START
        while not any("ready: " in line for line in self.lines):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the server does not start:\n" + "\n".join(self.lines))
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def ask(self, code: str, mark: str):
        """Runs `code` inside the house; what it prints after `mark`, as JSON."""
        said = subprocess.run(
            self._command("manage", "--data", str(self.folder), "shell", "-c", code),
            capture_output=True, text=True, env=self._environment(), timeout=SECONDS_TO_START, check=False,
        )  # fmt: skip
        found = re.search(rf"^{mark} (.*)$", said.stdout, re.M)
        if not found:
            raise RuntimeError(said.stdout + said.stderr)
        return json.loads(found[1])

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "mentes", *arguments]

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(NOT_INHERITED)}
        return kept | {"PYTHONUNBUFFERED": "1"} | self.extra

    def _read(self, process: subprocess.Popen) -> None:
        for line in process.stdout:
            self.lines.append(line.rstrip())


@contextmanager
def open_house(n_rooms: int, **extra: str) -> Iterator[House]:
    """Poses are passed on at once (the pace of ten a second is lifted), so that each that does not arrive is lost."""
    folder = Path(tempfile.mkdtemp(prefix="mentes-bench-room-"))
    folder.chmod(0o711)  # where root measures, PostgreSQL's account has to pass through
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    house = House(port, folder / "house", {"MENTES_POSES_A_SECOND": "1000000"} | extra)
    try:
        house.open()
        house.rooms = [tuple(one) for one in house.ask(PREPARE.format(n_rooms=n_rooms), "PREPARED")]
        yield house
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)
