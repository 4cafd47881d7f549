"""Chance that is none: numbers drawn from names, the same wherever and whenever they are drawn. For invented people."""

import hashlib


def share(*about: object) -> float:
    """A number from 0 to 1 that belongs to `about` for good."""
    said = " ".join(str(part) for part in about)
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:6]) / 2**48
