"""From the bytes of a recording to its fillers, and nothing else of it."""

from collections.abc import Callable
from typing import Protocol

from mentes.engines.speech.fillers import fillers_of
from mentes.engines.speech.sound import samples_of
from mentes.engines.speech.values import RATE, Heard


class Listens(Protocol):
    def words(self, samples, *, progress: Callable[[float], None] | None = None): ...


def find_fillers(sound: bytes, listener: Listens, progress: Callable[[float], None] | None = None) -> Heard:
    """`progress` is told the share, 0 to 1, that is done. Raises Unreadable."""
    samples = samples_of(sound)
    seconds = samples.size / RATE
    told = (lambda done: progress(done / seconds)) if progress else None
    return Heard(seconds=round(seconds, 2), fillers=fillers_of(list(listener.words(samples, progress=told))))
