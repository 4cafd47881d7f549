"""How long it takes until two people hear each other: two real browsers in a room of the house, with invented microphones.

From the first of the two presses of *Speak with who is here* until sound has come and been decoded, on both sides; in the plain
form, so that drawing takes no time. Both browsers and the server share this machine.
"""

import os
import tempfile
from pathlib import Path
from statistics import median

from bench.room_work.house import House
from playwright.sync_api import Browser, Page, sync_playwright
from tests.journeys import calls
from tests.journeys.visits import NO_WEBGL, chromium_program

PITCHES = (440, 1000)  # Hz
PATIENCE_MS = 60_000
# Presses, and resolves with both instants in milliseconds of the clock that all pages share.
PRESS = """() => { const now = () => performance.timeOrigin + performance.now(), from = now()
  document.querySelector('[data-do=speak]').click()
  const hears = async () => {
    for (const one of window.__connections) for (const row of (await one.getStats()).values()) {
      if (row.type !== 'inbound-rtp' || row.kind !== 'audio') continue
      if (row.bytesReceived > 2000 && row.totalAudioEnergy > 0.001) return true
    }
  }
  window.__heard = (async () => {
    while (!await hears()) await new Promise(go => setTimeout(go, 20))
    return [from, now()]
  })() }"""


def measure(house: House, n_rounds: int) -> dict:
    """Seconds, of both ends of `n_rounds` rooms; plain numbers by name."""
    path = chromium_program()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        heard = [f"--use-file-for-fake-audio-capture={calls.write_voice(Path(folder) / f'{p}.wav', p)}" for p in PITCHES]
        browsers = [playwright.chromium.launch(executable_path=path, args=[*calls.FLAGS, one]) for one in heard]
        took = sorted(seconds for room in house.rooms[:n_rounds] for seconds in _round(house, browsers, room))
        for one in browsers:
            one.close()
    return {
        "voices": len(took),
        "voice_connected_s_p50": round(median(took), 2),
        "voice_connected_s_p95": round(took[int(0.95 * len(took))], 2),
        "voice_load_average": round(os.getloadavg()[0], 1),
    }


def _round(house: House, browsers: list[Browser], room: tuple[str, str, str]) -> list[float]:
    rehearsal, *sessions = room
    pages = [_come(house, browser, rehearsal, session) for browser, session in zip(browsers, sessions, strict=True)]
    for page in pages:  # each is named to the other before anybody is heard
        page.locator("[data-part=here] li").nth(1).wait_for()
    for page in pages:
        page.evaluate(PRESS)
    times = [page.evaluate("window.__heard") for page in pages]
    for page in pages:
        page.context.close()
    first = min(pressed for pressed, _heard in times)
    return [(heard - first) / 1000 for _pressed, heard in times]


def _come(house: House, browser: Browser, rehearsal: str, session: str) -> Page:
    one = calls.Caller(browser, f"http://127.0.0.1:{house.port}", cookie=session, name="")
    one.context.set_default_timeout(PATIENCE_MS)
    one.context.add_init_script(NO_WEBGL)
    page = one.go(f"/rehearsals/{rehearsal}/room/")
    page.locator("[data-part=room]").wait_for()
    return page
