"""Things to handle in the room, on the speaker's own page: a jar is taken by a press on it in the picture, another by a key."""

import math

import pytest
from playwright.sync_api import expect
from tests.journeys.rehearsing import go_in
from tests.journeys.test_rehearsal import browsers, rehearse, small  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
SCENARIO = """\
languages: [en]
title: Two jars
aim: Lay them out.
about: Three people listen.
place: stage
audience: {n: 3, mood: supportive}
minutes: 3
partner: Your neighbour
watch: ["What came first?"]
things: {jars: {kind: jar, label: your jars, n: 2}}
steps:
  show: {prompt: Lay them out., seconds: 90, handle: {thing: jars, task: lay_out, n: 2}, to: price}
  price: {prompt: Say the number., seconds: 60, ends: true}
"""
# The first jar on the small table that a stage gets (room/handling.js), and the eye of whoever stands before it, in metres; the
# stage's own view, in degrees (room/places/stage.js).
JAR, EYE = (-0.42, 1.02, -1.38), 1.65
FOV, PITCH = 55, -4.5


def seen_at(box: dict) -> tuple[float, float]:
    """Where the jar is on the page, from the picture's `box`."""
    pitch, half = math.radians(PITCH), math.tan(math.radians(FOV / 2))
    x, y, z = JAR[0], JAR[1] - EYE, JAR[2]
    away = y * math.sin(pitch) - z * math.cos(pitch)
    up = y * math.cos(pitch) + z * math.sin(pitch)
    across = box["width"] / box["height"] * half
    return box["x"] + box["width"] * (1 + x / away / across) / 2, box["y"] + box["height"] * (1 - up / away / half) / 2


def test_a_jar_is_taken_in_the_picture_and_another_by_a_key(rehearse):  # noqa: F811
    rehearsal, ama, _ = rehearse(text=SCENARIO)
    page = go_in(ama, rehearsal)
    small(page)
    page.locator("[data-do=begin]").click()
    button = page.locator("[data-do=handle]")
    expect(button).to_contain_text("2")
    stage = page.locator("[data-part=stage]")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    # Beside everything nothing is taken, and who drags turns their head.
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + 20)
    expect(button).to_contain_text("2")
    page.mouse.click(*seen_at(box))
    expect(button).to_contain_text("1")
    page.keyboard.press("h")
    expect(button).to_be_hidden()
    expect(page.locator("[data-spoken]")).to_contain_text("You laid one out: your jars")
