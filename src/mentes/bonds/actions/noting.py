"""Private notes: sealed with the writer's own key before they reach the database."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.bonds import private
from mentes.bonds.models import NoteKey, PrivateNote
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.models import Person


@transaction.atomic
def write_note(match: Match, text: str, *, by: Person, now: datetime) -> PrivateNote:
    """Also when the match is over: one's own notes are nobody else's."""
    if not match.includes(by):
        raise Refused(_("Only the two people of a match can write here."), status=403)
    return PrivateNote.objects.create(person=by, match=match, sealed=private.seal_for(by, text), written_at=now, changed_at=now)


@transaction.atomic
def change_note(note: PrivateNote, text: str, *, by: Person, now: datetime) -> None:
    note.sealed, note.changed_at = private.seal_for(by, text), now
    PrivateNote.objects.filter(pk=note.pk, person=by).update(sealed=note.sealed, changed_at=now)


def remove_note(note: PrivateNote, *, by: Person) -> None:
    PrivateNote.objects.filter(pk=note.pk, person=by).delete()


def renew_note_keys() -> tuple[int, int]:
    """A new key for everybody who has one, one person after another. Returns how many people, and how many texts.

    May be stopped and run again; people go on writing meanwhile.
    """
    n_people, n_texts = 0, 0
    for person_id in NoteKey.objects.order_by("person").values_list("person", flat=True):
        with transaction.atomic():
            if NoteKey.objects.filter(person=person_id).exists():
                n_texts += private.renew_key(person_id)
                n_people += 1
    return n_people, n_texts
