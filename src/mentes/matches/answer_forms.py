"""What may be typed when people are told and answer: an instant, a kind reason, a question, an answer."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.matches.actions.answering import MOST_WORDS
from mentes.matches.answer_words import CHOICES


class InstantForm(forms.Form):
    """A day and a time by the clock of whoever types it (the zone that is active for the request)."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Choose a time.")},
    )

    def instant(self) -> datetime:
        """Only after is_valid(). An hour that the clocks skip becomes the next one, one that comes twice is the first."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class PublishForm(InstantForm):
    """When people hear, and what becomes of the next-best list."""

    when = forms.ChoiceField(
        label=gettext_lazy("When do they hear?"),
        choices=[("now", gettext_lazy("Now")), ("at", gettext_lazy("On a day and at a time of my choice"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    alternates = forms.ChoiceField(
        label=gettext_lazy("If somebody says no"),
        choices=[
            ("approve", gettext_lazy("I approve the next-best pairs below: they are offered at once")),
            ("queue", gettext_lazy("Ask me each time: the mentee waits in my queue")),
        ],
        widget=forms.RadioSelect,
        initial="queue",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["when", "day", "time", "alternates", "seen"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("when") != "at":
            for name in ("day", "time"):
                self.fields[name].required = False


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why, kindly"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("A few words of your own"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    take_no_more = forms.BooleanField(required=False)

    def __init__(self, *args, side: str, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = CHOICES[side]
        self.fields["words"].help_text = _("%(name)s and the organisers read them.") % {"name": name}
        if side == "mentor":
            self.fields["take_no_more"].label = _("Take no more for now: nobody new is proposed to me")
        else:
            self.fields["take_no_more"].label = _("Pause for now: nobody new is proposed to me")


class AskForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("Your question"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, name: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            ("other", _("%(name)s. Only the two of you read it") % {"name": name}),
            ("organisers", _("The organisers. %(name)s does not see it") % {"name": name}),
        ]
        self.fields["to"].initial = "other"


class AnswerForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
