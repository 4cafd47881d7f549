"""Pages and timed work in one process, on one event loop, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import http.client
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable

import uvicorn

from mentes.cli.refusal import CannotStart
from mentes.lib.jobs import app as jobs
from mentes.lib.postgres import EmbeddedPostgres

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 2  # after which Ctrl-C no longer waits for what cannot be interrupted
GRACE_SECONDS = 1  # what a running page or job may still take after Ctrl-C
COLLECT_AFTER = 20_000  # objects made beyond those that went
SECONDS_TO_FIRST_PAGE = 60
WORKERS_AT_ONCE = 4


class Server(uvicorn.Server):
    """uvicorn without its own signal handling: ours stops the worker and the database as well."""

    @contextlib.contextmanager
    def capture_signals(self):
        yield


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything slow happens, so that a port in use is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)  # before, another starting Mentes could bind the same port
    except OSError as error:
        taken.close()
        raise CannotStart(f"Port {port} on {host} cannot be used ({error.strerror}): choose another with --port.") from error
    return taken


def serve(
    listening: socket.socket,
    *,
    host_name: str,
    is_https: bool,
    postgres: EmbeddedPostgres | None,
    ready: Callable[[int], None],
    stopping: Callable[[], None],
) -> None:
    """Serve until a signal; `ready(status)` is called once the first page has answered."""
    from mentes.config.asgi import application  # after Django's settings are known

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
        ws="none",
    )
    asyncio.run(_serve(Server(config), listening, host_name, is_https, postgres, ready, stopping))


def leave(*, postgres: EmbeddedPostgres | None, at_once: bool) -> None:
    """End this process although something still runs; what it had not committed is undone, and jobs are given out again."""
    if postgres:
        postgres.stop(at_once=at_once)
    os._exit(0)


async def _serve(server, listening, host_name, is_https, postgres, ready, stopping) -> None:
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
    first_page = asyncio.create_task(_first_page(server, listening, host_name, is_https, ready))
    await asyncio.wait({pages, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    stop_watching.set()
    first_page.cancel()
    server.should_exit = True
    results = await asyncio.gather(pages, work, first_page, return_exceptions=True)
    if isinstance(results[0], Exception):
        raise results[0]
    await loop.shutdown_default_executor()
    patience.cancel()


async def run_worker(stop: asyncio.Event) -> None:
    """Work off the queue until `stop`; a database that goes away for a while only interrupts it."""
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        working = asyncio.create_task(_work())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        (outcome,) = await asyncio.gather(working, return_exceptions=True)
        if stop.is_set():
            break
        log.error("The worker stopped and starts again", exc_info=outcome if isinstance(outcome, Exception) else None)
        await asyncio.wait({stopped}, timeout=1)


async def _work() -> None:
    worker = jobs.with_connector(jobs.connector.get_worker_connector())
    try:
        await worker.open_async()
        await worker.run_worker_async(
            concurrency=WORKERS_AT_ONCE,
            install_signal_handlers=False,
            listen_notify=True,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE_SECONDS,
        )
    finally:
        # Also where opening itself was cancelled: a pool left half open keeps the loop from ending.
        await worker.close_async()


async def _first_page(server, listening, host_name, is_https, ready) -> None:
    """Ask for the front page until it answers, as a browser behind the proxy would."""
    while not server.started:
        await asyncio.sleep(0.02)
    host, port = listening.getsockname()[:2]
    status = await asyncio.to_thread(page_status, host, port, host_name, is_https=is_https)
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


def page_status(host: str, port: int, host_name: str, *, is_https: bool) -> int:
    """HTTP status of the front page; 0 where nothing answers in time."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    headers = {"Host": host_name} | ({"X-Forwarded-Proto": "https"} if is_https else {})
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_FIRST_PAGE)
    try:
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def keep_up(postgres: EmbeddedPostgres, stop: threading.Event) -> None:
    """Start the cluster again where it was killed, or where the process that had started it ended."""
    while not stop.wait(0.5):
        if postgres.is_running():
            continue
        try:
            log.warning("The database had stopped and is started again")
            postgres.start()
        except Exception:
            log.exception("The database could not be started again")
            stop.wait(5)
    # The kernel stops what this thread started when the thread ends, which is what is wanted now.


def run_worker_alone(postgres: EmbeddedPostgres | None, *, ready: Callable[[], None]) -> None:
    """The worker in a process of its own, until a signal."""
    stop_watching = threading.Event()
    if postgres:
        threading.Thread(target=keep_up, args=(postgres, stop_watching), name="database watch", daemon=True).start()

    async def until_signal() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        ready()
        await run_worker(stop)
        patience = threading.Timer(PATIENCE_SECONDS, leave, kwargs={"postgres": postgres, "at_once": False})
        patience.daemon = True
        patience.start()
        await asyncio.get_running_loop().shutdown_default_executor()
        patience.cancel()

    asyncio.run(until_signal())
    stop_watching.set()


def forget_owner() -> None:
    """Child processes and error reports have no use for the owner's password."""
    os.environ.pop("MENTES_OWNER_DATABASE_URL", None)
