"""What may be typed: an agreement, goals and how they go, private notes, answers of a pulse, a programme's numbers and guide."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.bonds.guides import GUIDES
from mentes.bonds.models import Agreement, Plan
from mentes.bonds.questions import QUESTIONS, scale_of

MOST_WORDS = 4_000
MOST_LINES = 12
# What stands in a first draft, to be changed: an empty page is the hardest to fill in.
SUGGESTED = {
    "meets": gettext_lazy("Every two weeks, for an hour, by video"),
    "lasts": gettext_lazy("Until the season ends; half way we ask each other whether it still helps"),
    "between_us": gettext_lazy(
        "What we say stays between us. Either of us may say “this goes no further”, and we ask before we tell anybody a story of "
        "the other’s. If somebody is in danger, we get help."
    ),
    "if_stuck": gettext_lazy(
        "If one of us cannot come, we say so a day before. If it does not help, we say so to each other first, and to the "
        "organisers if that is hard. Either of us may end it, and nobody has to explain."
    ),
}


class DraftField(forms.CharField):
    """A part of a draft: it belongs there, and may still be empty when the draft is kept."""

    def validate(self, value) -> None:
        return None


def _part(label, *, rows: int, most: int = MOST_WORDS) -> forms.CharField:
    return DraftField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


def _text(label, *, rows: int, most: int = MOST_WORDS, required: bool = True, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class AgreementForm(forms.Form):
    """A draft may leave parts empty; only a whole one can be signed."""

    use_required_attribute = False
    meets = _part(gettext_lazy("How often we meet, and where"), rows=2, most=300)
    lasts = _part(gettext_lazy("How long we go on"), rows=2, most=300)
    between_us = _part(gettext_lazy("What stays between us"), rows=4)
    if_stuck = _part(gettext_lazy("What we do when it does not work"), rows=4)
    more = _text(gettext_lazy("Anything else that matters to us"), rows=3, required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in (*Agreement.PARTS, "more")}


class GoalForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What you are after, in your own words"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    by_on = forms.DateField(
        label=gettext_lazy("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ProgressForm(forms.Form):
    text = _text(gettext_lazy("How it goes"), rows=2, most=1_000)


class NoteForm(forms.Form):
    text = _text(gettext_lazy("Your note"), rows=5, most=20_000)


class TroubleForm(forms.Form):
    words = _text(
        gettext_lazy("What is not working"), rows=4, required=False, help_text=gettext_lazy("As much or as little as you like.")
    )


class PulseForm(forms.Form):
    """The questions of one pulse, and whether the organisers may help. No answer is chosen beforehand."""

    def __init__(self, *args, kind: str, side: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [question.code for question in QUESTIONS[kind]]
        for question in QUESTIONS[kind]:
            self.fields[question.code] = forms.TypedChoiceField(
                label=question.to(side),
                choices=scale_of(question.code),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose one of the five.")},
            )
        self.fields["lets_help"] = forms.BooleanField(
            required=False,
            label=_("The organisers may help: let them see whether one of my answers was low"),
            help_text=_("They still do not see the answers. Without this they see only that you answered."),
        )

    def answers(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in self.codes}


def _number(label, help_text, *, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=most)


class PlanForm(forms.ModelForm):
    first_day = _number(gettext_lazy("First on day"), gettext_lazy("Counted from the day the two began. 0: never."), most=730)
    every_days = _number(gettext_lazy("Then every so many days"), gettext_lazy("0: only once."), most=730)
    first_meeting = _number(
        gettext_lazy("First at meeting"), gettext_lazy("Counted over meetings that were held. 0: never."), most=100
    )
    every_meetings = _number(gettext_lazy("Then every so many meetings"), gettext_lazy("0: only once."), most=100)
    guide = forms.ChoiceField(label=gettext_lazy("Guide"), widget=forms.RadioSelect)

    class Meta:
        model = Plan
        fields = ("first_day", "every_days", "first_meeting", "every_meetings", "guide")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].choices = [
            (name, _("%(title)s. %(about)s") % {"title": guide.title, "about": guide.about}) for name, guide in GUIDES.items()
        ]


class StepForm(forms.Form):
    """One step of a programme's guide; a line of the agenda on each line."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    about = _text(gettext_lazy("What it is about"), rows=2, most=600, required=False)
    lines = _text(
        gettext_lazy("Agenda"), rows=4, most=300 * MOST_LINES, required=False, help_text=gettext_lazy("One item on each line.")
    )

    def clean_lines(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip())
        faults = []
        if len(lines) > MOST_LINES:
            faults.append(_("An agenda has %(n)d lines at most; these are %(found)d.") % {"n": MOST_LINES, "found": len(lines)})
        long = [str(number) for number, line in enumerate(lines, start=1) if len(line) > 300]
        if long:
            faults.append(_("These lines are longer than 300 letters: %(lines)s.") % {"lines": ", ".join(long)})
        if faults:
            raise forms.ValidationError(faults)
        return lines
