"""The room of a rehearsal where something is missing: connections between browsers, a third dimension, a line at the end."""

import json
import re
import time

import pytest
from playwright.sync_api import expect
from tests.journeys.rehearsing import HEAD, PATIENCE_MS, go_in
from tests.journeys.test_rehearsal import browsers, headset, picture, rehearse, small  # noqa: F401
from tests.journeys.test_room_headsets import NEXT_PICTURE, away
from tests.journeys.visits import axe, overflow

from mentes.rehearsals.models import Rehearsal

pytestmark = pytest.mark.django_db(transaction=True)
# After the page's connections are watched (calls.WATCH), there are none to watch.
NO_CONNECTIONS = "window.RTCPeerConnection = undefined"


def listen(one) -> list[tuple[float, dict]]:
    """What comes over the page's line from now on: (seconds, message)."""
    heard = []
    one.page.on(
        "websocket", lambda line: line.on("framereceived", lambda text: heard.append((time.monotonic(), json.loads(text))))
    )
    return heard


def test_without_connections_from_browser_to_browser_heads_move_through_the_server(rehearse):  # noqa: F811
    rehearsal, ama, rosa = rehearse(flat=(False, False))
    rosa.context.add_init_script(NO_CONNECTIONS)
    ama.page.emulate_media(reduced_motion="reduce")  # nobody in the audience stirs
    heard = listen(ama)
    speaking = go_in(ama, rehearsal)
    small(speaking)
    watching = go_in(rosa, rehearsal)
    small(watching)
    expect(speaking.locator("[data-part=here]")).to_contain_text("Rosa Quispe", timeout=PATIENCE_MS)
    expect(watching.locator("[data-do=speak]")).to_be_hidden()

    def poses() -> list[tuple[float, list]]:
        return [(at, next(iter(one["of"].values()))) for at, one in list(heard) if one["kind"] == "poses"]

    until = time.monotonic() + PATIENCE_MS / 1000
    while len(poses()) < 3:
        assert time.monotonic() < until, heard[-5:]
        speaking.wait_for_timeout(200)
    speaking.wait_for_timeout(3000)
    before, heads = picture(speaking.evaluate(NEXT_PICTURE)), poses()
    watching.locator("[data-part=stage]").focus()
    for _ in range(8):
        watching.keyboard.press("ArrowLeft")
    watching.locator("[data-part=seats] input").nth(3).check()
    until = time.monotonic() + PATIENCE_MS / 1000
    while poses()[-1][1][0][:3] == heads[-1][1][0][:3]:
        assert time.monotonic() < until, "she has not moved"
        speaking.wait_for_timeout(200)
    speaking.wait_for_timeout(2000)
    assert away(before, picture(speaking.evaluate(NEXT_PICTURE))) > 40
    # Ten a second at most, however often pictures are drawn; told here in bursts, so counted over the whole.
    at = [one[0] for one in poses()]
    assert at[-1] - at[0] > 5
    assert len(at) / (at[-1] - at[0]) < 10.5


def test_a_mentor_leads_on_where_there_is_nothing_to_choose_and_stands_there_in_the_plain_form(rehearse):  # noqa: F811
    rehearsal, ama, rosa = rehearse(text=THREE_STEPS)
    ama.page.emulate_media(reduced_motion="reduce")
    speaking = go_in(ama, rehearsal)
    small(speaking)
    speaking.wait_for_timeout(3000)
    empty = picture(speaking.evaluate(NEXT_PICTURE))
    watching = go_in(rosa, rehearsal)
    expect(speaking.locator("[data-part=here] li", has_text="Rosa Quispe")).to_contain_text("plain form", timeout=PATIENCE_MS)
    speaking.wait_for_timeout(2000)
    assert away(empty, picture(speaking.evaluate(NEXT_PICTURE))) > 40, "nobody stands there for her"
    speaking.locator("[data-option=clock]").uncheck()
    speaking.locator("[data-do=begin]").click()
    watching.get_by_role("button", name="Go on").click(timeout=PATIENCE_MS)
    expect(speaking.locator("[data-prompt]")).to_have_text("Say the number.", timeout=PATIENCE_MS)
    expect(watching.locator("[data-part=now]")).to_contain_text("mentor", timeout=PATIENCE_MS)
    # The end is the speaker's.
    expect(watching.locator("[data-part=choices] button")).to_have_count(0)
    assert axe(watching) == []


def test_where_the_line_breaks_at_the_end_it_is_told_when_it_is_back(rehearse):  # noqa: F811
    rehearsal, ama, _rosa = rehearse(flat=(True, True))
    lines = []

    def carry(line):
        if lines and lines[0] == "broken":
            line.close()
            return
        lines.append(line)
        line.connect_to_server()

    ama.page.route_web_socket(re.compile("/line/"), carry)
    page = go_in(ama, rehearsal)
    page.locator("[data-do=begin]").click()
    page.locator("[data-do=choose]").first.click()
    expect(page.locator("[data-prompt]")).to_have_text("Say the number.")
    expect(page.locator("[data-part=elapsed]")).to_have_text(re.compile("0:0[1-9]"), timeout=PATIENCE_MS)
    page.wait_for_timeout(5500)  # it is kept every five seconds
    began = lines[:]
    lines[:] = ["broken"]
    for line in began:
        line.close()
    expect(page.locator("[data-part=line]")).to_be_visible(timeout=PATIENCE_MS)
    page.locator("[data-do=go_on]").click()
    expect(page.locator("[data-part=saving]")).to_contain_text("kept on this device", timeout=PATIENCE_MS)
    assert axe(page) == []
    assert Rehearsal.objects.get(pk=rehearsal.pk).state == Rehearsal.State.OPEN
    # Closed and opened again meanwhile, it knows that it is over, and says so once there is a line.
    page.reload()
    expect(page.locator("[data-part=line]")).to_be_visible(timeout=PATIENCE_MS)
    lines.clear()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    assert Rehearsal.objects.get(pk=rehearsal.pk).state == Rehearsal.State.OVER
    expect(page.locator("[data-part=lanes-part]")).to_be_visible(timeout=PATIENCE_MS)


def test_a_page_that_is_closed_in_the_middle_goes_on_where_it_stopped(rehearse, headset):  # noqa: F811
    rehearsal, ama, rosa = rehearse(flat=(True, True))
    ama.context.add_init_script(headset)  # for recorded(): what the device holds
    watching, page = go_in(rosa, rehearsal), go_in(ama, rehearsal)
    expect(page.locator("[data-again]")).to_be_hidden()
    page.locator("[data-do=begin]").click()
    page.locator("[data-do=choose]").nth(1).click()
    expect(page.locator("[data-prompt]")).to_have_text("Say the number.")
    expect(watching.locator("[data-part=now]")).to_contain_text("Ask first", timeout=PATIENCE_MS)
    page.wait_for_timeout(5500)  # it is kept every five seconds
    page.reload()
    expect(page.locator("[data-again]")).to_contain_text("You had begun.", timeout=PATIENCE_MS)
    assert axe(page) == []
    page.get_by_role("button", name=re.compile("^Go on")).click()
    expect(page.locator("[data-prompt]")).to_have_text("Say the number.")
    expect(watching.locator("[data-part=prompt]")).to_have_text("Say the number.", timeout=PATIENCE_MS)
    watching.reload()
    expect(watching.locator("[data-part=now]")).to_contain_text("Ask first", timeout=PATIENCE_MS)
    page.locator("[data-do=go_on]").click()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    # What was before and what came after lies in one recording, and nothing twice.
    expect(page.locator("[data-part=replay]")).to_be_visible(timeout=PATIENCE_MS)
    marks = page.evaluate("recorded()")["marks"]
    assert [one["value"]["step"] for one in marks if one["kind"] == "node"] == ["hello", "price", "price"]
    assert [one["value"]["n"] for one in marks if one["kind"] == "choice"] == [1]
    assert sum(one["kind"] == "over" for one in marks) == 1
    assert Rehearsal.objects.get(pk=rehearsal.pk).state == Rehearsal.State.OVER


@pytest.mark.parametrize("size", ["desktop", "narrow"])
def test_the_plain_form_by_choice_is_recorded_too(rehearse, size):  # noqa: F811
    rehearsal, ama, rosa = rehearse(size=size)
    page = ama.go(f"/rehearsals/{rehearsal.pk}/")
    page.get_by_role("link", name="The plain form").click()
    expect(page.locator("[data-part=flat]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("Three dimensions need WebGL")).to_be_hidden()
    assert page.locator("canvas").count() == 0
    assert overflow(page) == ""
    assert axe(page) == []
    watching = go_in(rosa, rehearsal)
    expect(watching.locator("[data-part=here] li", has_text="Ama Owusu")).to_contain_text("plain form", timeout=PATIENCE_MS)
    page.locator("[data-do=hear]").click()
    page.locator("[data-do=begin]").click()
    expect(watching.locator("[data-part=choices] button")).to_have_count(2, timeout=PATIENCE_MS)  # a cue before is refused
    watching.locator("[data-cue=good]").click()
    expect(watching.locator("[data-cue-state=seen]")).to_be_visible(timeout=PATIENCE_MS)
    watching.locator("#rehearse-remark").fill("The price came before the thing.")
    watching.locator("[data-part=remark] button").click()
    expect(watching.locator("[data-part=remark-state]")).to_have_text("kept")
    page.keyboard.press("1")
    page.wait_for_timeout(3000)
    page.locator("[data-do=go_on]").click()
    page.wait_for_url("**/report/", timeout=PATIENCE_MS)
    # Who spoke, the cue and the remark at their moments.
    expect(page.locator("[data-part=lanes-part]")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-part=moments]")).to_contain_text("Good")
    expect(page.locator("[data-part=moments]")).to_contain_text("The price came before the thing.")
    assert "did not listen" not in page.locator("[data-part=lanes-part]").inner_text()


THREE_STEPS = (
    HEAD
    + """\
steps:
  hello: {who: partner, says: "Good morning. What is it about?", seconds: 60, to: price}
  price: {prompt: Say the number., seconds: 60, ends: true}
"""
)
