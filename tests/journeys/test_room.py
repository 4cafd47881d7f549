"""The room of sixty seconds in a real browser: on a desk, on a phone, in an emulated headset, without WebGL, without scripts.

Drawn by the processor. The minute is not skipped: the page's clock runs faster, and all that the minute holds happens.
"""

import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect, sync_playwright
from tests.journeys.conftest import chromium
from tests.journeys.room_page import ADDRESS, DIST, serve
from tests.journeys.room_views import FLAGS
from tests.journeys.visits import axe, overflow

ROOT = Path(__file__).parents[2]
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PATIENCE_MS = 90_000
TIMES = 12
FASTER = f"""(() => {{ const real = performance.now.bind(performance), from = real()
  performance.now = () => from + (real() - from) * {TIMES} }})()"""
# What the room says, one after another: a sentence is gone before a slow machine has looked.
HEARD = """addEventListener('DOMContentLoaded', () => { window.said = []
  const caption = document.querySelector('[data-part="caption"]')
  new MutationObserver(() => caption.textContent && said.push(caption.textContent)).observe(caption, { childList: true }) })"""
NO_WEBGL = """(() => { const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) } })()"""
# A headset, and where it looks: `look(yaw, pitch)` in degrees, left and up positive.
HEADSET = """import { metaQuest3, XRDevice } from 'iwer'
const device = new XRDevice(metaQuest3)
device.installRuntime({ forceInstall: true })
device.position.set(0, 1.65, 0)
window.headset = device
window.look = (yaw, pitch = 0) => {
  const [y, x] = [yaw, pitch].map(degrees => (degrees * Math.PI) / 360)
  const [sinY, cosY, sinX, cosX] = [Math.sin(y), Math.cos(y), Math.sin(x), Math.cos(x)]
  device.quaternion.set(cosY * sinX, sinY * cosX, -sinY * sinX, cosY * cosX)
}
window.pull = () => { const { right } = device.controllers
  right.updateButtonValue('trigger', 1); setTimeout(() => right.updateButtonValue('trigger', 0), 2500) }
"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *MICROPHONE])
        yield started
        started.close()


@pytest.fixture(scope="module")
def headset(tmp_path_factory) -> Path:
    """The emulated headset as one script. It is for tests only, and nothing of it is ever sent to a reader."""
    folder = tmp_path_factory.mktemp("headset")
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    made = folder / "headset.js"
    command = [program, "--bundle", "--format=iife", "--log-level=error", "--loader=js", f"--outfile={made}"]
    subprocess.run(command, input=HEADSET, text=True, check=True, cwd=ROOT)
    return made


@pytest.fixture
def come(visit):
    """`come(size, people="1", **context)` gives a visitor whose browser gets the page from this process."""

    def come_(size: str = "desktop", *, said: dict | None = None, **context):
        one = visit(ADDRESS, size=size, **context)
        serve(one.context, **(said or {}))
        return one

    return come_


def go_in(one, *scripts):
    """The room as a visitor finds it, drawn at least once."""
    one.context.set_default_timeout(PATIENCE_MS)
    for script in (FASTER, HEARD, *scripts):
        one.context.add_init_script(script)
    page = one.go("/try/")
    expect(page.locator("[data-part=room]")).to_be_visible(timeout=PATIENCE_MS)
    pictures(page, 3)
    return page


def pictures(page, n: int) -> None:
    """Waits until `n` more pictures were drawn."""
    page.evaluate("n => new Promise(done => { const one = () => n-- ? requestAnimationFrame(one) : done(); one() })", n)


def seen(page) -> Image.Image:
    """The picture alone: what lies over it is left out."""
    page.add_style_tag(content=".room-picture > p { opacity: 0 !important }")
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
    page = go_in(come())
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
    # Twenty-three people more fill a good part of the picture.
    assert changed(full, seen(go_in(come(said={"people": "1"})))) > 0.1


def test_sixty_seconds_end_in_applause_and_the_sheet_on_a_desk(come):
    page = go_in(come())

    def look_left():
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        assert page.locator("[data-room]").get_attribute("data-phase") == "speaking"

    page.locator("[data-do=hear]").click()
    expect(page.locator("[data-do=hear]")).to_have_attribute("aria-pressed", "true")
    begin_and_end(page, look_left)
    said = page.evaluate("said")
    assert "Your sixty seconds have begun. They all listen." in said
    assert any("on the right raises a hand" in one for one in said), said
    assert any("on the left raises a hand" in one for one in said), said
    assert said[-1] == "Time. They applaud."
    found = shares(page)
    assert abs(sum(found.values()) - 1) < 0.01
    assert found["left"] > 0.5
    # The browser's own microphone beeps once a second: a voice with pauses, as far as an ear without words can tell.
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
        expect(page.get_by_text("needs JavaScript")).to_be_visible()
    # three.js says in the console that it found no WebGL: that is no fault of the page here.
    one.complaints = [said for said in one.complaints if "WebGL" not in said]


def test_an_emulated_headset_enters_turns_its_head_and_the_right_seats_are_counted(come, headset):
    page = go_in(come(), headset.read_text())
    expect(page.locator("[data-do=immersive-vr]")).to_be_visible()
    page.locator("[data-do=immersive-vr]").click()
    page.wait_for_selector("[data-presenting=immersive-vr]", state="attached")
    page.evaluate("look(0)")
    pictures(page, 3)
    ahead = shown(page)
    page.evaluate("look(30)")
    pictures(page, 3)
    assert changed(ahead, shown(page)) > 0.25
    page.evaluate("look(-24, -12); pull()")
    page.wait_for_selector("[data-phase=speaking]", state="attached")
    page.wait_for_selector("[data-phase=over]", state="attached", timeout=PATIENCE_MS)
    page.evaluate("headset.activeSession.end()")
    page.wait_for_selector("[data-room]:not([data-presenting])", state="attached")
    found = shares(page)
    assert found["right"] > 0.9, found
    expect(page.locator("[data-part=noticed]")).to_be_visible()


def test_in_augmented_reality_they_sit_on_the_floor_that_was_pointed_at(come, headset):
    page = go_in(come(), headset.read_text())
    page.locator("[data-do=immersive-ar]").click()
    page.wait_for_selector("[data-presenting=immersive-ar]", state="attached")
    # Two metres and a half ahead.
    page.evaluate("look(0, -33)")
    pictures(page, 3)
    empty = shown(page)
    page.evaluate("pull()")
    page.wait_for_selector("[data-seated]", state="attached")
    assert int(page.locator("[data-room]").get_attribute("data-seated")) >= 6
    page.evaluate("look(0, -12)")
    pictures(page, 3)
    assert changed(empty, shown(page)) > 0.1


def shown(page) -> Image.Image:
    """What the headset shows, from the canvas itself: the emulator lays it over the whole page."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((320, 200))


def test_the_emulated_headset_is_never_shipped():
    manifest = json.loads((DIST / "manifest.json").read_text())
    built = {name: (DIST / name).read_text(errors="replace") for name in manifest.values() if name.endswith(".js")}
    assert any("requestHitTestSource" in text for text in built.values())
    assert [name for name, text in built.items() if "iwer" in text.lower() or "metaQuest" in text] == []
    package = json.loads((ROOT / "package.json").read_text())
    assert "iwer" in package["devDependencies"]
    assert "iwer" not in package["dependencies"]
