"""What browsers of one rehearsal may tell the server, as values. Nothing that is not named here is passed on.

Messages are JSON objects with a `kind` (docs/reference/rehearsal-line.md tells the conversation). Those with an `id` are answered
by their receiver and sent again until they are; poses and states are lossy, the newest wins. Times are milliseconds since the
rehearsal began at the server.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from mentes.lib.signals import Signal, read_signal, read_tab

FORMS = ("vr", "ar", "screen", "plain")
MICROPHONES = ("on", "off", "none")
MOST_NOW_BYTES = 4 * 1024
MOST_KEY = 80  # letters of the names of a node and of a choice
MOST_SEAT = 100
MOST_SLIDE = 1000
MOST_AT = 2**53  # the actions bound it to the rehearsal
MOST_TEXT = 4000  # what is longer is no cue and no remark; how long those may be, their actions say
POSE = 7  # metres x, y, z and a unit quaternion x, y, z, w
FAR = 1000.0  # metres; nobody is that far from the middle of a room


@dataclass(frozen=True)
class Join:
    tab: str
    form: str


@dataclass(frozen=True)
class Ping:
    n: int


@dataclass(frozen=True)
class Pose:
    """`text`: head, left hand and right hand as a JSON array, a hand that is not there as null."""

    text: str


@dataclass(frozen=True)
class State:
    """What can be heard of somebody, where they sit (None: nowhere in particular), and whether they speak at this moment.

    `form`: what they are in the room with now, None where they do not say that it changed.
    """

    microphone: str = "none"
    seat: int | None = None
    speaking: bool = False
    form: str | None = None

    def as_json(self) -> dict:
        return {"microphone": self.microphone, "seat": self.seat, "speaking": self.speaking}


@dataclass(frozen=True)
class Begin:
    pass


@dataclass(frozen=True)
class Over:
    pass


@dataclass(frozen=True)
class Leave:
    pass


@dataclass(frozen=True)
class Now:
    """How far the speaker's conversation is, in the room's own words: kept for who comes later, never read here."""

    state: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Give:
    """A cue."""

    id: uuid.UUID
    cue: str
    text: str


@dataclass(frozen=True)
class Seen:
    id: uuid.UUID
    at: int


@dataclass(frozen=True)
class Pin:
    """A remark."""

    id: uuid.UUID
    at: int
    text: str


@dataclass(frozen=True)
class Count:
    """A filler that a mentor heard."""

    id: uuid.UUID
    at: int


@dataclass(frozen=True)
class Choose:
    id: uuid.UUID
    node: str
    choice: str


@dataclass(frozen=True)
class Chosen:
    """The speaker's browser took the choice, or could not."""

    id: uuid.UUID
    taken: bool


@dataclass(frozen=True)
class Turn:
    id: uuid.UUID
    slide: int


@dataclass(frozen=True)
class Turned:
    """The speaker's browser has turned the slide."""

    id: uuid.UUID


Reliable = Give | Seen | Pin | Count | Choose | Turn  # a browser sends them again until they are answered
Message = Join | Ping | Pose | Signal | State | Begin | Over | Leave | Now | Chosen | Turned | Reliable


def read(said: dict) -> Message:
    """Raises ValueError naming what is wrong with `said`."""
    kind = said.get("kind")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise ValueError(f"no such kind: {kind!r:.40}")
    return reader(said)


def read_pose(said: dict) -> Pose:
    """Heads and hands, written anew: this is asked many times a second."""
    head, left, right = _seven(said.get("h")), said.get("l"), said.get("r")
    return Pose(_compact([head, left and _seven(left), right and _seven(right)]))


_compact = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


def _seven(value) -> list:
    if type(value) is not list or len(value) != POSE:
        raise ValueError("a pose has seven numbers")
    for number in value:
        # What is no number at all, true, and what cannot be compared fall through the same test.
        if (type(number) is not float and type(number) is not int) or not -FAR <= number <= FAR:
            raise ValueError("a pose has seven numbers within reach")
    return value


def _one_of(said: dict, name: str, allowed: tuple[str, ...]) -> str:
    value = said.get(name)
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}")
    return value


def _count(said: dict, name: str, most: int, least: int = 0) -> int:
    value = said.get(name)
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} must be a whole number of {least} to {most}")
    return value


def _claim(said: dict, name: str) -> bool:
    value = said.get(name)
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false")
    return value


def _words(said: dict, name: str, most: int) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise ValueError(f"{name} must be at most {most} characters")
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates: no database takes it
        raise ValueError(f"{name} is no text") from None
    return value


def _id(said: dict) -> uuid.UUID:
    value = said.get("id")
    if not isinstance(value, str) or len(value) != 36:
        raise ValueError("id is none")
    try:
        return uuid.UUID(value)
    except ValueError:
        raise ValueError("id is none") from None


def _now(said: dict) -> Now:
    state = said.get("state")
    if not isinstance(state, dict) or len(json.dumps(state)) > MOST_NOW_BYTES:
        raise ValueError(f"state must be an object of at most {MOST_NOW_BYTES} bytes")
    return Now(state)


def _state(said: dict) -> State:
    seat = None if said.get("seat") is None else _count(said, "seat", MOST_SEAT)
    form = None if said.get("form") is None else _one_of(said, "form", FORMS)
    return State(_one_of(said, "microphone", MICROPHONES), seat, _claim(said, "speaking"), form)


_READERS: dict[str, Callable[[dict], Message]] = {
    "join": lambda said: Join(read_tab(said.get("tab"), "tab"), _one_of(said, "form", FORMS)),
    "ping": lambda said: Ping(_count(said, "n", 2**31)),
    "pose": read_pose,
    "signal": read_signal,
    "state": _state,
    "begin": lambda said: Begin(),
    "over": lambda said: Over(),
    "leave": lambda said: Leave(),
    "now": _now,
    "cue": lambda said: Give(_id(said), _words(said, "cue", MOST_KEY), _words(said, "text", MOST_TEXT)),
    "seen": lambda said: Seen(_id(said), _count(said, "at", MOST_AT)),
    "remark": lambda said: Pin(_id(said), _count(said, "at", MOST_AT), _words(said, "text", MOST_TEXT)),
    "filler": lambda said: Count(_id(said), _count(said, "at", MOST_AT)),
    "choose": lambda said: Choose(_id(said), _words(said, "node", MOST_KEY), _words(said, "choice", MOST_KEY)),
    "chosen": lambda said: Chosen(_id(said), _claim(said, "taken")),
    "turn": lambda said: Turn(_id(said), _count(said, "slide", MOST_SLIDE, 1)),
    "turned": lambda said: Turned(_id(said)),
}
