"""What browsers of one call may tell the server, as values. Nothing that is not named here is passed on.

Messages are JSON objects with a `kind`. From a browser: join, signal, state, say, ping, leave. To a browser: welcome, joined,
lost, left, signal, state, said, pong. README.md in browser/ tells the conversation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PICTURES = ("none", "camera", "screen", "both")
MOST_SDP = 48 * 1024
MOST_TEXT = 2000
MOST_CANDIDATES = 40
MOST_CANDIDATE = 600
TAB = re.compile(r"[0-9a-f]{32}")


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
class Signal:
    """For one other tab: either a session description or a few candidates (WebRTC's own words for how to connect)."""

    to: str
    body: dict


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
        return Join(_tab(said.get("tab"), "tab"), _state(said))
    if kind == "signal":
        return Signal(_tab(said.get("to"), "to"), _signal(said))
    if kind == "state":
        return _state(said)
    if kind == "say":
        return Say(_words(said.get("text")))
    if kind == "ping":
        return Ping()
    if kind == "leave":
        return Leave()
    raise ValueError(f"no such kind: {kind!r:.40}")


def _tab(value, name: str) -> str:
    if not isinstance(value, str) or not TAB.fullmatch(value):
        raise ValueError(f"{name} is no tab")
    return value


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


def _signal(said: dict) -> dict:
    """The description or the candidates, put together anew of the parts we know."""
    if "description" in said:
        what = said["description"]
        if (
            not isinstance(what, dict)
            or what.get("type") not in ("offer", "answer")
            or not isinstance(what.get("sdp"), str)
            or len(what["sdp"]) > MOST_SDP
        ):
            raise ValueError("description is none")
        return {"description": {"type": what["type"], "sdp": what["sdp"]}}
    several = said.get("candidates")
    if not isinstance(several, list) or not 1 <= len(several) <= MOST_CANDIDATES:
        raise ValueError("neither a description nor candidates")
    return {"candidates": [_candidate(one) for one in several]}


def _candidate(one) -> dict:
    if not isinstance(one, dict):
        raise ValueError("a candidate is none")
    words, mid, line, fragment = (one.get(key) for key in ("candidate", "sdpMid", "sdpMLineIndex", "usernameFragment"))
    if not isinstance(words, str) or len(words) > MOST_CANDIDATE:
        raise ValueError("a candidate is none")
    if not (mid is None or (isinstance(mid, str) and len(mid) <= 16)):
        raise ValueError("sdpMid is none")
    if not (line is None or (isinstance(line, int) and 0 <= line < 16)):
        raise ValueError("sdpMLineIndex is none")
    if not (fragment is None or (isinstance(fragment, str) and len(fragment) <= 256)):
        raise ValueError("usernameFragment is none")
    return {"candidate": words, "sdpMid": mid, "sdpMLineIndex": line, "usernameFragment": fragment}
