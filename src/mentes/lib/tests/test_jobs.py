"""Queued work: part of the transaction that asks for it, asked once where once is enough, and given out again."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from mentes.lib import jobs


@pytest.fixture
def letters():
    """A job that exists for the length of a test."""
    task = jobs.task("test.letters", only_one_waiting=True)(lambda address: address)
    yield task
    jobs.app.tasks.pop("test.letters", None)


def waiting(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = %s and status = 'todo'", [name])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_asked_for(letters):
    with transaction.atomic():
        assert jobs.enqueue(letters, address="ama@example.org")
        assert waiting("test.letters") == 1
        transaction.set_rollback(True)
    assert waiting("test.letters") == 0


@pytest.mark.django_db(transaction=True)
def test_asking_twice_for_what_is_needed_once_leaves_one_and_a_whole_transaction(letters):
    with transaction.atomic():
        assert jobs.enqueue(letters, address="ama@example.org")
        assert not jobs.enqueue(letters, address="ama@example.org")
        assert waiting("test.letters") == 1
    assert waiting("test.letters") == 1


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_given_out_again(letters):
    jobs.enqueue(letters, address="ama@example.org")
    living = jobs.task("test.living")(lambda: None)
    jobs.enqueue(living)
    with connection.cursor() as cursor:
        for name, age in (("test.letters", timedelta(minutes=2)), ("test.living", timedelta(seconds=1))):
            cursor.execute(
                "insert into procrastinate_workers (last_heartbeat) values (now() - %s) returning id",
                [age],
            )
            worker = cursor.fetchone()[0]
            cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s where task_name = %s", [worker, name])

    async def rescue() -> None:
        app = jobs.app.with_connector(jobs.app.connector.get_worker_connector())

        context = SimpleNamespace(app=app)
        async with app.open_async():
            await jobs.rescue_stalled_jobs.func(context, timestamp=0)

    asyncio.run(rescue())
    jobs.app.tasks.pop("test.living", None)
    assert waiting("test.letters") == 1
    assert waiting("test.living") == 0


def test_a_timed_job_is_told_the_instant_it_was_planned_for():
    told = []
    task = jobs.every("0 4 * * *", "test.at_four")(told.append)
    try:
        task(timestamp=1_800_000_000)
        assert told == [datetime(2027, 1, 15, 8, 0, tzinfo=UTC)]
    finally:
        jobs.app.tasks.pop("test.at_four", None)


def test_the_rescue_takes_no_lock_that_a_killed_rescue_could_keep():
    assert jobs.rescue_stalled_jobs.lock is None
