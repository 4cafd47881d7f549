"""The letters of an account: the code one signs in with, the code that proves a new address, word of a change."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from mentes.lib import clock
from mentes.people import letters
from mentes.people.actions import write_letter
from mentes.people.models import Letter, Person
from mentes.people.zones import city

# allauth's name of a mail (its template) -> our kind, and what changed.
KINDS = {
    "account/email/login_code": ("login_code", ""),
    "account/email/email_confirmation": ("email_code", ""),
    "account/email/email_confirmation_signup": ("email_code", ""),
    "account/email/email_changed": ("account_changed", "email"),
    "mfa/email/totp_activated": ("account_changed", "app_added"),
    "mfa/email/totp_deactivated": ("account_changed", "app_removed"),
    "mfa/email/webauthn_added": ("account_changed", "passkey_added"),
    "mfa/email/webauthn_removed": ("account_changed", "passkey_removed"),
    "mfa/email/recovery_codes_generated": ("account_changed", "codes_made"),
}


def register() -> None:
    login = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    for name, facts, lives in (
        ("login_code", _login_facts, timedelta(seconds=login)),
        ("email_code", None, timedelta(minutes=15)),
        ("account_changed", _changed_facts, None),
    ):
        letters.register(
            letters.Kind(
                name=name,
                subject=f"people/letters/{name}_subject.txt",
                body=f"people/letters/{name}_body.txt",
                facts=facts,
                lives=lives,
                is_secret=lives is not None,
            )
        )


def _changed_facts(letter: Letter) -> dict:
    at = datetime.fromisoformat(letter.facts["at"])
    return {"what": letter.facts["what"], "at": at, "zone": city(timezone.get_current_timezone_name())}


def _login_facts(letter: Letter) -> dict:
    query = {"code": letter.facts["code"]} | ({"next": letter.facts["next"]} if letter.facts.get("next") else {})
    link = f"{settings.PUBLIC_URL}{reverse('account_confirm_login_code')}?{urlencode(query)}"
    return {"code": letter.facts["code"], "link": link}


def write(person: Person, kind: str, *, facts: dict, to: str = "") -> None:
    """One letter about an account, at once. Each is an event of its own."""
    write_letter(person, kind, key=f"{kind}:{uuid.uuid4()}", facts=facts, not_before=clock.now(), to=to)


def pretend_to_write() -> None:
    """The work of writing a letter, taken back.

    We write to nobody who has no account here; and whoever asks shall not learn from our haste that nobody has it.
    """
    # The outer transaction commits: the disk waits as it does for a letter that stays.
    with transaction.atomic(), transaction.atomic():
        write(Person(id=uuid.uuid4()), "login_code", facts={"code": "", "next": ""})
        transaction.set_rollback(True)
