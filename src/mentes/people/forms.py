"""What may be typed at the doors of an account, and on one's own page."""

import uuid
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account import forms as account_forms
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mentes.people import doors
from mentes.people.account_letters import pretend_to_write
from mentes.people.models import Person
from mentes.people.zones import grouped_zones


class RequestLoginCodeForm(account_forms.RequestLoginCodeForm):
    """The address a code goes to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your email address")
        self.fields["email"].widget.attrs = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}

    def clean_email(self) -> str:
        email = super().clean_email()
        # Somebody whom an organiser's file brought has an address, but not yet as allauth keeps them: the code will prove it.
        # For a stranger the same work is done and taken back, so that the answer takes as long.
        if self._user:
            context.request.wants_in = self._user
            sync_user_email_address(self._user)
        else:
            EmailAddress.objects.filter(user_id=uuid.uuid4(), email=email).exists()
            pretend_to_write()
        return email


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    """The code from the letter. Wrong ones are counted by the address they were asked for, whether anybody has it or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])

    def clean_code(self) -> str:
        login = context.request._login_stage.login
        with doors.one_try(context.request, f"login-code:{(login.email or '').lower()}"):
            return super().clean_code()


class ConfirmEmailCodeForm(account_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves a new address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])

    def clean_code(self) -> str:
        request = context.request
        with doors.one_try(request, f"email-code:{request.user.pk or self.email}"):
            return super().clean_code()


def _dress_code(field: forms.Field) -> None:
    field.label = _("Code")
    field.widget.attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


@contextmanager
def _no_nonsense() -> Iterator[None]:
    """What is no passkey at all (the library stumbles over it) is a wrong passkey, not a fault of ours."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _CountedPasskey:
    """Counts passkeys that do not fit."""

    def clean_credential(self):
        key = f"passkey:{self.user.pk}" if self.user else f"passkey-from:{doors.network(context.request)}"
        with doors.one_try(context.request, key), _no_nonsense():
            return super().clean_credential()


class LoginPasskeyForm(_CountedPasskey, webauthn_forms.LoginWebAuthnForm):
    """Coming in with a passkey alone."""


class AuthenticatePasskeyForm(_CountedPasskey, webauthn_forms.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class ReauthenticatePasskeyForm(_CountedPasskey, webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey before a change to the account."""


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A new passkey: one that lets its owner in by itself, unless they say otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it, so that you know it again")
        self.initial["name"] = gettext("My device")
        self.fields["passwordless"].label = _("Let me in with this passkey alone, without a code by mail")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True

    def clean(self) -> dict:
        with _no_nonsense():
            return super().clean()


class InvitationForm(forms.Form):
    """What one says at the door."""

    is_adult = forms.BooleanField(
        label=_("I am 18 or older"), error_messages={"required": _("Mentes is for adults. Tick the box if you are 18 or older.")}
    )


class MeForm(forms.ModelForm):
    """One's own name, language and time zone."""

    class Meta:
        model = Person
        fields = ["name", "language", "time_zone"]
        labels = {
            "name": pgettext_lazy("of a person", "Your name"),
            "language": _("Language of these pages and of letters to you"),
            "time_zone": _("Your time zone"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs = {"autocomplete": "name"}
        self.fields["language"] = forms.ChoiceField(
            label=self.Meta.labels["language"], choices=[(code, _own_name(code)) for code, _name in settings.LANGUAGES]
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.Meta.labels["time_zone"], choices=grouped_zones(self.instance.time_zone)
        )

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        if name not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("This time zone is not known here. Choose one from the list."))
        return name


def _own_name(code: str) -> str:
    """A language as its speakers call it, with "draft" where no named native reader stands behind it."""
    name = get_language_info(code)["name_local"].capitalize()
    return name if code in settings.REVIEWED_LANGUAGES else gettext("%(language)s (draft)") % {"language": name}
