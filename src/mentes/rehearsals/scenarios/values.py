"""What a scenario is, as values. A text is {language: words}, with every language of its scenario and no other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Text = Mapping[str, str]

PLACES = ("stage", "market", "desk", "classroom", "table", "wall")
LIGHTS = ("dawn", "evening")
MOODS = ("supportive", "neutral", "restless")
SPEAKERS = ("partner", "audience")
KINDS = ("jar", "coin", "note", "card", "marker")
TASKS = ("lay_out", "count", "mark")
MOST_PEOPLE = 60


@dataclass(frozen=True)
class Thing:
    """Something that lies within reach. `kind` says how it looks (KINDS), `n` how many there are."""

    key: str
    kind: str
    label: Text
    n: int


@dataclass(frozen=True)
class Handling:
    """What is to be done with things at a step: `task` of TASKS, with `n` of `thing`."""

    thing: str
    task: str
    n: int


@dataclass(frozen=True)
class Branch:
    """One thing the speaker may intend. `words`: an example of how it could be said. `to`: the step it leads to."""

    intent: Text
    words: Text
    to: str


@dataclass(frozen=True)
class Step:
    """One stretch of a rehearsal. `who` says `says` ("partner", "audience", "" for nobody); `prompt` is for the speaker alone.

    With `branches` (two to four) one of them is chosen, or `late` is taken when `seconds` have passed. Without, it goes on to
    `to` when the speaker does, or after `seconds`. A step that `is_end` leads nowhere: the rehearsal is over after it.
    """

    key: str
    who: str
    says: Text
    prompt: Text
    seconds: int
    branches: tuple[Branch, ...] = ()
    to: str = ""
    late: str = ""
    handling: Handling | None = None
    is_end: bool = False

    def leads_to(self) -> tuple[str, ...]:
        """Every step that may come next, in the order in which it is written."""
        return tuple(dict.fromkeys(key for key in (*(one.to for one in self.branches), self.to, self.late) if key))


@dataclass(frozen=True)
class Scenario:
    """A whole scenario. `steps` in the order written, the first begins. `minutes`: no way through takes longer.

    `partner` is empty where only the audience asks. `n_people` 1 to 60 and `mood` are the audience proposed for it.
    """

    languages: tuple[str, ...]
    title: Text
    aim: Text
    about: Text
    place: str
    light: str
    n_people: int
    mood: str
    minutes: int
    partner: Text
    watch: tuple[Text, ...]
    things: tuple[Thing, ...]
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)


@dataclass(frozen=True)
class Fault:
    """Something wrong at `line` (1 on), below `path` ("steps.offer.branches.2"); `code` and `said` make its sentence."""

    line: int
    path: str
    code: str
    said: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.said.items() if value != "")
        return f"line {self.line}: {self.path or 'scenario'}: {self.code}" + (f" ({said})" if said else "")


class ScenarioFaults(ValueError):
    """Every fault of a scenario at once, in the order of its lines."""

    def __init__(self, faults: list[Fault]):
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("; ".join(map(str, self.faults)))
