"""The speaker's own voice: asked for, kept on the device, played with the replay, deleted; never kept without the box.

The microphone is a file of tones with silences between them, so what was kept can be laid beside what the room noticed meanwhile.
"""

import array
import json
import math
import statistics
import subprocess
import wave
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys import calls
from tests.journeys.rehearsing import ONE_MICROPHONE, PATIENCE_MS, end, go_in, hearing, house_for, planned
from tests.journeys.visits import NO_WEBGL, axe, overflow

from mentes.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
SPOKEN = (0.6, 1.5)  # seconds of a tone, and from one to the next
# Everything that lies on this device of a voice: [{at, type, bytes}], and the run's bytes, both in base64.
KEPT = """async key => {
  const rows = (name, store) => new Promise((resolve, reject) => {
    const open = indexedDB.open(name)
    open.onupgradeneeded = () => open.result.createObjectStore(store, { keyPath: 'key' })
    open.onerror = () => reject(open.error)
    open.onsuccess = () => { const all = open.result.transaction(store).objectStore(store).getAll()
      all.onsuccess = () => { open.result.close(); resolve(all.result) } } })
  const text = bytes => btoa(Array.from(new Uint8Array(bytes), one => String.fromCharCode(one)).join(''))
  const names = (await indexedDB.databases()).map(one => one.name)
  const voices = names.includes('mentes-voices') ? await rows('mentes-voices', 'parts') : []
  const runs = await rows('mentes-rehearsals', 'runs')
  return { parts: voices.filter(one => one.run === key).map(({ at, type, n }) => ({ at, type, n })),
    run: text(runs.find(one => one.key === key).bytes) } }"""
# What was kept, decoded: how loud each hundredth of a second is.
LOUDNESS = """async key => {
  const open = indexedDB.open('mentes-voices')
  await new Promise(done => open.onsuccess = done)
  const all = open.result.transaction('parts').objectStore('parts').getAll()
  await new Promise(done => all.onsuccess = done)
  open.result.close()
  const blob = new Blob(all.result.filter(one => one.run === key).map(one => one.bytes))
  const sound = await new OfflineAudioContext(1, 16000, 16000).decodeAudioData(await blob.arrayBuffer())
  const samples = sound.getChannelData(0), loud = []
  for (let n = 0; n + 160 <= samples.length; n += 160) {
    let sum = 0
    for (let i = n; i < n + 160; i++) sum += samples[i] ** 2
    loud.push(Math.sqrt(sum / 160))
  }
  return loud }"""
READINGS = """
import { Timeline } from '%s'
let text = ''
for await (const piece of process.stdin) text += piece
const { at, voiced } = Timeline.decode(new Uint8Array(Buffer.from(text, 'base64'))).readings.read()
console.log(JSON.stringify(Array.from(at).map((ms, i) => [ms, voiced[i]])))
"""
SOUND_AT = "document.querySelector('[data-part=voice-sound]').currentTime"
SOUND = """() => { const sound = document.querySelector('[data-part="voice-sound"]')
  return { at: sound.currentTime, is_still: sound.paused, is_muted: sound.muted, rate: sound.playbackRate } }"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with hearing(write_tones(tmp_path_factory.mktemp("voices") / "voice.wav")) as (started,):
        yield started


def write_tones(path: Path) -> Path:
    """A voice of sorts, 150 Hz and what sounds above it, over and over; 16-bit WAV."""
    samples, (long, apart) = array.array("h"), SPOKEN
    for n in range(round(calls.RATE * apart * 4)):
        within = n / calls.RATE % apart
        swell = min(1, within / 0.02, (long - within) / 0.02) if within < long else 0
        samples.append(round(7000 * swell * sum(math.sin(2 * math.pi * 150 * k * n / calls.RATE) / k for k in range(1, 9))))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(calls.RATE)
        file.writeframes(samples.tobytes())
    return path


@pytest.fixture
def ama(browser, settings):
    """`ama()`: Ama's rehearsal and her browser, not in the room yet. No page may complain."""
    with house_for(settings) as come:

        def begin(*, size: str = "desktop", language: str = "en"):
            person = make_person("Ama Owusu", language=language)
            rehearsal = planned(person)
            one = come(person, browser, NO_WEBGL, ONE_MICROPHONE, size=size, language=language)
            return rehearsal, one, f"{person.pk}/{rehearsal.pk}"

        yield begin


def rehearse(page, seconds: float) -> None:
    """From the first line to the report, `seconds` long."""
    page.locator("[data-do=begin]").click()
    page.wait_for_timeout(seconds * 1000)
    end(page)


def scrub(page, ms: int) -> None:
    slider = page.locator('[data-part="slider"]')
    slider.evaluate("(slider, ms) => { slider.value = ms; slider.dispatchEvent(new Event('input')) }", ms)


def began(flags: list[bool], *, least: int = 3) -> list[int]:
    """Where something begins after at least `least` entries without it."""
    return [n for n in range(least, len(flags)) if flags[n] and not any(flags[n - least : n])]


def test_it_is_kept_beside_the_run_and_played_in_time_with_it_and_deleted_alone(ama):
    rehearsal, one, key = ama()
    page = go_in(one, rehearsal)
    assert not page.locator("[data-part=keep-voice]").is_checked()
    page.get_by_label("Keep my own voice with this run").check()
    page.locator("[data-do=hear]").click()
    expect(page.locator("[data-do=hear]")).to_have_attribute("aria-pressed", "true")
    assert axe(page) == []
    page.locator("[data-do=begin]").click()
    expect(page.locator("[data-part=keeps]")).to_be_visible()
    assert axe(page) == []
    page.wait_for_timeout(9000)
    page.locator("[data-do=choose]").first.click()
    page.locator("[data-do=go_on]").click()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    expect(page.locator("[data-part=voice-size]")).to_have_text("Your own voice: 0.1 MB on this device", timeout=PATIENCE_MS)
    assert axe(page) == []

    # Loud where the tones are, and in the second in which the room noticed a voice.
    kept = page.evaluate(KEPT, key)
    assert [part["n"] for part in kept["parts"]] == list(range(len(kept["parts"])))
    assert kept["parts"][0]["type"].startswith("audio/webm")
    loud = page.evaluate(LOUDNESS, key)
    assert len(loud) > 800
    at = kept["parts"][-1]["at"]
    heard = [at + 10 * n for n in began([level > 0.02 for level in loud], least=30)]
    noticed = readings(kept["run"])
    noticed = [noticed[n][0] for n in began([bool(voiced) for _ms, voiced in noticed])]
    assert len(heard) >= 4
    late = [min((other - one for other in noticed), key=abs) for one in heard[1:]]
    print(f"noticed {statistics.median(late):.0f} ms after the kept voice begins, {min(late):.0f} to {max(late):.0f}")
    # The room notices a voice 30 ms after it began, and writes down every tenth of a second: never before it began.
    assert -30 < statistics.median(late) < 200, (heard, noticed)

    # Scrubbed, it goes along; played, it runs along; muted, it is.
    for ms in (7000, 2500, 5200):
        scrub(page, ms)
        there = f"Math.abs({SOUND_AT} - {(ms - at) / 1000}) < 0.05"
        page.wait_for_function(f"() => {there}")
        page.wait_for_timeout(200)
        assert page.evaluate(there)
    page.locator("h1").click()
    page.keyboard.press("k")
    page.wait_for_timeout(1500)
    said = page.evaluate(f"(({SOUND})().at * 1000 + {at} - document.querySelector('[data-part=slider]').value)")
    assert abs(said) <= 150, said
    assert not page.evaluate(SOUND)["is_still"]
    page.keyboard.press("m")
    assert page.evaluate(SOUND)["is_muted"]
    expect(page.get_by_role("button", name="Mute the voice")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    assert page.evaluate(SOUND)["is_still"]

    page.get_by_text("Delete your voice alone").click()
    page.get_by_role("button", name="Delete the voice").click()
    expect(page.locator("[data-part=voice]")).to_be_hidden()
    assert page.evaluate(KEPT, key)["parts"] == []
    page.reload()
    expect(page.locator("[data-part=replay]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-part=voice]")).to_be_hidden()


def readings(run: str) -> list[list[int]]:
    program = READINGS % (ROOT / "src/mentes/rehearsals/room/timeline.js")
    found = subprocess.run(["node", "--input-type=module", "-e", program], input=run, capture_output=True, text=True, check=True)
    return json.loads(found.stdout)


def test_without_the_box_nothing_is_kept_and_it_is_asked_anew(ama):
    rehearsal, one, key = ama()
    page = go_in(one, rehearsal)
    box = page.get_by_label("Keep my own voice with this run")
    box.check()
    page.reload()
    expect(box).not_to_be_checked()
    box.check()
    box.uncheck()
    rehearse(page, 3)
    expect(page.locator("[data-part=voice]")).to_be_hidden()
    assert page.evaluate(KEPT, key)["parts"] == []


def test_one_may_stop_keeping_and_what_belongs_to_no_run_goes(ama):
    rehearsal, one, key = ama()
    page = go_in(one, rehearsal)
    page.get_by_label("Keep my own voice with this run").check()
    page.locator("[data-do=begin]").click()
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Keep no more").click()
    expect(page.locator("[data-part=keeps]")).to_be_hidden()
    page.wait_for_timeout(2500)
    page.locator("[data-do=choose]").first.click()
    page.locator("[data-do=go_on]").click()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    expect(page.locator("[data-part=voice-size]")).to_be_visible(timeout=PATIENCE_MS)
    assert 200 < len(page.evaluate(LOUDNESS, key)) < 450
    # Thirty-one days later the run has had its time, and the voice with it.
    page.clock.set_fixed_time(page.evaluate("Date.now() + 31 * 86400000"))
    page.reload()
    expect(page.locator("[data-part=nothing]")).to_be_visible(timeout=PATIENCE_MS)
    page.goto(f"{one.address}/rehearsals/{planned(rehearsal.speaker).pk}/room/")
    page.wait_for_function(
        "() => new Promise(done => { const open = indexedDB.open('mentes-voices')"
        "; open.onsuccess = () => { const n = open.result.transaction('parts').objectStore('parts').count()"
        "; n.onsuccess = () => { open.result.close(); done(n.result === 0) } } })"
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_choice_fits_a_narrow_phone(ama, language):
    rehearsal, one, _key = ama(size="narrow", language=language)
    page = go_in(one, rehearsal)
    page.locator("[data-part=keep-voice]").check()
    assert overflow(page) == ""
    rehearse(page, 2.5)
    expect(page.locator("[data-part=voice]")).to_be_visible(timeout=PATIENCE_MS)
    assert overflow(page) == ""
    assert axe(page) == []
