"""What browsers tell one another to connect by WebRTC, as values. Nothing that is not named here is passed on."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_SDP = 48 * 1024
MOST_CANDIDATES = 40
MOST_CANDIDATE = 600
TAB = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Signal:
    """For one other tab: either a session description or a few candidates (WebRTC's own words for how to connect)."""

    to: str
    body: dict


def read_signal(said: dict) -> Signal:
    """Raises ValueError naming what is wrong with `said`."""
    return Signal(read_tab(said.get("to"), "to"), _body(said))


def read_tab(value, name: str) -> str:
    """A tab is drawn by its page, 128 random bits in hex: the same page that lost its line comes back under it."""
    if not isinstance(value, str) or not TAB.fullmatch(value):
        raise ValueError(f"{name} is no tab")
    return value


def _body(said: dict) -> dict:
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
