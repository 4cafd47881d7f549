"""A programme's own words, and who runs it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.people.zones import grouped_zones
from mentes.programmes.models import Programme, Staff


def date_field(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class ProgrammeForm(forms.Form):
    """Everything of a programme that its organisers say in words and dates."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kept_by = forms.CharField(
        label=_("Kept by"),
        max_length=200,
        required=False,
        help_text=_("The organisation that answers for it. People see this before they come in."),
    )
    lives_on = forms.CharField(
        label=_("Lives on"),
        max_length=200,
        required=False,
        help_text=_("Whose computer keeps the data, for example “our own server in Recife”."),
    )
    contact_name = forms.CharField(label=_("Whom people may ask"), max_length=120, required=False)
    contact_email = forms.EmailField(label=_("Their email address"), required=False)
    starts_on = date_field(_("First day"), required=False)
    ends_on = date_field(_("Last day"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone of the programme"), initial="UTC")
    days_to_answer = forms.IntegerField(
        label=_("Days to answer a proposal"),
        min_value=3,
        max_value=60,
        initial=14,
        help_text=_("After so many days without an answer a proposal closes, and the next one may be made."),
    )

    lets_wish = forms.BooleanField(
        label=_("People may name up to five whom they would like"),
        required=False,
        help_text=_(
            "They choose among those who let themselves be seen, by name and what they do. "
            "It counts once the strand “Whom they wish for” has a weight."
        ),
    )

    days_quiet_nudge = forms.IntegerField(label=_("Remind two who are silent after days"), min_value=3, max_value=200, initial=21)
    days_quiet_organiser = forms.IntegerField(label=_("Tell you of them after days"), min_value=4, max_value=250, initial=35)
    days_quiet_close = forms.IntegerField(
        label=_("Close their match after days"),
        min_value=5,
        max_value=300,
        initial=60,
        help_text=_("They hear a week before, and one press of a button keeps it open."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = grouped_zones(self.initial.get("time_zone", "UTC"))

    def clean(self) -> dict:
        said = super().clean()
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day lies before the first. Choose a later one."))
        quiet = [said.get(f"days_quiet_{step}") for step in ("nudge", "organiser", "close")]
        for name, (before, after) in {"organiser": quiet[:2], "close": quiet[1:]}.items():
            if before and after and after <= before:
                self.add_error(
                    f"days_quiet_{name}", _("Choose more days than in the field before: %(n)s or more.") % {"n": before + 1}
                )
        return said


class NewProgrammeForm(ProgrammeForm):
    """The first page of a programme: the same, and which kind it is. How silence is met can wait for the settings page."""

    days_quiet_nudge = days_quiet_organiser = days_quiet_close = None

    template = forms.ChoiceField(
        label=_("Kind"),
        choices=[(Programme.Template.ONE_TO_ONE, _("One to one: a mentor and a mentee"))],
        initial=Programme.Template.ONE_TO_ONE,
    )
    field_order = ["name", "template"]


class StaffForm(forms.Form):
    email = forms.EmailField(label=_("Email address"))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Staff.Role.DEPUTY, _("Deputy: does everything except naming or removing organisers")),
            (Staff.Role.ORGANISER, _("Organiser: does everything")),
        ],
        initial=Staff.Role.DEPUTY,
        widget=forms.RadioSelect,
    )
