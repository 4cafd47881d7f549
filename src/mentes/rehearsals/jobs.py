"""What rehearsals do by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.rehearsals.actions.sharing import expire_recordings


@every("15 * * * *", name="rehearsals.expire_recordings")
def expire(planned_at: datetime) -> None:
    """Recordings whose days are over go."""
    expire_recordings(clock.now())
