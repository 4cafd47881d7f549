"""Two people write to each other: live on two devices, over a line that breaks, without a script, and without streams."""

import asyncio
import datetime as dt
import io
import uuid

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import expect
from tests.journeys.calls import served
from tests.journeys.test_weak_line import FIRST_BYTES, LATER_BYTES, weigh
from tests.journeys.visits import axe, overflow

from mentes.lib import clock, live
from mentes.messages.actions import close_conversation, open_conversation, write_message
from mentes.messages.models import Attachment, Member, Message
from mentes.testing import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_MS = 40_000
ARABIC = "مرحبا آما، السعر يبدأ من التكلفة."
SIZES = ({"width": 320, "height": 640}, {"width": 640, "height": 450}, {"width": 1280, "height": 900})


@pytest.fixture
def pair(house):
    """Ama writes with Rosa, who reads Arabic; `path` is their conversation's."""
    cast = Cast()
    cast.rosa.language = "ar"
    cast.rosa.save()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", started_at=clock.now())
    cast.talk = open_conversation(about=cast.pair.pk, people=(cast.ama, cast.rosa), now=clock.now())
    cast.path = f"/messages/{cast.pair.pk}/"
    return cast


@pytest.fixture
def live_address(pair, monkeypatch):
    """The house as it is served for real use: pages and streams on one event loop."""
    hub = live.Hub()
    monkeypatch.setattr(live, "hub", hub)
    with served() as server:
        yield server.address
        if hub.task:
            asyncio.run_coroutine_threadsafe(hub.close(), hub.task.get_loop()).result(20)


@pytest.fixture
def signed_in(visit):
    def open_(address: str, person, **context):
        client = Client()
        client.force_login(person)
        one = visit(address, language=person.language, **context)
        name = settings.SESSION_COOKIE_NAME
        one.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
        return one

    return open_


def is_sound(page) -> None:
    assert axe(page) == []
    before = page.viewport_size
    for size in SIZES:
        page.set_viewport_size(size)
        assert overflow(page) == ""
    page.set_viewport_size(before)


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Kumasi market"
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), (150, 70, 40)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(page, text: str) -> None:
    page.locator("#write textarea").fill(text)
    page.locator("#write button[type=submit]").click()


def said(page, text: str):
    return page.locator("#said .said", has_text=text)


def test_two_people_see_each_others_words_as_they_are_sent(pair, live_address, signed_in):
    calm = {"reduced_motion": "reduce"}
    ama = signed_in(live_address, pair.ama, size="phone", **calm)
    rosa = signed_in(live_address, pair.rosa, size="phone", color_scheme="dark", **calm)
    mine, hers = ama.go(pair.path), rosa.go(pair.path)
    expect(hers.locator("html")).to_have_attribute("dir", "rtl")
    expect(mine.locator("#who-reads")).to_contain_text("Only you and Rosa read this. The organisers do not.")
    is_sound(mine)

    send(mine, "Hello Rosa. My prices: https://example.org/prices.")
    expect(said(hers, "Hello Rosa.")).to_be_visible(timeout=PATIENCE_MS)
    expect(said(hers, "Hello Rosa.").locator("a")).to_have_attribute("href", "https://example.org/prices")
    expect(mine.locator("#write textarea")).to_have_value("")
    expect(mine.locator("#write [data-draft-note]")).to_be_hidden()

    send(hers, ARABIC)
    expect(said(mine, ARABIC)).to_be_visible(timeout=PATIENCE_MS)
    assert said(mine, ARABIC).locator(".said-text").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert said(hers, "Hello Rosa.").locator(".said-text").evaluate("e => getComputedStyle(e).direction") == "ltr"

    mine.locator("#write textarea").fill("Pressed twice.")
    mine.locator("#write button[type=submit]").dblclick()
    expect(said(hers, "Pressed twice.")).to_be_visible(timeout=PATIENCE_MS)

    mine.locator("#write summary").click()
    photo = {"name": "jar.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    mine.locator("#write input[type=file]").set_input_files([photo])
    send(mine, "The jar.")
    expect(said(hers, "The jar.").locator("img")).to_be_visible(timeout=PATIENCE_MS)
    said(hers, "The jar.").locator("img").scroll_into_view_if_needed()
    expect(said(hers, "The jar.").locator("img")).to_have_js_property("naturalWidth", 400, timeout=PATIENCE_MS)
    assert b"Kumasi" not in bytes(Attachment.objects.get().content.whole)

    said(mine, "Pressed twice.").locator("form button").click()
    expect(said(hers, "Pressed twice.")).to_have_count(0, timeout=PATIENCE_MS)
    expect(hers.locator("#m3")).to_contain_text("سُحبت")
    for page in (mine, hers):
        expect(page.locator("#said .said")).to_have_count(4)
        is_sound(page)
    assert Message.objects.count() == 4
    assert not Member.objects.with_unread().filter(n_unread__gt=0).exists(), "an open page has been read"

    close_conversation(about=pair.pair.pk, now=clock.now())
    for page in (mine, hers):
        expect(page.locator("#write")).to_have_count(0, timeout=PATIENCE_MS)
        expect(page.locator("#write-box")).to_be_visible()


def test_words_outlive_a_line_that_breaks_while_sending_and_go_out_once(pair, live_address, signed_in):
    ama = signed_in(live_address, pair.ama, size="phone")
    page = ama.go(pair.path)
    ama.context.set_offline(True)
    send(page, "Written in a tunnel.")
    expect(page.locator("#write [data-draft-note]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#write textarea")).to_have_value("Written in a tunnel.")
    ama.complaints.clear()  # a browser tells of the broken line in its console
    ama.context.set_offline(False)
    page = ama.go(pair.path)  # even when the page is loaded anew
    expect(page.locator("#write textarea")).to_have_value("Written in a tunnel.")
    page.locator("#write button[type=submit]").click()
    expect(said(page, "Written in a tunnel.")).to_have_count(1, timeout=PATIENCE_MS)
    ama.go(pair.path)
    expect(page.locator("#write textarea")).to_have_value("")
    assert Message.objects.count() == 1


def test_what_is_unread_is_counted_on_today_and_in_the_navigation(pair, live_address, signed_in):
    write_message(pair.talk, by=pair.rosa, text="Good morning.", key=uuid.uuid4(), now=clock.now())
    ama = signed_in(live_address, pair.ama)
    page = ama.go("/today/")
    expect(page.locator(".bar-nav .count")).to_contain_text("1")
    page.get_by_role("link", name="1 new message").click()
    expect(said(page, "Good morning.")).to_be_visible()
    ama.go("/messages/")
    expect(page.locator(".count")).to_have_count(0)
    is_sound(page)


def test_a_conversation_weighs_little(pair, house, signed_in, capsys):
    for n in range(30):
        write_message(pair.talk, by=(pair.ama, pair.rosa)[n % 2], text=f"Number {n}. " * 20, key=uuid.uuid4(), now=clock.now())
        Message.objects.update(written_at=clock.now() - dt.timedelta(hours=1))
    one = signed_in(house.address, pair.ama)
    first, fonts = weigh(one, pair.path)
    later, _ = weigh(one, pair.path)
    with capsys.disabled():
        print(f"\n  a conversation of 30: first {first / 1000:.1f} kB, fonts {fonts / 1000:.1f} kB, later {later / 1000:.1f} kB")
    assert first <= FIRST_BYTES
    assert later <= LATER_BYTES


def test_without_a_script_everything_can_be_done(pair, house, signed_in):
    ama = signed_in(house.address, pair.ama, java_script_enabled=False, size="phone")
    page = ama.go(pair.path)
    page.locator("#write textarea").fill("Without a script.")
    with page.expect_navigation():
        page.locator("#write button[type=submit]").click()
    expect(said(page, "Without a script.")).to_be_visible()

    page.locator("#write summary").click()
    page.locator("#write input[type=file]").set_input_files([{"name": "a.html", "mimeType": "text/html", "buffer": b"<b>"}])
    page.locator("#write textarea").fill("With a file that is not taken.")
    with page.expect_navigation():
        page.locator("#write button[type=submit]").click()
    expect(page.locator("#write .error")).to_contain_text("“a.html”: files of this kind are not taken.")
    expect(page.locator("#write textarea")).to_have_value("With a file that is not taken.")

    page.get_by_text("Mail about new messages").click()
    page.get_by_label("Once a day, at eight in the morning").check()
    with page.expect_navigation():
        page.locator('form[action$="/mail/"] button').click()
    assert Member.objects.get(person=pair.ama).mail == "daily"

    rosa = signed_in(house.address, pair.rosa, java_script_enabled=False)
    hers = rosa.go(pair.path)
    expect(said(hers, "Without a script.")).to_be_visible()
    expect(said(page, "Without a script.").locator("form")).to_have_count(1)
    with page.expect_navigation():
        said(page, "Without a script.").locator("form button").click()
    with hers.expect_navigation():
        hers.locator(f'a[href="{pair.path}#newest"]').first.click()
    hers.reload()
    expect(said(hers, "Without a script.")).to_have_count(0)


def test_where_no_stream_is_to_be_had_the_page_asks_by_itself(pair, house, signed_in):
    """The house of tests is served page by page, as by a WSGI server: a stream's answer ends at once."""
    ama = signed_in(house.address, pair.ama)
    page = ama.go(pair.path)
    page.wait_for_load_state("networkidle")
    write_message(pair.talk, by=pair.rosa, text="By the slow road.", key=uuid.uuid4(), now=clock.now())
    expect(said(page, "By the slow road.")).to_be_visible(timeout=PATIENCE_MS)
