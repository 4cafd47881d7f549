"""Live events through the whole application as a server runs it: told once a change is committed, to those it is for."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction
from django.test import Client

from mentes.config.asgi import application
from mentes.lib import live, most_bytes
from mentes.messages.actions import close_conversation
from mentes.messages.tests.conftest import make_talk
from mentes.testing import NOW

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


class Stream:
    """One browser that holds a stream open."""

    def __init__(self, path: str, cookie: str | None, headers=()):
        named = [(b"host", b"testserver"), *([(b"cookie", f"mentes={cookie}".encode())] if cookie else []), *headers]
        self.scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "headers": named,
            "client": ("127.0.0.1", 1), "server": ("testserver", 80),
        }  # fmt: skip
        self.said, self.status, self.headers, self.heard = "", 0, {}, asyncio.Event()
        self.asked, self.leaves = False, asyncio.Event()

    async def receive(self) -> dict:
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {key.decode().lower(): value.decode() for key, value in message["headers"]}
        else:
            self.said += message["body"].decode()
        self.heard.set()

    async def until(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while words not in self.said:
                self.heard.clear()
                await self.heard.wait()


@asynccontextmanager
async def opened(path: str, cookie: str | None, headers=()):
    stream = Stream(path, cookie, headers)
    task = asyncio.create_task(application(stream.scope, stream.receive, stream.send))
    try:
        yield stream, task
    finally:
        stream.leaves.set()
        await asyncio.wait_for(task, PATIENCE)


@pytest.fixture
def fresh_hub(monkeypatch):
    monkeypatch.setattr(live, "hub", live.Hub())
    return live.hub


@pytest.fixture
def cookie_of():
    def cookie(person) -> str:
        client = Client()
        client.force_login(person)
        return client.cookies["mentes"].value

    return cookie


def in_loop(work) -> None:
    """Runs `work(sync)`; `sync(f)` calls f in a thread, with its database connection given back."""

    async def run() -> None:
        def calls(f):
            def inside(*args, **kwargs):
                try:
                    return f(*args, **kwargs)
                finally:
                    connections.close_all()

            return sync_to_async(inside, thread_sensitive=False)

        try:
            await work(calls)
        finally:
            await live.hub.close()

    asyncio.run(run())


def test_both_hear_once_it_is_committed_and_not_before(fresh_hub, cookie_of):
    talk = make_talk()
    cookies = {person: cookie_of(person) for person in (talk.ama, talk.rosa)}

    def write_and_wait():
        with transaction.atomic():
            talk.says(talk.ama, "A word.")
            time.sleep(0.6)
            return rosa_before()

    streams = {}

    def rosa_before() -> str:
        return streams["rosa"].said

    async def work(sync):
        path = f"{talk.path}events/"
        async with opened(path, cookies[talk.ama]) as (ama, _), opened(path, cookies[talk.rosa]) as (rosa, _):
            streams["rosa"] = rosa
            await ama.until("event: live")
            await rosa.until("event: live")
            assert "event: news" not in await sync(write_and_wait)()
            await rosa.until("event: news\nid: 1\ndata: 1\n")
            await ama.until("event: news")
            assert rosa.headers["content-type"].startswith("text/event-stream")
            assert "A word." not in rosa.said
            assert live.KEY not in rosa.headers
            assert "content-length" not in rosa.headers

    in_loop(work)


def test_what_is_rolled_back_is_never_told(fresh_hub, cookie_of):
    talk = make_talk()
    cookie = cookie_of(talk.rosa)

    def roll_back():
        with transaction.atomic():
            talk.says(talk.ama, "Never mind.")
            transaction.set_rollback(True)

    async def work(sync):
        async with opened(f"{talk.path}events/", cookie) as (rosa, _):
            await rosa.until("event: live")
            await sync(roll_back)()
            await sync(talk.says)(talk.ama, "This one.")
            await rosa.until("event: news")
            assert rosa.said.count("event: news") == 1

    in_loop(work)


def test_strangers_and_the_signed_out_get_no_stream(fresh_hub, cookie_of):
    talk = make_talk()
    dov = cookie_of(talk.dov)

    async def work(sync):
        for cookie, status in ((dov, 404), (None, 302)):
            stream = Stream(f"{talk.path}events/", cookie)
            await asyncio.wait_for(application(stream.scope, stream.receive, stream.send), PATIENCE)
            assert stream.status == status
            assert "event:" not in stream.said
        assert not live.hub.held
        assert not live.hub.waiting

    in_loop(work)


def test_a_stream_holds_neither_a_thread_nor_a_connection_of_the_pages(fresh_hub, cookie_of):
    talk = make_talk()
    cookie = cookie_of(talk.rosa)

    def connections_of_server() -> tuple[int, int]:
        """How many others there are, and how many of them listen."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*), count(*) filter (where query like 'listen%') from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
            return cursor.fetchone()

    async def work(sync):
        before, _ = await sync(connections_of_server)()
        async with opened(f"{talk.path}events/", cookie) as (one, _):
            await one.until("event: live")
            async with opened(f"{talk.path}events/", cookie) as (two, _):
                await two.until("event: live")
                # One connection listens for both of them. Those of the pages are gone in a moment: the database ends a
                # connection a little after its client has left.
                async with asyncio.timeout(PATIENCE):
                    while (there := await sync(connections_of_server)()) > (before + 1, 1):
                        await asyncio.sleep(0.05)
                assert there[1] == 1

    in_loop(work)


def test_a_person_has_a_few_streams_and_beyond_them_asks_now_and_then(fresh_hub, cookie_of, monkeypatch):
    monkeypatch.setattr(live, "MOST_OF_A_PERSON", 1)
    talk = make_talk()
    ama, rosa = cookie_of(talk.ama), cookie_of(talk.rosa)

    async def work(sync):
        path = f"{talk.path}events/"
        async with opened(path, rosa) as (one, _):
            await one.until("event: live")
            second = Stream(path, rosa)
            await asyncio.wait_for(application(second.scope, second.receive, second.send), PATIENCE)
            assert (second.status, "event: live" in second.said) == (200, False)
            assert f"retry: {live.ASK_AGAIN_MS}" in second.said
            async with opened(path, ama) as (other, _):
                await other.until("event: live")
        async with opened(path, rosa) as (again, _):
            await again.until("event: live")

    in_loop(work)


def test_whoever_comes_back_hears_at_once_what_was_missed(fresh_hub, cookie_of):
    talk = make_talk()
    cookie = cookie_of(talk.rosa)
    talk.says(talk.ama)

    async def work(sync):
        async with opened(f"{talk.path}events/", cookie, [(b"last-event-id", b"0")]) as (late, _):
            await late.until("event: news\nid: 1")
        async with opened(f"{talk.path}events/", cookie, [(b"last-event-id", b"1")]) as (knows, _):
            await knows.until("event: live")
            assert "event: news" not in knows.said

    in_loop(work)


def test_a_stream_ends_after_a_while_so_that_everything_is_asked_anew(fresh_hub, cookie_of, monkeypatch):
    monkeypatch.setattr(live, "LIVES_SECONDS", 1)
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.3)
    talk = make_talk()
    cookie = cookie_of(talk.rosa)

    async def work(sync):
        stream = Stream(f"{talk.path}events/", cookie)
        await asyncio.wait_for(application(stream.scope, stream.receive, stream.send), PATIENCE)
        assert ": still here" in stream.said
        await sync(talk.conversation.members.filter(person=talk.rosa).delete)()
        gone = Stream(f"{talk.path}events/", cookie)
        await asyncio.wait_for(application(gone.scope, gone.receive, gone.send), PATIENCE)
        assert gone.status == 404

    in_loop(work)


def test_closing_the_hub_ends_every_stream_at_once(fresh_hub, cookie_of):
    talk = make_talk()
    cookie = cookie_of(talk.rosa)

    async def work(sync):
        async with opened(f"{talk.path}events/", cookie) as (stream, task):
            await stream.until("event: live")
            begin = time.monotonic()
            await live.hub.close()
            await asyncio.wait_for(task, PATIENCE)
            assert time.monotonic() - begin < 1

    in_loop(work)


def test_a_lost_connection_is_made_again_and_what_was_missed_is_asked_for(fresh_hub, cookie_of):
    talk = make_talk()
    cookie = cookie_of(talk.rosa)

    def cut():
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %%' and pid <> pg_backend_pid()"
            )
            return cursor.rowcount

    async def work(sync):
        async with opened(f"{talk.path}events/", cookie) as (rosa, _):
            await rosa.until("event: live")
            assert await sync(cut)() == 1
            await sync(talk.says)(talk.ama)
            await rosa.until("event: news")
            await sync(close_conversation)(about=talk.conversation.about, now=NOW)
            await rosa.until("event: news\nid: 2")

    in_loop(work)


def test_a_request_that_is_too_large_is_refused_before_it_has_come(monkeypatch):
    monkeypatch.setattr(most_bytes, "MOST_BYTES", 1000)
    sent = []

    async def send(message):
        sent.append(message)

    async def post(headers, pieces):
        async def receive():
            if not pieces:
                await asyncio.sleep(PATIENCE)
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        scope = Stream("/messages/", None).scope | {"method": "POST", "headers": [(b"host", b"testserver"), *headers]}
        await application(scope, receive, send)
        return [message["status"] for message in sent if message["type"] == "http.response.start"][-1]

    assert asyncio.run(post([(b"content-length", b"1001")], [])) == 413
    assert asyncio.run(post([(b"content-length", b"many")], [])) == 413
    assert asyncio.run(post([], [b"x" * 600, b"x" * 600])) == 413  # it did not say how long it is
    assert asyncio.run(post([(b"content-length", b"3")], [b"a=b"])) != 413
