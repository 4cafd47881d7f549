"""A word from whoever runs the programme to one of its people: proposed, changed at will, sent exactly once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.actions import write_letter
from mentes.people.languages import interface_language
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation
from mentes.trust.actions import record

MOST_WORDS = 2_000


def proposed_words(place: Participation, kind: str, match: Match | None) -> str:
    """What could be written, in the language of whoever reads it."""
    other = ""
    if match is not None:
        other = (match.mentor if match.mentee_id == place.pk else match.mentee).profile.first_name
    with override(interface_language(place.person)):
        sentences = {
            "silent": _(
                "it has been quiet between you and %(other)s. Is everything all right? If something stands in the way, tell me."
            ),
            "not_met": _(
                "I see no meeting of you and %(other)s in the last weeks. Shall I help to find a time? Half an hour counts too."
            ),
            "missing": _(
                "you could not come to your last meetings with %(other)s. That happens. Would another hour suit you better?"
            ),
            "offer": _(
                "%(other)s is proposed to you, and your answer is still to come. A no is fine too; ask me if anything is open."
            ),
            "capacity": _(
                "you have taken on more people than you gave seats. Is that all right, or shall I look for somebody else for one?"
            ),
        }
        return sentences.get(kind, "") % {"other": other}


@transaction.atomic
def write_word(
    place: Participation, *, words: str, mark: UUID, kind: str, match: Match | None, by: Person, now: datetime
) -> Letter:
    """Puts the letter into the outbox. `mark` comes with the form: pressed twice, one letter goes.

    Raises Refused where there is no address, no word, or this very letter was written before.
    """
    words = words.strip()[:MOST_WORDS]
    if not words:
        raise Refused(_("Write a word first."), status=422)
    if not place.person.email or place.status == Participation.Status.LEFT:
        raise Refused(_("We have no address of %(name)s.") % {"name": place.profile.first_name})
    facts = {"programme": str(place.programme_id), "by": str(by.pk), "words": words, "match": str(match.pk) if match else ""}
    letter = write_letter(place.person, "organisers_word", key=f"organisers_word:{mark}", facts=facts, not_before=now)
    if letter is None:
        raise Refused(_("This letter was written already; it goes once."))
    record("place.written_to", by=by, at=now, subject=place, programme=place.programme, about=kind)
    return letter
