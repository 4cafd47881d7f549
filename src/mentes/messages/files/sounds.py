"""Voices as browsers record them: read from the first byte to the last before they are kept, since they are kept as they came.

Three containers are known by how they are built, whatever the file is called: WebM and Ogg with Opus or Vorbis, and MPEG-4.
One track of sound, no picture, no other file inside, and nothing before or after it.
"""

from collections.abc import Iterator

from mentes.messages.files.unfit import Unfit

# Elements of EBML by their names; RFC 8794 and RFC 9559.
EBML, DOC_TYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
TRACKS, TRACK, TRACK_TYPE, CODEC = 0x1654AE6B, 0xAE, 0x83, 0x86
# What a voice may have beside them: where things lie, how long it is, its blocks, which program wrote it, and room left
# free. Attachments and chapters are not among them.
OTHERS = {0x114D9B74, 0x1549A966, 0x1C53BB6B, 0x1254C367, 0xE7, 0xA3, 0xA0, 0xA7, 0xAB, 0xEC, 0xBF}
BLOCKS = {0xA3, 0xA0}
SOUND_TRACK = 2
CODECS = (b"A_OPUS", b"A_VORBIS")
MOST_ELEMENTS = 400_000
BOXES = {b"ftyp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"styp", b"sidx", b"mfra"}
KINDS = {"webm": "audio/webm", "mp4": "audio/mp4", "ogg": "audio/ogg"}


def kind_of_sound(data: bytes) -> str:
    """The media type of a voice, one of KINDS, or Unfit: empty, kind_unknown, or sound_broken where it is not whole or more."""
    if not data:
        raise Unfit("empty")
    try:
        if data.startswith(b"\x1aE\xdf\xa3"):
            _check_webm(data)
            return KINDS["webm"]
        if data[4:8] == b"ftyp":
            _check_mp4(data)
            return KINDS["mp4"]
        if data.startswith(b"OggS"):
            _check_ogg(data)
            return KINDS["ogg"]
    except (IndexError, ValueError) as bad:
        if isinstance(bad, Unfit):
            raise
        raise Unfit("sound_broken") from bad
    raise Unfit("kind_unknown")


def _check_webm(data: bytes) -> None:
    types, codecs = [], []
    seen = set()
    for name, body in _elements(data, 0, len(data)):
        seen.add(name)
        if name == EBML:
            parts = dict(_leaves(data, *body))
            if parts.get(DOC_TYPE, b"").rstrip(b"\0") != b"webm":
                raise Unfit("sound_broken")
        elif name == TRACKS:
            for inner, place in _leaves_at(data, *body):
                if inner != TRACK:
                    continue
                parts = dict(_leaves(data, *place))
                types.append(int.from_bytes(parts.get(TRACK_TYPE, b""), "big"))
                codecs.append(parts.get(CODEC, b"").rstrip(b"\0"))
    if types != [SOUND_TRACK] or codecs[0] not in CODECS or not {EBML, SEGMENT, CLUSTER} <= seen or not seen & BLOCKS:
        raise Unfit("sound_broken")


def _elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """(name, (from, to)) of what lies one after the other, with what is in segments and clusters, whose length a browser that
    is still recording does not know. Ends at the last byte exactly."""
    for _ in range(MOST_ELEMENTS):
        if at == end:
            return
        name, n_name = _number(data, at, keeps_mark=True)
        size, n_size = _number(data, at + n_name)
        inside = at + n_name + n_size
        if name in (SEGMENT, CLUSTER):
            yield name, (inside, inside)
            at = inside
            continue
        if (name not in OTHERS and name not in (EBML, TRACKS)) or size is None or inside + size > end:
            raise Unfit("sound_broken")
        yield name, (inside, inside + size)
        at = inside + size
    raise Unfit("sound_broken")


def _number(data: bytes, at: int, *, keeps_mark: bool = False) -> tuple[int, int] | tuple[None, int]:
    """A number of EBML and how many bytes it takes; None where all its bits say that it is not known."""
    first = data[at]
    length = 9 - first.bit_length()
    if not 1 <= length <= (4 if keeps_mark else 8) or at + length > len(data):
        raise Unfit("sound_broken")
    whole = int.from_bytes(data[at : at + length], "big")
    if keeps_mark:
        return whole, length
    value = whole & ((1 << 7 * length) - 1)
    return (None, length) if value == (1 << 7 * length) - 1 else (value, length)


def _leaves_at(data: bytes, at: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    while at < end:
        name, n_name = _number(data, at, keeps_mark=True)
        size, n_size = _number(data, at + n_name)
        inside = at + n_name + n_size
        if name is None or size is None or inside + size > end:
            raise Unfit("sound_broken")
        yield name, (inside, inside + size)
        at = inside + size


def _leaves(data: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    return ((name, data[start:stop]) for name, (start, stop) in _leaves_at(data, at, end))


def _check_mp4(data: bytes) -> None:
    at, seen, handlers = 0, [], []
    while at < len(data):
        name, inside, end = _box(data, at, len(data))
        if name not in BOXES:
            raise Unfit("sound_broken")
        seen.append(name)
        if name == b"moov":
            handlers += _handlers(data, inside, end)
        at = end
    if seen[0] != b"ftyp" or seen.count(b"moov") != 1 or b"mdat" not in seen or handlers != [b"soun"]:
        raise Unfit("sound_broken")


def _box(data: bytes, at: int, end: int) -> tuple[bytes, int, int]:
    size, inside = int.from_bytes(data[at : at + 4], "big"), at + 8
    if size == 1:
        size, inside = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
    if size < inside - at or at + size > end:
        raise Unfit("sound_broken")
    return data[at + 4 : at + 8], inside, at + size


def _handlers(data: bytes, at: int, end: int) -> list[bytes]:
    """What each track is of: b"soun" for sound."""
    found = []
    while at < end:
        name, inside, stop = _box(data, at, end)
        if name in (b"trak", b"mdia"):
            found += _handlers(data, inside, stop)
        elif name == b"hdlr":
            found.append(data[inside + 8 : inside + 12])
        at = stop
    return found


def _check_ogg(data: bytes) -> None:
    at, n_pages, streams = 0, 0, set()
    while at < len(data):
        if data[at : at + 5] != b"OggS\0" or at + 27 > len(data):
            raise Unfit("sound_broken")
        streams.add(data[at + 14 : at + 18])
        n_pages += 1
        n_pieces = data[at + 26]
        body = at + 27 + n_pieces
        if at == 0 and not data[body:].startswith((b"OpusHead", b"\x01vorbis")):
            raise Unfit("sound_broken")
        at = body + sum(data[at + 27 : body])
    if at != len(data) or len(streams) != 1 or n_pages < 2:
        raise Unfit("sound_broken")
