"""What rehearsals do by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.rehearsals.actions.sharing import expire_recordings
from mentes.rehearsals.actions.trying import place_waiting


@every("15 * * * *", name="rehearsals.expire_recordings")
def expire(planned_at: datetime) -> None:
    """Recordings whose days are over go."""
    expire_recordings(clock.now())


@every("*/10 * * * *", name="rehearsals.place_what_to_try")
def place_what_to_try(planned_at: datetime) -> None:
    """What somebody wants to try next goes to the first meeting that was booked since."""
    place_waiting(clock.now())
