"""Invitations: a mailed link that proves an address once, and what happens when somebody comes in by it.

The link's token holds the person and a mark of their address and last sign-in, signed. So it is void once the address has
changed, opens the door at most once, and lasts thirty days. Rooms above say who invites, and are told who came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from mentes.people.models import Person
from mentes.trust.actions import record
from mentes.trust.models import Consent

SALT = "people.invitation"
LASTS = timedelta(days=30)
# The wording of "I am 18 or older" that was agreed to.
ADULT_VERSION = "2026-03"


@dataclass(frozen=True)
class Inviter:
    """Who asks somebody in: the programme's name, and the person to turn to (may be empty)."""

    programme: str
    person: str = ""


@dataclass(frozen=True)
class Invitation:
    """A token read. `is_spent`: they have signed in since it was written, so it no longer opens the door by itself."""

    person: Person
    is_spent: bool


_accepted: list[Callable[..., object]] = []
_inviters: list[Callable[[Person], list[Inviter]]] = []


def on_accept(callback: Callable[..., object]) -> None:
    """`callback(person, now=...)` is called in the same transaction when somebody has come in by an invitation."""
    _accepted.append(callback)


def described_by(callback: Callable[[Person], list[Inviter]]) -> None:
    """`callback(person)` says who invites them, for the page at the door."""
    _inviters.append(callback)


def inviters(person: Person) -> list[Inviter]:
    return [one for callback in _inviters for one in callback(person)]


def invitation_url(person: Person) -> str:
    """The absolute address of this person's invitation, to be mailed to them and to nobody else."""
    return settings.PUBLIC_URL + reverse("people:invitation", args=[make_token(person)])


def make_token(person: Person) -> str:
    said = {"person": str(person.pk), "address": _mark(person.email), "state": _mark(_state(person))}
    return signing.dumps(said, salt=SALT)


def read_token(token: str) -> Invitation | None:
    """Whose invitation it is; None when it is forged, too old, or was sent to an address they no longer have."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=said["person"], is_active=True).first()
    if person is None or not person.email or said["address"] != _mark(person.email):
        return None
    return Invitation(person=person, is_spent=said["state"] != _mark(_state(person)))


def _state(person: Person) -> str:
    return person.last_login.isoformat() if person.last_login else ""


def _mark(text: str | None) -> str:
    return salted_hmac(SALT, text or "").hexdigest()[:20]


@transaction.atomic
def accept_invitation(person: Person, *, now: datetime) -> None:
    """`person` comes in, and has said that they are an adult."""
    if person.adult_confirmed_at is None:
        person.adult_confirmed_at = now
        person.save(update_fields=["adult_confirmed_at"])
        Consent.objects.create(
            person=person,
            purpose=Consent.Purpose.ADULT,
            is_given=True,
            version=ADULT_VERSION,
            source="invitation",
            at=now,
        )
    record("person.came_in", by=person, at=now, subject=person)
    for callback in _accepted:
        callback(person, now=now)
