"""Letters: which kinds there are, how one is put into words, and how each goes out exactly once.

A letter is a row written in the same transaction as what it tells of (`actions.write_letter`). A job sends it. The row says
"sending", committed, before the server hears of it; so a crash in between can never send it twice. A message that may or may not
have arrived is kept as failed with its reason, for a person to decide, and never sent again by itself.
"""

import logging
import uuid
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from mentes.lib import clock, mail
from mentes.people.languages import interface_language
from mentes.people.models import Letter, Person
from mentes.people.models.letter import NOTHING_TO_TELL

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
# Letters that open a door, to one person within an hour.
MOST_AN_HOUR = {"invitation": 3}
# A letter left in "sending" for so long was in the hands of a process that died.
LOST_AFTER = timedelta(minutes=10)
# How long a letter waits before it looks again whether a mail server is named.
WITHOUT_SERVER = timedelta(minutes=1)


@dataclass(frozen=True)
class Kind:
    """How one kind of letter is worded. `facts` makes of the row what the templates need, or None: nothing left to tell.

    `lives`: after so long it is of no use to anybody and does not go out any more. A secret letter (it opens a door) keeps
    neither words nor facts once it is closed.
    """

    name: str
    subject: str
    body: str
    facts: Callable[[Letter], dict | None] | None = None
    lives: timedelta | None = None
    is_secret: bool = False


@dataclass(frozen=True)
class Enclosed:
    """A message to the reader's calendar (iTIP) that goes in the same mail; `method` is REQUEST or CANCEL.

    `remember` is called once the mail has gone, or may have: in the transaction that says so.
    """

    method: str
    text: str
    remember: Callable[[], None]


_kinds: dict[str, Kind] = {}
_enclosers: dict[str, Callable[[Letter], Enclosed | None]] = {}


def register(kind: Kind) -> None:
    """Makes a kind of letter known. Rooms above do so from their AppConfig.ready."""
    _kinds[kind.name] = kind


def enclose(kind: str, encloser: Callable[[Letter], Enclosed | None]) -> None:
    """Lets a room above enclose something in letters of a kind that a lower room writes; None encloses nothing."""
    _enclosers[kind] = encloser


def is_too_many(letter: Letter) -> bool:
    """Whether `letter`, not yet kept, would be one more of its kind than its person may get within an hour."""
    most = MOST_AN_HOUR.get(letter.kind)
    if most is None:
        return False
    since = clock.now() - timedelta(hours=1)
    return Letter.objects.filter(person=letter.person, kind=letter.kind, created_at__gt=since).count() >= most


def word(letter: Letter) -> tuple[str, str] | None:
    """Subject and body in the person's language and time zone; None when what it was to tell is no longer so."""
    kind = _kinds[letter.kind]
    person = letter.person
    with _as_read_by(person):
        facts = letter.facts if kind.facts is None else kind.facts(letter)
        if facts is None:
            return None
        context = {"person": person, "letter": letter, "public_url": settings.PUBLIC_URL, **facts}
        subject = " ".join(_render(kind.subject, context).split())[:300]
        return subject, _render(kind.body, context).strip() + "\n"


def enclosed_in(letter: Letter) -> Enclosed | None:
    """What goes with a letter that is about to go out, in the person's language."""
    encloser = _enclosers.get(letter.kind)
    if encloser is None:
        return None
    with _as_read_by(letter.person):
        return encloser(letter)


@contextmanager
def _as_read_by(person: Person) -> Iterator[None]:
    """The language and the time zone of whoever opens the letter."""
    try:
        zone = zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = zoneinfo.ZoneInfo("UTC")
    with translation.override(interface_language(person)), timezone.override(zone):
        yield


def _render(template: str, context: dict) -> str:
    """Plain text: an ampersand in a name stays one."""
    return get_template(template).template.render(Context(context, autoescape=False))


def envelope(letter: Letter, *, to: str, enclosed: Enclosed | None = None) -> EmailMessage:
    """The mail as it goes out. Its Message-ID comes from the letter's id, so that even a repeated one is known for the same.

    What is enclosed goes twice (RFC 6047): beside the text, where calendars look for it, and as a file for those that do not.
    In base64, since some servers on the way break what is eight bits wide.
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.partition("@")[2] or "localhost"
    message = EmailMessage()
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["Date"] = format_datetime(letter.claimed_at or letter.created_at)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = to
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)  # takes away every Content- header, so it comes before the next
    message["Content-Language"] = interface_language(letter.person)
    if enclosed is not None:
        # As bytes: a text would lose the CRLF at its line ends, which calendars ask for.
        said = {"charset": "utf-8", "method": enclosed.method}
        message.add_alternative(enclosed.text.encode(), maintype="text", subtype="calendar", params=said)
        message.add_attachment(enclosed.text.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return message


def due(now: datetime) -> list[uuid.UUID]:
    """Ids of the letters that may go out at `now`."""
    return list(
        Letter.objects.filter(state=Letter.State.WAITING, not_before__lte=now).order_by("not_before").values_list("id", flat=True)
    )


def send(letter_id: uuid.UUID, *, now: datetime) -> Letter.State | None:
    """Sends one letter, or finds that somebody else does or did. May run twice, and at the same time as itself.

    None when there is no such letter any more. Call it outside any transaction: the claim must be there for all to see.
    """
    letter = _claim(letter_id, now)
    if letter is None:
        return Letter.objects.filter(id=letter_id).values_list("state", flat=True).first()
    to = letter.to or letter.person.email
    try:
        worded = word(letter) if to and letter.person.is_active and not _is_stale(letter, now) else None
        if worded is None:
            return _close(letter, Letter.State.FAILED, f"{NOTHING_TO_TELL} any more, or nobody to tell it to")
        letter.subject, letter.body = worded
        enclosed = enclosed_in(letter)
        message = envelope(letter, to=to, enclosed=enclosed)
    except Exception as error:
        # No server has heard of it yet: a fault of ours, which trying again would not mend.
        log.exception("A letter of the kind %s could not be worded.", letter.kind)
        return _close(letter, Letter.State.FAILED, f"could not be worded: {type(error).__name__}: {error}")
    server = settings.MENTES_MAIL_SERVER
    if server is None:
        return _keep(letter, now, enclosed)
    try:
        mail.hand_over(message, to=to, sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], server=server)
    except mail.Uncertain as broke:
        return _close(letter, Letter.State.FAILED, f"the line broke, it may have arrived: {broke}", enclosed=enclosed)
    except mail.NotTaken as refused:
        if refused.is_final or letter.attempts >= MOST_ATTEMPTS:
            return _close(letter, Letter.State.FAILED, str(refused))
        letter.not_before = now + timedelta(minutes=2**letter.attempts)
        return _close(letter, Letter.State.WAITING, str(refused))
    return _close(letter, Letter.State.SENT, "", sent_at=now, enclosed=enclosed)


def _is_stale(letter: Letter, now: datetime) -> bool:
    lives = _kinds[letter.kind].lives
    return lives is not None and now - letter.created_at > lives


def _keep(letter: Letter, now: datetime, enclosed: Enclosed | None) -> Letter.State:
    """Without a mail server: the demo keeps letters where they can be read; elsewhere they wait for a server to be named."""
    if settings.IS_DEMO:
        return _close(letter, Letter.State.SENT, "", sent_at=now, enclosed=enclosed)
    letter.attempts -= 1
    letter.not_before = now + WITHOUT_SERVER
    return _close(letter, Letter.State.WAITING, "no mail server is named (MENTES_EMAIL_URL)")


def give_up_lost(now: datetime) -> int:
    """Letters whose sender died with them in hand: marked as failed, since they may have arrived. Returns how many."""
    lost = Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lt=now - LOST_AFTER)
    return lost.update(state=Letter.State.FAILED, last_error="the sender died with the letter in hand, it may have arrived")


@transaction.atomic(durable=True)
def _claim(letter_id: uuid.UUID, now: datetime) -> Letter | None:
    letter = (
        Letter.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .filter(id=letter_id, state=Letter.State.WAITING, not_before__lte=now)
        .first()
    )
    if letter is None:
        return None
    letter.state = Letter.State.SENDING
    letter.claimed_at = now
    letter.attempts += 1
    letter.save(update_fields=["state", "claimed_at", "attempts"])
    return letter


@transaction.atomic
def _close(
    letter: Letter, state: Letter.State, error: str, *, sent_at: datetime | None = None, enclosed: Enclosed | None = None
) -> Letter.State:
    letter.state, letter.last_error, letter.sent_at = state, error, sent_at
    is_over = state in (Letter.State.SENT, Letter.State.FAILED)
    if is_over and letter.kind in _kinds and _kinds[letter.kind].is_secret and not settings.IS_DEMO:
        letter.facts, letter.body = {}, ""
    letter.save(update_fields=["state", "last_error", "sent_at", "subject", "body", "facts", "not_before", "attempts"])
    if enclosed is not None:
        enclosed.remember()
    return state
