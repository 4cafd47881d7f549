"""What browsers of one call may tell the server, as values. Nothing that is not named here is passed on.

Messages are JSON objects with a `kind`. From a browser: join, signal, state, say, ping, leave. To a browser: welcome, joined,
lost, left, signal, state, said, pong. README.md in browser/ tells the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentes.lib.signals import Signal, read_signal, read_tab

PICTURES = ("none", "camera", "screen", "both")
MOST_TEXT = 2000


@dataclass(frozen=True)
class State:
    """What somebody sends at the moment. `wants_pictures`: False where their line is thin and voices are enough."""

    has_sound: bool = False
    picture: str = "none"
    wants_pictures: bool = True

    def as_json(self) -> dict:
        return {"has_sound": self.has_sound, "picture": self.picture, "wants_pictures": self.wants_pictures}


@dataclass(frozen=True)
class Join:
    """`tab` is drawn by the page, 128 random bits in hex: the same page that lost its line comes back under it."""

    tab: str
    state: State


@dataclass(frozen=True)
class Say:
    text: str


@dataclass(frozen=True)
class Ping:
    pass


@dataclass(frozen=True)
class Leave:
    pass


Message = Join | Signal | State | Say | Ping | Leave


def read(said: dict) -> Message:
    """Raises ValueError naming what is wrong with `said`."""
    kind = said.get("kind")
    if kind == "join":
        return Join(read_tab(said.get("tab"), "tab"), _state(said))
    if kind == "signal":
        return read_signal(said)
    if kind == "state":
        return _state(said)
    if kind == "say":
        return Say(_words(said.get("text")))
    if kind == "ping":
        return Ping()
    if kind == "leave":
        return Leave()
    raise ValueError(f"no such kind: {kind!r:.40}")


def _state(said: dict) -> State:
    wrong = [name for name in ("has_sound", "wants_pictures") if not isinstance(said.get(name), bool)]
    wrong += ["picture"] if said.get("picture") not in PICTURES else []
    if wrong:
        raise ValueError(f"wrong or missing: {', '.join(wrong)}")
    return State(said["has_sound"], said["picture"], said["wants_pictures"])


def _words(value) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_TEXT:
        raise ValueError(f"text must be 1 to {MOST_TEXT} characters")
    return value.strip()
