"""The report in a real browser: scrubbed from three seats, disputed, shared, read by the mentor, taken back, compared.

What is replayed was recorded through the room's own Timeline, by a script of events (recorded.mjs). Drawn by the processor.
"""

import json
import os
import subprocess
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright
from tests.journeys.conftest import shell
from tests.journeys.room_views import FLAGS
from tests.journeys.visits import axe, overflow

from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.cueing import keep_cue
from mentes.rehearsals.actions.planning import Setting
from mentes.rehearsals.actions.remarking import keep_remark
from mentes.rehearsals.models import Recording
from mentes.testing import Cast

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).parent
PATIENCE_MS = 60_000
NO_WEBGL = """(() => { const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) } })()"""
# Puts a run where room/keep.js looks for it, as the room does.
KEEP = """([key, run]) => new Promise((resolve, reject) => {
  const open = indexedDB.open('mentes-rehearsals', 1)
  open.onupgradeneeded = () => open.result.createObjectStore('runs', { keyPath: 'key' })
  open.onsuccess = () => {
    const bytes = Uint8Array.from(atob(run.bytes), c => c.charCodeAt(0))
    const put = open.result.transaction('runs', 'readwrite').objectStore('runs').put({ ...run, key, bytes, savedAt: Date.now() })
    put.onsuccess = () => { open.result.close(); resolve() }
    put.onerror = () => reject(put.error)
  }
})"""
KEPT = """key => new Promise(resolve => {
  const open = indexedDB.open('mentes-rehearsals', 1)
  open.onsuccess = () => { const get = open.result.transaction('runs').objectStore('runs').get(key)
    get.onsuccess = () => { open.result.close(); resolve(get.result ? get.result.bytes.length : 0) } } })"""
# A picture as few numbers, to tell whether it changed: the mean of 12 by 8 fields.
FIELDS = """canvas => { const small = document.createElement('canvas'); small.width = 12; small.height = 8
  const pen = small.getContext('2d'); pen.drawImage(canvas, 0, 0, 12, 8)
  return [...pen.getImageData(0, 0, 12, 8).data].filter((_, i) => i % 4 < 3) }"""


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright holds an event loop in this thread
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shell(), args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def spoken(house):
    """Ama asked for her price, Rosa was there: a cue, a remark, and the run on Ama's own device."""
    cast, now = Cast(), timezone.now() - timedelta(hours=1)
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", started_at=now - timedelta(days=9))
    cast.run, cast.earlier = rehearsed(cast, now), rehearsed(cast, now - timedelta(days=7))
    keep_cue(cast.run.pk, uuid.uuid4(), kind="slower", text="", by=cast.rosa, now=now + timedelta(seconds=80))
    words = "Here I would have asked what he sells it for."
    keep_remark(cast.run.pk, uuid.uuid4(), at_ms=46_000, text=words, by=cast.rosa, now=now + timedelta(minutes=2))
    for one in (cast.run, cast.earlier):
        planning.end_rehearsal(one, by=cast.ama, now=one.opened_at + timedelta(seconds=200))
    cast.path = f"/rehearsals/{cast.run.pk}/report/"
    cast.address = house.address
    return cast


def rehearsed(cast, at):
    setting = Setting(place="market", light="dawn", n_people=3, mood="supportive", seed=7)
    rehearsal = planning.plan_rehearsal(setting, of="price", by=cast.ama, now=at)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=at)
    return planning.open_rehearsal(rehearsal, by=cast.ama, now=at)


def recorded(cast, rehearsal, **options) -> dict:
    """What the room would have kept of a rehearsal on Ama's device."""
    people = [{"who": str(cast.rosa.pk), "name": cast.rosa.name, "side": "mentor", "dyes": ["woad", "weld"]}]
    said = {"rehearsal": str(rehearsal.pk), "scenario": "price", "people": people, "name": cast.ama.name, **options}
    command = ["node", str(HERE / "recorded.mjs"), json.dumps(said)]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    began = round(rehearsal.opened_at.timestamp() * 1000)
    mine = {"owner": str(cast.ama.pk), "rehearsal": str(rehearsal.pk), "scenario": "price", "began": began}
    return mine | {"bytes": made.stdout}


@pytest.fixture
def signed_in(visit, spoken):
    def open_(person, *, runs=(), **context):
        client = Client()
        client.force_login(person)
        one = visit(spoken.address, language=person.language, **context)
        one.context.set_default_timeout(PATIENCE_MS)
        name = settings.SESSION_COOKIE_NAME
        one.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": spoken.address}])
        if runs:
            one.go("/rehearsals/")
            for run in runs:
                one.page.evaluate(KEEP, [f"{run['owner']}/{run['rehearsal']}", run])
        return one

    return open_


@pytest.fixture
def ama(signed_in, spoken):
    """Ama's browser with this run and an earlier one on it, the report open."""
    runs = [recorded(spoken, spoken.run), recorded(spoken, spoken.earlier, seconds=120, quick=1.2, began=1)]
    one = signed_in(spoken.ama, runs=runs)
    open_report(one, spoken)
    return one


def open_report(one, spoken):
    one.go(spoken.path)
    expect(one.page.locator('[data-part="stage"] canvas')).to_be_visible(timeout=PATIENCE_MS)


def fields(page) -> list[int]:
    """The picture now. It is drawn anew first, for a canvas forgets once it was shown."""
    return page.locator('[data-part="stage"] canvas').evaluate(
        """canvas => { const slider = document.querySelector('[data-part="slider"]')
          slider.dispatchEvent(new Event('change')); return ("""
        + FIELDS
        + ")(canvas) }"
    )


def apart(one: list[int], other: list[int]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def scrub(page, ms: int) -> None:
    slider = page.locator('[data-part="slider"]')
    slider.evaluate("(slider, ms) => { slider.value = ms; slider.dispatchEvent(new Event('input')) }", ms)


def test_scrubbing_shows_what_was_said_then_from_three_seats(ama, spoken):
    page = ama.page
    scrub(page, 133_000)
    expect(page.locator('[data-part="time"]')).to_have_text("2:13 of 3:20")
    expect(page.locator('[data-part="caption-says"]')).to_contain_text("All right, thirty.")
    scrub(page, 81_000)
    expect(page.locator('[data-part="cue"]')).to_have_text("Rosa Quispe: Slower")
    seen = {}
    for seat in ("speaker", "mentor", "audience"):
        page.locator(f'input[name="seat"][value="{seat}"]').check()
        seen[seat] = fields(page)
    for one, other in (("speaker", "mentor"), ("speaker", "audience"), ("mentor", "audience")):
        assert apart(seen[one], seen[other]) > 6, (one, other)
    page.locator('input[name="seat"][value="speaker"]').check()
    assert apart(seen["speaker"], fields(page)) < 2
    # The head was turned to the left at 42 s: the picture follows.
    scrub(page, 43_500)
    assert apart(seen["speaker"], fields(page)) > 6


def test_keys_play_and_pause_and_buttons_lead_to_moments(ama, spoken):
    page = ama.page
    page.locator("h1").click()
    page.keyboard.press("k")
    expect(page.locator('[data-part="play"]')).to_have_attribute("data-state", "playing")
    # A replay goes on picture by picture, and a busy machine that draws them by its processor takes long for a second's worth.
    expect(page.locator('[data-part="time"]')).not_to_have_text("0:00 of 3:20", timeout=30_000)
    page.keyboard.press("k")
    expect(page.locator('[data-part="play"]')).to_have_attribute("data-state", "still")
    stopped = page.locator('[data-part="slider"]').input_value()
    page.wait_for_timeout(300)
    assert page.locator('[data-part="slider"]').input_value() == stopped
    # With the slider's own keys by seconds, told as a time.
    slider = page.locator('[data-part="slider"]')
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "0:00 of 3:20")
    for key, told in (("ArrowRight", "0:01"), ("PageUp", "0:11"), ("ArrowDown", "0:10"), ("End", "3:20"), ("PageDown", "3:10")):
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"{told} of 3:20")
    page.locator("[data-said] button.moment-time").first.click()
    expect(page.locator('[data-part="time"]')).to_have_text("0:46 of 3:20")
    expect(page.locator(".moment.is-now")).to_contain_text("Here I would have asked")


def test_five_moments_say_whose_they_are_and_a_dispute_stays(ama, spoken):
    page = ama.page
    moments = page.locator(".moment")
    expect(moments).to_have_count(5)
    text = page.locator('[data-part="moments"]').inner_text()
    assert "Rosa Quispe wrote this" in text
    assert "A cue by Rosa Quispe" in text
    assert text.count("Noticed by Mentes: the ") == 3
    assert "4.3 s of silence before the answer." in text
    silence = moments.filter(has_text="of silence before")
    silence.get_by_role("button", name="That is not what happened").click()
    silence.locator("textarea").fill("I was looking for the jar.")
    silence.get_by_role("button", name="Say so").click()
    expect(silence).to_contain_text("I was looking for the jar.")
    expect(page.locator('[data-part="status"]')).to_have_text("What you say stands beside the moment from now on.")
    page.locator("#own-words").fill("Here my voice shook.")
    page.get_by_role("button", name="Mark it").click()
    expect(page.locator('[data-part="moments"]')).to_contain_text("Here my voice shook.")
    open_report(ama, spoken)
    silence = ama.page.locator(".moment").filter(has_text="of silence before")
    expect(silence).to_contain_text("Ama Owusu says: that is not what happened.")
    silence.get_by_role("button", name="Take this back").click()
    expect(silence).not_to_contain_text("I was looking for the jar.")
    assert not axe(page)


def test_the_mentor_reads_it_once_it_is_shared_and_no_longer_once_it_is_taken_back(ama, signed_in, spoken):
    rosa = signed_in(spoken.rosa)
    rosa.go(spoken.path)
    expect(rosa.page.locator('[data-part="nothing"]')).to_contain_text("has not shared the recording")
    with ama.page.expect_navigation():
        ama.page.get_by_role("button", name="Share it with Rosa Quispe").click()
    assert 10_000 < Recording.objects.get().n_bytes < 300_000
    expect(ama.page.locator("#kept")).to_contain_text("Shared with Rosa Quispe until")
    # What the speaker says afterwards is in the shared copy too.
    silence = ama.page.locator(".moment").filter(has_text="of silence before")
    silence.get_by_role("button", name="That is not what happened").click()
    silence.locator("textarea").fill("I was looking for the jar.")
    with ama.page.expect_response(lambda answer: answer.url.endswith("/share/")):
        silence.get_by_role("button", name="Say so").click()
    open_report(rosa, spoken)
    expect(rosa.page.locator('[data-part="moments"]')).to_contain_text("I was looking for the jar.")
    expect(rosa.page.get_by_role("button", name="That is not what happened")).to_have_count(0)
    scrub(rosa.page, 100_000)
    expect(rosa.page.locator('[data-part="remark-form"] [name="at"]')).to_have_value("1:40")
    rosa.page.locator('[data-part="remark-form"] [name="text"]').fill("Four seconds, and he raised it himself.")
    with rosa.page.expect_navigation():
        rosa.page.get_by_role("button", name="Pin it there").click()
    expect(rosa.page.locator("#said")).to_contain_text("he raised it himself")
    with ama.page.expect_navigation():
        ama.page.get_by_role("button", name="Take it back").click()
    rosa.go(spoken.path)
    expect(rosa.page.locator('[data-part="nothing"]')).to_contain_text("has not shared the recording")


def test_runs_of_the_same_scenario_stand_side_by_side_and_are_deleted_here(ama, spoken):
    page = ama.page
    rows = page.locator('[data-part="runs"] tbody tr')
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="this one")).to_contain_text("3:20")
    key = f"{spoken.ama.pk}/{spoken.run.pk}"
    assert page.evaluate(KEPT, key) > 10_000
    page.get_by_text("Delete it from this browser").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Delete it", exact=True).click()
    assert page.evaluate(KEPT, key) == 0
    expect(page.locator('[data-part="nothing"]')).to_contain_text("No recording of this rehearsal lies in this browser")
    expect(page.locator("#said")).to_contain_text("what he sells it for")


def test_one_thing_next_is_kept(ama, spoken):
    page = ama.page
    page.locator("#next textarea").fill("Before any discount, one question.")
    with page.expect_navigation():
        page.locator("#next button").click()
    expect(page.locator("#next textarea")).to_have_value("Before any discount, one question.")
    expect(page.locator("#next")).to_contain_text("It goes to the first meeting you book.")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_all_of_it_fits_and_is_touched(signed_in, spoken, language):
    spoken.ama.language = language
    spoken.ama.save()
    one = signed_in(spoken.ama, runs=[recorded(spoken, spoken.run)], size="narrow")
    open_report(one, spoken)
    assert overflow(one.page) == ""
    assert not axe(one.page)
    lanes = one.page.locator('[data-part="over"]')
    lanes.click(position={"x": lanes.bounding_box()["width"] / 2, "y": 200})
    assert abs(int(one.page.locator('[data-part="slider"]').input_value()) - 100_000) < 2000


def test_without_webgl_all_but_the_room_is_there(signed_in, spoken):
    one = signed_in(spoken.ama, runs=[recorded(spoken, spoken.run)])
    one.context.add_init_script(NO_WEBGL)
    one.go(spoken.path)
    expect(one.page.locator('[data-part="no-webgl"]')).to_be_visible()
    expect(one.page.locator('[data-part="stage"] canvas')).to_have_count(0)
    expect(one.page.locator(".moment")).to_have_count(5)
    scrub(one.page, 133_000)
    expect(one.page.locator('[data-part="caption-says"]')).to_contain_text("All right, thirty.")
    assert not axe(one.page)
    # three.js says in the console that it found no WebGL: that is no fault of the page here.
    one.complaints = [said for said in one.complaints if "WebGL" not in said]


def test_without_scripts_the_server_tells_what_it_knows(signed_in, spoken):
    one = signed_in(spoken.ama, java_script_enabled=False)
    one.go(spoken.path)
    expect(one.page.locator("#said")).to_contain_text("0:46")
    expect(one.page.locator("#said")).to_contain_text("Here I would have asked what he sells it for.")
    expect(one.page.locator('[data-part="replay"]')).to_be_hidden()


def test_broken_bytes_are_told_and_break_nothing_else(signed_in, spoken):
    run = recorded(spoken, spoken.run)
    run["bytes"] = run["bytes"][:4000]
    one = signed_in(spoken.ama, runs=[run])
    one.go(spoken.path)
    expect(one.page.locator('[data-part="nothing"]')).to_contain_text("is broken and cannot be shown")
