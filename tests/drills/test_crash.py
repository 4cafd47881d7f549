"""S15: kill -9 of web, worker and database under load. Nothing that was acknowledged is lost, nothing happens twice.

Five rounds here; `make nightly` sets MENTES_DRILL_ROUNDS=100. The last long run stands in docs/reference/numbers.md.
"""

import os
import random
import time
from collections import Counter
from statistics import median

import pytest
from tests.drills.house import COUNT, House

from mentes.lib.tests.post_office import open_office

N_ROUNDS = int(os.environ.get("MENTES_DRILL_ROUNDS", "5"))
WHAT = ("web", "database", "worker")


@pytest.fixture
def house(tmp_path_factory):
    with open_office() as (office, server):
        house = House(tmp_path_factory.mktemp("drill") / "house", server.port)
        house.open()
        house.hire()
        try:
            yield house, office
        finally:
            house.close()


def test_kills_lose_nothing_and_double_nothing(house, capsys):
    house, office = house
    house.begin()
    draw = random.Random(1)
    for number in range(N_ROUNDS):
        time.sleep(draw.uniform(1.0, 4.0))
        house.round(WHAT[number % len(WHAT)])
    time.sleep(3)
    house.end()
    kept = _settled(house)
    seen = house.seen
    texts, meetings = Counter(kept["messages"]), {pk for pk, _at, _about in kept["meetings"]}
    lost = (seen.messages - texts.keys()) | (seen.meetings - meetings)
    double = {text: n for text, n in texts.items() if n > 1}
    places = Counter((about, at) for _pk, at, about in kept["meetings"])
    double |= {place: n for place, n in places.items() if n > 1}
    mails = Counter(message["Message-ID"] for _to, message in office.taken)
    double |= {mail: n for mail, n in mails.items() if n > 1}
    recoveries = seen.recoveries
    with capsys.disabled():
        print(
            f"\n{N_ROUNDS} rounds of kill -9: {len(seen.messages)} messages and {len(seen.meetings)} meetings acknowledged, "
            f"{len(mails)} mails taken, {len(lost)} lost, {len(double)} double; back after {median(recoveries):.1f} s, "
            f"at most {max(recoveries):.1f} s; load {os.getloadavg()[0]:.1f}"
        )
    assert len(seen.messages) >= N_ROUNDS * 5, "hardly anything was under way: this drill proves nothing"
    assert seen.meetings
    assert mails
    assert lost == set()
    assert double == {}


def _settled(house: House) -> dict:
    """What the database holds, once no letter waits any more."""
    for _try in range(60):
        kept = house.ask(COUNT, "COUNTED")
        if not any(state in ("waiting", "sending") for _pk, state in kept["letters"]):
            break
        time.sleep(2)
    return kept
