"""What visits of rehearsals share: browsers that hear a file, people in a house of their own, a short rehearsal to go through."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.journeys import calls
from tests.journeys.conftest import chromium

from mentes.rehearsals.models import Rehearsal
from mentes.testing import NOW, restore_vocabulary

PATIENCE_MS = 60_000
# A real microphone is one, however often it is asked for; of the file each asking gets a playing of its own.
ONE_MICROPHONE = """(() => { const { mediaDevices } = navigator, real = mediaDevices.getUserMedia.bind(mediaDevices)
  let only = null
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  mediaDevices.getUserMedia = async () => (await (only ??= real({ audio: plain }))).clone()
})()"""
HEAD = """\
languages: [en]
title: A short one
aim: Say what you want.
about: Two people listen.
place: stage
audience: {n: 3, mood: supportive}
minutes: 3
partner: Your neighbour
watch: ["What came first?"]
"""
SCENARIO = (
    HEAD
    + """\
steps:
  hello:
    who: partner
    says: Good morning. What is it about?
    seconds: 60
    branches:
      - {intent: Say it at once, words: I want a price., to: price}
      - {intent: Ask first, words: "What do you sell?", to: price}
    late: price
  price: {prompt: Say the number., seconds: 60, ends: true}
"""
)


@contextmanager
def hearing(*voices: Path, flags: tuple[str, ...] = ()) -> Iterator[list[Browser]]:
    """A browser for each of `voices`, a sound file that its microphone hears. One block at a time: for fixtures of a file."""
    path, started = chromium(), []
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        for voice in voices:
            heard = [*calls.FLAGS, *flags, f"--use-file-for-fake-audio-capture={voice}"]
            started.append(playwright.chromium.launch(executable_path=path, args=heard))
        yield started
        for one in started:
            one.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def house_for(settings) -> Iterator[Callable[..., calls.Caller]]:
    """Gives `come(person, browser, *scripts, **context)`: somebody signed in to a house of its own. No page may complain."""
    restore_vocabulary()
    with calls.served() as house, ExitStack() as stack:
        settings.PUBLIC_URL = house.address
        opened = []

        def come(person, browser: Browser, *scripts: str, **context) -> calls.Caller:
            one = calls.Caller(browser, house.address, cookie=calls.session_of(person), name=person.name, **context)
            stack.callback(one.context.close)
            one.context.set_default_timeout(PATIENCE_MS)
            for script in scripts:
                one.context.add_init_script(script)
            opened.append(one)
            return one

        yield come
        # three.js says in the console that it found no WebGL: that is no fault of the page here.
        assert [said for one in opened for said in one.complaints if "WebGL" not in said] == []


def planned(speaker, text: str = SCENARIO) -> Rehearsal:
    return Rehearsal.objects.create(speaker=speaker, own_text=text, place="stage", n_people=3, seed=7, made_at=NOW)


def go_in(one: calls.Caller, rehearsal: Rehearsal) -> Page:
    page = one.go(f"/rehearsals/{rehearsal.pk}/room/")
    expect(page.locator("[data-part=room]")).to_be_visible(timeout=PATIENCE_MS)
    return page


def end(page: Page) -> None:
    """From the first line to the report."""
    page.locator("[data-do=choose]").first.click()
    page.locator("[data-do=go_on]").click()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    expect(page.locator("[data-part=replay]")).to_be_visible(timeout=PATIENCE_MS)
