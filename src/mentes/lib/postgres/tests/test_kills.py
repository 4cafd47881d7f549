"""kill -9 at the worst moments: the application, the postmaster, initdb; and pid files that lie afterwards."""

import contextlib
import os
import signal
import subprocess
import threading
import time

import psutil
import psycopg

from mentes.lib.postgres.accounts import child_options
from mentes.lib.postgres.tests.conftest import read, write


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_killing_the_application_under_a_running_write_loses_nothing_committed(start, application, place):
    child = application(place / "postgres")
    postmaster = next(process for process in psutil.Process(child.pid).children() if process.name() == "postgres")
    committed = []

    def write_on() -> None:
        with contextlib.suppress(psycopg.Error):
            while child.poll() is None:
                number = len(committed)
                write(child.url, number)
                committed.append(number)

    writer = threading.Thread(target=write_on)
    writer.start()
    while len(committed) < 20:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    began = time.monotonic()
    _, urls = start()
    assert time.monotonic() - began <= 10
    writer.join()
    assert is_gone(postmaster.pid)
    assert set(read(urls.app)) >= set(committed)


def test_killing_the_postmaster_under_load_loses_nothing_committed(start):
    postgres, urls = start()
    write(urls.owner, 1)
    with psycopg.connect(urls.owner, autocommit=True) as busy:
        busy.execute("insert into counts select generate_series(2, 50000)")
        backend = busy.info.backend_pid
        postgres.process.send_signal(signal.SIGKILL)  # not waited for: the pid file now names a zombie
        _, again = start()
    assert len(read(again.app)) == 50_000
    assert is_gone(backend)


def test_killing_initdb_at_any_moment_leaves_a_folder_that_starts(start, application, place):
    folder = place / "postgres"
    for seconds in (0.05, 0.15, 0.3, 0.5):
        child = application(folder, wait=False)
        deadline = time.monotonic() + 10
        while not list(folder.glob("making-*")) and not (folder / "cluster").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        child.wait()
    _, urls = start(folder)
    write(urls.owner, 1)
    assert read(urls.app) == [1]
    start(folder)  # a dying initdb may have written on during the first sweep
    assert not list(folder.glob("making-*"))


def test_a_pid_file_that_lies_is_not_believed(start, place):
    postgres, urls = start()
    write(urls.owner, 1)
    lock_file = place / "postgres" / "cluster" / "postmaster.pid"
    kept = lock_file.read_text().splitlines()
    other = subprocess.Popen(["sleep", "60"], **child_options(postgres.account))
    zombie = subprocess.Popen(["sleep", "0"], **child_options(postgres.account))
    try:
        while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        for pid in (other.pid, zombie.pid, os.getpid(), 4_000_000, "rubbish"):
            postgres.stop()
            lock_file.write_text("\n".join([str(pid), *kept[1:]]) + "\n")
            (place / "postgres" / "run" / ".s.PGSQL.5432.lock").write_text(lock_file.read_text())
            postgres, urls = start()
            assert read(urls.app) == [1], f"pid {pid}"
    finally:
        other.kill()
        other.wait()
        zombie.wait()


def test_a_cluster_that_outlived_its_application_is_taken_over_and_stopped(start, application, place, monkeypatch):
    """Linux stops it with its parent; elsewhere nobody does, which the test brings about by leaving that request out."""
    first, urls = start()
    write(urls.owner, 1)
    orphan = first.process
    first.process = None
    first._responsible.free()
    second, again = start()
    assert second.process is None
    assert read(again.app) == [1]
    second.stop()
    assert orphan.wait(10) == 0
