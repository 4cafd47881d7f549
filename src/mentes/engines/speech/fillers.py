"""Which of the words of a recording are fillers: the four that are nothing else. Pure.

"Like", "so" and "you know" are words as often as fillers; which it was, no rule here could tell, so they are left alone.
"""

import re
from collections.abc import Sequence

from mentes.engines.speech.values import Filler, Word

COUNTED = ("um", "uh", "er", "erm")
# As transcribers spell them: umm, uhm, uhh, err, ehm. What is written otherwise is a word.
SPELLINGS = {
    "um": re.compile(r"u+h*m+"),
    "uh": re.compile(r"u+h+"),
    "er": re.compile(r"e+r+"),
    "erm": re.compile(r"e+[rh]+m+"),
}
LATEST = 1.0  # seconds
LETTERS = re.compile(r"[^a-z]+")


def filler_in(text: str) -> str | None:
    """The one of COUNTED that `text` is a spelling of, or None.

    >>> filler_in(" Umm,")
    'um'
    >>> filler_in("summer") is None
    True
    """
    letters = LETTERS.sub("", text.lower())
    return next((word for word, spelling in SPELLINGS.items() if spelling.fullmatch(letters)), None)


def fillers_of(words: Sequence[Word]) -> tuple[Filler, ...]:
    """Those among `words`, by time. `words` in the order in which they were said.

    The model puts a filler late: of 30 planted ones the word's own beginning lay half a second behind at the median, the end of
    the word before it a tenth. So that end is its moment, but no more than LATEST before where the model heard it.
    """
    found = []
    before = 0.0
    for word in words:
        filler = filler_in(word.text)
        if filler is not None:
            found.append(Filler(filler, round(min(word.starts_at, max(before, word.starts_at - LATEST)), 2)))
        before = word.ends_at
    return tuple(sorted(found, key=lambda one: (one.at_seconds, one.word)))
