"""Files that people send: what may come in, what is made of it, and what is refused. Plain values; nothing of Django."""

from mentes.messages.files.reading import MOST_BYTES, MOST_PIXELS, Ready, Unfit, take_in
from mentes.messages.files.sounds import kind_of_sound

__all__ = ["MOST_BYTES", "MOST_PIXELS", "Ready", "Unfit", "kind_of_sound", "take_in"]
