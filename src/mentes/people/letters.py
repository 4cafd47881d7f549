"""Letters: which kinds there are, and how one is put into words. How each goes out once: `outbox`."""

import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from mentes.lib import clock
from mentes.people.languages import interface_language
from mentes.people.models import Letter, Person

# Letters that open a door, to one person within an hour.
MOST_AN_HOUR = {"invitation": 3}


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


def is_secret(letter: Letter) -> bool:
    """Whether it opens a door; one of a kind that is no longer known does not."""
    return letter.kind in _kinds and _kinds[letter.kind].is_secret


def is_stale(letter: Letter, now: datetime) -> bool:
    """Whether it is of no use to anybody any more."""
    lives = _kinds[letter.kind].lives
    return lives is not None and now - letter.created_at > lives


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
