"""Pages and timed work in one process, on one event loop, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import http.client
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import uvicorn

from mentes.cli.refusal import CannotStart
from mentes.cli.tls.choice import Tls
from mentes.cli.working import GRACE_SECONDS, PATIENCE_SECONDS, keep_up, leave, run_worker
from mentes.config.asgi import application
from mentes.lib import live
from mentes.lib.postgres import EmbeddedPostgres
from mentes.lib.sockets import MOST_BYTES

COLLECT_AFTER = 20_000  # objects made beyond those that went
SECONDS_TO_FIRST_PAGE = 60
SECONDS_BETWEEN_LOOKS = 60


class Server(uvicorn.Server):
    """uvicorn without its own signal handling: ours stops the worker and the database as well."""

    @contextlib.contextmanager
    def capture_signals(self):
        yield


def serve(
    listening: socket.socket,
    *,
    host_name: str,
    is_https: bool,
    tls: Tls | None,
    postgres: EmbeddedPostgres | None,
    ready: Callable[[int], None],
    stopping: Callable[[], None],
) -> None:
    """Serve until a signal; `ready(status)` is called once the first page has answered."""
    config = uvicorn.Config(
        application,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Django reads the forwarded headers, by MENTES_TRUSTED_PROXIES
        timeout_keep_alive=20,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=1000,
        ws="websockets-sansio",
        ws_max_size=MOST_BYTES,
        ws_per_message_deflate=False,  # what is short and secret is not packed together with what others wrote
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    # uvloop's where there is one: asyncio.run would take the interpreter's own.
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(Server(config), listening, host_name, is_https, tls, postgres, ready, stopping))


async def _serve(server, listening, host_name, is_https, tls, postgres, ready, stopping) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    # A page or job that computes in a thread cannot be cancelled, and the end of the loop would wait for it.
    patience = threading.Timer(PATIENCE_SECONDS, leave, kwargs={"postgres": postgres, "at_once": False})
    patience.daemon = True

    def on_signal() -> None:
        if stop.is_set():
            leave(postgres=postgres, at_once=True)
        stopping()
        stop.set()
        patience.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    stop_watching = threading.Event()
    if postgres:
        watcher = threading.Thread(target=keep_up, args=(postgres, stop_watching), name="database watch", daemon=True)
        watcher.start()
    pages = asyncio.create_task(server.serve(sockets=[listening]))
    work = asyncio.create_task(run_worker(stop))
    first_page = asyncio.create_task(_first_page(server, listening, host_name, is_https, tls, ready))
    fresh = asyncio.create_task(_stay_valid(server.config, tls))
    await asyncio.wait({pages, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    stop_watching.set()
    first_page.cancel()
    fresh.cancel()
    await live.hub.close()  # a stream is an answer that never ends by itself
    server.should_exit = True
    results = await asyncio.gather(pages, work, first_page, return_exceptions=True)
    if isinstance(results[0], Exception):
        raise results[0]
    await loop.shutdown_default_executor()
    patience.cancel()


async def _stay_valid(config, tls: Tls | None) -> None:
    """Serve a certificate that was renewed in its file to whoever connects from then on; the local one is renewed here."""
    if tls is None:
        return
    seen = tls.certificate.stat().st_mtime
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        with contextlib.suppress(OSError, CannotStart):  # half-written files fail to load: the next look finds them whole
            if tls.renew:
                await asyncio.to_thread(tls.renew, datetime.now(UTC))
            if tls.certificate.stat().st_mtime != seen:
                config.ssl.load_cert_chain(tls.certificate, tls.key)
                seen = tls.certificate.stat().st_mtime


async def _first_page(server, listening, host_name, is_https, tls, ready) -> None:
    """Ask for the front page until it answers, as a browser behind the proxy would."""
    while not server.started:
        await asyncio.sleep(0.02)
    host, port = listening.getsockname()[:2]
    status = await asyncio.to_thread(page_status, host, port, host_name, is_https=is_https, tls=tls)
    rest_garbage()
    ready(status)


def rest_garbage() -> None:
    """Leave what was loaded at the start out of every later garbage collection, and collect less often.

    What was loaded never becomes garbage, and a page makes thousands of small objects that die with it: collecting at every
    700th of them, as Python does by itself, stops pages in their middle (`mentes bench pages` shows by how much).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def page_status(host: str, port: int, host_name: str, *, is_https: bool, tls: Tls | None = None) -> int:
    """HTTP status of the front page; 0 where nothing answers in time."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    headers = {"Host": host_name} | ({"X-Forwarded-Proto": "https"} if is_https else {})
    connection: http.client.HTTPConnection
    if tls:
        connection = http.client.HTTPSConnection(host, port, timeout=SECONDS_TO_FIRST_PAGE, context=tls.asking_context())
    else:
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_FIRST_PAGE)
    try:
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def forget_owner() -> None:
    """Child processes and error reports have no use for the owner's password."""
    os.environ.pop("MENTES_OWNER_DATABASE_URL", None)
