"""The agreement: a new version with every edit, and a signature that belongs to one version."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.bonds.actions.holding import hold_match
from mentes.bonds.models import Agreement
from mentes.lib.errors import Refused
from mentes.matches.actions.holding import OTHER
from mentes.matches.models import Match
from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.trust.actions import record


class Changed(Exception):
    """Somebody made a newer version while this one was being written. `newest` is that version."""

    def __init__(self, newest: Agreement):
        super().__init__("the agreement has changed")
        self.newest = newest


@transaction.atomic
def write_agreement(match: Match, said: Mapping[str, str], *, based_on: int, by: Person, now: datetime) -> Agreement:
    """The next version, signed by nobody; the newest itself where nothing was changed.

    `based_on` is the number of the version that was before the writer's eyes, 0 for none. Raises Changed where it is not the
    newest any more and says something else: neither text is lost, the writer decides.
    """
    match, _side = hold_match(match, by)
    newest = match.agreements.newest()
    if newest is not None and newest.said() == dict(said):
        return newest
    if (newest.number if newest else 0) != based_on:
        raise Changed(newest)
    made = Agreement.objects.create(match=match, number=based_on + 1, edited_by=by, edited_at=now, **said)
    record("agreement.written", by=by, at=now, subject=match, programme=match.programme, number=made.number)
    return made


@transaction.atomic
def sign_agreement(match: Match, *, number: int, by: Person, now: datetime) -> Agreement:
    """`by` signs version `number`, which must be the newest and whole. The other hears of it once."""
    match, side = hold_match(match, by)
    newest = match.agreements.newest()
    if newest is None or newest.number != number:
        raise Refused(_("The agreement was changed since you read it. Read the new version, then sign that one."))
    if not all(getattr(newest, name) for name in Agreement.PARTS):
        raise Refused(_("Something is still empty. Fill in all four parts before you sign."))
    if newest.signed_at(side):
        return newest
    setattr(newest, f"{side}_signed_at", now)
    newest.save(update_fields=[f"{side}_signed_at"])
    other = getattr(match, OTHER[side]).person
    kind = "agreement_signed" if newest.is_in_force else "agreement_waits"
    write_letter(other, kind, key=f"{kind}:{newest.pk}:{other.pk}", facts={"agreement": str(newest.pk)}, not_before=now)
    record("agreement.signed", by=by, at=now, subject=match, programme=match.programme, number=number)
    return newest
