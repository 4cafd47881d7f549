"""A call between real browsers: two and four, with invented microphones and cameras, over loopback and through a relay."""

import os
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys import calls
from tests.journeys.conftest import chromium

from mentes.meetings.call.tests.people import make_meeting
from mentes.testing import make_person, restore_vocabulary

pytestmark = pytest.mark.django_db(transaction=True)
PITCHES = [440, 1000, 1700, 2600]


@pytest.fixture(scope="module")
def browsers(tmp_path_factory):
    """`browsers(n)`: n browser processes, each with a microphone of its own pitch; kept for the whole file."""
    path, folder, started = chromium(), tmp_path_factory.mktemp("voices"), []
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:

        def give(n: int):
            while len(started) < n:
                voice = calls.write_voice(folder / f"{len(started)}.wav", PITCHES[len(started)])
                flags = [*calls.FLAGS, f"--use-file-for-fake-audio-capture={voice}"]
                started.append(playwright.chromium.launch(executable_path=path, args=flags))
            return started[:n]

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
            people = [make_person(f"{name} Owusu") for name in names]
            meeting = make_meeting(people, kind="pair" if len(people) == 2 else "group")
            for person, browser in zip(people, browsers(len(people)), strict=True):
                one = calls.Caller(browser, house.address, cookie=calls.session_of(person), name=person.name, **context)
                stack.callback(one.context.close)
                callers.append(one)
            return meeting, callers

        yield begin
        complaints = [complaint for one in callers for complaint in one.complaints]
        assert not complaints


def test_two_hear_and_see_each_other(call):
    meeting, (ama, rosa) = call("Ama", "Rosa")
    ama.enter(meeting)
    expect(ama.page.locator("[data-spoken]")).to_contain_text("the first")
    rosa.enter(meeting)
    expect(ama.page.locator("[data-spoken]")).to_contain_text("Rosa Owusu came in.")
    for one in (ama, rosa):
        calls.hear_everybody(one, 1)
    # It is the other whom one hears: their pitch, not one's own.
    own, other = ama.listen("Rosa Owusu", PITCHES[:2])
    assert other > 3 * own
    own, other = rosa.listen("Ama Owusu", [PITCHES[1], PITCHES[0]])
    assert other > 3 * own
    assert ama.measure()[0]["frames"] > 0
    assert ama.measure()[0]["lost"] == 0
