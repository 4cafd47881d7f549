"""What somebody volunteers for the audit, and how they take it back. Only the person themselves, and only by their own yes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.fairness.actions.asking import asked_of, note_changes
from mentes.fairness.models import Said
from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes.models import Participation
from mentes.trust.actions import record
from mentes.trust.models import Consent

# The wording of the two buttons; it changes when what they say changes.
VERSION = "2026-11"


@transaction.atomic
def say_for_audit(place: Participation, answers: Mapping[str, tuple[str, str]], *, by: Person, now: datetime) -> None:
    """Keeps `answers`, {attribute: (value, words)}, in place of all earlier ones, with the yes to their use in the audit.

    The line in the log names no programme: those who run it shall not read there who answered.
    """
    _only_themselves(place, by)
    if unasked := {*answers} - {*asked_of(place.programme).attributes}:
        raise ValueError(f"not asked in this programme: {', '.join(sorted(unasked))}")
    Said.objects.filter(participation=place).delete()
    Said.objects.bulk_create(
        Said(participation=place, attribute=name, value=value, words=words, at=now) for name, (value, words) in answers.items()
    )
    note_changes(place.programme)
    _say(by, now, is_given=True)
    record("fairness.answered", by=by, at=now, subject=by)


@transaction.atomic
def leave_audit(place: Participation, *, by: Person, now: datetime) -> None:
    """The no: what was said is erased at once, and no later audit counts it."""
    _only_themselves(place, by)
    if Said.objects.filter(participation=place).delete()[0]:
        note_changes(place.programme)
    _say(by, now, is_given=False)
    record("fairness.withdrawn", by=by, at=now, subject=by)


def forget_answers(person: Person) -> None:
    """Erasure. Counts made earlier hold at least ten people each and stay."""
    for place in Participation.objects.filter(person=person).select_related("programme"):
        if Said.objects.filter(participation=place).delete()[0]:
            note_changes(place.programme)


def _say(person: Person, now: datetime, *, is_given: bool) -> None:
    purpose = Consent.Purpose.AUDIT_OF_PROTECTED
    Consent.objects.create(person=person, purpose=purpose, is_given=is_given, version=VERSION, source="audit", at=now)


def _only_themselves(place: Participation, by: Person) -> None:
    if by.pk != place.person_id:
        raise Refused(_("Only the person themselves can say this."), status=403)
