"""Voices that are given: a mentor's spoken remark, from the room to the report, and the speaker's own beside a recording."""

import pytest
from playwright.sync_api import expect
from tests.journeys import calls
from tests.journeys.rehearsing import ONE_MICROPHONE, PATIENCE_MS, end, go_in, hearing, house_for, planned
from tests.journeys.test_own_voice import write_tones
from tests.journeys.visits import NO_WEBGL, axe, overflow

from mentes.rehearsals.models import Guest, OwnVoice, Remark, VoiceNote
from mentes.testing import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)
# How loud what the server gives is, decoded: the root mean square of all of it, and how many seconds there are.
ENERGY = """async address => {
  const sound = await new OfflineAudioContext(1, 16000, 16000).decodeAudioData(await (await fetch(address)).arrayBuffer())
  const samples = sound.getChannelData(0)
  return [Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length), sound.duration] }"""
PLAYS = "sound => sound.play().then(() => new Promise(done => setTimeout(() => done(sound.currentTime), 600)))"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with hearing(write_tones(tmp_path_factory.mktemp("voices") / "voice.wav")) as (started,):
        yield started


@pytest.fixture
def two(browser, settings):
    """`two()`: a rehearsal of Ama's, her browser and Rosa's, who is there as her mentor. No page may complain."""
    with house_for(settings) as come:

        def begin(*, size: str = "desktop", language: str = "en"):
            ama, rosa = (make_person(name, language=language) for name in ("Ama Owusu", "Rosa Quispe"))
            rehearsal = planned(ama)
            Guest.objects.create(rehearsal=rehearsal, person=rosa, side="mentor", since_at=NOW)
            return rehearsal, *(come(who, browser, NO_WEBGL, ONE_MICROPHONE, size=size, language=language) for who in (ama, rosa))

        yield begin


def begin_to_speak(page) -> None:
    """By keyboard, and again where a busy house has not told yet that the rehearsal began: there is no moment to pin it to."""
    button, state = page.locator("[data-note=speak]"), page.locator("[data-note=state]")
    for _attempt in range(60):
        button.press("Enter")
        if "not begun" not in state.inner_text():
            break
        page.wait_for_timeout(500)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(state).to_contain_text("60")


def speak(page, milliseconds: int) -> None:
    begin_to_speak(page)
    page.wait_for_timeout(milliseconds)
    page.locator("[data-note=speak]").press("Enter")
    expect(page.locator("[data-note=after]")).to_be_visible()


def test_while_a_remark_is_spoken_the_room_does_not_hear_it(two):
    rehearsal, ama, rosa = two()
    speaking, watching = go_in(ama, rehearsal), go_in(rosa, rehearsal)
    speaking.locator("[data-do=begin]").click()
    mentor = speaking.locator("[data-part=here] li", has_text="Rosa Quispe")
    expect(mentor).to_contain_text("microphone off")
    watching.locator("[data-do=speak]").click()
    before = calls.hear_everybody(ama, 1, seconds=60)
    expect(mentor).not_to_contain_text("microphone off")
    begin_to_speak(watching)
    expect(mentor).to_contain_text("microphone off", timeout=PATIENCE_MS)
    expect(watching.locator("[data-do=speak]")).to_have_attribute("aria-pressed", "false")
    watching.wait_for_timeout(700)  # what was on its way
    quiet = ama.measure()
    watching.wait_for_timeout(2000)
    after = ama.measure()
    assert after[0]["bytes"] > quiet[0]["bytes"]
    assert after[0]["energy"] - quiet[0]["energy"] < 0.0005 < before[0]["energy"]
    watching.locator("[data-note=speak]").click()
    calls.hear_everybody(ama, 1, more_than=after, seconds=60)
    expect(watching.locator("[data-do=speak]")).to_have_attribute("aria-pressed", "true")
    # What was spoken is there, though nobody heard it.
    assert watching.locator("[data-note=sound]").evaluate(PLAYS) > 0.1


def test_a_spoken_remark_goes_from_the_room_to_the_speakers_report(two):
    rehearsal, ama, rosa = two()
    speaking, watching = go_in(ama, rehearsal), go_in(rosa, rehearsal)
    watching.locator("[data-note=speak]").press("Enter")
    expect(watching.locator("[data-note=state]")).to_contain_text("It has not begun yet")
    speaking.locator("[data-do=begin]").click()
    expect(watching.locator("[data-part=choices] button")).to_have_count(2, timeout=PATIENCE_MS)
    watching.wait_for_timeout(2500)
    speak(watching, 2500)
    assert watching.locator("[data-note=sound]").evaluate(PLAYS) > 0.1
    assert axe(watching) == []
    assert not Remark.objects.exists()
    watching.locator("#note-text").fill("The price came before the thing.")
    watching.get_by_role("button", name="Send it", exact=True).click()
    expect(watching.locator("[data-note=list] li")).to_have_count(1, timeout=PATIENCE_MS)
    made = Remark.objects.get()
    assert made.text == "The price came before the thing."
    assert 1000 < made.at_ms < 60_000
    assert made.voice.kind == "audio/webm"
    # One that is not sent is not kept.
    speak(watching, 500)
    watching.get_by_role("button", name="Do not send it").click()
    expect(watching.locator("[data-note=after]")).to_be_hidden()

    end(speaking)
    said = speaking.locator("[data-said] li")
    expect(said).to_have_count(1)
    expect(said).to_contain_text("The price came before the thing.")
    expect(said).to_contain_text("Rosa Quispe spoke this, for the speaker alone")
    sound = said.locator("audio")
    loud, seconds = speaking.evaluate(ENERGY, sound.get_attribute("src"))
    assert loud > 0.01
    assert 1.5 < seconds < 6
    assert sound.evaluate(PLAYS) > 0.1
    assert axe(speaking) == []
    said.get_by_role("button", name="Remove this remark").click()
    expect(speaking.locator("#said")).to_contain_text("Nobody gave a cue or wrote a remark.")
    assert VoiceNote.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_mentor_speaks_afterwards_on_a_narrow_phone_too(two, language):
    rehearsal, ama, rosa = two(size="narrow", language=language)
    speaking = go_in(ama, rehearsal)
    speaking.locator("[data-do=begin]").click()
    speaking.wait_for_timeout(2500)
    end(speaking)
    page = rosa.go(f"/rehearsals/{rehearsal.pk}/report/")
    page.locator('[data-part="remark-form"] [name="at"]').fill("0:01")
    button = page.locator("[data-note=speak]")
    button.click()
    page.wait_for_timeout(1500)
    button.click()
    expect(page.locator("[data-note=after]")).to_be_visible()
    assert overflow(page) == ""
    assert axe(page) == []
    with page.expect_navigation():
        page.locator("[data-note=after] button[type=submit]").click()
    expect(page.locator("[data-said] audio")).to_have_count(1)
    assert overflow(page) == ""
    assert Remark.objects.get().at_ms == 1000


def test_the_own_voice_is_heard_by_the_mentor_after_a_second_yes_and_no_longer_once_taken_back(two):
    rehearsal, ama, rosa = two()
    page = go_in(ama, rehearsal)
    page.get_by_label("Keep my own voice with this run").check()
    page.locator("[data-do=begin]").click()
    page.wait_for_timeout(4500)
    end(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Share it with Rosa Quispe").click()
    where = f"/rehearsals/{rehearsal.pk}/report/"
    heard = rosa.go(where)
    expect(heard.locator("[data-part=replay]")).to_be_visible(timeout=PATIENCE_MS)
    expect(heard.locator("[data-part=voice]")).to_be_hidden()
    assert not OwnVoice.objects.exists()
    page.get_by_role("button", name="Send my voice too").click()
    expect(page.locator("[data-part=status]")).to_have_text("Say first that your voice may be heard.")
    page.get_by_label("Yes, Rosa Quispe may hear my voice in this rehearsal").check()
    assert axe(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Send my voice too").click()
    expect(page.locator("#kept")).to_contain_text("Rosa Quispe can hear your own voice with it")
    heard.reload()
    expect(heard.locator("[data-part=voice-size]")).to_contain_text("Ama Owusu’s own voice", timeout=PATIENCE_MS)
    loud, seconds = heard.evaluate(ENERGY, f"{where}voice/")
    assert loud > 0.01
    assert seconds > 3
    heard.locator("h1").click()
    heard.keyboard.press("k")
    heard.wait_for_function("() => document.querySelector('[data-part=voice-sound]').currentTime > 1")
    with page.expect_navigation():
        page.get_by_role("button", name="Take the voice back").click()
    heard.reload()
    expect(heard.locator("[data-part=replay]")).to_be_visible(timeout=PATIENCE_MS)
    expect(heard.locator("[data-part=voice]")).to_be_hidden()
    assert not OwnVoice.objects.exists()
