"""S15: kill -9 of web, worker and database under load. Nothing that was acknowledged is lost, nothing happens twice.

Five rounds here; `make nightly` sets MENTES_DRILL_ROUNDS=100. The last long run stands in docs/reference/numbers.md.
"""

import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from tests.drills.house import COUNT, House

from mentes.lib.tests.post_office import open_office

N_ROUNDS = int(os.environ.get("MENTES_DRILL_ROUNDS", "5"))
WHAT = ("web", "database", "worker")


@pytest.fixture
def house():
    # pytest's own folders are closed to the account under which PostgreSQL runs for root.
    with tempfile.TemporaryDirectory() as folder, open_office() as (office, server):
        os.chmod(folder, 0o755)
        house = House(Path(folder) / "house", server.port)
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
    arrived = {mail.strip("<>").partition("@")[0] for mail in mails}
    by_state = Counter(state for _pk, state, _error in kept["letters"])
    unsaid = {pk for pk, state, _error in kept["letters"] if state in ("handing", "in_doubt")}
    told_nothing = {pk for pk, _state, error in kept["letters"] if error.startswith("nothing to tell")}
    never = {pk for pk, _state, _error in kept["letters"]} - arrived - unsaid - told_nothing
    with capsys.disabled():
        print(
            f"\n{N_ROUNDS} rounds of kill -9: {len(seen.messages)} messages and {len(seen.meetings)} meetings acknowledged, "
            f"{len(mails)} mails taken, {len(lost)} lost, {len(double)} double; letters {dict(by_state)}, "
            f"{len(unsaid)} in doubt of which {len(unsaid & arrived)} had arrived, {len(never)} neither sent nor in doubt"
        )
        for what in WHAT:
            took = [(seconds, load) for killed, seconds, load in seen.recoveries if killed == what]
            if took:
                seconds, loads = zip(*took, strict=True)
                print(f"{what}: back after {median(seconds):.1f} s, at most {max(seconds):.1f} s; load {median(loads):.1f}")
    assert len(seen.messages) >= N_ROUNDS * 5, "hardly anything was under way: this drill proves nothing"
    assert seen.meetings
    assert mails
    assert lost == set()
    assert double == {}
    assert never == set(), [line for line in kept["letters"] if line[0] in never]


def _settled(house: House) -> dict:
    """What the database holds, once every letter has gone out that is due, or none has gone for three minutes."""
    # What waits since the database went away is asked for again each minute, by a worker that may have to come back first; on a
    # machine that has much else to do, many are left by then.
    fewest, until = None, 0.0
    while (kept := house.ask(COUNT, "COUNTED"))["n_due"]:
        if fewest is None or kept["n_due"] < fewest:
            fewest, until = kept["n_due"], time.monotonic() + 180
        elif time.monotonic() > until:
            break
        time.sleep(2)
    return kept
