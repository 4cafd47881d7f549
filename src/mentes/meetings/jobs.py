"""What meetings do by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.meetings.actions import remind


@every("* * * * *", name="meetings.remind")
def remind_people(planned_at: datetime) -> None:
    """Reminds of what is a day or an hour away."""
    remind(clock.now())
