"""Two browsers' ends of a line in each room, driven from this process: poses at a steady rate, and cues now and then."""

import asyncio
import json
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median, quantiles

import psutil
from bench.room_work.house import House
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SECONDS_BETWEEN_CUES = 0.05
SECONDS_TO_ARRIVE = 5.0
SECONDS_TO_SETTLE = 2.0
HAND = [0.2131, 1.1042, -0.3127, 0.1830, 0.6830, 0.1830, 0.6830]


@dataclass(frozen=True)
class Load:
    n_rooms: int
    hz: float
    seconds: float
    n_cues: int


@dataclass
class End:
    """One browser's end. Poses carry their number in the head's x, so that each is known when it arrives."""

    line: ClientConnection
    tab: str
    sent: dict[float, float] = field(default_factory=dict)  # x of a pose -> when it was sent
    arrived: dict[float, float] = field(default_factory=dict)  # x of the other's pose -> when it came
    cues: dict[str, float] = field(default_factory=dict)  # id -> when it came
    kept: dict[str, float] = field(default_factory=dict)

    async def hear(self) -> None:
        async for text in self.line:
            now = time.perf_counter()
            message = json.loads(text)
            if message["kind"] == "poses":
                for head, _left, _right in message["of"].values():
                    self.arrived.setdefault(head[0], now)
            elif message["kind"] == "cue":
                self.cues.setdefault(message["id"], now)
            elif message["kind"] == "cue_kept":
                self.kept.setdefault(message["id"], now)

    async def move(self, load: Load, after: float) -> None:
        """`after`: seconds to wait at first, so that not all move in the same millisecond."""
        at = time.perf_counter() + after
        for n in range(int(load.hz * load.seconds)):
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            # A browser that was held up does not send what it missed all at once.
            at = max(at, time.perf_counter() - 0.5 / load.hz) + 1 / load.hz
            x = round(n / 100, 2)
            text = json.dumps({"kind": "pose", "h": [x, 1.6321, -0.1127, 0.0412, 0.1287, 0.0044, 0.9908], "l": HAND, "r": HAND})
            self.sent[x] = time.perf_counter()
            with suppress(ConnectionClosed):  # what was meant to go then counts as lost
                await self.line.send(text)


async def come_in(house: House, room: str, session: str) -> End:
    """`session` signed in, on the line of `room`, and welcomed."""
    origin = f"http://127.0.0.1:{house.port}"
    line = await connect(
        f"ws://127.0.0.1:{house.port}/rehearsals/{room}/line/",
        origin=origin, additional_headers={"Cookie": f"mentes={session}"}, compression=None, open_timeout=60,
    )  # fmt: skip
    end = End(line, uuid.uuid4().hex)
    await line.send(json.dumps({"kind": "join", "tab": end.tab, "form": "screen"}))
    welcome = json.loads(await line.recv())
    if welcome["kind"] != "welcome":
        raise RuntimeError(f"not welcomed: {welcome}")
    return end


async def give_cues(pairs: list[tuple[End, End]], n_cues: int) -> tuple[list[float], int]:
    """One cue after another, room by room: milliseconds from the mentor's tap to the speaker's line, and how many never came."""
    given: list[tuple[End, str, float]] = []
    for n in range(n_cues):
        speaker, mentor = pairs[n % len(pairs)]
        id_ = str(uuid.uuid4())
        given.append((speaker, id_, time.perf_counter()))
        await mentor.line.send(json.dumps({"kind": "cue", "id": id_, "cue": "good", "text": ""}))
        await asyncio.sleep(SECONDS_BETWEEN_CUES)
    await asyncio.sleep(SECONDS_TO_SETTLE)
    late = [(speaker.cues[id_] - at) * 1000 for speaker, id_, at in given if id_ in speaker.cues]
    return late, len(given) - len(late)


async def drive(house: House, load: Load) -> dict:
    server = psutil.Process(house.process.pid)
    pairs = []
    for room, speaker, mentor in house.rooms:
        pairs.append((await come_in(house, room, speaker), await come_in(house, room, mentor)))
    ends = [end for pair in pairs for end in pair]
    hearing = [asyncio.create_task(end.hear()) for end in ends]
    try:
        await asyncio.sleep(SECONDS_TO_SETTLE)
        quiet, lost_quiet = await give_cues(pairs, load.n_cues)
        cpu, began = sum(server.cpu_times()[:2]), time.perf_counter()
        moving = [end.move(load, n / len(ends) / load.hz) for n, end in enumerate(ends)]
        await asyncio.gather(*moving)
        seconds = time.perf_counter() - began
        share = (sum(server.cpu_times()[:2]) - cpu) / seconds
        await asyncio.sleep(SECONDS_TO_ARRIVE)
        poses = poses_of(pairs)
        # The same cues while heads move, measured apart: they are no part of the share above.
        more = Load(load.n_rooms, load.hz, load.n_cues * SECONDS_BETWEEN_CUES + SECONDS_TO_SETTLE, 0)
        (busy, lost_busy), *_ = await asyncio.gather(
            give_cues(pairs, load.n_cues), *(end.move(more, n / len(ends) / load.hz) for n, end in enumerate(ends))
        )
        memory = server.memory_info().rss
    finally:
        for task in hearing:
            task.cancel()
        await asyncio.gather(*hearing, return_exceptions=True)
        await asyncio.gather(*(end.line.close() for end in ends), return_exceptions=True)
    return {
        "rooms": load.n_rooms,
        "people": len(ends),
        "hz": load.hz,
        "seconds": round(seconds, 1),
        "line_share_of_a_core": round(share, 3),
        "line_cpu_us_a_pose": round(share * seconds * 1e6 / max(1, poses["poses_sent"])),
        **poses,
        "cues_given": 2 * load.n_cues,
        "cues_lost": lost_quiet + lost_busy,
        "cue_ms_p50": round(median(quiet), 1),
        "cue_ms_p95": round(quantiles(quiet, n=20)[-1], 1),
        "cue_while_moving_ms_p50": round(median(busy), 1),
        "cue_while_moving_ms_p95": round(quantiles(busy, n=20)[-1], 1),
        "server_mb": round(memory / 1e6),
    }


def poses_of(pairs: list[tuple[End, End]]) -> dict:
    """Lost: neither it nor a newer one of the same head arrived. Replaced: a newer one went in its place."""
    late, n_sent, n_lost = [], 0, 0
    for one, other in pairs:
        for sender, reader in ((one, other), (other, one)):
            n_sent += len(sender.sent)
            newest = max(reader.arrived, default=-1.0)
            late += [(reader.arrived[x] - at) * 1000 for x, at in sender.sent.items() if x in reader.arrived]
            n_lost += sum(x > newest for x in sender.sent)
    return {
        "poses_sent": n_sent,
        "poses_lost": n_lost,
        "poses_replaced": n_sent - n_lost - len(late),
        "pose_ms_p50": round(median(late), 1),
        "pose_ms_p95": round(quantiles(late, n=20)[-1], 1),
    }
