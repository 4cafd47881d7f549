"""What may be typed about one's calendars."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentes.calendars.models import CalendarChoice, CalendarSource
from mentes.calendars.words import error_words
from mentes.lib.fetch import NotFetched, allowed_hosts
from mentes.lib.fetch.addresses import complaint
from mentes.lib.fetch.targets import parse


class SourceForm(forms.Form):
    """Where a calendar lies."""

    name = forms.CharField(label=_("A name for it, so that you know it again"), max_length=80)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (CalendarSource.Kind.ICS, _("A secret address in iCal format (Google, Outlook, Apple and most others have one)")),
            (
                CalendarSource.Kind.CALDAV,
                _("A CalDAV server, with name and password (Nextcloud, Fastmail, Radicale and others)"),
            ),
        ],
        initial=CalendarSource.Kind.ICS,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=_("Its address"), max_length=2000, widget=forms.TextInput)
    user = forms.CharField(label=_("Name to sign in, if it asks for one"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password, best one for this app alone"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(render_value=True),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
        self.fields["user"].widget.attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].widget.attrs = {"autocomplete": "off"}

    def clean_address(self) -> str:
        """As it may be asked for. Calendars hand out webcal:, which is https by another name."""
        address = self.cleaned_data["address"].strip()
        for alias in ("webcals://", "webcal://"):
            if address.lower().startswith(alias):
                address = "https://" + address[len(alias) :]
        allowed = allowed_hosts(settings.MENTES_FETCH_HOSTS)
        try:
            target = parse(address, allowed=allowed)
            if target.is_ip and (target.host, target.port) not in allowed and complaint(target.host):
                raise NotFetched("private")
        except NotFetched as error:
            raise forms.ValidationError(error_words(error.code)) from error
        return address

    def clean(self) -> dict:
        said = super().clean()
        if said.get("kind") == CalendarSource.Kind.CALDAV and not (said.get("user") and said.get("password")):
            self.add_error("user", _("A CalDAV server asks for a name and a password. Give both."))
        return said


class ChoiceForm(forms.Form):
    """Mails for one's calendar, and what the feed calls a meeting."""

    wants_invitations = forms.BooleanField(
        label=_("Put meetings into my calendar by mail: letters about a meeting carry an invitation"), required=False
    )
    title = forms.CharField(
        label=_("What my feed calls every meeting; empty for the names of those I meet"), max_length=80, required=False
    )

    @staticmethod
    def of(choice: CalendarChoice | None) -> dict:
        return {"wants_invitations": choice is None or choice.wants_invitations, "title": choice.title if choice else ""}
