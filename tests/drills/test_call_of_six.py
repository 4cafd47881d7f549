"""As many as a call takes: six real browsers, each of which hears the other five, and knows them apart by their voices.

Six browsers want more than a small machine has to spare beside other tests: `make nightly` sets MENTES_CALLERS=6, and nothing
runs here without it. Fewer may be asked for.
"""

import os
import time

import pytest
from playwright.sync_api import expect
from tests.journeys import calls
from tests.journeys.test_call import PITCHES, browsers, call  # noqa: F401

N_CALLERS = int(os.environ.get("MENTES_CALLERS", "0"))
NAMES = ("Ama", "Rosa", "Cleo", "Dov", "Mei", "Tomas")
SECONDS = 120

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(N_CALLERS < 2, reason="a call of six is tried by `make nightly` (MENTES_CALLERS=6)"),
]


def test_everybody_hears_everybody_else(call):  # noqa: F811
    meeting, callers = call(*NAMES[:N_CALLERS])
    n_others = len(callers) - 1
    began = time.monotonic()
    for one in callers:
        one.enter(meeting, by="enter-voice")
    legs = [leg for one in callers for leg in calls.hear_everybody(one, n_others, seconds=SECONDS)]
    print(f"{len(legs)} legs heard {time.monotonic() - began:.1f} s after the first knocked")
    first = callers[0]
    expect(first.page.locator("[data-here] li")).to_have_count(len(callers))

    # Each voice is its owner's: of the pitches, that of the one who is listened to is the loudest.
    for n, other in enumerate(callers[1:], 1):
        loud = first.listen(other.name, PITCHES[: len(callers)])
        assert loud.index(max(loud)) == n, f"{other.name} sounds like {loud}"

    # Over ten seconds sound goes on to come in on every leg of everybody, and hardly anything of it is lost.
    before = [one.measure() for one in callers]
    since = time.monotonic()
    first.page.wait_for_timeout(10_000)
    after = [one.measure() for one in callers]
    seconds = time.monotonic() - since
    n_bytes = [
        new["bytes"] - old["bytes"] for one, was in zip(after, before, strict=True) for new, old in zip(one, was, strict=True)
    ]
    energy = [
        new["energy"] - old["energy"] for one, was in zip(after, before, strict=True) for new, old in zip(one, was, strict=True)
    ]
    lost = sum(leg["lost"] for one in after for leg in one)
    assert len(n_bytes) == len(callers) * n_others
    assert min(n_bytes) > 5000
    assert min(energy) > 0.01
    kilobits = [8 * one / seconds / 1000 for one in n_bytes]
    to_each = sum(kilobits) / len(callers)
    print(f"{min(kilobits):.0f} to {max(kilobits):.0f} kbit/s of voice a leg, {to_each:.0f} to each; {lost} packets lost")

    # One leaves: the others hear on, and hold no line to them.
    callers[-1].page.keyboard.press("l")
    for one in callers[:-1]:
        expect(one.page.locator("[data-here] li")).to_have_count(n_others)
    calls.hear_everybody(
        first, n_others - 1, more_than=[leg for leg in first.measure() if leg["state"] == "connected"], seconds=SECONDS
    )
