"""What is done about calendars by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.calendars.actions.telling import settle
from mentes.calendars.models import CalendarSource
from mentes.calendars.work import read_calendar
from mentes.lib import clock
from mentes.lib.jobs import enqueue, every


@every("* * * * *", name="calendars.read_due")
def read_due(planned_at: datetime) -> None:
    """Asks for every calendar whose quarter of an hour has passed."""
    for source_id in CalendarSource.objects.due(clock.now()).values_list("pk", flat=True):
        enqueue(read_calendar, once_for=str(source_id), source_id=str(source_id))


@every("* * * * *", name="calendars.settle")
def settle_calendars(planned_at: datetime) -> None:
    """Writes to calendars that still believe what is no longer so."""
    settle(clock.now())
