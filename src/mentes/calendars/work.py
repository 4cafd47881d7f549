"""The job that reads one calendar. It stands alone so that whoever names a calendar can ask for it at once."""

from uuid import UUID

from mentes.calendars.actions.reading import read_source
from mentes.lib import clock
from mentes.lib.jobs import task


# One attempt: when it is tried again, the calendar's own row knows.
@task("calendars.read", attempts=1)
def read_calendar(source_id: str) -> None:
    read_source(UUID(source_id), now=clock.now())
