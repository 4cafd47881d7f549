"""A scenario of one's own by fields: what was typed taken in, and shown again with each fault of the reader where it belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.rehearsals.models import Light, Mood, Place
from mentes.rehearsals.scenarios import Fault
from mentes.rehearsals.scenarios.reading import MOST_STEPS
from mentes.rehearsals.scenarios.written import MOST_INTENTS, NEW, WAYS, Written, WrittenIntent, WrittenStep, padded
from mentes.rehearsals.words import LIGHTS, MOODS, PLACES, sentence_at_field

SPEAKERS = [
    ("partner", gettext_lazy("The partner")),
    ("audience", gettext_lazy("Somebody in the audience")),
    ("", gettext_lazy("Nobody")),
]
WAYS_ON = [
    ("to", gettext_lazy("It goes on to another step")),
    ("branches", gettext_lazy("The speaker chooses what to do")),
    ("ends", gettext_lazy("It ends here")),
]
# Where a fault of a step as a whole is shown; the others stand below the step's heading.
STEP_FAULTS = {"who_and_says": "who", "silent_step": "prompt"}


class _Any(forms.ChoiceField):
    """Takes whatever came, and shows it: whether it is one of its choices is for the reader of scenarios to say."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=choices, required=False, **kwargs)

    def validate(self, value) -> None:
        pass


def _offer(field, choices: Sequence[tuple[str, str]]) -> None:
    field.choices = choices


def _text(label, *, rows: int = 0, help_text="") -> forms.CharField:
    if rows:
        widget: forms.Widget = forms.Textarea(attrs={"rows": rows, "class": "in-lines"})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


def _number(label, help_text="") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


class WhatForm(forms.Form):
    """What a scenario is, where, and before whom."""

    use_required_attribute = False
    title = _text(gettext_lazy("What it is called"))
    aim = _text(gettext_lazy("Its aim"), rows=2, help_text=gettext_lazy("What one should be able to do afterwards."))
    about = _text(gettext_lazy("What has happened so far"), rows=3, help_text=gettext_lazy("It is read before one begins."))
    language = _Any(label=gettext_lazy("In which language it is"), choices=settings.LANGUAGES)
    place = _Any(label=gettext_lazy("Where"), choices=[(one.value, PLACES[one]) for one in Place])
    light = _Any(label=gettext_lazy("Light"), choices=[(one.value, LIGHTS[one]) for one in Light])
    n_people = _number(gettext_lazy("How many people"), gettext_lazy("1 to 60"))
    minutes = _number(gettext_lazy("Minutes"), gettext_lazy("1 to 30; no way through may take longer."))
    mood = _Any(label=gettext_lazy("How they are"), choices=[(one.value, MOODS[one]) for one in Mood], widget=forms.RadioSelect)
    partner = _text(
        gettext_lazy("The partner"),
        help_text=gettext_lazy("Who speaks with one, as “Your neighbour”. Leave it empty where only the audience asks."),
    )
    watch = _text(
        gettext_lazy("What to watch"),
        rows=3,
        help_text=gettext_lazy("One thing a line, one to six: what can be seen or heard, to look at afterwards."),
    )


class StepForm(forms.Form):
    """One step. `targets`: [(key, words)] of the steps it may go on to."""

    use_required_attribute = False
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    who = _Any(label=gettext_lazy("Who speaks"), choices=SPEAKERS, widget=forms.RadioSelect)
    says = _text(gettext_lazy("What they say"), rows=2)
    prompt = _text(
        gettext_lazy("What the speaker is told to do"), rows=2, help_text=gettext_lazy("Only they see it. Short and kind.")
    )
    seconds = _number(gettext_lazy("Seconds"), gettext_lazy("3 to 600, then it goes on by itself."))
    way = _Any(label=gettext_lazy("And then"), choices=WAYS_ON, widget=forms.RadioSelect)
    to = _Any(label=gettext_lazy("It goes on to"), choices=())
    late = _Any(label=gettext_lazy("When nobody chooses, it goes on to"), choices=())

    def __init__(self, *args, targets: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("to", "late"):
            _offer(self.fields[name], targets)


class IntentForm(forms.Form):
    use_required_attribute = False
    intent = _text(gettext_lazy("What one may intend"))
    words = _text(gettext_lazy("How it could be said"), rows=2)
    to = _Any(label=gettext_lazy("It goes on to"), choices=())

    def __init__(self, *args, targets: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["to"], targets)


# --- what was typed -----------------------------------------------------------------------------------------------------------


def taken_in(post: Mapping[str, str]) -> Written:
    """What a browser sent, whatever it is."""

    def said(name: str) -> str:
        return post.get(name, "").replace("\x00", "")

    numbers = [n for n in range(1, MOST_STEPS + 2) if f"s{n}-key" in post]
    what = {name: said(name) for name in WhatForm.base_fields}
    what |= {name: _digits(what[name]) for name in ("n_people", "minutes")}
    return padded(Written(**what, steps=tuple(_step(said, f"s{n}", post) for n in numbers)))


def _step(said, prefix: str, post: Mapping[str, str]) -> WrittenStep:
    own = {name: said(f"{prefix}-{name}") for name in StepForm.base_fields}
    own["seconds"] = _digits(own["seconds"])
    own["way"] = own["way"] if own["way"] in WAYS else "to"
    at = [f"{prefix}-i{n}" for n in range(1, MOST_INTENTS + 1) if f"{prefix}-i{n}-intent" in post]
    intents = (WrittenIntent(**{name: said(f"{one}-{name}") for name in IntentForm.base_fields}) for one in at)
    return WrittenStep(**own, intents=tuple(intents))


def _digits(typed: str) -> str:
    """A number in the digits of any script as one in ours; anything else as it is."""
    typed = typed.strip()
    return str(int(typed)) if typed.isdecimal() and len(typed) < 6 else typed


# --- shown again --------------------------------------------------------------------------------------------------------------


@dataclass
class StepPart:
    number: int
    form: StepForm
    intents: list[IntentForm]
    errors: list[str]

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
        self.steps = [self._step(number, step) for number, step in enumerate(self.written.steps, start=1)]
        self.found = [self._placed(fault) for fault in faults]

    def may_add_step(self) -> bool:
        return len(self.steps) < MOST_STEPS

    def _step(self, number: int, step: WrittenStep) -> StepPart:
        targets = [("", _("Choose a step")), *self._targets(step), (NEW, _("a new step"))]
        data = {f"s{number}-{name}": getattr(step, name) for name in StepForm.base_fields}
        form = StepForm(data, prefix=f"s{number}", targets=targets)
        _add_choice(form.fields["who"], step.who)
        for name in ("to", "late"):
            _add_choice(form.fields[name], getattr(step, name))
        intents = []
        for n, one in enumerate(step.intents, start=1):
            prefix = f"s{number}-i{n}"
            said = {f"{prefix}-{name}": getattr(one, name) for name in IntentForm.base_fields}
            intents.append(IntentForm(said, prefix=prefix, targets=targets))
            _add_choice(intents[-1].fields["to"], one.to)
        return StepPart(number, form, intents, [])

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
        name = {"languages": "language", "audience": rest if rest == "mood" else "n_people"}.get(room, room)
        if name in self.what.fields:
            return _at_field(self.what, name, sentence, "")
        return Placed("", "write-steps" if room == "steps" else "write-form", sentence)

    def _placed_in_step(self, fault: Fault, path: list[str], sentence: str) -> Placed:
        number = self.written.number_of(path[0])
        if not number:
            return Placed("", "write-steps", sentence)
        part = self.steps[number - 1]
        where = _("Step %(n)s") % {"n": number}
        if len(path) == 4 and path[1] == "branches" and path[2].isdecimal() and int(path[2]) <= len(part.intents):
            where = _("Step %(n)s, choice %(i)s") % {"n": number, "i": path[2]}
            return _at_field(part.intents[int(path[2]) - 1], path[3], sentence, where)
        name = path[1] if len(path) == 2 else STEP_FAULTS.get(fault.code, "")
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
