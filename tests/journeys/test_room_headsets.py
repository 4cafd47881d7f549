"""Headsets in the room of a rehearsal: its speaker on their own floor, and a mentor who comes with one. Emulated."""

import math
import time

import pytest
from PIL import ImageChops
from playwright.sync_api import expect
from tests.journeys.test_rehearsal import (  # noqa: F401
    PATIENCE_MS,
    browsers,
    go_in,
    headset,
    picture,
    rehearse,
    small,
)

pytestmark = pytest.mark.django_db(transaction=True)
NEXT_PICTURE = "new Promise(done => next(() => done(drawn())))"


def enter(page, kind: str) -> None:
    page.locator(f"[data-do={kind}]").click()
    page.wait_for_selector(f"[data-presenting={kind}]", state="attached", timeout=PATIENCE_MS)


def pictures(page, n: int) -> None:
    page.evaluate("n => new Promise(done => { const one = () => n-- ? next(one) : done(); one() })", n)


def leave(page) -> None:
    page.evaluate("headset.activeSession.end()")
    page.wait_for_selector("[data-rehearse]:not([data-presenting])", state="attached", timeout=PATIENCE_MS)


def recorded(page, claim) -> dict:
    """What the page keeps every five seconds, once `claim(run)` holds."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not (claim(run := page.evaluate("recorded()") or {"seated": []})):
        assert time.monotonic() < until, {name: value for name, value in run.items() if name != "marks"}
        page.wait_for_timeout(500)
    return run


def below(before, shown) -> int:
    """How many pixels differ clearly where a cue's pill is: in the lower third, in its middle. Of 240 by 200."""
    away = ImageChops.difference(*(one.crop((80, 134, 160, 200)) for one in (before, shown))).convert("L")
    return sum(away.histogram()[64:])


def test_a_speaker_on_their_own_floor_is_cued_there_and_seen_again_as_they_stood(rehearse, headset):  # noqa: F811
    """They stand aside and turned in their own room; what is recorded has them before their audience all the same."""
    rehearsal, ama, rosa = rehearse()
    ama.context.add_init_script(headset)
    speaking = go_in(ama, rehearsal)
    small(speaking)
    watching = go_in(rosa, rehearsal)
    expect(watching.locator("[data-part=here]")).to_contain_text("Ama Owusu", timeout=PATIENCE_MS)
    at, yaw = (0.5, 0.3), 20
    speaking.evaluate("([[x, z], yaw]) => { room(6, 5); headset.position.set(x, 1.65, z); look(yaw, -38) }", [at, yaw])
    enter(speaking, "immersive-ar")
    pictures(speaking, 4)
    speaking.evaluate("pull()")
    speaking.wait_for_selector("[data-seated]", state="attached", timeout=PATIENCE_MS)
    assert speaking.locator("[data-rehearse]").get_attribute("data-seated") == "3"
    # The first pull seated them, the next begins.
    pictures(speaking, 4)
    speaking.evaluate("pull()")
    expect(watching.locator("[data-part=choices] button")).to_have_count(2, timeout=PATIENCE_MS)
    speaking.evaluate("yaw => look(yaw, -8)", yaw)
    pictures(speaking, 4)
    before = picture(speaking.evaluate(NEXT_PICTURE))
    watching.locator("[data-cue=good]").click()
    speaking.wait_for_function("() => cuePictures.length", timeout=PATIENCE_MS)
    shown = picture(speaking.evaluate("cuePictures[0]"))
    assert below(before, shown) > 60
    expect(watching.locator("[data-cue-state=seen]")).to_be_visible(timeout=PATIENCE_MS)

    # Somebody at the side is looked at, in the room as it is; the recording says so of the place's own space.
    run = recorded(speaking, lambda run: run["seated"])
    [seating] = run["seated"]
    assert (seating["first"], len(seating["seats"])) == (3, 3)
    aside = max(range(3), key=lambda n: abs(seating["seats"][n][0]))
    x, y, z = seating["seats"][aside][:3]
    sin, cos = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
    speaking.evaluate("pos => face(pos)", [at[0] + x * cos + z * sin, y, at[1] - x * sin + z * cos])
    run = recorded(speaking, lambda run: run["seat"] == 3 + aside)
    assert math.dist(run["head"][:3], (0, 1.65, 0)) < 0.02, run["head"]
    qx, qy, qz, qw = run["head"][3:]
    ahead = (-2 * (qx * qz + qw * qy), -2 * (qy * qz - qw * qx), -(1 - 2 * (qx * qx + qy * qy)))
    to = (x, y + 1.21 - 1.65, z)
    cosine = sum(a * b for a, b in zip(ahead, to, strict=True)) / math.hypot(*to)
    assert math.degrees(math.acos(min(1, cosine))) < 3, (ahead, to)

    # The lectern stands before them, wherever they stand: its second line is pointed at.
    speaking.evaluate("([at, yaw]) => point(0.5, (300 + 92 * 1.4) / 768, at, yaw)", [at, yaw])
    speaking.evaluate("pull()")
    expect(watching.locator("[data-part=now]")).to_contain_text("Ama Owusu chose: Ask first", timeout=PATIENCE_MS)
    leave(speaking)
    speaking.locator("[data-do=go_on]").click()
    speaking.wait_for_url("**/report/", timeout=PATIENCE_MS)
    expect(speaking.locator("[data-part=stage] canvas")).to_be_visible(timeout=PATIENCE_MS)
    # The three are told one by one, and only those of the floor were looked at.
    expect(speaking.locator("[data-part=lanes-part]")).to_be_visible()
