"""The server is killed (kill -9) in the middle of rehearsals with cues under way: everybody is back within ten seconds of its
return, every cue and remark that was acknowledged is there once, every cue comes before the speaker's eyes, none is doubled.
"""

import asyncio
import json
import os
import random
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from bench.room_work.house import House, open_house
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

N_ROOMS = 4
N_KILLS = int(os.environ.get("MENTES_DRILL_ROUNDS", "2"))
SECONDS_TO_COME_BACK = 10
SECONDS_TO_SETTLE = 40
COUNT = """
import json
from mentes.rehearsals.models import Cue, Remark
print("COUNTED", json.dumps({
    "cues": [[str(cue.pk), cue.text, cue.seen_at_ms] for cue in Cue.objects.all()],
    "remarks": [[str(one.pk), one.text] for one in Remark.objects.all()],
}))
"""


@dataclass
class Page:
    """A browser as room/server.js is one: it comes back by itself, and says again what was not answered."""

    house: House
    room: str
    session: str
    tab: str = field(default_factory=lambda: uuid.uuid4().hex)
    unanswered: dict[str, dict] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    refused: Counter = field(default_factory=Counter)
    seen: Counter = field(default_factory=Counter)
    welcomed_at: list[float] = field(default_factory=list)
    line: object = None

    async def live(self) -> None:
        failures = 0
        while True:
            try:
                async with connect(
                    f"ws://127.0.0.1:{self.house.port}/rehearsals/{self.room}/line/",
                    origin=f"http://127.0.0.1:{self.house.port}", additional_headers={"Cookie": f"mentes={self.session}"},
                ) as line:  # fmt: skip
                    await line.send(json.dumps({"kind": "join", "tab": self.tab, "form": "screen"}))
                    async for text in line:
                        failures = 0
                        await self.hear(json.loads(text), line)
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                pass
            self.line = None
            failures += 1
            await asyncio.sleep(min(8.0, 0.5 * 2 ** (failures - 1)) * random.uniform(0.75, 1.25))

    async def hear(self, message: dict, line) -> None:
        kind = message["kind"]
        if kind == "welcome":
            self.line = line
            self.welcomed_at.append(time.monotonic())
            for one in list(self.unanswered.values()):
                await line.send(json.dumps(one))
            if message["side"] == "speaker":
                for cue in message["cues"]:
                    await self.see(cue)
        elif kind == "cue":
            await self.see(message)
        elif kind in ("cue_kept", "remark_kept", "seen_kept"):
            self.unanswered.pop(message["id"], None)
            self.acknowledged.add(message["id"])
        elif kind == "refused":
            self.unanswered.pop(message["id"], None)
            self.refused[message["why"]] += 1

    async def see(self, cue: dict) -> None:
        self.seen[cue["id"]] += 1
        await self.keep({"kind": "seen", "id": cue["id"], "at": cue["shows_at"]})

    async def keep(self, message: dict) -> None:
        self.unanswered[message["id"]] = message
        if self.line is not None:
            try:
                await self.line.send(json.dumps(message))
            except ConnectionClosed:
                self.line = None

    async def mentor(self, until: asyncio.Event) -> None:
        n = 0
        while not until.is_set():
            n += 1
            await self.keep({"kind": "remark", "id": str(uuid.uuid4()), "at": 1000 * n, "text": f"{self.tab} remark {n}"})
            if n % 12 == 1:
                await self.keep({"kind": "cue", "id": str(uuid.uuid4()), "cue": "own", "text": f"{self.tab[:8]} cue {n}"})
            await asyncio.sleep(0.25)

    async def moves(self, until: asyncio.Event) -> None:
        while not until.is_set():
            if self.line is not None:
                try:
                    await self.line.send(json.dumps({"kind": "pose", "h": [0, 1.6, 0, 0, 0, 0, 1]}))
                except ConnectionClosed:
                    self.line = None
            await asyncio.sleep(0.1)


async def drill(house: House) -> tuple[list[Page], list[Page], list[float]]:
    """(speakers, mentors, seconds from the server's return until the last page was welcomed again, for each kill)."""
    speakers = [Page(house, room, speaker) for room, speaker, _ in house.rooms]
    mentors = [Page(house, room, mentor) for room, _, mentor in house.rooms]
    pages, over, backs = speakers + mentors, asyncio.Event(), []
    tasks = [asyncio.create_task(page.live()) for page in pages]
    tasks += [asyncio.create_task(page.mentor(over)) for page in mentors]
    tasks += [asyncio.create_task(page.moves(over)) for page in pages]
    for _ in range(N_KILLS):
        await asyncio.sleep(random.uniform(4, 7))
        killed = time.monotonic()
        house.kill()
        await asyncio.sleep(1)
        await asyncio.to_thread(house.open)
        returned = time.monotonic()
        while any(not page.welcomed_at or page.welcomed_at[-1] < killed for page in pages):
            await asyncio.sleep(0.05)
            assert time.monotonic() - returned < 60, "somebody does not come back"
        # The line may be open before the first page has answered, which is when the house says that it is ready.
        backs.append(max(0.0, max(page.welcomed_at[-1] for page in pages) - returned))
    await asyncio.sleep(2)
    over.set()
    until = time.monotonic() + SECONDS_TO_SETTLE
    while any(page.unanswered for page in pages) and time.monotonic() < until:
        await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return speakers, mentors, backs


def test_a_killed_server_loses_no_cue_and_no_remark_and_doubles_none(capsys):
    with open_house(N_ROOMS) as house:
        speakers, mentors, backs = asyncio.run(drill(house))
        kept = house.ask(COUNT, "COUNTED")
    acknowledged = set().union(*(page.acknowledged for page in mentors))
    in_table = {pk for pk, *_ in kept["cues"] + kept["remarks"]}
    texts = Counter(row[1] for row in kept["cues"] + kept["remarks"])
    seen = set().union(*(page.seen for page in speakers))
    n_doubled = sum(n > 1 for n in texts.values())
    unseen = [text for _pk, text, seen_at in kept["cues"] if seen_at is None]
    with capsys.disabled():
        print(
            f"\n{N_KILLS} kills of the server, {N_ROOMS} rehearsals: {len(acknowledged)} cues and remarks acknowledged, "
            f"{len(acknowledged - in_table)} lost, {n_doubled} doubled, {len(kept['cues'])} cues of which "
            f"{len(unseen)} unseen; all back {', '.join(f'{seconds:.1f}' for seconds in backs)} s after its return; "
            f"load {os.getloadavg()[0]:.1f}"
        )
    assert len(kept["cues"]) >= N_ROOMS * N_KILLS, "hardly anything was under way: this drill proves nothing"
    assert len(kept["remarks"]) > 10 * N_ROOMS
    assert acknowledged - in_table == set()
    assert {text: n for text, n in texts.items() if n > 1} == {}
    assert {pk for pk, *_ in kept["cues"]} - seen == set()
    assert unseen == []
    assert all(not page.unanswered for page in speakers + mentors)
    assert set().union(*(page.refused for page in mentors)) <= {"too-many"}
    assert max(backs) <= SECONDS_TO_COME_BACK, backs
