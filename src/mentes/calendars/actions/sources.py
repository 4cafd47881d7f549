"""Naming a calendar of one's own, asking for it to be read at once, and taking it away."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.calendars.models import CalendarSource
from mentes.calendars.work import read_calendar
from mentes.lib.errors import Refused
from mentes.lib.jobs import enqueue
from mentes.meetings.models import Busy
from mentes.people.models import Person
from mentes.trust.actions import record

MOST_SOURCES = 10
# Who presses the button again and again asks somebody else's server each time.
BETWEEN = timedelta(minutes=1)


@transaction.atomic
def add_source(
    person: Person, *, name: str, kind: str, address: str, user: str = "", password: str = "", now: datetime
) -> CalendarSource:
    """Keeps where a calendar lies; a job reads it at once. Raises Refused where there are MOST_SOURCES already."""
    # Held, so that two presses do not make eleven.
    Person.objects.select_for_update().get(pk=person.pk)
    if CalendarSource.objects.filter(person=person).count() >= MOST_SOURCES:
        raise Refused(_("You have ten calendars here already. Remove one first."))
    source = CalendarSource.objects.create(
        person=person, name=name, kind=kind, address=address, user=user, password=password, created_at=now, next_at=now
    )
    _read_soon(source)
    record("calendar.added", by=person, at=now, subject=person, kind=kind)
    return source


@transaction.atomic
def ask_again(source: CalendarSource, *, now: datetime) -> None:
    """Reads it now, whenever its turn would be. Raises Refused within a minute of the last time."""
    if source.tried_at and now - source.tried_at < BETWEEN:
        raise Refused(_("It was read less than a minute ago. Try again in a moment."))
    CalendarSource.objects.filter(pk=source.pk).update(next_at=now, mark="")
    _read_soon(source)


@transaction.atomic
def remove_source(source: CalendarSource, *, by: Person, now: datetime) -> None:
    """The address goes, and every busy time that was read from it."""
    Busy.objects.filter(source=source.pk).delete()
    source.delete()
    record("calendar.removed", by=by, at=now, subject=by)


def _read_soon(source: CalendarSource) -> None:
    enqueue(read_calendar, once_for=str(source.pk), source_id=str(source.pk))
