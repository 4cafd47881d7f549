"""What the engine of speech takes and gives."""

from dataclasses import dataclass

RATE = 16_000  # samples a second, what the models were trained on
MOST_SECONDS = 15 * 60
MOST_BYTES = 10 * 1024 * 1024  # fifteen minutes at 93 kbit/s; browsers record a voice in less


@dataclass(frozen=True)
class Word:
    """One word as the model wrote it, punctuation and all. Seconds from the beginning of the recording."""

    text: str
    starts_at: float
    ends_at: float


@dataclass(frozen=True)
class Filler:
    """`word`: one of COUNTED, as the model wrote it; which of them it was is the least sure. `at_seconds`: about when."""

    word: str
    at_seconds: float


@dataclass(frozen=True)
class Heard:
    """What is left of a recording of `seconds`: no words. `fillers` in the order of their moments."""

    seconds: float
    fillers: tuple[Filler, ...]


class Unreadable(ValueError):
    """A recording that cannot be looked through. `codes`, all that is wrong with it: too_large, unknown_kind, broken, no_sound,
    too_long, not_english."""

    def __init__(self, *codes: str):
        super().__init__(", ".join(codes))
        self.codes = codes
