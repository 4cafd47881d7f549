"""The fields in which a scenario of one's own is written: of the whole, a thing, a step, and a choice in it."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mentes.rehearsals.models import Light, Mood, Place
from mentes.rehearsals.words import LIGHTS, MOODS, PLACES, TASKS, THINGS

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


class ThingForm(forms.Form):
    use_required_attribute = False
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = _text(gettext_lazy("What it is called"), help_text=gettext_lazy("As “your jars”."))
    kind = _Any(label=gettext_lazy("What it looks like"), choices=list(THINGS.items()))
    n = _number(gettext_lazy("How many lie there"), gettext_lazy("1 to 12"))


class StepForm(forms.Form):
    """One step. `targets`: [(key, words)] of the steps it may go on to; `things`: likewise of what may be handled in it."""

    use_required_attribute = False
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    who = _Any(label=gettext_lazy("Who speaks"), choices=SPEAKERS, widget=forms.RadioSelect)
    says = _text(gettext_lazy("What they say"), rows=2)
    prompt = _text(
        gettext_lazy("What the speaker is told to do"), rows=2, help_text=gettext_lazy("Only they see it. Short and kind.")
    )
    seconds = _number(gettext_lazy("Seconds"), gettext_lazy("3 to 600, then it goes on by itself."))
    thing = _Any(label=gettext_lazy("Something to do with the hands"), choices=())
    task = _Any(label=gettext_lazy("What to do"), choices=list(TASKS.items()))
    n = _number(gettext_lazy("How many"))
    way = _Any(label=gettext_lazy("And then"), choices=WAYS_ON, widget=forms.RadioSelect)
    to = _Any(label=gettext_lazy("It goes on to"), choices=())
    late = _Any(label=gettext_lazy("When nobody chooses, it goes on to"), choices=())

    def __init__(self, *args, targets: Sequence[tuple[str, str]], things: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (("to", targets), ("late", targets), ("thing", things)):
            _offer(self.fields[name], choices)


class IntentForm(forms.Form):
    use_required_attribute = False
    intent = _text(gettext_lazy("What one may intend"))
    words = _text(gettext_lazy("How it could be said"), rows=2)
    to = _Any(label=gettext_lazy("It goes on to"), choices=())

    def __init__(self, *args, targets: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self.fields["to"], targets)
