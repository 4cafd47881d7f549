"""How accounts behave here: people come in by invitation, and every mail of an account goes through the outbox."""

from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from mentes.lib import clock
from mentes.people import account_letters, doors
from mentes.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up from the street: a programme invites them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Take the one from the newest letter."),
        "duplicate_email": _("This is your address already."),
        "too_many_login_attempts": _("Three codes did not fit. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_account_already_exists_mail(self, email: str) -> None:
        """Nothing: the owner of that address need not know that somebody typed it."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Writes a letter into the outbox instead."""
        kind, what = account_letters.KINDS[template_prefix]
        request = self.request
        # Whom it is about: somebody who wants in (see the form), or who is in already.
        person = context.get("user") or getattr(request, "wants_in", None) or request.user
        if not isinstance(person, Person):
            return
        facts = {"what": what, "at": clock.now().isoformat()} if what else {"code": context["code"], "next": _next()}
        account_letters.write(person, kind, facts=facts, to=email)

    def validation_error(self, code: str, *args) -> ValidationError:
        """Too many tries are no slip of the pen: they get their own page and status."""
        if code in ("too_many_login_attempts", "rate_limited"):
            doors.refuse(allauth_context.request)
        return super().validation_error(code, *args)


def _next() -> str:
    """The page somebody was on the way to, where it is one of ours."""
    request = allauth_context.request
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys and codes from an app."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This does not fit. Wait for the next code, or try another way."),
    }

    def is_mfa_enabled(self, user: Person, types=None) -> bool:
        """A passkey makes coming in quicker, and asks nothing more of who comes in by mail; an app makes it safer.

        allauth asks for both kinds at once when it decides about a second step.
        """
        if types is not None and {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN} <= set(types):
            types = [Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, types)

    def build_totp_svg(self, url: str) -> str:
        """The square to scan, on a white ground of its own: dark on dark no camera reads it."""
        written = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(written)
        return written.getvalue().decode()
