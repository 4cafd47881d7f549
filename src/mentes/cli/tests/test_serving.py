"""One `mentes serve` from its first start over every kind of rough treatment to Ctrl-C; the tests run in this order."""

import contextlib
import http.client
import os
import signal
import threading
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from mentes.cli.tests.conftest import Server, free_port, mentes
from mentes.lib.postgres.urls import APP, OWNER, socket_url


class House:
    """The data folder, its port and the server that runs on it at the moment."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.server: Server | None = None
        self.invitation = ""

    def open(self) -> float:
        """Start the server; returns the seconds until its first page had answered."""
        began = time.monotonic()
        self.server = Server("serve", "--port", str(self.port), "--data", str(self.folder))
        self.server.wait_for("ready: ")
        return time.monotonic() - began

    def url(self, role: str) -> str:
        password = (self.folder / "postgres" / "passwords" / role).read_text()
        return socket_url(role=role, password=password, database="mentes", socket_folder=self.folder / "postgres" / "run")

    def page(self, path: str = "/") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        return connection.getresponse()

    def postmaster(self) -> psutil.Process:
        return next(process for process in self.server.children() if process.name() == "postgres")


@pytest.fixture(scope="module")
def house(place):
    house = House(place / "a house")
    house.open()
    yield house
    if house.server.process.poll() is None:
        house.server.kill()


def test_the_first_page_answers_without_naming_the_server(house):
    answer = house.page()
    assert answer.status == 200
    assert answer.getheader("Server") is None


def test_secrets_are_for_this_account_alone(house):
    assert {path.stat().st_mode & 0o777 for path in (house.folder / "secrets").iterdir()} == {0o600}
    assert (house.folder / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_second_serve_is_refused_with_the_address_of_the_first(house):
    answer = mentes("serve", "--port", str(free_port()), "--data", str(house.folder))
    assert answer.returncode == 1
    assert f"already runs on {house.folder}, at http://127.0.0.1:{house.port}: " in answer.stderr


def test_a_port_in_use_is_refused_with_the_option_that_helps(house, place):
    answer = mentes("serve", "--port", str(house.port), "--data", str(place / "another"))
    assert answer.returncode == 1
    assert f"Port {house.port} on 127.0.0.1 cannot be used" in answer.stderr
    assert "--port" in answer.stderr
    assert not (place / "another").exists()


def test_the_demo_stays_away_from_a_real_installation(house):
    for fresh in ((), ("--fresh",)):
        answer = mentes("demo", "--port", str(free_port()), "--data", str(house.folder), *fresh)
        assert answer.returncode == 1
        assert str(house.folder) in answer.stderr
    assert house.page().status == 200


def test_doctor_joins_a_running_installation_and_leaves_it_running(house):
    answer = mentes("doctor", "--data", str(house.folder))
    for well in ("The database answers.", "The extensions are there.", "The tables are up to date.", "can neither change tables"):
        assert f"ok    {well}" in answer.stdout or well in answer.stdout
    assert "MEND  No mail server is set" in answer.stdout
    assert answer.returncode == 1
    assert house.page().status == 200


def test_manage_works_on_the_same_database(house):
    answer = mentes("manage", "--data", str(house.folder), "showmigrations", "procrastinate", "--plan")
    assert answer.returncode == 0, answer.stderr
    assert "[ ]" not in answer.stdout
    assert "[X]" in answer.stdout


def test_a_worker_joins_and_leaves_the_house_running(house):
    worker = Server("worker", "--data", str(house.folder))
    worker.wait_for("works on the queue")
    assert worker.children() == []
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(20) == 0
    assert house.page().status == 200


def test_the_first_organiser_comes_in_by_a_link_without_any_mail(house):
    house.server.wait_for("nobody has an account yet: ", seconds=1)
    begin = ("organiser", "beatriz@example.org", "--programme", "First Harbour", "--data", str(house.folder))
    answer = mentes(*begin)
    assert answer.returncode == 0, answer.stderr
    link = next(line.strip() for line in answer.stdout.splitlines() if "/invitation/" in line)
    address = f"http://127.0.0.1:{house.port}"
    assert link.startswith(f"{address}/")
    house.invitation = link.removeprefix(address)
    page = house.page(house.invitation)
    assert page.status == 200
    assert "<form" in page.read().decode()
    assert house.page(house.invitation[:-2] + "/").status == 404
    again = mentes(*begin)
    assert again.returncode == 1
    assert "There is a programme “First Harbour” already" in again.stderr


def test_the_database_is_started_again_when_it_is_killed(house):
    killed = house.postmaster()
    killed.kill()
    deadline = time.monotonic() + 15
    while True:
        with contextlib.suppress(psycopg.OperationalError, StopIteration):
            psycopg.connect(house.url(APP)).close()
            if house.postmaster().pid != killed.pid:
                break
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert house.page(house.invitation).status == 200  # a page that asks the database


def test_kill_9_under_a_running_write_and_the_next_start_takes_few_seconds_of_a_processor(house):
    with psycopg.connect(house.url(OWNER), autocommit=True) as owner:
        owner.execute("create table drill (number int)")
    committed = []

    def write_on() -> None:
        with contextlib.suppress(psycopg.Error), psycopg.connect(house.url(APP), autocommit=True) as connection:
            while True:
                connection.execute("insert into drill values (%s)", [len(committed)])
                committed.append(len(committed))

    writer = threading.Thread(target=write_on)
    writer.start()
    while len(committed) < 100:
        time.sleep(0.01)
    house.server.kill()
    house.open()
    # Not by the clock: other tests run beside this one. The crash drill prints how long people wait.
    times = psutil.Process(house.server.process.pid).cpu_times()
    writer.join()
    with psycopg.connect(house.url(APP)) as connection:
        kept = {number for (number,) in connection.execute("select number from drill")}
    assert kept >= set(committed)
    assert times.user + times.system <= 10


def test_ctrl_c_stops_pages_worker_and_database_within_three_seconds(house):
    children = house.server.children()
    assert children
    began = time.monotonic()
    os.kill(house.server.process.pid, signal.SIGINT)
    assert house.server.process.wait(20) == 0
    seconds = time.monotonic() - began
    _, alive = psutil.wait_procs(children, timeout=0)
    assert alive == []
    assert seconds <= 3, f"{seconds:.1f} s"
    assert not (house.folder / "postgres" / "cluster" / "postmaster.pid").exists()
