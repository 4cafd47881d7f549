"""`mentes serve --tls local`: a browser in another network namespace trusts the authority, joins a call, and is cut off."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright
from tests.journeys import calls
from tests.journeys.conftest import chromium, demo_folder, end_with_parent, free_port

HERE, THERE, NAME = "10.213.7.1", "10.213.7.2", f"mentes{os.getpid()}"
NEAR, FAR = f"mt{os.getpid()}a", f"mt{os.getpid()}b"
MANY_SECONDS = 180
# Two people with a meeting, and a session for each: what letters and codes would bring about.
SET_UP = """
import json
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from mentes.meetings.call.tests.people import make_meeting
from mentes.testing import make_person
people = [make_person("Ama Owusu"), make_person("Rosa Quispe")]
meeting, cookies = make_meeting(people), []
for person in people:
    client = Client()
    client.force_login(person)
    cookies.append(next(iter(client.cookies.values())).value)
print("SET UP", json.dumps({"meeting": str(meeting.pk), "cookies": cookies}))
"""


def run(*command: str, **more) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


@pytest.fixture(scope="module")
def network():
    """A namespace with one line to here, as a phone has to the machine on the desk."""
    try:
        run("ip", "netns", "add", NAME)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("Network namespaces are not allowed here, so that joining from another network is not tried.")
    try:
        run("ip", "link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", NAME)
        run("ip", "addr", "add", f"{HERE}/24", "dev", NEAR)
        run("ip", "link", "set", NEAR, "up")
        run("ip", "-n", NAME, "addr", "add", f"{THERE}/24", "dev", FAR)
        run("ip", "-n", NAME, "link", "set", FAR, "up")
        yield
    finally:
        run("ip", "netns", "del", NAME)
        subprocess.run(["ip", "link", "del", NEAR], capture_output=True, check=False)


@pytest.fixture(scope="module")
def house(network):
    """Mentes on all addresses of this machine: `address`, and the folder of its data."""
    folder, port = demo_folder(), free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MENTES_", "DATABASE_URL", "DJANGO_"))}
    mine = kept | {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "MENTES_PUBLIC_URL": f"https://{HERE}:{port}"}
    command = [sys.executable, "-m", "mentes"]
    log = folder.with_suffix(".log")
    with log.open("w") as said:
        serving = subprocess.Popen(
            [*command, "serve", "--tls", "local", "--port", str(port), "--data", str(folder)],
            env=mine, stdout=said, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=end_with_parent,
        )  # fmt: skip
    try:
        until = time.monotonic() + MANY_SECONDS
        while "It can vouch for" not in log.read_text():
            assert serving.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        told = run(*command, "manage", "--data", str(folder), "shell", "-c", SET_UP, env=mine)
        facts = json.loads(told.split("SET UP ")[1].splitlines()[0])
        yield {"address": f"https://{HERE}:{port}", "folder": folder, "said": log.read_text(), **facts}
    finally:
        serving.terminate()
        serving.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
        log.unlink()


@pytest.fixture(scope="module")
def trusting(house, tmp_path_factory) -> Path:
    """A home whose browsers trust the authority, as a person makes theirs do."""
    if not shutil.which("certutil"):
        pytest.skip(
            "certutil is not found, so that a browser cannot be told to trust the local authority (install libnss3-tools)."
        )
    home = tmp_path_factory.mktemp("home")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    run("certutil", "-N", "--empty-password", "-d", f"sql:{store}")
    authority = house["folder"] / "secrets" / "tls" / "authority.pem"
    run("certutil", "-A", "-n", "Mentes", "-t", "C,,", "-i", str(authority), "-d", f"sql:{store}")
    return home


@contextmanager
def over_there(folder: Path):
    """A program that starts the browser in the other network."""
    starter = folder / "chromium-over-there"
    starter.write_text(f'#!/bin/sh\nexec ip netns exec {NAME} "{chromium()}" "$@"\n')
    starter.chmod(0o755)
    yield str(starter)


def test_a_browser_of_another_network_trusts_joins_and_finds_back(house, trusting, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    assert f"ready: {house['address']}" in house["said"]
    assert "█" in house["said"], "the address as a picture"
    home = os.environ | {"HOME": str(trusting)}
    with sync_playwright() as playwright, over_there(tmp_path) as starter:
        # Who does not know the authority is warned: the browser refuses.
        stranger = playwright.chromium.launch(executable_path=starter, args=calls.FLAGS, env=os.environ | {"HOME": str(tmp_path)})
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            stranger.new_page().goto(house["address"])
        stranger.close()

        callers = []
        for n, (name, program) in enumerate((("Ama Owusu", chromium()), ("Rosa Quispe", starter))):
            voice = calls.write_voice(tmp_path / f"{n}.wav", (440, 1000)[n])
            flags = [*calls.FLAGS, f"--use-file-for-fake-audio-capture={voice}"]
            browser = playwright.chromium.launch(executable_path=program, args=flags, env=home)
            cookie = {"cookie": house["cookies"][n], "cookie_name": "__Host-mentes"}
            callers.append(calls.Caller(browser, house["address"], name=name, **cookie))
        rosa = callers[1]
        page = rosa.go("/authority/")
        shown = page.locator(".fingerprint").inner_text().split()
        assert len(shown) == 2
        assert all(half in house["said"] for half in shown), "the page and the terminal show the same fingerprint"
        assert page.evaluate("isSecureContext")

        for one in callers:
            one.enter(house["meeting"], by="enter-voice")
        for one in callers:
            assert calls.hear_everybody(one, 1)[0]["lost"] <= 3

        # The line is cut for some seconds, as when one walks out of the wireless network.
        run("ip", "link", "set", NEAR, "down")
        expect(rosa.page.locator(".notice[data-line]")).to_be_visible(timeout=30_000)
        run("ip", "link", "set", NEAR, "up")
        expect(rosa.page.locator(".notice[data-line]")).to_be_hidden(timeout=30_000)
        for one in callers:
            calls.hear_everybody(one, 1, more_than=one.measure(), seconds=40)
        assert [complaint for one in callers for complaint in one.complaints if "WebSocket" not in complaint] == []
        for one in callers:
            one.context.browser.close()
