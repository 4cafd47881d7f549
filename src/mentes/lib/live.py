"""Live pages: server-sent events over one LISTEN connection a process.

A room tells that something changed (`tell`, part of its transaction: what is rolled back was never told). Nothing but the
address of a stream and a short mark goes through the database; what changed, the page asks for itself, as its reader.

A stream is opened by an ordinary view, which checks everything that views check and answers with `opening`. It stands before
Django's application (`Streams`): once Django has answered, and its thread and database connection are given back, the answer is
not ended but goes on. A page server that knows no streams sends the same answer and ends it; the browser asks again later.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.http import HttpResponse

log = logging.getLogger(__name__)
CHANNEL = "mentes_live"
ENDING = "/events/"  # of the address of every stream
KEY = "x-mentes-stream"  # says, between a view and Streams, whose stream it is; no browser ever sees it
HEARTBEAT_SECONDS = 15
# Then the browser comes back by itself, and everything is checked anew: still signed in, still allowed.
LIVES_SECONDS = 55
MOST_STREAMS = 500  # of one process
MOST_OF_A_PERSON = 6
COME_BACK_MS = 500
ASK_AGAIN_MS = 20_000  # where streams are not there, or somebody has too many open
SECONDS_TO_LISTEN = 5
PARAMETERS = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
Send = Callable[[dict], Awaitable[None]]


def tell(address: str, mark: str) -> None:
    """Says to everybody who listens at `address` that there is something new, once the transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, json.dumps([address, mark])])


def opening(*, person, mark: str, is_news: bool) -> HttpResponse:
    """What a view answers that opens a stream for `person`, who has seen everything up to `mark`, or not (`is_news`)."""
    body = _event("here", mark, retry=ASK_AGAIN_MS) + (_event("news", mark) if is_news else "")
    # As it is: squeezed, an event would wait until there are more.
    headers = {"Content-Encoding": "identity", "X-Accel-Buffering": "no", KEY: str(person.pk)}
    return HttpResponse(body, content_type="text/event-stream; charset=utf-8", headers=headers)


def _event(name: str, mark: str, *, retry: int | None = None) -> str:
    return (f"retry: {retry}\n" if retry else "") + f"event: {name}\nid: {mark}\ndata: {mark}\n\n"


class Hub:
    """Everybody who listens in this process, and the one connection through which they hear."""

    def __init__(self):
        self.waiting: dict[str, set[asyncio.Queue]] = {}
        self.held: Counter[str] = Counter()
        self.task: asyncio.Task | None = None
        self.listens: asyncio.Event | None = None
        self.is_closed = False

    async def join(self, address: str) -> asyncio.Queue:
        """A queue of marks. A None in it says that marks may have been missed; it holds one thing, since news are news once."""
        queue: asyncio.Queue = asyncio.Queue(1)
        self.waiting.setdefault(address, set()).add(queue)
        if self.task is None or self.task.done():
            self.listens = asyncio.Event()
            self.task = asyncio.create_task(self._listen(), name="live events")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.listens.wait(), SECONDS_TO_LISTEN)
        return queue

    def leave(self, address: str, queue: asyncio.Queue) -> None:
        there = self.waiting.get(address, set())
        there.discard(queue)
        if not there:
            self.waiting.pop(address, None)

    def take(self, person: str) -> bool:
        """One more stream for `person`; False where they, or all, have too many."""
        if self.is_closed or self.held[person] >= MOST_OF_A_PERSON or self.held.total() >= MOST_STREAMS:
            return False
        self.held[person] += 1
        return True

    def give(self, person: str) -> None:
        self.held[person] -= 1
        if self.held[person] <= 0:
            del self.held[person]

    async def close(self) -> None:
        """Ends every stream and the connection. Call it before the server stops waiting for answers."""
        self.is_closed = True
        for address in list(self.waiting):
            self._pass_on(address, None)
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    def _pass_on(self, address: str, mark: str | None) -> None:
        for queue in self.waiting.get(address, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(mark)

    async def _listen(self) -> None:
        wait, has_missed = 0.5, False
        while self.waiting:
            try:
                async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True, connect_timeout=5) as line:
                    await line.execute(f"listen {CHANNEL}")
                    wait = 0.5
                    self.listens.set()
                    for address in list(self.waiting) if has_missed else ():
                        self._pass_on(address, None)
                    has_missed = True
                    await self._hear(line)
            except (psycopg.Error, OSError) as error:
                log.warning("Live events rest: %s", error)
                has_missed = True
                await asyncio.sleep(wait)
                wait = min(wait * 2, 10)
        self.listens.clear()

    async def _hear(self, line: psycopg.AsyncConnection) -> None:
        while self.waiting:  # the connection goes when the last one has left
            async for note in line.notifies(timeout=HEARTBEAT_SECONDS):
                address, mark = json.loads(note.payload)
                self._pass_on(address, mark)
            await line.execute("select 1")  # a server that is gone without a word is noticed here


def _parameters() -> dict:
    parameters = connections[DEFAULT_DB_ALIAS].get_connection_params()
    return {key: parameters[key] for key in PARAMETERS if key in parameters}


hub = Hub()


class Streams:
    """Stands before the application and keeps streams open that its views have allowed."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(ENDING) or hub.is_closed:
            await self.application(scope, receive, send)
            return
        # Listening before the view looks, so that nothing falls between the two.
        queue = await hub.join(scope["path"])
        first = _Answer(send)
        try:
            await self.application(scope, receive, first.send)
            if first.goes_on:
                await _go_on(queue, receive, send)
        finally:
            if first.goes_on:
                hub.give(first.person)
            hub.leave(scope["path"], queue)


class _Answer:
    """The view's answer on its way out: left open where it allows a stream and there is room for one."""

    def __init__(self, send: Send):
        self._send, self.person, self.goes_on = send, "", False

    async def send(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            headers = {key.lower(): value for key, value in message["headers"]}
            self.person = headers.pop(KEY.encode(), b"").decode()
            self.goes_on = bool(self.person) and hub.take(self.person)
            if self.goes_on:
                headers.pop(b"content-length", None)
            kept = [(key, value) for key, value in message["headers"] if key.lower() in headers]
            message = {**message, "headers": kept}
        elif self.goes_on:
            message = {**message, "more_body": True}
        await self._send(message)


async def _go_on(queue: asyncio.Queue, receive, send: Send) -> None:
    """Passes on what is told, with a heartbeat where there is silence, until the browser leaves or its time is over."""

    async def say(text: str, *, more: bool = True) -> None:
        await send({"type": "http.response.body", "body": text.encode(), "more_body": more})

    gone = asyncio.create_task(_until_gone(receive))
    loop = asyncio.get_running_loop()
    until = loop.time() + LIVES_SECONDS * random.uniform(0.9, 1.1)
    try:
        await say(f"retry: {COME_BACK_MS}\nevent: live\ndata:\n\n")
        while not hub.is_closed and loop.time() < until:
            told = asyncio.create_task(queue.get())
            wait = min(HEARTBEAT_SECONDS, max(0.0, until - loop.time()))
            await asyncio.wait({told, gone}, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                told.cancel()
                return
            if not told.done():
                told.cancel()
                await say(": still here\n\n")
            elif not hub.is_closed:
                mark = told.result()
                await say(_event("news", mark) if mark is not None else "event: news\ndata:\n\n")
        await say("", more=False)
    finally:
        gone.cancel()


async def _until_gone(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
