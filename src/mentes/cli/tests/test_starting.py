"""What may interrupt or mislead a start: Ctrl-C in the middle, another project's database, a key drawn twice."""

import os
import signal
import time

import psutil
import pytest

from mentes.cli import demo
from mentes.cli.installation import Installation, data_folder, make_secret_key
from mentes.cli.tests.conftest import Server, free_port


@pytest.mark.parametrize("line", ["starts PostgreSQL", "makes the tables"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_in_the_middle_of_a_start_leaves_nothing_running(place, line, number):
    folder = place / f"{line} {number}"
    server = Server("serve", "--port", str(free_port()), "--data", str(folder))
    server.wait_for(line)
    time.sleep(0.4)
    children = server.children()
    os.kill(server.process.pid, number)
    assert server.process.wait(20) == 130
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert not any("Traceback" in shown for shown in server.lines)


# Tables that matching may not read are there, and not yet closed to it.
KILLED_HALFWAY = """
import os, signal, sys
from mentes.cli import database, main
really = database.call_command
def begin_only(name, **more):
    really(name, "bonds", "0001", **more)
    os.kill(os.getpid(), signal.SIGKILL)
database.call_command = begin_only
main(sys.argv[1:])
"""


def test_a_start_that_was_killed_among_its_migrations_is_finished_by_the_next(place):
    folder = place / "halfway"
    port = free_port()
    killed = Server("serve", "--port", str(port), "--data", str(folder), script=KILLED_HALFWAY)
    assert killed.process.wait(90) == -signal.SIGKILL
    server = Server("serve", "--port", str(port), "--data", str(folder))
    server.wait_for("makes the tables")
    server.wait_for("ready: ")
    os.kill(server.process.pid, signal.SIGINT)
    assert server.process.wait(20) == 0


A_LOST_STOP = """
import sys, time, weakref
from mentes.cli import main, serve
class Thing: pass
def lose_the_first_stop(say):
    thing = Thing()
    weakref.finalize(thing, lambda: (print("a finalizer waits", flush=True), time.sleep(30)))
    del thing
    print("the stop was lost", flush=True)
    time.sleep(30)
serve.greet = lose_the_first_stop
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_that_a_finalizer_swallows_is_asked_again(place, number):
    folder = place / f"lost {number}"
    server = Server("serve", "--port", str(free_port()), "--data", str(folder), script=A_LOST_STOP)
    server.wait_for("a finalizer waits")
    os.kill(server.process.pid, number)
    assert server.process.wait(20) == 130
    assert any("the stop was lost" in line for line in server.lines)  # or this shows nothing
    assert not any(word in line for line in server.lines for word in ("ready: ", "Traceback", "Exception ignored"))


A_SLOW_JOB = """
import sys, time
from mentes.cli import main, serve
def ask_for_a_slow_job(say):
    from mentes.lib import jobs
    @jobs.task("test.slow")
    def slow():
        print("the slow job runs", flush=True)
        time.sleep(60)
    slow.defer()
serve.greet = ask_for_a_slow_job
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_does_not_wait_for_work_that_cannot_be_interrupted(place, presses):
    folder = place / f"slow {presses}"
    server = Server("serve", "--port", str(free_port()), "--data", str(folder), script=A_SLOW_JOB)
    server.wait_for("ready: ")
    server.wait_for("the slow job runs")
    children = server.children()
    began = time.monotonic()
    for _ in range(presses):
        os.kill(server.process.pid, signal.SIGINT)
        time.sleep(0.2)
    assert server.process.wait(20) == 0
    # The slow job would take a minute: a busy machine may need some seconds, but nobody waits for the job.
    assert time.monotonic() - began <= 15
    _, alive = psutil.wait_procs(children, timeout=1)
    assert alive == []


@pytest.fixture
def clean(monkeypatch):
    for name in (*demo.NOT_FOR_THE_DEMO, "DATABASE_URL", "MENTES_DEMO", "MENTES_PUBLIC_URL", "MENTES_DATA"):
        monkeypatch.setenv(name, "set")  # so that the test's end puts back what was there
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("url", "is_used"),
    [("postgresql://a:b@db/shop", False), ("postgresql://demo:demo@demo/shop", False), ("postgresql://a:b@db/mentes_demo", True)],
)
def test_the_demo_keeps_away_from_a_database_that_was_set_for_something_else(clean, monkeypatch, url, is_used):
    monkeypatch.setenv("DATABASE_URL", url)
    said = []
    demo.prepare_environment(8000, said.append)
    assert ("DATABASE_URL" in os.environ) == is_used
    assert len(said) == (0 if is_used else 1)


def test_the_demo_sends_no_mail_through_a_real_server(clean, monkeypatch):
    monkeypatch.setenv("MENTES_EMAIL_URL", "smtp://mail.example.org")
    demo.prepare_environment(8001, print)
    assert "MENTES_EMAIL_URL" not in os.environ
    assert os.environ["MENTES_PUBLIC_URL"] == "http://127.0.0.1:8001"


def test_the_demo_has_a_folder_of_its_own_even_where_a_real_one_is_set(clean, monkeypatch, tmp_path):
    monkeypatch.setenv("MENTES_DATA", str(tmp_path))
    assert data_folder(None) == tmp_path
    assert data_folder(None, demo=True).name == "demo"
    assert data_folder(None, demo=True) != tmp_path / "demo"


def test_the_key_is_drawn_once(clean, monkeypatch, tmp_path):
    make_secret_key(tmp_path)
    kept = (tmp_path / "secrets" / "secret_key").read_text()
    make_secret_key(tmp_path)
    assert (tmp_path / "secrets" / "secret_key").read_text() == kept
    assert len(kept) >= 50


def test_real_people_do_not_come_into_the_demos_folder(clean, place):
    with Installation(place / "a demo", demo=True) as installation:
        installation.claim("http://127.0.0.1:1")
    with Installation(place / "a demo") as installation, pytest.raises(Exception, match="holds the demo"):
        installation.claim("http://127.0.0.1:2")
