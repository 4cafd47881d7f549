"""A call between real browsers: two and four, with invented microphones and cameras, over loopback and through a relay."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys import calls
from tests.journeys.conftest import chromium
from tests.journeys.visits import axe, overflow

from mentes.meetings.call import consumer
from mentes.meetings.call.tests.people import make_meeting
from mentes.testing import make_person, restore_vocabulary

pytestmark = pytest.mark.django_db(transaction=True)
PITCHES = [440, 1000, 1700, 2600, 3400, 700]


@pytest.fixture(scope="module")
def browsers(tmp_path_factory):
    """`browsers(n)`: n browser processes, each with a microphone of its own pitch; kept for the whole file."""
    path, folder, started, voices = chromium(), tmp_path_factory.mktemp("voices"), [], []
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:

        def give(n: int):
            while len(started) < n:
                voice = calls.write_voice(folder / f"{len(started)}.wav", PITCHES[len(started)])
                voices.append(voice)
                flags = [*calls.FLAGS, f"--use-file-for-fake-audio-capture={voice}"]
                started.append(playwright.chromium.launch(executable_path=path, args=flags))
            return started[:n]

        give.voices = voices
        yield give
        for one in started:
            one.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def call(browsers, settings):
    """`call("Ama", "Rosa")`: a meeting of these and their callers, who have not come in yet. None of their pages may complain."""
    restore_vocabulary()
    with calls.served() as house, ExitStack() as stack:
        settings.PUBLIC_URL = house.address
        callers = []

        def begin(*names: str, **context):
            spoken = context.get("language", "en")
            people = [make_person(f"{name} Owusu", language=spoken) for name in names]
            meeting = make_meeting(people, kind="pair" if len(people) == 2 else "group")
            for person, browser in zip(people, browsers(len(people)), strict=True):
                one = calls.Caller(browser, house.address, cookie=calls.session_of(person), name=person.name, **context)
                stack.callback(one.context.close)
                callers.append(one)
            return meeting, callers

        yield begin
        complaints = [complaint for one in callers for complaint in one.complaints]
        assert not complaints


def test_two_hear_and_see_each_other_write_and_leave(call):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    ama.enter(meeting)
    expect(ama.page.locator("[data-spoken]")).to_contain_text("the first")
    rosa.knock(meeting)
    began = time.monotonic()
    rosa.page.locator('[data-check="enter"]').click()
    calls.hear_everybody(rosa, 1)
    print(f"heard {time.monotonic() - began:.2f} s after coming in")
    expect(ama.page.locator("[data-spoken]")).to_contain_text("Rosa Owusu came in.")
    calls.hear_everybody(ama, 1)
    # It is the other whom one hears: their pitch, not one's own.
    own, other = ama.listen("Rosa Owusu", PITCHES[:2])
    assert other > 3 * own
    own, other = rosa.listen("Ama Owusu", [PITCHES[1], PITCHES[0]])
    assert other > 3 * own
    assert ama.measure()[0]["frames"] > 0
    assert ama.measure()[0]["lost"] == 0
    assert axe(ama.page) == []

    # What one switches off, the other sees; keys do it too.
    rosa.page.keyboard.press("m")
    muted = ama.page.locator(".call-tile", has_text="Rosa Owusu").locator("[data-muted]")
    expect(muted).to_be_visible()
    rosa.page.locator('[data-do="sound"]').click()
    expect(muted).to_be_hidden()

    # Written words reach both and stand in no table.
    ama.page.locator("#call-text").fill("Shall we begin with the price? <b>")
    ama.page.locator("#call-text").press("Enter")
    expect(rosa.page.locator("[data-said] p")).to_have_text("Shall we begin with the price? <b>")

    # Voices only: no more pictures travel to who wants none, and their own camera is given back.
    rosa.page.locator('[data-do="pictures"]').click()
    expect(ama.page.locator(".call-tile", has_text="Rosa Owusu")).not_to_have_class("call-tile has-picture")
    rosa.page.wait_for_timeout(1500)
    before = (ama.measure()[0]["sent_pictures"], rosa.measure()[0]["sent_pictures"])
    calls.hear_everybody(rosa, 1, more_than=rosa.measure())
    rosa.page.wait_for_timeout(1500)
    after = (ama.measure()[0]["sent_pictures"], rosa.measure()[0]["sent_pictures"])
    assert max(after[0] - before[0], after[1] - before[1]) < 2000, "pictures still travel"
    calls.hear_everybody(ama, 1, more_than=ama.measure())

    rosa.page.locator('[data-do="sound"]').focus()
    rosa.page.keyboard.press("l")
    expect(rosa.page.locator('[data-part="end"] h2')).to_be_focused()
    expect(ama.page.locator("[data-spoken]")).to_contain_text("Rosa Owusu left.")
    expect(ama.page.locator("[data-here] li")).to_have_count(1)
    assert ama.measure() == []
    assert axe(rosa.page) == []


def test_a_shared_screen_is_seen_as_it_changes_and_by_who_wants_voices_only(call):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    ama.enter(meeting, by="enter-voice")
    rosa.enter(meeting)
    calls.hear_everybody(ama, 1)
    rosa.page.keyboard.press("s")
    shown = ama.page.locator("[data-screen]")
    expect(shown).to_contain_text("Rosa Owusu")
    for colour, light, dark in (("rgb(220, 0, 0)", 0, 2), ("rgb(0, 0, 220)", 2, 0)):
        rosa.page.evaluate(calls.PAINT, colour)
        until = time.monotonic() + 30
        while not (seen := ama.page.evaluate(calls.COLOUR)) or seen[light] < 150 or seen[dark] > 60:
            assert time.monotonic() < until, f"{colour} arrives as {seen}"
            ama.page.wait_for_timeout(200)
    # The face of who wants no pictures stays out of it.
    expect(ama.page.locator('.call-tile[data-tab]:not([data-tab="me"])')).not_to_have_class("call-tile has-picture")
    assert axe(ama.page) == []
    assert overflow(ama.page) == ""
    rosa.page.keyboard.press("s")
    expect(shown).to_have_count(0)
    calls.hear_everybody(ama, 1, more_than=ama.measure())


def test_four_hear_one_another(call):
    meeting, callers = call("Ama", "Rosa", "Cleo", "Dov")
    began = time.monotonic()
    for one in callers:
        one.enter(meeting, by="enter-voice")
    for one in callers:
        found = calls.hear_everybody(one, 3, seconds=40)
        assert sum(leg["lost"] for leg in found) <= 3
    print(f"12 of 12 legs heard {time.monotonic() - began:.1f} s after the first knocked")
    first, n_bytes = time.monotonic(), sum(leg["bytes"] for leg in callers[0].measure())
    callers[0].page.wait_for_timeout(3000)
    bits = (sum(leg["bytes"] for leg in callers[0].measure()) - n_bytes) * 8 / (time.monotonic() - first) / 3000
    print(f"{bits:.0f} kbit/s of voice from each of three")
    expect(callers[0].page.locator("[data-here] li")).to_have_count(4)
    expect(callers[0].page.locator("[data-count]")).to_have_text("4")


def test_a_line_that_breaks_is_mended_while_the_voices_go_on(call):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    for one in (ama, rosa):
        one.enter(meeting, by="enter-voice")
    kept = calls.hear_everybody(ama, 1)
    expect(ama.page.locator("[data-spoken]")).to_contain_text("Rosa Owusu came in.")
    for member in list(consumer._lines.rooms[meeting.pk].members.values()):
        member.end(1012)  # "service restart": both lines at once
    expect(rosa.page.locator("[data-spoken]")).to_contain_text("Your line is back.")
    expect(ama.page.locator("[data-spoken]")).to_contain_text("Your line is back.")
    # The very same connection: its counts have only grown.
    assert len(ama.measure()) == 1
    assert ama.measure()[0]["bytes"] > kept[0]["bytes"]
    calls.hear_everybody(ama, 1, more_than=ama.measure())


def test_who_wakes_from_sleep_is_heard_again_without_a_touch(call, browsers):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    for one in (ama, rosa):
        one.enter(meeting, by="enter-voice")
    calls.hear_everybody(ama, 1)
    with calls.asleep(browsers.voices[1]):
        expect(ama.page.locator(".call-tile", has_text="Rosa Owusu").locator("[data-how]")).to_contain_text(
            "looking for another way", timeout=20_000
        )
        ama.page.wait_for_timeout(8000)
    for one in (ama, rosa):
        calls.hear_everybody(one, 1, more_than=one.measure(), seconds=40)
    expect(ama.page.locator(".call-tile", has_text="Rosa Owusu").locator("[data-how]")).to_have_text("")


def test_who_is_taken_out_is_heard_no_more(call):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    for one in (ama, rosa):
        one.enter(meeting, by="enter-voice")
    calls.hear_everybody(ama, 1)
    meeting.seats.filter(person__name="Rosa Owusu").delete()
    began = time.monotonic()
    expect(rosa.page.locator("[data-why]")).to_contain_text("no longer open to you", timeout=5000)
    expect(ama.page.locator("[data-here] li")).to_have_count(1)
    assert time.monotonic() - began <= 5
    assert ama.measure() == [] == rosa.measure()


def test_all_goes_through_the_relay_where_that_is_asked_for(call, settings, tmp_path):
    with calls.relay(tmp_path) as (url, secret):
        settings.TURN_URL, settings.TURN_SECRET, settings.TURN_ONLY = url, secret, True
        meeting, (ama, rosa) = call("Ama", "Rosa")
        for one in (ama, rosa):
            one.enter(meeting, by="enter-voice")
        began = time.monotonic()
        for one in (ama, rosa):
            assert calls.hear_everybody(one, 1)[0]["types"] == "relay relay"
        print(f"heard through the relay {time.monotonic() - began:.2f} s after the second came in")
        settings.TURN_SECRET = "another secret than the relay's"
        for one in (ama, rosa):
            one.enter(meeting, by="enter-voice")
        ama.page.wait_for_timeout(3000)
        assert [one["types"] for one in ama.measure()] == [""], "the relay takes a wrong password"


@pytest.mark.parametrize(("size", "language"), [("phone", "ar"), ("narrow", "en")])
def test_the_page_fits_a_phone_and_both_directions(call, size, language):
    meeting, (ama, rosa) = call("Ama", "Rosa", size=size, language=language)
    page = ama.knock(meeting)
    expect(page.locator('[data-check="level"]')).not_to_have_js_property("value", 0)
    assert overflow(page) == ""
    assert axe(page) == []
    for one in (ama, rosa):
        one.enter(meeting)
    calls.hear_everybody(ama, 1)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert overflow(page) == ""
    assert axe(page) == []


def test_a_refused_microphone_is_said_with_what_helps(call, browsers):
    meeting, (ama, _) = call("Ama", "Rosa")
    ama.context.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page = ama.go(f"/meetings/{meeting.pk}/call/")
    page.locator('[data-check="ask"]').click()
    expect(page.locator('[data-check="faults"]')).to_contain_text("The microphone was refused.")
    expect(page.locator('[data-check="enter"]')).to_be_hidden()
    page.locator('[data-check="enter-quiet"]').click()
    expect(page.locator("[data-spoken]")).to_contain_text("the first")


def test_off_a_secure_origin_one_sentence_says_what_helps_and_no_button_is_dead(call):
    meeting, (ama, _) = call("Ama", "Rosa")
    ama.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = ama.go(f"/meetings/{meeting.pk}/call/")
    expect(page.locator('[data-part="insecure"]')).to_be_visible()
    expect(page.locator("[data-call] button:visible")).to_have_count(0)


def test_nothing_but_loopback_is_needed(tmp_path):
    """The first journey again in a network namespace of its own, where there is no other network at all."""
    if not calls.may_part_networks():
        pytest.skip("Network namespaces are not allowed here, so that a call over nothing but loopback is not tried.")
    chosen = f"{__file__}::test_a_line_that_breaks_is_mended_while_the_voices_go_on"
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MENTES_", "DATABASE_URL", "PYTEST_"))}
    alone = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    again = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", chosen]
    done = subprocess.run(
        [*alone, *again], cwd=Path(__file__).parents[2], env=mine, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "1 passed" in done.stdout
