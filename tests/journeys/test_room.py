"""The room of sixty seconds in a real browser: on a desk, on a phone, in an emulated headset, without WebGL, without scripts.

Drawn by the processor. The minute is not skipped: the page's clock runs faster, or by pictures, and all that the minute holds
happens.
"""

import io
import json
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from bench.room_page import addresses_elsewhere, sent
from PIL import Image, ImageChops
from playwright.sync_api import expect, sync_playwright
from tests.journeys.conftest import chromium
from tests.journeys.room_page import DIST, try_page
from tests.journeys.room_views import FLAGS
from tests.journeys.visits import axe, overflow

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
RATE = 16_000
PATIENCE_MS = 90_000
TIMES = 12
# However slow a picture, no more than this of the minute goes by with it: what happens in it must not fall together.
MOST_MS = 1500
FASTER = f"""(() => {{ const real = performance.now.bind(performance); let clock = 0, then = real()
  performance.now = () => clock
  const one = () => {{ const now = real(); clock += Math.min({MOST_MS}, (now - then) * {TIMES}); then = now
    requestAnimationFrame(one) }}
  one() }})()"""
# The clock moves with the pictures: however slow the machine, a path of the head is the same.
A_PICTURE_MS = 500
BY_PICTURES = f"""(() => {{ window.clock = 0; performance.now = () => clock
  const one = () => {{ clock += {A_PICTURE_MS}; requestAnimationFrame(one) }}
  one() }})()"""
# What the room says, one after another: a sentence is gone before a slow machine has looked.
HEARD = """addEventListener('DOMContentLoaded', () => { window.said = []
  const caption = document.querySelector('[data-part="caption"]')
  new MutationObserver(() => caption.textContent && said.push(caption.textContent)).observe(caption, { childList: true }) })"""
NO_WEBGL = """(() => { const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) } })()"""
PICTURE_ALONE = """() => { const sheet = new CSSStyleSheet()
  sheet.replaceSync('.room-picture > p { opacity: 0 !important }')
  document.adoptedStyleSheets = [sheet] }"""
# Few pixels, for the processor has to draw them: of a desk's window, of what a headset shows.
DESK = {"width": 800, "height": 600}
SMALL = {"width": 320, "height": 240}
ROUGH = """Object.defineProperty(window, 'devicePixelRatio', { get: () => 1 });
  (() => { const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, options, ...more) {
    return real.call(this, kind, kind.startsWith('webgl') ? { ...options, antialias: false } : options, ...more) } })()"""


@pytest.fixture(scope="module")
def voice(tmp_path_factory) -> Path:
    """Two seconds of a hummed voice and one of silence, over and over: what the browser's microphone hears."""
    at = np.arange(int(0.25 * RATE)) / RATE
    hum = sum(np.sin(2 * np.pi * 130 * harmonic * at) / harmonic for harmonic in range(1, 11)) * np.sin(np.pi * at / 0.25)
    samples = np.concatenate([0.15 * hum] * 8 + [np.zeros(RATE)])
    made = tmp_path_factory.mktemp("voice") / "voice.wav"
    with wave.open(str(made), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return made


@pytest.fixture(scope="module")
def browser(voice):
    with sync_playwright() as playwright:
        microphone = [*MICROPHONE, f"--use-file-for-fake-audio-capture={voice}"]
        started = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *microphone])
        yield started
        started.close()


@pytest.fixture(scope="module")
def headset(tmp_path_factory) -> Path:
    """The emulated headset as one script. It is for tests only, and nothing of it is ever sent to a reader."""
    made = tmp_path_factory.mktemp("headset") / "headset.js"
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    command = [program, HERE / "room_headset.js", "--bundle", "--format=iife", "--log-level=error", f"--outfile={made}"]
    subprocess.run(command, check=True, cwd=ROOT)
    return made


@pytest.fixture(scope="module")
def address():
    with try_page() as at:
        yield at


@pytest.fixture
def come(visit, address):
    """`come(size, **context)` gives a visitor of the page."""
    return lambda size="desktop", **context: visit(address, size=size, **context)


def go_in(one, *scripts, clock: str = FASTER, viewport: dict | None = None, people: int = 24):
    """The room as a visitor finds it, drawn at least once. Edges are not smoothed: that halves the processor's work."""
    one.context.set_default_timeout(PATIENCE_MS)  # a busy machine draws two pictures a second
    for script in (clock, HEARD, ROUGH, *scripts):
        one.context.add_init_script(script)
    if viewport:
        one.page.set_viewport_size(viewport)
    page = one.go(f"/try/?people={people}")
    expect(page.locator("[data-part=room]")).to_be_visible(timeout=PATIENCE_MS)
    pictures(page, 3)
    return page


def pictures(page, n: int) -> None:
    """Waits until `n` more pictures were drawn."""
    page.evaluate("n => new Promise(done => { const one = () => n-- ? requestAnimationFrame(one) : done(); one() })", n)


def seen(page) -> Image.Image:
    """The picture alone: what lies over it is left out."""
    page.evaluate(PICTURE_ALONE)
    return Image.open(io.BytesIO(page.locator("[data-part=stage]").screenshot())).convert("RGB").resize((320, 200))


def changed(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that differ clearly."""
    differ = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 24 else 0)
    return differ.histogram()[255] / (320 * 200)


def shares(page) -> dict[str, float]:
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-share]')].map(m => [m.dataset.share, m.value]))"
    )


def begin_and_end(page, during=lambda: None) -> None:
    page.locator("button:visible[data-do=begin]").click()
    during()
    expect(page.locator("[data-part=noticed]")).to_be_visible(timeout=PATIENCE_MS)


def test_on_a_desk_the_hall_is_full_and_the_arrow_keys_turn_the_head(come):
    page = go_in(come(), viewport=DESK)
    full = seen(page)
    assert axe(page) == []
    page.locator("[data-part=stage]").press("ArrowLeft")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    pictures(page, 3)
    assert changed(full, seen(page)) > 0.3
    page.keyboard.press("Home")
    pictures(page, 3)
    assert changed(full, seen(page)) < 0.15
    page.close()
    # Twenty-three people more fill a good part of the picture.
    assert changed(full, seen(go_in(come(), viewport=DESK, people=1))) > 0.1


def test_sixty_seconds_end_in_applause_and_the_sheet_on_a_desk(come):
    page = go_in(come(), viewport=DESK)

    def look_left():
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        assert page.locator("[data-room]").get_attribute("data-phase") == "speaking"

    page.locator("[data-do=hear]").click()
    expect(page.locator("[data-do=hear]")).to_have_attribute("aria-pressed", "true", timeout=PATIENCE_MS)
    begin_and_end(page, look_left)
    said = page.evaluate("said")
    assert "Your sixty seconds have begun. They all listen." in said
    assert any("on the right raises a hand" in one for one in said), said
    assert any("on the left raises a hand" in one for one in said), said
    assert said[-1] == "Time. They applaud."
    found = shares(page)
    assert abs(sum(found.values()) - 1) < 0.01
    assert found["left"] > 0.5
    # Two seconds of voice and one of silence went by, again and again, beside the faster clock.
    assert page.locator("[data-part=heard]").is_visible()
    assert float(page.locator("[data-noticed=spoken]").inner_text().split()[0]) > 0
    assert page.evaluate("document.activeElement.id") == "room-noticed"
    assert axe(page) == []


def test_a_phone_shows_it_and_a_finger_drags_it(come):
    one = come("phone")
    page = go_in(one)
    before = seen(page)
    box = page.locator("[data-part=stage]").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 100, steps=4)
    page.mouse.up()
    pictures(page, 3)
    assert changed(before, seen(page)) > 0.25
    assert overflow(page) == ""
    assert axe(page) == []
    begin_and_end(page)
    assert overflow(page) == ""


@pytest.mark.parametrize("scripts", [True, False])
def test_without_webgl_and_without_scripts_there_is_the_plain_form(come, scripts):
    one = come("narrow", java_script_enabled=scripts)
    one.context.add_init_script(NO_WEBGL)
    page = one.go("/try/")
    expect(page.locator("[data-part=plain]")).to_be_visible()
    expect(page.locator("[data-part=room]")).to_be_hidden()
    assert page.locator("[data-part=plain] ol li").count() == 3
    if scripts:
        expect(page.get_by_text("needs WebGL")).to_be_visible()
        assert axe(page) == []
        assert overflow(page) == ""
    else:
        # Chromium that is told to run no script still parses as if it did: it holds the sentence, and shows it to nobody.
        assert "needs JavaScript" in page.content()
    # three.js says in the console that it found no WebGL: that is no fault of the page here.
    one.complaints = [said for said in one.complaints if "WebGL" not in said]


def enter(page, kind: str) -> None:
    page.locator(f"[data-do={kind}]").click()
    page.wait_for_selector(f"[data-presenting={kind}]", state="attached")


def test_an_emulated_headset_turns_its_head_by_30_degrees_and_the_picture_follows(come, headset):
    page = go_in(come(), headset.read_text(), viewport=SMALL)
    enter(page, "immersive-vr")
    page.evaluate("look(0)")
    pictures(page, 4)
    ahead = shown(page)
    page.evaluate("look(30)")
    pictures(page, 4)
    assert abs(turned(ahead, shown(page)) - 30) <= 1
    page.evaluate("headset.activeSession.end()")
    page.wait_for_selector("[data-room]:not([data-presenting])", state="attached")
    expect(page.locator("[data-do=begin]:visible")).to_be_enabled()


def test_seats_get_the_seconds_that_the_head_was_turned_to_them_and_one_comes_back_to_the_page(come, headset):
    page = go_in(come(), headset.read_text(), clock=BY_PICTURES, viewport=SMALL)
    enter(page, "immersive-vr")
    # Seat of the stage, or -1 for the floor, and seconds.
    path = [[2, 16], [9, 12], [-1, 6], [22, 14], [15, 12]]
    page.evaluate("path => walk(path)", path)
    page.evaluate("pull()")
    page.wait_for_selector("[data-phase=over]", state="attached", timeout=PATIENCE_MS)
    page.evaluate("headset.activeSession.end()")
    page.wait_for_selector("[data-room]:not([data-presenting])", state="attached")
    expect(page.locator("[data-part=noticed]")).to_be_visible()
    found = [float(one) for one in page.locator("[data-part=noticed]").get_attribute("data-seats").split()]
    assert len(found) == 24
    for seat, seconds in path:
        if seat >= 0:
            assert abs(found[seat] - seconds) <= 0.05 * seconds, (seat, seconds, found)
    assert sum(found) <= 60 - 6 * 0.95


def test_in_augmented_reality_they_sit_on_the_found_floor_away_from_the_walls(come, headset):
    page = go_in(come(), headset.read_text(), viewport=SMALL)
    seated = []
    # Metres: how wide the floor between two walls, how far away the third wall ahead.
    for wide, far in ((8, 7), (4, 3.4)):
        page.evaluate("([wide, far]) => room(wide, far)", [wide, far])
        enter(page, "immersive-ar")
        page.evaluate("look(0, -38)")  # at the floor, two metres ahead
        pictures(page, 4)
        empty = shown(page)
        page.evaluate("pull()")
        page.wait_for_selector("[data-seated]", state="attached")
        seated.append(int(page.locator("[data-room]").get_attribute("data-seated")))
        page.evaluate("look(0, -12)")
        pictures(page, 4)
        assert changed(empty, shown(page)) > 0.1
        page.evaluate("headset.activeSession.end()")
        page.wait_for_selector("[data-room]:not([data-presenting])", state="attached")
        page.evaluate("document.querySelector('[data-room]').removeAttribute('data-seated')")
    # 0.8 m from each wall leave 2.4 m of four, and 2.6 ahead: as many as find a place sit there, and nobody else.
    assert 6 <= seated[1] < seated[0]


def shown(page) -> Image.Image:
    """What the headset shows, from the canvas itself: the emulator lays it over the whole page."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((320, 240))


def turned(before: Image.Image, after: Image.Image) -> float:
    """Degrees to the left between two pictures of 90 degrees' height from one eye: the turn under which they agree best."""
    first, second = (np.asarray(one.convert("L"), float) for one in (before, after))
    height, width = second.shape
    y, x = np.mgrid[:height, :width]
    right, up = (2 * x + 1 - width) / height, (height - 2 * y - 1) / height  # at distance 1

    def difference(degrees: float) -> float:
        angle = np.radians(degrees)
        ahead = np.cos(angle) + right * np.sin(angle)
        column = ((right * np.cos(angle) - np.sin(angle)) / ahead * height + width - 1) / 2
        row = (height - 1 - up / ahead * height) / 2
        inside = (column >= 0) & (column <= width - 1) & (row >= 0) & (row <= height - 1) & (ahead > 0)
        there = first[np.round(row[inside]).astype(int), np.round(column[inside]).astype(int)]
        return float(np.median(np.abs(there - second[inside])))

    return min(np.arange(10, 50, 0.5), key=difference)


def test_the_scripts_of_every_page_of_the_room_are_within_175_kb_and_ask_nobody_else():
    pages = sent()
    assert {"room.js", "rehearse.js"} <= pages.keys()
    assert {name: kb for name, kb in pages.items() if kb > 175} == {}
    assert addresses_elsewhere() == 0


def test_the_emulated_headset_is_never_shipped():
    built = {path.name: path.read_text(errors="replace") for path in DIST.glob("*.js")}
    assert any("requestHitTestSource" in text for text in built.values())
    assert [name for name, text in built.items() if "iwer" in text.lower() or "metaQuest" in text] == []
    package = json.loads((ROOT / "package.json").read_text())
    assert "iwer" in package["devDependencies"]
    assert "iwer" not in package["dependencies"]
