"""Asking people in: one letter a person and day, and the moment they come."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.programmes.models import Participation
from mentes.trust.actions import record


@transaction.atomic
def invite(places: Iterable[Participation], *, by: Person, now: datetime) -> int:
    """Writes an invitation to everybody in `places` who has an address, has not come in yet and has not left.

    One letter a person and day, however often the button is pressed. Returns how many letters were written.
    """
    places = list(places)
    waiting = Participation.objects.filter(pk__in=[place.pk for place in places], joined_at=None)
    waiting = waiting.exclude(status=Participation.Status.LEFT).exclude(person__email=None)
    written = []
    for place in waiting.select_related("person", "programme").select_for_update(of=("self",)):
        facts = {"participation": str(place.pk), "programme": str(place.programme_id), "by": str(by.pk)}
        key = f"invitation:{place.pk}:{now:%Y-%m-%d}"
        if write_letter(place.person, "invitation", key=key, facts=facts, not_before=now):
            written.append(place)
    Participation.objects.filter(pk__in=[place.pk for place in written]).update(invited_at=now)
    if written:
        programme = written[0].programme
        record("people.invited", by=by, at=now, subject=programme, programme=programme, letters=len(written))
    return len(written)


@transaction.atomic
def join_places(person: Person, *, now: datetime) -> int:
    """`person` has come in through an invitation: their places are joined from now on. Returns how many."""
    places = Participation.objects.filter(person=person, joined_at=None).exclude(status=Participation.Status.LEFT)
    ids = list(places.select_for_update().values_list("pk", flat=True))
    for place in Participation.objects.filter(pk__in=ids).select_related("programme"):
        record("place.joined", by=person, at=now, subject=place, programme=place.programme)
    return Participation.objects.filter(pk__in=ids).update(joined_at=now)
