"""Fillers in a recording: when somebody says um, uh, er or erm. Sound in, moments out; the words between are thrown away.

    listener = Listener(Path("/srv/whisper-small.en"))      # of listener.py
    heard = find_fillers(sound, listener)                   # of finding.py; the bytes of a .webm, .ogg, .mp4 or .wav
    heard.fillers                                           # (Filler(word="um", at_seconds=12.4), ...)

It needs the extra `mentes[speech]` and a model that somebody put there (`complaint_of` says what is missing); nothing is ever
fetched. What is named here loads neither: `listener`, `sound` and `finding` do, and are for the process that listens.
"""

from mentes.engines.speech.fillers import COUNTED, fillers_of
from mentes.engines.speech.needs import HELPER, HELPER_KNOWS, complaint_of, is_installed
from mentes.engines.speech.values import MOST_BYTES, MOST_SECONDS, Filler, Heard, Unreadable, Word

__all__ = [
    "COUNTED",
    "HELPER",
    "HELPER_KNOWS",
    "MOST_BYTES",
    "MOST_SECONDS",
    "Filler",
    "Heard",
    "Unreadable",
    "Word",
    "complaint_of",
    "fillers_of",
    "is_installed",
]
