"""What a pulse asks, and how each point of the scale is called. The questions are our own.

The six of the bond stand for what research on coaching calls a working alliance (goal, task, bond): in a synthesis of 27 samples
it went along with how things turned out, r = .41 (Grassmann, Schoelmerich and Schermuly 2020). Ours are not a validated scale, so
no number made of them is shown to anybody but the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCALE = (1, 2, 3, 4, 5)
LOW = 2  # an answer at or below it is a low mark
WIDE_GAP = 2  # two answers so far apart, or farther, are worth a talk: more than one point


@dataclass(frozen=True)
class Question:
    """`code` names the answer; `about` is what it is a part of: go, goal, task or bond."""

    code: str
    about: str
    mentee: str | Promise
    mentor: str | Promise

    def to(self, side: str) -> str | Promise:
        return self.mentee if side == "mentee" else self.mentor


DAYS = (
    Question(
        "going",
        "go",
        _("How is it going between the two of you?"),
        _("How is it going between the two of you?"),
    ),
    Question(
        "worth",
        "go",
        _("Are you getting closer to what you came for?"),
        _("Do you feel that your time helps?"),
    ),
)
BOND = (
    Question(
        "same_goal",
        "goal",
        _("We are after the same thing."),
        _("We are after the same thing."),
    ),
    Question(
        "goal_fits",
        "goal",
        _("What we work towards still matters to me."),
        _("I could say in one sentence what we work towards."),
    ),
    Question(
        "useful_hour",
        "task",
        _("What we do in our meetings brings me further."),
        _("What we do in our meetings seems to bring them further."),
    ),
    Question(
        "know_next",
        "task",
        _("After a meeting I know what to do next."),
        _("After a meeting we both know what comes next."),
    ),
    Question(
        "say_anything",
        "bond",
        _("I can say when something goes badly."),
        _("I would be told if something went badly."),
    ),
    Question(
        "respect",
        "bond",
        _("I am taken seriously."),
        _("We take each other seriously."),
    ),
)
QUESTIONS = {"days": DAYS, "bond": BOND}

# From the lowest to the highest point of the scale.
WORDS = {
    "going": (_("Badly"), _("Not so well"), _("So-so"), _("Well"), _("Very well")),
    "worth": (_("Not at all"), _("Hardly"), _("A little"), _("Yes"), _("Very much")),
    "": (_("Not true"), _("Rather not true"), _("Partly"), _("Rather true"), _("True")),
}
ABOUT = {
    "go": _("How it goes"),
    "goal": _("Where you are going"),
    "task": _("What you do together"),
    "bond": _("How you are with each other"),
}


def scale_of(code: str) -> Sequence[tuple[int, str | Promise]]:
    """The five answers to one question, best first, as a form takes them."""
    words = WORDS.get(code, WORDS[""])
    return list(zip(SCALE, words, strict=True))[::-1]


def word_of(code: str, value: int) -> str | Promise:
    return WORDS.get(code, WORDS[""])[value - 1]
