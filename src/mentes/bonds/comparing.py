"""Two people's answers laid side by side, with words to talk about them. Only once both have said so."""

from dataclasses import dataclass

from mentes.bonds.actions.feeling import answers_of, are_compared, other_of
from mentes.bonds.models import Pulse
from mentes.bonds.questions import ABOUT, QUESTIONS, WIDE_GAP, word_of
from mentes.matches.actions.holding import OTHER


@dataclass(frozen=True)
class Line:
    """One question as it was put to the reader, and its answers in words; `theirs` only where both compare."""

    about: object
    question: object
    mine: object
    theirs_asked: object
    theirs: object
    is_wide: bool
    share_mine: int  # of 100, for the drawing
    share_theirs: int


@dataclass(frozen=True)
class ToldPulse:
    """`other_wants`: the other has tapped compare. `other_answered` is not told before: silence is their own business."""

    pulse: Pulse
    lines: tuple[Line, ...]
    is_compared: bool
    other_wants: bool

    @property
    def n_wide(self) -> int:
        return sum(line.is_wide for line in self.lines)


def told_of(pulse: Pulse, side: str) -> ToldPulse:
    """An answered pulse as its own person sees it."""
    other = other_of(pulse)
    compared = are_compared(pulse, other)
    mine, theirs = answers_of(pulse), answers_of(other) if compared and other else {}
    return ToldPulse(
        pulse=pulse,
        lines=tuple(_line(question, side, mine, theirs) for question in QUESTIONS[pulse.kind]),
        is_compared=compared,
        other_wants=bool(other and other.compare_at),
    )


def _line(question, side: str, mine: dict[str, int], theirs: dict[str, int]) -> Line:
    code = question.code
    one, two = mine[code], theirs.get(code)
    return Line(
        about=ABOUT[question.about],
        question=question.to(side),
        mine=word_of(code, one),
        theirs_asked=question.to(OTHER[side]),
        theirs=word_of(code, two) if two else "",
        is_wide=bool(two) and abs(one - two) >= WIDE_GAP,
        share_mine=one * 20,
        share_theirs=(two or 0) * 20,
    )
