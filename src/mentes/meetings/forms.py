"""What may be typed: a time of one's own, how often it comes back, why it is called off; one's week, and days that differ."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentes.meetings.actions.attending import MOST_WORDS
from mentes.meetings.actions.booking import MOST_TIMES, MOST_TITLE
from mentes.meetings.actions.changing import MOST_REASON
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.wall import MINUTES_A_DAY, instant, zone_of

REPEATS = (
    (Meeting.Repeat.ONCE, gettext_lazy("Once")),
    (Meeting.Repeat.WEEKLY, gettext_lazy("Every week")),
    (Meeting.Repeat.FORTNIGHTLY, gettext_lazy("Every two weeks")),
    (Meeting.Repeat.MONTHLY, gettext_lazy("Every month, on the same day of the week")),
)
REASONS = (
    (Seat.Reason.ILL, gettext_lazy("I was ill, or somebody I care for was")),
    (Seat.Reason.WORK, gettext_lazy("Work did not let me go")),
    (Seat.Reason.LINE, gettext_lazy("The line or the power failed")),
    (Seat.Reason.FORGOT, gettext_lazy("I forgot it")),
    (Seat.Reason.WAS_THERE, gettext_lazy("I was there: we missed each other")),
    (Seat.Reason.UNSAID, gettext_lazy("I would rather not say")),
)
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
SPANS_A_DAY = 3


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")


class OwnTimeForm(forms.Form):
    """A day and a time that people have agreed on by themselves, by the clock of whoever types it."""

    use_required_attribute = False
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"), widget=_time_input(), error_messages={"required": gettext_lazy("Choose a time.")}
    )

    def instant(self, zone_name: str) -> datetime:
        """Only after is_valid()."""
        said: time = self.cleaned_data["time"]
        return instant(self.cleaned_data["day"], said.hour * 60 + said.minute, zone_of(zone_name))


class BookForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What it is about"),
        required=False,
        max_length=MOST_TITLE,
        help_text=gettext_lazy("A few words; only you who meet read them."),
    )
    repeat = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=REPEATS, widget=forms.RadioSelect, required=False, initial=Meeting.Repeat.ONCE
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many times, if it comes back"),
        min_value=2,
        max_value=MOST_TIMES,
        initial=6,
        required=False,
        widget=forms.NumberInput(attrs={"class": "in in-number", "inputmode": "numeric"}),
    )
    link = forms.URLField(
        label=gettext_lazy("A link, if you meet elsewhere"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("For example a Jitsi, Zoom, Meet or Teams address."),
    )

    def clean(self):
        said = super().clean()
        if said.get("repeat") and not said.get("times") and "times" not in self.errors:
            self.add_error("times", _("Say how many times it comes back."))
        return said


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why, in a few words"),
        required=False,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those you meet read it, nobody else does."),
    )
    following = forms.BooleanField(label=gettext_lazy("Call off all that follow in this row, too"), required=False)


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("What happened?"), choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("A few words of your own"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WeekForm(forms.Form):
    """Three spans a weekday; empty ones are none. 00:00 as an end is midnight."""

    def __init__(self, *args, spans: list[list[tuple[int, int]]], **kwargs):
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            for n in range(SPANS_A_DAY):
                span = spans[weekday][n] if n < len(spans[weekday]) else None
                for end in (0, 1):
                    self.fields[f"d{weekday}_{n}_{end}"] = forms.TimeField(
                        label=_("Until") if end else _("From"),
                        required=False,
                        widget=_time_input(),
                        initial=_clock(span[end]) if span else None,
                    )

    def days(self):
        """[(weekday's name, [(from, until)], whether it holds anything)] for the template."""
        found = []
        for weekday, name in enumerate(WEEKDAYS):
            pairs = [(self[f"d{weekday}_{n}_0"], self[f"d{weekday}_{n}_1"]) for n in range(SPANS_A_DAY)]
            is_more = any(bound.value() for pair in pairs[1:] for bound in pair)
            found.append((name, pairs[0], pairs[1:], is_more))
        return found

    def clean(self):
        said = super().clean()
        for weekday, name in enumerate(WEEKDAYS):
            for n in range(SPANS_A_DAY):
                keys = f"d{weekday}_{n}_0", f"d{weekday}_{n}_1"
                if keys[0] in self.errors or keys[1] in self.errors:
                    continue
                start, end = (said.get(key) for key in keys)
                if (start is None) != (end is None):
                    missing = keys[0] if start is None else keys[1]
                    self.add_error(missing, _("%(day)s: give both times, or neither.") % {"day": name})
                elif start is not None and end is not None and _minute(start) >= (_minute(end) or MINUTES_A_DAY):
                    self.add_error(keys[1], _("%(day)s: this lies before the beginning.") % {"day": name})
        return said

    def hours(self) -> list[tuple[int, int, int]]:
        """Only after is_valid(): (weekday, from, until)."""
        found = []
        for weekday in range(7):
            for n in range(SPANS_A_DAY):
                start, end = (self.cleaned_data.get(f"d{weekday}_{n}_{k}") for k in (0, 1))
                if start is not None and end is not None:
                    found.append((weekday, _minute(start), _minute(end) or MINUTES_A_DAY))
        return found


class ExceptionForm(forms.Form):
    """A day or a row of days that differs."""

    use_required_attribute = False
    on_day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day, if there are several"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What differs?"),
        choices=(("off", gettext_lazy("I cannot meet")), ("free", gettext_lazy("I can meet, besides my week"))),
        widget=forms.RadioSelect,
        initial="off",
    )
    starts = forms.TimeField(label=gettext_lazy("From"), required=False, widget=_time_input())
    ends = forms.TimeField(label=gettext_lazy("Until"), required=False, widget=_time_input())

    def clean(self):
        said = super().clean()
        start, end = said.get("starts"), said.get("ends")
        if (start is None) != (end is None):
            self.add_error("ends" if end is None else "starts", _("Give both times, or neither for the whole day."))
        elif start is not None and end is not None and _minute(start) >= (_minute(end) or MINUTES_A_DAY):
            self.add_error("ends", _("This lies before the beginning."))
        elif said.get("kind") == "free" and start is None:
            self.add_error("starts", _("Say from when until when you can meet."))
        return said

    def minutes(self) -> tuple[int, int]:
        """Only after is_valid(); the whole day where no time was given."""
        start, end = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if start is None or end is None:
            return 0, MINUTES_A_DAY
        return _minute(start), _minute(end) or MINUTES_A_DAY


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minute: int) -> time:
    return time(minute % MINUTES_A_DAY // 60, minute % 60)
