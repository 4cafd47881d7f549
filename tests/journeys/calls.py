"""What journeys of calls need: the whole house as ASGI in this process, browsers with invented devices, and what they measured.

Each caller is a browser process of its own, whose microphone is a file of short tones at a pitch of its own (steady ones would
be taken for noise and suppressed), and whose camera is Chromium's moving test picture.
"""

import array
import math
import os
import shutil
import socket
import subprocess
import threading
import time
import wave
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import uvicorn
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from tests.journeys.visits import SIZES, Visit

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--mute-audio",
    # Invented devices; who shares, shares the real picture of their own tab. A screen cannot be had without a display:
    # Chromium then says "could not start video source", whatever source it is told to choose.
    "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=display-media-type=browser",
    "--autoplay-policy=no-user-gesture-required", "--allow-loopback-in-peer-connection",
]  # fmt: skip
RATE = 16_000
SECONDS = 4
# The page keeps its connections to itself; the test wants to count what went through them.
WATCH = """(() => { const kept = window.__connections = [], Real = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Real { constructor(...given) { super(...given); kept.push(this) } } })()"""
MEASURE = """async () => { const found = []
  for (const one of window.__connections.filter(one => one.connectionState !== 'closed')) {
    const said = { state: one.connectionState, bytes: 0, energy: 0, frames: 0, lost: 0, sent_pictures: 0, types: '' }
    const stats = await one.getStats()
    stats.forEach(row => {
      if (row.type === 'inbound-rtp' && row.kind === 'audio') {
        said.bytes += row.bytesReceived; said.energy += row.totalAudioEnergy ?? 0; said.lost += row.packetsLost
      }
      if (row.type === 'inbound-rtp' && row.kind === 'video') said.frames += row.framesDecoded ?? 0
      if (row.type === 'outbound-rtp' && row.kind === 'video') said.sent_pictures += row.bytesSent
      if (row.type === 'transport' && row.selectedCandidatePairId) {
        const pair = stats.get(row.selectedCandidatePairId)
        said.types = [stats.get(pair.localCandidateId)?.candidateType, stats.get(pair.remoteCandidateId)?.candidateType].join(' ')
      }
    })
    found.push(said)
  }
  return found }"""
# Which of two pitches is louder in what comes from one person, listened to for two seconds.
LISTEN = """async ([tab, pitches]) => {
  const heard = document.querySelector(`[data-tab="${tab}"] audio`).srcObject
  const context = new AudioContext(), analyser = context.createAnalyser()
  analyser.fftSize = 4096
  context.createMediaStreamSource(heard).connect(analyser)
  const bins = new Float32Array(analyser.frequencyBinCount), loud = pitches.map(() => 0)
  for (let n = 0; n < 40; n++) {
    await new Promise(go => setTimeout(go, 50))
    analyser.getFloatFrequencyData(bins)
    pitches.forEach((pitch, k) => { loud[k] += 10 ** (bins[Math.round(pitch * analyser.fftSize / context.sampleRate)] / 20) })
  }
  await context.close()
  return loud }"""

# The mean colour, 0 to 255 each, of the picture that somebody shares; nothing while there is none.
COLOUR = """() => {
  const video = document.querySelector('[data-screen] video')
  if (!video?.videoWidth) return null
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }), context = canvas.getContext('2d')
  context.drawImage(video, 0, 0, 8, 8)
  const seen = context.getImageData(0, 0, 8, 8).data, mean = [0, 0, 0]
  seen.forEach((value, n) => { if (n % 4 < 3) mean[n % 4] += value / 64 })
  return mean }"""
PAINT = """colour => {
  const all = document.querySelector('[data-paint]') ?? document.body.appendChild(document.createElement('div'))
  all.dataset.paint = ''
  Object.assign(all.style, { position: 'fixed', inset: '0', zIndex: '999', background: colour }) }"""


def write_voice(path: Path, pitch: int) -> Path:
    """Bursts of 150 ms at `pitch` Hz with pauses, as 16-bit WAV; Chromium plays it over and over."""
    samples = array.array("h")
    for n in range(RATE * SECONDS):
        within = (n / RATE) % 0.3
        swell = math.sin(math.pi * within / 0.15) if within < 0.15 else 0
        samples.append(int(20_000 * swell * math.sin(2 * math.pi * pitch * n / RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


class Quiet(uvicorn.Server):
    """uvicorn in a thread, where signals cannot be taken."""

    @contextmanager
    def capture_signals(self):
        yield


@contextmanager
def served():
    """Pages and lines of this process's settings and database, on a port of loopback; gives the address."""
    from mentes.config.asgi import web  # loaded late: this file is read before Django is set up

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = Quiet(uvicorn.Config(web([address]), lifespan="off", log_level="warning", ws="websockets-sansio"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield SimpleNamespace(address=address, server=server)
    finally:
        server.should_exit = server.force_exit = True
        thread.join(20)
        listening.close()


def session_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Caller(Visit):
    """One person in a browser of their own, signed in."""

    def __init__(
        self, browser, address: str, *, cookie: str, name: str, cookie_name: str = "mentes", size="desktop", language="en", **more
    ):
        opened = browser.new_context(locale=language, **SIZES[size], **more)
        opened.add_init_script(WATCH)
        opened.add_cookies(
            [
                {
                    "name": cookie_name,
                    "value": cookie,
                    "url": address,
                    "secure": cookie_name.startswith("__Host-"),
                    "httpOnly": True,
                }
            ]
        )
        super().__init__(opened, address)
        self.name = name

    def knock(self, meeting) -> Page:
        """To the check before the door of `meeting` (or its id), with the devices asked for."""
        page = self.go(f"/meetings/{getattr(meeting, 'pk', meeting)}/call/")
        page.locator('[data-check="ask"]').click()
        page.locator('[data-check="enter"]').wait_for()
        return page

    def enter(self, meeting, *, by: str = "enter") -> Page:
        page = self.knock(meeting)
        page.locator(f'[data-check="{by}"]').click()
        page.locator('[data-tab="me"]').wait_for()
        return page

    def measure(self) -> list[dict]:
        return self.page.evaluate(MEASURE)

    def tab_of(self, name: str) -> str:
        return self.page.locator(".call-tile", has_text=name).first.get_attribute("data-tab")

    def listen(self, name: str, pitches: list[int]) -> list[float]:
        return self.page.evaluate(LISTEN, [self.tab_of(name), pitches])


def hear_everybody(caller: Caller, n: int, *, more_than: list[dict] | None = None, seconds: float = 25) -> list[dict]:
    """Waits until `caller` holds `n` connections over which sound comes, more than in `more_than`; gives the measurements."""
    until = time.monotonic() + seconds
    before = sum(one["energy"] for one in more_than or [])
    while True:
        found = caller.measure()
        whole = [one for one in found if one["state"] == "connected" and one["bytes"] > 2000 and one["energy"] > 0.001]
        if len(whole) == len(found) == n and sum(one["energy"] for one in found) > before + 0.002:
            return found
        assert time.monotonic() < until, f"{caller.name} hears {found}"
        caller.page.wait_for_timeout(200)


@contextmanager
def asleep(voice: Path):
    """The browser whose microphone is `voice` is stopped as a closed lid stops it: nothing runs, nothing is answered."""
    first = [one for one in psutil.process_iter(["cmdline"]) if any(str(voice) in part for part in one.info["cmdline"] or [])]
    all_of_it = {process for one in first for process in (one, *one.children(recursive=True))}
    for process in all_of_it:
        process.suspend()
    try:
        yield
    finally:
        for process in all_of_it:
            process.resume()


NO_RELAY = "coturn is not found, so that calls through a relay are not tested (install coturn)."


@contextmanager
def relay(folder: Path):
    """A real coturn on loopback that takes credentials made with its secret; gives (url, secret)."""
    program = shutil.which("turnserver")
    if not program:
        if os.environ.get("MENTES_REQUIRE_BROWSER") == "1":
            pytest.fail(NO_RELAY, pytrace=False)
        pytest.skip(NO_RELAY)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    secret = "a-secret-for-one-test-run"
    command = [
        program, "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}", "--no-tls", "--no-dtls",
        "--use-auth-secret", f"--static-auth-secret={secret}", "--realm=mentes.test", "--no-cli", "--fingerprint",
        "--allow-loopback-peers", f"--pidfile={folder / 'pid'}", f"--userdb={folder / 'db'}", "--log-file=stdout", "--simple-log",
    ]  # fmt: skip
    started = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"turn:127.0.0.1:{port}", secret
    finally:
        started.terminate()
        started.wait(10)


def may_part_networks() -> bool:
    return subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0
