"""Through which relay two browsers meet where networks keep them apart: TURN, with credentials that end by themselves.

Credentials as coturn's use-auth-secret takes them (draft-uberti-behave-turn-rest-00): the name is the second they end at and a
random word, the password is base64(HMAC-SHA1(secret, name)). No name of a person stands in them.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from datetime import datetime

from django.conf import settings

SECONDS_VALID = 4 * 60 * 60
TURN = re.compile(r"turns?:(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\?transport=(udp|tcp))?")


def addresses(said: str) -> list[str]:
    """MENTES_TURN_URL as a list: one address or several, parted by commas or blanks."""
    return [one for one in re.split(r"[,\s]+", said.strip()) if one]


def is_address(one: str) -> bool:
    """turn:host[:port][?transport=udp|tcp], or turns: for TLS."""
    return bool(TURN.fullmatch(one))


def ice_servers(*, urls: list[str], secret: str, second: int, word: str) -> list[dict]:
    """For RTCPeerConnection's iceServers; empty without a relay. `second`: now, since 1970; `word`: random, no ":"."""
    if not urls or not secret:
        return []
    name = f"{second + SECONDS_VALID}:{word}"
    password = base64.b64encode(hmac.digest(secret.encode(), name.encode(), "sha1")).decode()
    return [{"urls": urls, "username": name, "credential": password}]


def line_settings(now: datetime) -> dict:
    """How browsers reach one another: `servers` and `only_relay`, as WebRTC takes them."""
    servers = ice_servers(
        urls=addresses(settings.TURN_URL),
        secret=settings.TURN_SECRET,
        second=int(now.timestamp()),
        word=secrets.token_hex(8),
    )
    return {"servers": servers, "only_relay": bool(servers) and settings.TURN_ONLY}
