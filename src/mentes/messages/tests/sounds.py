"""Small whole sound files, put together as their containers say."""


def element(name: str, body: bytes, *, size: bytes | None = None) -> bytes:
    """One element of EBML: its name in hexadecimal, how long it is, what is in it."""
    return bytes.fromhex(name) + (size or (1 << 28 | len(body)).to_bytes(4, "big")) + body


UNKNOWN = b"\x01" + b"\xff" * 7


def webm(*, doc: bytes = b"webm", track_type: int = 2, codec: bytes = b"A_OPUS", n_tracks: int = 1, more: bytes = b"") -> bytes:
    track = element("AE", element("D7", b"\x01") + element("83", bytes([track_type])) + element("86", codec))
    cluster = element("1F43B675", b"", size=UNKNOWN) + element("E7", b"\x00") + element("A3", b"\x81\x00\x00\x80" + b"sound" * 9)
    segment = element("1549A966", element("2AD7B1", b"\x0f\x42\x40")) + element("1654AE6B", track * n_tracks) + more + cluster
    return element("1A45DFA3", element("4282", doc)) + element("18538067", b"", size=UNKNOWN) + segment


def box(name: bytes, body: bytes = b"") -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + name + body


def mp4(*, handlers: tuple[bytes, ...] = (b"soun",), more: bytes = b"") -> bytes:
    tracks = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13)))) for handler in handlers]
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", b"".join(tracks)) + more + box(b"mdat", b"sound" * 9)


def page(body: bytes, serial: int = 7) -> bytes:
    head = b"OggS" + bytes(10) + serial.to_bytes(4, "little") + bytes(8)
    return head + bytes([1, len(body)]) + body


def ogg(*, first: bytes = b"OpusHead\x01\x01", serials: tuple[int, int] = (7, 7)) -> bytes:
    return page(first, serials[0]) + page(b"sound" * 9, serials[1])
