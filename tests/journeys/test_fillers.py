"""Fillers: a voice that says um goes from the report to a real model and comes back as moments, by a yes of that time."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.rehearsing import ONE_MICROPHONE, PATIENCE_MS, go_in, hearing, house_for, planned
from tests.journeys.test_own_voice import rehearse
from tests.journeys.visits import NO_WEBGL, axe, overflow

from mentes.engines.speech.tests.voices import Piece, as_wave, missing, model_folder, speech_of
from mentes.testing import make_person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(missing()), reason=f"not here: {missing()}"),
]
LISTENING_MS = 120_000
SAID = [
    Piece("I would like to tell you", 0.2),
    Piece("erm", 0.2, is_filler=True),
    Piece("about our honey.", 0.6),
    Piece("The price is", 0.2),
    Piece("erm", 0.2, is_filler=True),
    Piece("nine dollars a jar.", 0.6),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    voice = tmp_path_factory.mktemp("voices") / "voice.wav"
    samples, _planted = speech_of(SAID, "en-us", 160)
    voice.write_bytes(as_wave(samples))
    with hearing(voice) as (started,):
        yield started


@pytest.fixture
def ama(browser, settings):
    """`ama(size)`: Ama in the room of her rehearsal, on a server that offers it. No page may complain."""
    settings.SPEECH_MODEL = str(model_folder())
    with house_for(settings) as come:

        def begin(size: str = "desktop", language: str = "en"):
            person = make_person("Ama Owusu", language=language)
            return go_in(come(person, browser, NO_WEBGL, ONE_MICROPHONE, size=size, language=language), planned(person))

        yield begin


def test_what_may_have_been_heard_is_marked_kept_and_can_be_disputed(ama):
    page = ama()
    page.locator("[data-part=keep-voice]").check()
    rehearse(page, 9)
    expect(page.get_by_role("heading", name="Words that Mentes may have heard")).to_be_visible(timeout=PATIENCE_MS)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    assert sent == []
    page.get_by_role("button", name="Yes, listen to my voice").click()
    expect(page.locator("[data-part=listen-state]")).to_have_text(
        re.compile(r"gone from the server\. Perhaps heard: [1-9]"), timeout=LISTENING_MS
    )
    assert [url.rsplit("/", 2)[-2] for url in sent] == ["fillers"]
    found = page.locator("[data-part=filler-list] > li")
    n = found.count()
    assert 1 <= n <= 6
    expect(found.first).to_contain_text("Noticed by Mentes")
    expect(found.first).to_contain_text(re.compile("Perhaps “(um|uh|er|erm)”"))
    expect(page.locator('[data-lane="fillers"] [data-key]')).to_have_count(n)
    assert axe(page) == []

    page.reload()
    expect(found).to_have_count(n, timeout=PATIENCE_MS)
    found.first.get_by_role("button", name=re.compile("That is not what happened")).click()
    page.get_by_role("button", name="Say so").click()
    expect(found.first).to_contain_text("Ama Owusu says: that is not what happened.")
    assert len(sent) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_offer_fits_a_narrow_phone_and_sends_nothing_by_itself(ama, language):
    page = ama("narrow", language)
    page.locator("[data-part=keep-voice]").check()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/fillers/" in request.url else None)
    rehearse(page, 2.5)
    expect(page.locator("[data-part=listen]")).to_be_visible(timeout=PATIENCE_MS)
    assert overflow(page) == ""
    assert axe(page) == []
    assert sent == []
