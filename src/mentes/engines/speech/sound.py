"""A recording as samples. Its container is told by the first bytes and never guessed: some kinds have other files opened."""

import io

import av
import numpy as np

from mentes.engines.speech.values import MOST_BYTES, MOST_SECONDS, RATE, Unreadable

LEAST_GAP = 0.1  # seconds


def kind_of(sound: bytes) -> str | None:
    """How FFmpeg names the container, or None for what no browser records."""
    if sound.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"  # .webm
    if sound.startswith(b"OggS"):
        return "ogg"
    if sound.startswith(b"RIFF") and sound[8:12] == b"WAVE":
        return "wav"
    if sound[4:8] == b"ftyp":
        return "mp4"
    return None


def samples_of(sound: bytes) -> np.ndarray:
    """(n,) float32, -1 to 1, RATE a second, one channel. Raises Unreadable.

    It stops reading once there is more than MOST_SECONDS, whatever the file says of itself.
    """
    kind = kind_of(sound)
    wrong = [code for code, holds in (("too_large", len(sound) > MOST_BYTES), ("unknown_kind", kind is None)) if holds]
    if wrong:
        raise Unreadable(*wrong)
    try:
        with av.open(io.BytesIO(sound), format=kind) as container:
            if not container.streams.audio:
                raise Unreadable("no_sound")
            samples = _read(container)
    except (av.FFmpegError, EOFError) as broken:
        raise Unreadable("broken") from broken
    if not samples.size:
        raise Unreadable("no_sound")
    return samples


def _read(container) -> np.ndarray:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pieces, n, zero = [], 0, None
    for frame in container.decode(container.streams.audio[0]):
        at = frame.time if frame.time is not None else n / RATE
        zero = at if zero is None else zero
        missing = round((at - zero) * RATE) - n
        if missing > LEAST_GAP * RATE:  # what the browser did not write was silence, and what comes after stays in its second
            pieces.append(np.zeros(min(missing, MOST_SECONDS * RATE), np.int16))
            n += missing
        # Times are ours from here on: the resampler would refuse the gap.
        frame.pts = None
        for piece in resampler.resample(frame):
            pieces.append(piece.to_ndarray().reshape(-1))
            n += pieces[-1].size
        if n > MOST_SECONDS * RATE:
            raise Unreadable("too_long")
    pieces += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(None)]
    return (np.concatenate(pieces) / 32768).astype(np.float32) if pieces else np.empty(0, np.float32)
