"""One guarded WebSocket of one person who is signed in: exact origin, size, pace, and looking again whether they may stay.

A room derives its own socket from `GuardedSocket` and says who may enter and what it does with a message. What a browser sees:
a refused handshake (403) where nothing is there for it, else one of the codes below when the line is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from abc import ABC, abstractmethod
from collections import Counter, deque
from typing import Any

from channels.db import DatabaseSyncToAsync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.security.websocket import OriginValidator
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils.module_loading import import_string

MOST_BYTES = 64 * 1024
MOST_A_SECOND = 20
MOST_SOCKETS_OF_ONE = 6
# What waits for a reader who does not read. More than this means that nobody is there.
MOST_WAITING = 256
SECONDS_BETWEEN_SESSIONS = 60
SECONDS_TO_SPEAK = 10

SIGNED_OUT, NO_PLACE, SILENT, ELSEWHERE, FULL, WRONG, TOO_FAST, TOO_BIG = 4401, 4403, 4408, 4409, 4423, 4400, 4429, 1009
GONE_SLOW = 1013
AGAIN = 1012  # the database does not answer at this moment: the browser comes back, with what it still has


def in_a_thread(function):
    """`function` reads the database; awaited, it runs in any free thread, so that one slow query holds up nobody else's line."""
    return DatabaseSyncToAsync(function, thread_sensitive=False)


def _person_of(cookies: dict[str, str]) -> Any:
    """Who is signed in by these cookies at this moment, read anew from the database; None where nobody is."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    person = get_user(request)
    return person if person.is_authenticated and person.is_active else None


person_of = in_a_thread(_person_of)


def from_our_pages(application, origins: list[str] | None = None):
    """`application` for browsers that show a page of ours: scheme, host and port must be one of `origins`, and named."""
    validator = OriginValidator(CookieMiddleware(application), settings.WEBSOCKET_ORIGINS if origins is None else origins)

    async def guarded(scope, receive, send):
        # Two origins are none: which of them would a reader of the header believe?
        named = [value for name, value in scope["headers"] if name == b"origin"]
        if len(named) != 1:
            scope = scope | {"headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
        try:
            return await validator(scope, receive, send)
        except ValueError:  # urlparse cannot read it: a broken address is no page of ours
            return await send({"type": "websocket.close"})

    return guarded


class Pace:
    """At most `most` in any stretch of one second."""

    def __init__(self, most: int = MOST_A_SECOND):
        self.times: deque[float] = deque(maxlen=most)

    def allows(self, at: float) -> bool:
        """Count one at `at` (seconds, any origin). False where it is one too many."""
        if len(self.times) == self.times.maxlen and at - self.times[0] < 1:
            return False
        self.times.append(at)
        return True


_open: Counter = Counter()


class GuardedSocket(ABC, AsyncWebsocketConsumer):
    """`person` is who they are. Override `may_enter`, `may_stay`, `take`, `left`; speak by `say`, end by `end`."""

    person: Any = None
    most_a_second = MOST_A_SECOND
    is_counted = is_ending = is_writing = False

    @abstractmethod
    async def may_enter(self) -> bool:
        """Whether `self.person` has something here; asked once, before the line is taken."""

    @abstractmethod
    async def may_stay(self) -> bool:
        """Asked before every message."""

    @abstractmethod
    async def take(self, message: dict) -> None:
        """A message that is a JSON object. Raises ValueError where it makes no sense: the line is closed."""

    async def left(self) -> None:
        """The line is gone, by whichever side."""

    async def connect(self) -> None:
        self.person = await person_of(self.scope["cookies"])
        if self.person is None or not await self.may_enter():
            await self.close()
            return
        if _open[self.person.pk] >= MOST_SOCKETS_OF_ONE:
            await self.close()
            return
        _open[self.person.pk] += 1
        self.is_counted, self.has_spoken, self.pace = True, False, Pace(self.most_a_second)
        self.waiting: asyncio.Queue[tuple[str, Any]] = asyncio.Queue(MOST_WAITING)
        self.tasks: list[asyncio.Task] = []
        await self.accept()
        self.tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._look_again())]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.is_ending:
            return
        if text_data is None:
            self.end(WRONG)
        elif len(text_data.encode()) > MOST_BYTES:
            self.end(TOO_BIG)
        elif not self.pace.allows(time.monotonic()):
            self.end(TOO_FAST)
        elif not await self.may_stay():
            self.end(NO_PLACE)
        else:
            self.has_spoken = True
            try:
                message = json.loads(text_data)
                if not isinstance(message, dict):
                    raise ValueError("not an object")
                await self.take(message)
            except (ValueError, RecursionError):
                self.end(WRONG)

    async def __call__(self, scope, receive, send) -> None:
        """Channels' own loop makes a task of every message and goes into a thread before each, for nothing that is used here."""
        self.scope, self.base_send = scope, send
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                if message["type"] == "websocket.connect":
                    await self.connect()
                else:
                    await self.receive(message.get("text"), message.get("bytes"))
        finally:  # where something broke no disconnect is heard of, and the line would be counted for ever
            await self._give_up()

    async def _give_up(self) -> None:
        if not self.is_counted:
            return
        self.is_counted = False
        _open[self.person.pk] -= 1
        if not _open[self.person.pk]:
            del _open[self.person.pk]
        for task in self.tasks:
            task.cancel()
        await self.left()

    def say(self, message: dict) -> None:
        """Put `message` in line for this browser; who does not read for long is let go."""
        self.say_text(json.dumps(message))

    def is_behind(self) -> bool:
        """Whether this browser does not take what it was sent: what is only good while it is new had better wait."""
        return self.is_writing

    def say_text(self, text: str) -> None:
        """The same for what is JSON already."""
        try:
            self.waiting.put_nowait(("say", text))
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.end(GONE_SLOW)

    def end(self, code: int) -> None:
        """Close the line once what is in line has gone out."""
        self.is_ending = True
        with contextlib.suppress(asyncio.QueueFull):
            self.waiting.put_nowait(("end", code))

    async def _write(self) -> None:
        """Everything goes out here, so that no sender waits for another's slow reader."""
        while True:
            what, value = await self.waiting.get()
            if what == "end":
                await self.close(code=value)
                return
            # Nobody sees this true unless the connection is full, for only then does the next line wait.
            self.is_writing = True
            await self.base_send({"type": "websocket.send", "text": value})
            self.is_writing = False

    async def _look_again(self) -> None:
        """Signed out, suspended or erased since: the line ends within a minute. So it does where nothing was said at first."""
        await asyncio.sleep(SECONDS_TO_SPEAK)
        if not self.has_spoken:
            self.end(SILENT)
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_SESSIONS)
            person = await person_of(self.scope["cookies"])
            if person is None or person.pk != self.person.pk:
                self.end(SIGNED_OUT)
