"""One thing that `mentes doctor` looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`sentence` says what was found; `remedy`, where it is not well, what to do, one line or several."""

    is_well: bool
    sentence: str
    remedy: str = ""
