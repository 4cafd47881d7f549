"""What a programme asks for its audit. Fewer is better: the default is two."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from mentes.fairness.attributes import ATTRIBUTES
from mentes.fairness.models import Asked, Said
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.trust.actions import record


def asked_of(programme: Programme) -> Asked:
    """What the programme asks; the default where it never said."""
    return Asked.objects.filter(programme=programme).first() or Asked(programme=programme)


@transaction.atomic
def change_asked(
    programme: Programme, attributes: Sequence[str], *, belongings: Sequence[str] = (), by: Person, now: datetime
) -> Asked:
    """Sets what is asked. Answers to what is no longer asked are erased: nobody keeps what it does not need."""
    if unknown := {*attributes} - {*ATTRIBUTES}:
        raise ValueError(f"no such attributes: {', '.join(sorted(unknown))}")
    asked, _is_new = Asked.objects.select_for_update().get_or_create(programme=programme)
    asked.attributes, asked.belongings = [name for name in ATTRIBUTES if name in attributes], list(belongings)
    asked.save(update_fields=["attributes", "belongings"])
    n_erased, _each = Said.objects.filter(participation__programme=programme).exclude(attribute__in=attributes).delete()
    if n_erased:
        note_changes(programme, n_erased)
    record("fairness.asked", by=by, at=now, subject=programme, programme=programme, attributes=asked.attributes)
    return asked


def note_changes(programme: Programme, n: int = 1) -> None:
    """Remembers that `n` people's answers changed, without saying whose."""
    Asked.objects.get_or_create(programme=programme)
    Asked.objects.filter(programme=programme).update(n_changes=F("n_changes") + n)
