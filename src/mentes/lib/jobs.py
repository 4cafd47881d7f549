"""Work that is queued or timed: a thin layer over procrastinate, so that rooms name one place.

A job is delivered at least once: a worker that is killed leaves it to be given out again, so every job may safely run
twice. Enqueueing inside a transaction is part of it: what is rolled back was never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import wraps

from django.db import transaction
from procrastinate import RetryStrategy, exceptions
from procrastinate.contrib.django import app

SECONDS_UNTIL_STALLED = 30


def task(name: str, *, attempts: int = 5, wait_seconds: int = 5, only_one_waiting: bool = False):
    """Make a function a job called `name`, for good: queued jobs of an older version are found by it.

    A job that raises is tried again `attempts` times, `wait_seconds` after the first failure and longer each time.
    `only_one_waiting`: asking again while one waits in the queue asks for nothing more.
    """
    return app.task(
        name=name,
        retry=RetryStrategy(max_attempts=attempts, exponential_wait=wait_seconds),
        queueing_lock=name if only_one_waiting else None,
    )


_timed: dict[str, Callable[[datetime], object]] = {}


def every(cron: str, name: str) -> Callable:
    """Make `function(planned_at)` run by the clock (UTC); an instant that passed while no worker ran is caught up once.

    `cron` has five fields, or six with seconds at the end.
    """

    def decorate(function: Callable[[datetime], object]):
        _timed[name] = function

        @wraps(function)
        def run(timestamp: int):
            return function(datetime.fromtimestamp(timestamp, UTC))

        return app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(run))

    return decorate


def run_timed(at: datetime, *, but: Collection[str] = ()) -> None:
    """Run every job of the clock once, as if it were `at`. For a clock that is moved on: each may safely run twice."""
    for name in sorted(_timed.keys() - set(but)):
        _timed[name](at)


def enqueue(job, *, once_for: str = "", in_turn: bool = True, **arguments) -> bool:
    """Ask for `job`, with arguments that JSON can hold; False where one is waiting already and one is enough.

    `once_for`: of jobs of this name for the same thing at most one waits. They run one after another, so that one whose worker
    was killed holds up the next until it is given out again; not so with `in_turn` false, for jobs that may meet themselves.
    """
    if once_for:
        mark = f"{job.name} {once_for}"
        job = job.configure(queueing_lock=mark, lock=mark if in_turn else None)
    try:
        # A refused second job would otherwise spoil the transaction around it.
        with transaction.atomic():
            job.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return False
    return True


def enqueue_many(job, each: Sequence[dict]) -> None:
    """Ask for `job` once with each of these arguments, in one statement. For jobs of which any number may wait."""
    if each:
        job.batch_defer(*each)


# Without this, the jobs of a killed worker would stay "doing" for ever. It takes no `lock`: a killed rescue would hold
# it and stop every later one.
@app.periodic(cron="* * * * * */20")
@app.task(name="lib.rescue_stalled_jobs", queueing_lock="lib.rescue_stalled_jobs", pass_context=True)
async def rescue_stalled_jobs(context, timestamp: int) -> None:
    """Give out again what workers held whose heartbeat has stopped."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SECONDS_UNTIL_STALLED):
        await manager.retry_job(job)
