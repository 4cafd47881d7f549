"""How accounts behave here: people come in by invitation, and every mail of an account goes through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from mentes.people import account_letters, doors
from mentes.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up from the street: a programme invites them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_account_already_exists_mail(self, email: str) -> None:
        """Nothing: the owner of that address need not know that somebody typed it."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Writes a letter into the outbox instead."""
        kind, what = account_letters.KINDS[template_prefix]
        request = allauth_context.request
        # Whom it is about: somebody who wants in (see the form), or who is in already.
        person = context.get("user") or getattr(request, "wants_in", None) or request.user
        if not isinstance(person, Person):
            return
        facts = {"what": what, "at": timezone.now().isoformat()} if what else {"code": context["code"], "next": _next()}
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
