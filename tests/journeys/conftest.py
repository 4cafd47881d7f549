"""A real browser for whole visits: Debian's Chromium, driven by Playwright; the house in this process, or `mentes demo`."""

import asyncio
import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright
from tests.journeys.visits import SIZES, Visit, chromium_program

from mentes.lib.postgres.locks import FolderLock
from mentes.lib.tests.post_office import open_office
from mentes.testing import restore_vocabulary

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SECONDS_TO_START = 180


def pytest_itemcollected(item) -> None:
    """In .ci/run a visit that failed is made once more, and both are told: docs/decisions/0032-one-more-try-for-a-visit.md."""
    if os.environ.get("CI"):
        item.add_marker(pytest.mark.flaky(reruns=1))


def chromium() -> str:
    try:
        return chromium_program()
    except FileNotFoundError as missing:
        said = f"{missing} Whole visits in a browser are not tested without it."
    if os.environ.get("MENTES_REQUIRE_BROWSER") == "1":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


def shell() -> str:
    """Chromium without windows, menus and whatever else nobody sees here: a third less of the processor, and the same pages.
    Calls and rooms are tried in the whole of Chromium, as is everything where this is not installed."""
    return shutil.which("chromium-headless-shell") or chromium()


# One browser for this folder, closed when the folder is left: Playwright holds an event loop open in this thread, in which
# Django would refuse to speak to its database and other tests could start no loop of their own.
# A browser a file: its event loop must be gone before the same worker goes on with tests that run one of their own.
@pytest.fixture(scope="module")
def browser():
    path = shell()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser):
    """`visit(address, size="desktop", language="en", **context)` opens a browser of its own for one person; what its pages
    complain of is in `.complaints`, and every visit must end without any."""
    opened = []

    def open_(address: str, *, size: str = "desktop", language: str = "en", **context) -> Visit:
        one = Visit(browser.new_context(locale=language, **SIZES[size], **context), address)
        opened.append(one)
        return one

    yield open_
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.context.close()
    assert not complaints


# The house in this process: its rows and its post can be looked at, and its jobs run at any instant.


class Post:
    """The outbox, emptied into a real mail server on loopback when asked."""

    def __init__(self, office):
        self.office = office

    def go_out(self, now=None) -> int:
        """Sends what is due at `now`; how many letters arrived."""
        from mentes.people import outbox  # loaded late: this file is read before Django is set up

        before, now = len(self.office.taken), now or timezone.now()
        for letter_id in outbox.due(now):
            outbox.send(letter_id, now=now)
        return len(self.office.taken) - before

    def to(self, email: str) -> list:
        return [message for receivers, message in self.office.taken if email in receivers]

    def newest_link(self, email: str) -> str:
        return re.search(r"http\S+", self.to(email)[-1].get_body(("plain",)).get_content())[0]


def work_off() -> None:
    """What waits in the queue is done, by a real worker that ends when nothing is left."""
    from mentes.lib.jobs import app  # loaded late, as above

    async def work() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            await worker.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    # In a thread of its own: the browser keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work()).result(SECONDS_TO_START)


@pytest.fixture
def house(live_server, settings):
    """`address` of a running house with nobody in it, its `post`, and `work_off` for its jobs."""
    restore_vocabulary()  # an earlier test that commits has swept it away
    settings.PUBLIC_URL = live_server.url
    with open_office() as (office, server):
        settings.MENTES_MAIL_SERVER = server
        yield SimpleNamespace(address=live_server.url, post=Post(office), work_off=work_off)


# The demo, as one starts it.


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent() -> None:
    """Linux: a test run that is killed takes its demo along."""
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def start_demo(folder: Path, port: int) -> subprocess.Popen:
    """`mentes demo` in a process group of its own, ready to answer."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MENTES_", "DATABASE_URL", "DJANGO_"))}
    mine["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    log = folder.with_suffix(".log").open("w+")
    demo = subprocess.Popen(
        [sys.executable, "-m", "mentes", "demo", "--port", str(port), "--data", str(folder)],
        env=mine, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent,
    )  # fmt: skip
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        said = Path(log.name).read_text()
        if "ready:" in said:
            return demo
        if demo.poll() is not None:
            break
        time.sleep(0.2)
    demo.kill()
    pytest.fail(f"the demo did not start:\n{said}", pytrace=False)


def demo_folder(made: Path | None = None) -> Path:
    """Below /tmp, where PostgreSQL's own account can pass (the tests may run as root); with what is in `made`."""
    folder = Path("/tmp") / f"mentes-journeys-{os.getpid()}-{time.monotonic_ns()}"
    folder.mkdir(mode=0o755)
    if made:
        subprocess.run(["cp", "-a", f"{made}/.", folder], check=True)  # whoever owns a file owns its copy
    return folder


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory) -> Path:
    """A demo that was made and stopped, to be copied: one for all workers of a run, since it takes a minute."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / "demo"
    with FolderLock(shared / "demo.lock"):
        if not made.exists():
            house = DemoHouse()
            assert house.stop() == 0
            subprocess.run(["mv", house.folder, made], check=True)  # whoever owns a file owns it there too
            house.forget()
    return made


class DemoHouse:
    """`mentes demo` on a port and a folder of its own, in a process that can be stopped as one does at a terminal.

    `made`: a folder to begin from, which stays as it is.
    """

    def __init__(self, made: Path | None = None):
        self.folder, self.port = demo_folder(made), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = start_demo(self.folder, self.port)

    def start(self) -> None:
        self.process = start_demo(self.folder, self.port)

    def stop(self) -> int:
        """Ctrl-C, once; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def left_over(self) -> list[str]:
        """Command lines of processes that still name its folder."""
        found = []
        for one in psutil.process_iter(["cmdline", "cwd"]):
            line = " ".join(one.info["cmdline"] or [])
            if str(self.folder) in line or str(self.folder) in (one.info["cwd"] or ""):
                found.append(line)
        return found

    def forget(self) -> None:
        if self.process.poll() is None:
            try:
                self.stop()
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.with_suffix(".log").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def demo_house(request):
    chromium()
    house = DemoHouse(request.getfixturevalue("made_demo"))
    yield house
    house.forget()


@pytest.fixture
def demo(request) -> str:
    """The address of a running demo. Visits may read it freely; what one changes, it puts back."""
    # For working on these tests: JOURNEYS_DEMO names one that was started by hand.
    return os.environ.get("JOURNEYS_DEMO") or request.getfixturevalue("demo_house").address
