"""Headsets in the room of a rehearsal: its speaker on their own floor, and a mentor who comes with one. Emulated."""

import math
import re
import time

import pytest
from PIL import ImageChops
from playwright.sync_api import expect
from tests.journeys import calls
from tests.journeys.rehearsing import PATIENCE_MS, go_in
from tests.journeys.test_rehearsal import below, browsers, headset, picture, rehearse, small  # noqa: F401

from mentes.rehearsals.models import Cue, Remark

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


def test_a_speaker_on_their_own_floor_is_cued_there_and_seen_again_as_they_stood(rehearse, headset):  # noqa: F811
    """They stand aside and turned in their own room; what is recorded has them before their audience all the same."""
    rehearsal, ama, rosa = rehearse()
    ama.context.add_init_script(headset)
    speaking = go_in(ama, rehearsal)
    small(speaking)
    watching = go_in(rosa, rehearsal)
    expect(watching.locator("[data-part=here]")).to_contain_text("Ama Owusu", timeout=PATIENCE_MS)
    speaking.locator("[data-option=clock]").uncheck()  # a slow machine has no sixty seconds for a line
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


# Where a line of the mentor's sheet is: two columns of lines, from 124 of its 768 pixels on.
CUES = ["slower", "pause", "left", "right", "louder", "good", "question"]


def spot(n: int) -> list[float]:
    return [0.25 + 0.5 * (n % 2), (124 + 92 * (n // 2 + 0.4)) / 768]


def away(before, shown) -> int:
    """How many pixels of the whole picture differ clearly."""
    return sum(ImageChops.difference(before, shown).convert("L").histogram()[48:])


@pytest.mark.parametrize("kind", ["immersive-vr", "immersive-ar"])
def test_a_mentor_in_a_headset_moves_before_the_speaker_and_gives_cues_by_controller_and_hand(rehearse, headset, kind):  # noqa: F811
    rehearsal, ama, rosa = rehearse(flat=(False, False))
    # Nobody in the audience stirs: what moves in the speaker's picture is the mentor.
    speaking = go_in(ama, rehearsal)
    speaking.emulate_media(reduced_motion="reduce")
    small(speaking)
    rosa.context.add_init_script(headset)
    watching = go_in(rosa, rehearsal)
    small(watching)
    expect(speaking.locator("[data-part=here] li", has_text="Rosa Quispe")).to_contain_text("at a screen", timeout=PATIENCE_MS)
    watching.locator("[data-part=seats] input").nth(1).check()
    for page in (speaking, watching):
        page.locator("[data-do=speak]").click()
    enter(watching, kind)
    # Said to the others by the line, and shown beside the name.
    expect(speaking.locator("[data-part=here] li", has_text="Rosa Quispe")).to_contain_text("with a headset", timeout=PATIENCE_MS)
    watching.evaluate("look(0, -5)")
    speaking.locator("[data-option=clock]").uncheck()
    speaking.locator("[data-do=begin]").click()
    expect(watching.locator("[data-part=choices] button")).to_have_count(2, timeout=PATIENCE_MS)

    def seen_after(change: str) -> tuple:
        before = picture(speaking.evaluate(NEXT_PICTURE))
        watching.evaluate(change)
        pictures(watching, 4)
        speaking.wait_for_timeout(1500)
        return before, picture(speaking.evaluate(NEXT_PICTURE))

    speaking.wait_for_timeout(3000)
    quiet = away(*seen_after("look(0, -5)"))
    moved = away(*seen_after("headset.position.set(0.8, 1.3, 0)"))
    assert moved > quiet + 40, (quiet, moved)
    watching.evaluate("headset.position.set(0, 1.65, 0)")
    speaking.wait_for_timeout(1500)
    lifted = away(
        *seen_after(
            "['left', 'right'].forEach(side => { const one = headset.controllers[side]; one.connected = true"
            "; one.position.set(side === 'left' ? -0.9 : 0.9, 1.9, -0.2) })"
        )
    )
    assert lifted > quiet + 10, (quiet, lifted)

    def press(line: int) -> None:
        watching.evaluate("([across, down]) => point(across, down, [0, 0], 0, headset.hands.right)", spot(line))
        pictures(watching, 3)
        watching.evaluate("pull(headset.hands.right, 'pinch')")

    # By controller: the cue on the fifth line. By a hand's pinch: the sixth.
    watching.evaluate("([across, down]) => point(across, down)", spot(CUES.index("louder")))
    pictures(watching, 3)
    watching.evaluate("pull()")
    expect(speaking.locator("[data-rehearse]")).to_have_attribute("data-cue", re.compile("."), timeout=PATIENCE_MS)
    expect(watching.locator("[data-cue-state=seen]")).to_have_count(1, timeout=PATIENCE_MS)
    watching.evaluate("headset.primaryInputMode = 'hand'")
    press(CUES.index("good"))
    expect(watching.locator("[data-cue-state=seen]")).to_have_count(2, timeout=PATIENCE_MS)
    given = Cue.objects.filter(rehearsal=rehearsal).order_by("at_ms").values_list("kind", flat=True)
    assert list(given) == ["louder", "good"]
    # And the branch: after seven cues the eighth line is the first way on, the ninth the second.
    press(len(CUES) + 1)
    expect(speaking.locator("[data-prompt]")).to_have_text("Say the number.", timeout=PATIENCE_MS)
    # They hear each other meanwhile.
    for one in (ama, rosa):
        calls.hear_everybody(one, 1, seconds=60)
    # A remark is spoken on the line after the microphone's, then heard and sent on the first two of the few that stand alone.
    remark = len(CUES) + 1
    press(remark)
    expect(watching.locator("[data-note=state]")).to_contain_text("seconds are left", timeout=PATIENCE_MS)
    watching.wait_for_timeout(1500)
    press(remark)
    expect(watching.locator("[data-note=after]")).to_have_js_property("hidden", False, timeout=PATIENCE_MS)
    press(0)
    watching.wait_for_function("() => document.querySelector('[data-note=sound]').currentTime > 0")
    press(1)
    expect(watching.locator("[data-note=list] li")).to_have_count(1, timeout=PATIENCE_MS)
    assert Remark.objects.get(rehearsal=rehearsal).voice.kind == "audio/webm"
    # The last line leads to another place; and without the headset the others know it.
    seat = "document.querySelector('[data-part=seats] input:checked').value"
    assert watching.evaluate(seat) == "1"
    press(remark + 1)
    watching.wait_for_function(f"() => {seat} === '2'", timeout=PATIENCE_MS)
    leave(watching)
    expect(speaking.locator("[data-part=here] li", has_text="Rosa Quispe")).to_contain_text("at a screen", timeout=PATIENCE_MS)
