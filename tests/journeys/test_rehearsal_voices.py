"""Three in the room of a rehearsal: its speaker, a mentor and a peer hear one another, each from where their name stands."""

import os
import time

import pytest
from playwright.sync_api import expect
from tests.journeys import calls
from tests.journeys.rehearsing import PATIENCE_MS, go_in, house_for, planned
from tests.journeys.test_call import PITCHES, browsers  # noqa: F401
from tests.journeys.visits import NO_WEBGL

from mentes.rehearsals.models import Guest
from mentes.testing import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Ama Owusu", "Rosa Quispe", "Cleo Mensah", "Dov Levi", "Mei Lin", "Tomas Novak")


@pytest.fixture
def gathered(browsers, settings):  # noqa: F811
    """`gathered(n)`: n people in the room of one rehearsal, each in a browser of their own: the speaker, a mentor, peers."""
    with house_for(settings) as come:

        def gather(n: int) -> list[calls.Caller]:
            people = [make_person(name) for name in NAMES[:n]]
            rehearsal = planned(people[0])
            for person in people[1:]:
                side = "mentor" if person is people[1] else "peer"
                Guest.objects.create(rehearsal=rehearsal, person=person, side=side, since_at=NOW)
            callers = []
            for person, browser in zip(people, browsers(n), strict=True):
                # What is tried is voices: the pictures would take the processor from them.
                callers.append(come(person, browser, NO_WEBGL))
                go_in(callers[-1], rehearsal)
            return callers

        yield gather


def hear_one_another(callers: list[calls.Caller], *, seconds: float) -> None:
    """Everybody lets themselves be heard, and then everybody hears everybody else and knows them apart."""
    names = [one.name for one in callers]
    for one in callers:
        for name in names:
            if name != one.name:
                expect(one.page.locator("[data-part=here]")).to_contain_text(name, timeout=PATIENCE_MS)
    began = time.monotonic()
    for one in callers:
        one.page.locator("[data-do=speak]").click()
    legs = [leg for one in callers for leg in calls.hear_everybody(one, len(callers) - 1, seconds=seconds)]
    took, load = time.monotonic() - began, os.getloadavg()[0]
    print(f"{len(legs)} legs heard {took:.1f} s after the microphones were asked for; load {load:.1f}")
    pitches = PITCHES[: len(callers)]
    first = callers[0]
    for n, name in enumerate(names[1:], start=1):
        tab = first.page.locator("[data-part=here] li[data-tab]", has_text=name).get_attribute("data-tab")
        loud = first.page.evaluate(calls.LISTEN, [tab, pitches])
        assert loud.index(max(loud)) == n, f"{name} sounds like {loud}"


def test_speaker_mentor_and_peer_hear_one_another(gathered):
    callers = gathered(3)
    hear_one_another(callers, seconds=90)
    # One goes: the other two hear on, and hold no connection to them.
    callers[2].page.close()
    for one in callers[:2]:
        expect(one.page.locator("[data-part=here] li[data-tab]")).to_have_count(1, timeout=PATIENCE_MS)
        heard = [leg for leg in one.measure() if leg["state"] == "connected"]
        calls.hear_everybody(one, 1, more_than=heard, seconds=90)
