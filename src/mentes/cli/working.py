"""Queued and timed work, beside the pages or in a process of its own, until a signal."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable

from mentes.lib.jobs import app as jobs
from mentes.lib.postgres import EmbeddedPostgres

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 2  # after which Ctrl-C no longer waits for what cannot be interrupted
GRACE_SECONDS = 1  # what a running page or job may still take after Ctrl-C
WORKERS_AT_ONCE = 4
SECONDS_BETWEEN_LOOKS = 0.2
MOST_SECONDS_BETWEEN_STARTS = 5.0  # of a database that does not start; the first tries come at once


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
    # Django's connector knows the way to one that listens; the class it is declared as does not.
    worker = jobs.with_connector(jobs.connector.get_worker_connector())  # type: ignore[attr-defined]
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


def leave(*, postgres: EmbeddedPostgres | None, at_once: bool) -> None:
    """End this process although something still runs; what it had not committed is undone, and jobs are given out again."""
    if postgres:
        postgres.stop(at_once=at_once)
    os._exit(0)


def keep_up(postgres: EmbeddedPostgres, stop: threading.Event) -> None:
    """Start the cluster again where it was killed, or where the process that had started it ended."""
    pause = SECONDS_BETWEEN_LOOKS
    while not stop.wait(pause):
        if postgres.is_running():
            pause = SECONDS_BETWEEN_LOOKS
            continue
        try:
            log.warning("The database had stopped and is started again")
            postgres.start()
        except Exception:
            log.exception("The database could not be started again")
            pause = min(2 * pause, MOST_SECONDS_BETWEEN_STARTS)
    # The kernel stops what this thread started when the thread ends, which is what is wanted now.


def run_worker_alone(postgres: EmbeddedPostgres | None, *, ready: Callable[[], None]) -> None:
    """The worker in a process of its own, until a signal."""
    stop_watching = threading.Event()
    if postgres:
        threading.Thread(target=keep_up, args=(postgres, stop_watching), name="database watch", daemon=True).start()

    async def until_signal() -> None:
        stop = asyncio.Event()
        # A job that computes in a thread, or a pool that is left half open, would keep the loop from ending.
        patience = threading.Timer(PATIENCE_SECONDS, leave, kwargs={"postgres": postgres, "at_once": False})
        patience.daemon = True

        def on_signal() -> None:
            if not stop.is_set():
                stop.set()
                patience.start()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, on_signal)
        ready()
        await run_worker(stop)
        await asyncio.get_running_loop().shutdown_default_executor()
        patience.cancel()

    asyncio.run(until_signal())
    stop_watching.set()
