"""A scenario as it is filled in by fields: every value as typed, in one language, and what may be done with its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

WAYS = ("to", "branches", "ends")
NEW = "new"  # chosen as a step to go on to: one that is still to be made
FEWEST_INTENTS, MOST_INTENTS = 2, 4


@dataclass(frozen=True)
class WrittenThing:
    """Something within reach. Steps name it by `key`, so that its `label` may change."""

    key: str
    label: str = ""
    kind: str = "jar"
    n: str = "3"


@dataclass(frozen=True)
class WrittenIntent:
    """`to` is a step's key, NEW, or "" where none is chosen yet."""

    intent: str = ""
    words: str = ""
    to: str = ""


@dataclass(frozen=True)
class WrittenStep:
    """`way` says which of `to`, `intents` with `late`, or nothing (it ends) counts; the others are kept while one writes.

    `thing` is the key of what is to be handled, with `task` and `n`; where it is "" nothing is, and those two are kept likewise.
    """

    key: str
    who: str = ""
    says: str = ""
    prompt: str = ""
    seconds: str = "30"
    way: str = "ends"
    to: str = ""
    late: str = ""
    intents: tuple[WrittenIntent, ...] = ()
    thing: str = ""
    task: str = "lay_out"
    n: str = "1"

    def targets(self) -> tuple[str, ...]:
        return (self.to, self.late, *(one.to for one in self.intents))

    def led(self, led) -> "WrittenStep":
        """With `led(key)` in place of every key it leads to."""
        intents = tuple(replace(one, to=led(one.to)) for one in self.intents)
        return replace(self, to=led(self.to), late=led(self.late), intents=intents)


@dataclass(frozen=True)
class Written:
    """`watch`: one thing a line. Whether any of it is right is for `read_scenario(as_text(written))` to say."""

    language: str = "en"
    title: str = ""
    aim: str = ""
    about: str = ""
    place: str = "table"
    light: str = "dawn"
    n_people: str = "2"
    mood: str = "supportive"
    minutes: str = "3"
    partner: str = ""
    watch: str = ""
    things: tuple[WrittenThing, ...] = ()
    steps: tuple[WrittenStep, ...] = field(default_factory=tuple)

    def number_of(self, key: str) -> int:
        """1 on; 0 where there is no such step."""
        return next((number for number, step in enumerate(self.steps, start=1) if step.key == key), 0)


def _free_key(name: str, parts: Iterable[WrittenStep | WrittenThing]) -> str:
    known = {part.key for part in parts}
    number = len(known) + 1
    while f"{name}_{number}" in known:
        number += 1
    return f"{name}_{number}"


def _fresh(written: Written) -> WrittenStep:
    return WrittenStep(_free_key("step", written.steps), who="partner" if written.partner else "", way="ends")


def with_new_steps(written: Written) -> Written:
    """A step of its own at the end for every place that leads to NEW."""
    for index in range(len(written.steps)):
        while NEW in written.steps[index].targets():
            fresh = _fresh(written)
            places = iter((fresh.key,))
            led = written.steps[index].led(lambda to, places=places: next(places, to) if to == NEW else to)
            written = replace(written, steps=(*written.steps[:index], led, *written.steps[index + 1 :], fresh))
    return written


def add_step(written: Written, after: int) -> Written:
    """One more after step `after` (0 on), on the way that goes on from there."""
    fresh, before = _fresh(written), written.steps[after]
    if before.way == "branches":
        empty = iter((fresh.key,))
        before = before.led(lambda to: to or next(empty, to)) if "" in before.targets()[1:] else before
    else:
        fresh = replace(fresh, way=before.way, to=before.to)
        before = replace(before, way="to", to=fresh.key)
    return replace(written, steps=(*written.steps[:after], before, fresh, *written.steps[after + 1 :]))


def take_step(written: Written, index: int) -> Written:
    """Without it; what led to it leads to where it led, as far as that is one step. The last one stays."""
    if len(written.steps) < 2:
        return written
    gone = written.steps[index]
    onward = gone.to if gone.way == "to" else ""

    def closed(step: WrittenStep) -> WrittenStep:
        if gone.way == "ends" and step.way == "to" and step.to == gone.key:
            step = replace(step, way="ends")
        return step.led(lambda to: onward if to == gone.key else to)

    return replace(written, steps=tuple(closed(step) for step in written.steps if step is not gone))


def move_step(written: Written, index: int, by: int) -> Written:
    """`by` is -1 or 1. What leads where stays as it is."""
    steps, other = list(written.steps), index + by
    if 0 <= other < len(steps):
        steps[index], steps[other] = steps[other], steps[index]
    return replace(written, steps=tuple(steps))


def add_intent(written: Written, index: int) -> Written:
    step = written.steps[index]
    return _with(written, index, (*step.intents, WrittenIntent())[:MOST_INTENTS])


def take_intent(written: Written, index: int, n: int) -> Written:
    """Without intent `n` (0 on); two stay."""
    step = written.steps[index]
    if len(step.intents) <= FEWEST_INTENTS:
        return written
    return _with(written, index, (*step.intents[:n], *step.intents[n + 1 :]))


def _with(written: Written, index: int, intents: tuple[WrittenIntent, ...]) -> Written:
    step = replace(written.steps[index], intents=intents)
    return replace(written, steps=(*written.steps[:index], step, *written.steps[index + 1 :]))


def add_thing(written: Written) -> Written:
    return replace(written, things=(*written.things, WrittenThing(_free_key("thing", written.things))))


def take_thing(written: Written, index: int) -> Written:
    """Without thing `index` (0 on); where it was to be handled, nothing is."""
    gone = written.things[index]
    steps = tuple(replace(step, thing="") if step.thing == gone.key else step for step in written.steps)
    return replace(written, things=(*written.things[:index], *written.things[index + 1 :]), steps=steps)


def padded(written: Written) -> Written:
    """With one step at least, and room for two intents in each, as the form shows them."""

    def pad(step: WrittenStep) -> WrittenStep:
        room = tuple(WrittenIntent() for _ in range(FEWEST_INTENTS - len(step.intents)))
        return replace(step, intents=(*step.intents, *room))

    return replace(written, steps=tuple(pad(step) for step in written.steps or (_fresh(written),)))
