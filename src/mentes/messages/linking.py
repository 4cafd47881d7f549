"""Addresses in what people write become links: only whole ones that begin with http, and none that look like another."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# Up to a space, a quotation mark or bracket of code; every sign stands for itself, so there is nothing to try twice.
ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]{1,2000}", re.I)
AFTER = ".,;:!?…،؛؟。"
BRACKETS = {")": "(", "]": "[", "”": "“", "»": "«"}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with `href` a link. `host` is its name in ASCII, where what is read has other letters."""

    text: str
    href: str = ""
    host: str = ""


def pieces(text: str) -> list[Piece]:
    """`text` cut into plain stretches and links, in order; joined they are `text` again.

    >>> [piece.href for piece in pieces("See https://example.org/a_(b), or not.")]
    ['', 'https://example.org/a_(b)', '']
    """
    found, at = [], 0
    for hit in ADDRESS.finditer(text):
        address = _without_what_follows(hit[0])
        link = _link(address)
        if link is None:
            continue
        if hit.start() > at:
            found.append(Piece(text[at : hit.start()]))
        found.append(link)
        at = hit.start() + len(address)
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def _without_what_follows(address: str) -> str:
    """Without the full stop of the sentence, and without a bracket that was opened before the address."""
    while address:
        last = address[-1]
        closes_nothing = last in BRACKETS and address.count(last) > address.count(BRACKETS[last])
        if last not in AFTER and not closes_nothing:
            break
        address = address[:-1]
    return address


def _link(address: str) -> Piece | None:
    """None for what only looks like an address, or would lead elsewhere than it says (https://bank.example@evil.example)."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if "@" in parts.netloc or "." not in host.strip(".") or host.startswith((".", "-")):
        return None
    if host.isascii():
        return Piece(address, address)
    try:
        return Piece(address, address, host.encode("idna").decode())
    except UnicodeError:
        return None
