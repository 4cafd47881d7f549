"""A scenario of one's own by fields: what was typed taken in, and shown again with each fault of the reader where it belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mentes.rehearsals.field_forms import IntentForm, StepForm, ThingForm, WhatForm
from mentes.rehearsals.scenarios import Fault
from mentes.rehearsals.scenarios.reading import MOST_STEPS, MOST_THINGS
from mentes.rehearsals.scenarios.written import (
    MOST_INTENTS,
    NEW,
    WAYS,
    Written,
    WrittenIntent,
    WrittenStep,
    WrittenThing,
    padded,
)
from mentes.rehearsals.words import sentence_at_field

# Where a fault of a step as a whole is shown; the others stand below the step's heading.
STEP_FAULTS = {"who_and_says": "who", "silent_step": "prompt"}
HANDLING = ("thing", "task", "n")


# --- what was typed -----------------------------------------------------------------------------------------------------------


def taken_in(post: Mapping[str, str]) -> Written:
    """What a browser sent, whatever it is."""

    def said(name: str) -> str:
        return post.get(name, "").replace("\x00", "")

    numbers = [n for n in range(1, MOST_STEPS + 2) if f"s{n}-key" in post]
    things = tuple(_thing(said, f"t{n}") for n in range(1, MOST_THINGS + 2) if f"t{n}-key" in post)
    what = {name: said(name) for name in WhatForm.base_fields}
    what |= {name: _digits(what[name]) for name in ("n_people", "minutes")}
    return padded(Written(**what, things=things, steps=tuple(_step(said, f"s{n}", post) for n in numbers)))


def _thing(said, prefix: str) -> WrittenThing:
    own = {name: said(f"{prefix}-{name}") for name in ThingForm.base_fields}
    return WrittenThing(**own | {"n": _digits(own["n"])})


def _step(said, prefix: str, post: Mapping[str, str]) -> WrittenStep:
    # Where nothing lies within reach, the page does not ask what to do with it.
    names = [name for name in StepForm.base_fields if name not in HANDLING or f"{prefix}-{name}" in post]
    own = {name: said(f"{prefix}-{name}") for name in names}
    own |= {name: _digits(own[name]) for name in ("seconds", "n") if name in own}
    own["way"] = own["way"] if own["way"] in WAYS else "to"
    at = [f"{prefix}-i{n}" for n in range(1, MOST_INTENTS + 1) if f"{prefix}-i{n}-intent" in post]
    intents = (WrittenIntent(**{name: said(f"{one}-{name}") for name in IntentForm.base_fields}) for one in at)
    return WrittenStep(**own, intents=tuple(intents))


def _digits(typed: str) -> str:
    """A number in the digits of any script as one in ours; anything else as it is."""
    typed = typed.strip()
    return str(int(typed)) if typed.isdecimal() and len(typed) < 6 else typed


# --- shown again --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThingPart:
    number: int
    form: ThingForm


@dataclass
class StepPart:
    """`asks_for_hands`: whether there is something that could be handled in it."""

    number: int
    form: StepForm
    intents: list[IntentForm]
    errors: list[str]
    asks_for_hands: bool

    @property
    def may_add_intent(self) -> bool:
        return len(self.intents) < MOST_INTENTS


@dataclass(frozen=True)
class Placed:
    """One fault for the list above the form: `at` is the id of what it is about."""

    where: str
    at: str
    sentence: str


class FilledIn:
    """All forms of one scenario. `found`: every fault, in the order of the page; each also stands in its place."""

    def __init__(self, written: Written, faults: Sequence[Fault] = ()):
        self.written = padded(written)
        self.what = WhatForm({name: getattr(written, name) for name in WhatForm.base_fields})
        for name in ("language", "place", "light", "mood"):
            _add_choice(self.what.fields[name], getattr(written, name))
        self.things = [self._thing(number, thing) for number, thing in enumerate(self.written.things, start=1)]
        self.steps = [self._step(number, step) for number, step in enumerate(self.written.steps, start=1)]
        self.found = [self._placed(fault) for fault in faults]

    def may_add_step(self) -> bool:
        return len(self.steps) < MOST_STEPS

    def may_add_thing(self) -> bool:
        return len(self.things) < MOST_THINGS

    def _thing(self, number: int, thing: WrittenThing) -> ThingPart:
        form = ThingForm({f"t{number}-{name}": getattr(thing, name) for name in ThingForm.base_fields}, prefix=f"t{number}")
        _add_choice(form.fields["kind"], thing.kind)
        return ThingPart(number, form)

    def _step(self, number: int, step: WrittenStep) -> StepPart:
        targets = [("", _("Choose a step")), *self._targets(step), (NEW, _("a new step"))]
        data = {f"s{number}-{name}": getattr(step, name) for name in StepForm.base_fields}
        form = StepForm(data, prefix=f"s{number}", targets=targets, things=self._to_handle())
        for name in ("who", "to", "late", "thing", "task"):
            _add_choice(form.fields[name], getattr(step, name))
        intents = []
        for n, one in enumerate(step.intents, start=1):
            prefix = f"s{number}-i{n}"
            said = {f"{prefix}-{name}": getattr(one, name) for name in IntentForm.base_fields}
            intents.append(IntentForm(said, prefix=prefix, targets=targets))
            _add_choice(intents[-1].fields["to"], one.to)
        return StepPart(number, form, intents, [], asks_for_hands=bool(self.written.things or step.thing))

    def _to_handle(self) -> list[tuple[str, str]]:
        things = enumerate(self.written.things, start=1)
        return [
            ("", _("Nothing")),
            *((one.key, Truncator(one.label.strip() or _("Thing %(n)s") % {"n": n}).chars(48)) for n, one in things),
        ]

    def _targets(self, step: WrittenStep) -> list[tuple[str, str]]:
        return [
            (one.key, _("%(n)s: %(words)s") % {"n": number, "words": Truncator(one.says or one.prompt or "…").chars(48)})
            for number, one in enumerate(self.written.steps, start=1)
            if one.key != step.key
        ]

    def _placed(self, fault: Fault) -> Placed:
        sentence = sentence_at_field(fault, {step.key: n for n, step in enumerate(self.written.steps, start=1)})
        room, _dot, rest = fault.path.partition(".")
        if room == "steps" and rest:
            return self._placed_in_step(fault, rest.split("."), sentence)
        if room == "things":
            return self._placed_in_things(rest.split("."), sentence)
        name = {"languages": "language", "audience": rest if rest == "mood" else "n_people"}.get(room, room)
        if name in self.what.fields:
            return _at_field(self.what, name, sentence, "")
        return Placed("", "write-steps" if room == "steps" else "write-form", sentence)

    def _placed_in_things(self, path: list[str], sentence: str) -> Placed:
        number = next((n for n, thing in enumerate(self.written.things, start=1) if thing.key == path[0]), 0)
        if number and len(path) == 2 and path[1] in ThingForm.base_fields:
            return _at_field(self.things[number - 1].form, path[1], sentence, _("Thing %(n)s") % {"n": number})
        return Placed(_("Things to handle"), "write-things", sentence)

    def _placed_in_step(self, fault: Fault, path: list[str], sentence: str) -> Placed:
        number = self.written.number_of(path[0])
        if not number:
            return Placed("", "write-steps", sentence)
        part = self.steps[number - 1]
        where = _("Step %(n)s") % {"n": number}
        if len(path) == 4 and path[1] == "branches" and path[2].isdecimal() and int(path[2]) <= len(part.intents):
            where = _("Step %(n)s, choice %(i)s") % {"n": number, "i": path[2]}
            return _at_field(part.intents[int(path[2]) - 1], path[3], sentence, where)
        is_inside = len(path) == 2 or (len(path) == 3 and path[1] == "handle")
        name = path[-1] if is_inside else STEP_FAULTS.get(fault.code, "")
        if name in part.form.fields:
            return _at_field(part.form, name, sentence, where)
        part.errors.append(sentence)
        return Placed(where, f"write-step-{number}", sentence)


def _add_choice(field, value: str) -> None:
    """What stands in a kept text is shown even where it is none of the choices: its fault then has its place."""
    if value and value not in dict(field.choices):
        field.choices = [*field.choices, (value, value)]


def _at_field(form: forms.Form, name: str, sentence: str, where: str) -> Placed:
    form.add_error(name, sentence)
    label = str(form[name].label)
    # Of a group of round buttons the first has the id to jump to.
    widget = form.fields[name].widget
    at = f"{form[name].auto_id}_0" if isinstance(widget, forms.RadioSelect) else form[name].auto_id
    return Placed(_("%(step)s, %(field)s") % {"step": where, "field": label} if where else label, at, sentence)
