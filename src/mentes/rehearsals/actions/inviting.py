"""Who may come to a rehearsal: mentors chosen by name, and whoever holds the speaker's link."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.models import Guest, Rehearsal

# Voices go from each to each: more than six people would not hear one another.
MOST_GUESTS = 5


def mentors_of(speaker: Person) -> Iterable[Person]:
    """Whom the speaker may choose by name: the mentors of their matches that run."""
    running = Match.objects.running().filter(mentee__person=speaker).select_related("mentor__person").order_by("pk")
    return list(dict.fromkeys(match.mentor.person for match in running if match.mentor.person_id != speaker.pk))


def hashed(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


@transaction.atomic
def make_link(rehearsal: Rehearsal, *, by: Person) -> str:
    """A new word for the link; the one before leads nowhere from now on. It is given here and kept nowhere."""
    rehearsal = hold_rehearsal(rehearsal, by)
    _refuse_over(rehearsal)
    word = secrets.token_urlsafe(24)
    rehearsal.link_hash = hashed(word)
    rehearsal.save(update_fields=["link_hash"])
    return word


@transaction.atomic
def end_link(rehearsal: Rehearsal, *, by: Person) -> None:
    """The link leads nowhere any more; who came by it already stays a guest."""
    rehearsal = hold_rehearsal(rehearsal, by)
    rehearsal.link_hash = ""
    rehearsal.save(update_fields=["link_hash"])


@transaction.atomic
def invite(rehearsal: Rehearsal, person: Person, *, by: Person, now: datetime) -> Guest:
    """The speaker chooses one of their mentors by name, who hears of it by letter. Twice is once."""
    rehearsal = hold_rehearsal(rehearsal, by)
    _refuse_over(rehearsal)
    if person not in mentors_of(by):
        raise Refused(_("Only a mentor of yours can be chosen by name. Send everybody else the link."), status=422)
    guest = _take_in(rehearsal, person, side=Guest.Side.MENTOR, now=now)
    if person.email:
        key = f"rehearsal_invited:{rehearsal.pk}:{person.pk}"
        write_letter(person, "rehearsal_invited", key=key, facts={"rehearsal": str(rehearsal.pk)}, not_before=now)
    return guest


def behind_link(word: str) -> Rehearsal | None:
    """The rehearsal to which the link with this word leads, or None."""
    return Rehearsal.objects.going_on().select_related("speaker").filter(link_hash=hashed(word)).first() if word else None


@transaction.atomic
def come_by_link(word: str, *, by: Person, now: datetime) -> Rehearsal | None:
    """`by` opens the link: a guest from now on, as a mentor where they are the speaker's. None where the word leads nowhere."""
    rehearsal = Rehearsal.objects.select_for_update(of=("self",)).going_on().filter(link_hash=hashed(word)).first()
    if rehearsal is None or not word:
        return None
    if rehearsal.speaker_id != by.pk:
        side = Guest.Side.MENTOR if by in mentors_of(rehearsal.speaker) else Guest.Side.PEER
        _take_in(rehearsal, by, side=side, now=now, came_by_link=True)
    return rehearsal


@transaction.atomic
def change_side(rehearsal: Rehearsal, guest_id: int, *, side: str, by: Person) -> None:
    """The speaker says who may give cues and remarks (`mentor`), and who listens (`peer`)."""
    rehearsal = hold_rehearsal(rehearsal, by)
    rehearsal.guests.filter(pk=guest_id).update(side=Guest.Side(side))


@transaction.atomic
def uninvite(rehearsal: Rehearsal, guest_id: int, *, by: Person) -> None:
    """The guest finds nothing there any more. A link they hold still opens: make a new one to keep them out."""
    rehearsal = hold_rehearsal(rehearsal, by)
    rehearsal.guests.filter(pk=guest_id).delete()


def _take_in(rehearsal: Rehearsal, person: Person, *, side: str, now: datetime, came_by_link: bool = False) -> Guest:
    """Precondition: the rehearsal's row is held."""
    already = rehearsal.guests.filter(person=person).first()
    if already:
        return already
    if rehearsal.guests.count() >= MOST_GUESTS:
        raise Refused(_("Five guests are invited to this rehearsal already, which is as many as can hear one another."))
    return Guest.objects.create(rehearsal=rehearsal, person=person, side=side, came_by_link=came_by_link, since_at=now)


def _refuse_over(rehearsal: Rehearsal) -> None:
    if rehearsal.is_over:
        raise Refused(_("This rehearsal is over. Plan another one; it can be of the same scenario."))
