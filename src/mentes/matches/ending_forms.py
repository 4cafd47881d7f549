"""What may be typed when a match pauses, ends, and is looked back on."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.lib import clock
from mentes.matches.actions.ending import MOST_WORDS, Kind
from mentes.matches.actions.pausing import MOST_DAYS
from mentes.matches.actions.season import LONGEST_QUESTION

OWN = (
    (Kind.COMPLETED, gettext_lazy("We have reached what we wanted, or as much as we need")),
    (Kind.NO_FAULT, gettext_lazy("It does not work out, and that is nobody’s fault")),
    (Kind.LEAVER, gettext_lazy("I am leaving the programme")),
    (Kind.SAFETY, gettext_lazy("I do not feel safe or respected")),
)
STAFF = (
    (Kind.COMPLETED, gettext_lazy("They have reached what they wanted")),
    (Kind.NO_FAULT, gettext_lazy("It does not work out, and that is nobody’s fault")),
    (Kind.SAFETY, gettext_lazy("Somebody’s safety asks for it")),
)
# How a code is told to those who run the programme.
KIND_TOLD = {
    Kind.COMPLETED: gettext_lazy("Completed"),
    Kind.NO_FAULT: gettext_lazy("Did not work out; nobody’s fault"),
    Kind.LEAVER: gettext_lazy("One of the two left the programme"),
    Kind.SAFETY: gettext_lazy("Ended for somebody’s safety"),
    Kind.SILENCE: gettext_lazy("Closed after a long silence"),
}
WENT = (
    (5, gettext_lazy("Very well")),
    (4, gettext_lazy("Well")),
    (3, gettext_lazy("So-so")),
    (2, gettext_lazy("Not well")),
    (1, gettext_lazy("Badly")),
)


class EndForm(forms.Form):
    """`side` is "" for those who run the programme."""

    kind = forms.ChoiceField(label=gettext_lazy("How does it end?"), widget=forms.RadioSelect,
                             error_messages={"required": gettext_lazy("Choose first how it ends.")})  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("A word to those who run the programme"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wants_another = forms.BooleanField(required=False)

    def __init__(self, *args, side: str, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = OWN if side else STAFF
        kind.help_text = (
            _("%(name)s does not see what you choose here, only that the match is over.") % {"name": name}
            if side
            else _("The two do not see what you choose here, only that the match is over.")
        )
        self.fields["words"].help_text = (
            _("%(name)s never reads this.") % {"name": name} if side else _("The two never read this.")
        )
        if side == "mentor":
            del self.fields["wants_another"]
        else:
            self.fields["wants_another"].label = (
                _("I would like another mentor: I stand first the next time people are matched")
                if side
                else _("The mentee would like another mentor, and stands first the next time people are matched")
            )


class PauseForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _("At most %(n)s days from today.") % {"n": MOST_DAYS}

    def clean_until(self):
        day, today = self.cleaned_data["until"], clock.today()
        if not today < day <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day after today, within %(n)s days.") % {"n": MOST_DAYS})
        return day


class FarewellForm(forms.Form):
    """Thanks, what was reached, and where the organisers ask: how it went, and their questions in words of one's own."""

    thanks = forms.CharField(required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
    reached = forms.CharField(
        label=gettext_lazy("What we have reached"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    went = forms.TypedChoiceField(
        label=gettext_lazy("How did it go, all in all?"),
        choices=[*WENT, ("", gettext_lazy("I would rather not say"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, name: str, questions: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        # The field is there however the match ended: its lack would tell why.
        self.fields["thanks"].label = _("Thanks to %(name)s") % {"name": name} if name else _("Thanks")
        self.fields["thanks"].help_text = _("For %(name)s and nobody else.") % {"name": name} if name else ""
        self.fields["reached"].help_text = _("The two of you read it. If the match was completed, it stands on your certificate.")
        self.fields["went"].help_text = _("For those who run the programme, without your name.")
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=question, required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3})
            )

    def asked(self) -> list[forms.BoundField]:
        return [self[f"answer_{number}"] for number in range(len(self.questions))]

    def said(self) -> dict:
        """What `actions.ending.say_farewell` takes."""
        data = self.cleaned_data
        return {
            "thanks": data.get("thanks", ""),
            "reached": data["reached"],
            "went": data["went"],
            "answers": {question: data[f"answer_{number}"] for number, question in enumerate(self.questions)},
        }


class CloseSeasonForm(forms.Form):
    """The questions at the end of a season, in the organiser's own words, and a tick that it is meant."""

    question_1 = forms.CharField(label=gettext_lazy("First question"), required=False, max_length=LONGEST_QUESTION)
    question_2 = forms.CharField(label=gettext_lazy("Second question"), required=False, max_length=LONGEST_QUESTION)
    question_3 = forms.CharField(label=gettext_lazy("Third question"), required=False, max_length=LONGEST_QUESTION)
    is_meant = forms.BooleanField(
        label=gettext_lazy("Yes, end every match of this programme now"),
        error_messages={"required": gettext_lazy("Tick this first: the matches cannot be begun again.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question_1"].initial = _("What helped you most?")
        self.fields["question_2"].initial = _("What should be different next time?")

    def questions(self) -> list[str]:
        return [self.cleaned_data[f"question_{number}"] for number in (1, 2, 3)]
