"""A house under load that is killed again and again: web, worker and database, each by kill -9 in the middle of its work."""

import contextlib
import http.client
import json
import os
import random
import re
import subprocess
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from mentes.cli.tests.conftest import Server, free_port, mentes

N_PAIRS = 12
SECONDS_TO_ANSWER = 20
# What each person books lies in hours of their own pair, days ahead, so that only a lost answer makes two of one.
PREPARE = """
import json, datetime as dt
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from mentes.messages.actions import open_conversation
from mentes.matches.models import Match
from mentes.testing import make_participation, make_person, make_programme
now = dt.datetime.now(dt.UTC)
programme = make_programme()
told = []
for k in range({n_pairs}):
    people = [make_person(f"{{side}} {{k}}", email=f"{{side}}{{k}}@example.org") for side in ("mentee", "mentor")]
    places = [make_participation(p, programme, side) for p, side in zip(people, ("mentee", "mentor"))]
    both = {{"mentee": places[0], "mentor": places[1]}}
    match = Match.objects.create(programme=programme, **both, points=50, state="active", started_at=now)
    open_conversation(about=match.pk, people=people, now=now)
    for person in people:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        told.append([str(match.pk), person.email, session.session_key])
print("PREPARED", json.dumps(told))
"""
COUNT = """
import datetime as dt, json
from mentes.meetings.models import Meeting, Seat
from mentes.messages.models import Message
from mentes.people.models import Letter
meetings = [[str(m.pk), m.starts_at.isoformat(), str(m.about)] for m in Meeting.objects.live()]
print("COUNTED", json.dumps({
    "messages": list(Message.objects.values_list("text", flat=True)),
    "meetings": meetings,
    "letters": [[str(l.id), l.state, l.last_error] for l in Letter.objects.filter(not_before__lte=dt.datetime.now(dt.UTC))],
    "n_due": Letter.objects.filter(state__in=["waiting", "sending"], not_before__lte=dt.datetime.now(dt.UTC)).count(),
}))
"""


@dataclass
class Seen:
    """What was promised to somebody, and how long it took to be back."""

    messages: set[str] = field(default_factory=set)
    meetings: set[str] = field(default_factory=set)
    recoveries: list[tuple[str, float, float]] = field(default_factory=list)  # what was killed, seconds, load
    n_requests: int = 0


class House:
    def __init__(self, folder: Path, mail_port: int):
        self.folder, self.port = folder, free_port()
        # A hundred rounds book more within an hour than a person may.
        self.extra = {"MENTES_EMAIL_URL": f"smtp://127.0.0.1:{mail_port}", "MENTES_MEETING_CHANGES_AN_HOUR": "0"}
        self.seen = Seen()
        self.server: Server | None = None
        self.worker: Server | None = None
        self._stop = threading.Event()
        self._lock = threading.Lock()

    def open(self) -> None:
        self.server = Server("serve", "--port", str(self.port), "--data", str(self.folder), **self.extra)
        self.server.wait_for("ready: ")

    def hire(self) -> None:
        self.worker = Server("worker", "--data", str(self.folder), **self.extra)
        self.worker.wait_for("works on the queue")

    def ask(self, code: str, mark: str):
        said = mentes("manage", "--data", str(self.folder), "shell", "-c", code, **self.extra)
        found = re.search(rf"^{mark} (.*)$", said.stdout, re.M)
        assert found, said.stdout + said.stderr
        return json.loads(found[1])

    def postmaster(self) -> psutil.Process:
        (file,) = (self.folder / "postgres").glob("*/postmaster.pid")
        return psutil.Process(int(file.read_text().split()[0]))

    # The load

    def begin(self) -> None:
        people = self.ask(PREPARE.format(n_pairs=N_PAIRS), "PREPARED")
        self.threads = [
            threading.Thread(target=self._live, args=(number, *person), daemon=True) for number, person in enumerate(people)
        ]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self.threads:
            thread.join(SECONDS_TO_ANSWER * 2)

    def _live(self, number: int, match: str, email: str, session: str) -> None:
        """Writes and books until the end. What was acknowledged is kept; a lost answer is asked for again under the same key."""
        draw = random.Random(number)
        n = 0
        while not self._stop.is_set():
            n += 1
            text, key = f"{email} says {n}", str(uuid.uuid4())
            while not self._stop.is_set():
                status, _where = self._post(f"/messages/{match}/write/", session, text=text, key=key)
                if status in (302, 303):
                    with self._lock:
                        self.seen.messages.add(text)
                    break
                time.sleep(3 if status == 429 else 0.3)
            if n % 4 == 0:
                self._book(number, n, match, session)
            time.sleep(draw.uniform(1.0, 4.0))

    def _book(self, number: int, n: int, match: str, session: str) -> None:
        # Half an hour of a day that the other of the two never asks for.
        at = (int(time.time()) // 86_400 + 2 + n) * 86_400 + (number % 2) * 7200
        instant = time.strftime("%Y%m%dT%H%MZ", time.gmtime(at))
        fields = {"at": instant, "minutes": "30", "title": "", "repeat": "", "times": "", "link": ""}
        status, where = self._post(f"/meetings/about/{match}/", session, **fields)
        if status in (302, 303):
            with self._lock:
                self.seen.meetings.add(where.rstrip("/").rpartition("/")[2])

    def _post(self, path: str, session: str, **fields: str) -> tuple[int, str]:
        """(status, where to); status 0 where the line broke: nobody knows whether it was done."""
        token = "d" * 32
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"mentes={session}; mentes-csrf={token}",
            "X-CSRFToken": token,
        }
        self.seen.n_requests += 1
        try:
            connection.request("POST", path, urlencode(fields), headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    # The rounds

    def round(self, what: str) -> float:
        """Kill one of the three, bring it back if nobody else does; seconds until pages that need the database answer again."""
        began = time.monotonic()
        if what == "web":
            self.server.process.kill()
            self.server.process.wait()
            began = time.monotonic()
            self.open()
        elif what == "worker":
            self.worker.process.kill()
            self.worker.process.wait()
            self.hire()
        else:
            self.postmaster().kill()
            time.sleep(0.2)
        while not self._answers():
            time.sleep(0.1)
            assert time.monotonic() - began < 60, "the house does not come back\n" + "\n".join(self.server.lines[-20:])
        seconds = time.monotonic() - began
        self.seen.recoveries.append((what, seconds, os.getloadavg()[0]))
        return seconds

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        return False

    def close(self) -> None:
        for one in (self.worker, self.server):
            if one is not None and one.process.poll() is None:
                one.process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    one.process.wait(30)
