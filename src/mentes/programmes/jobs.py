"""What this room does by the clock."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.programmes.actions import drop_old_uploads


@every("17 * * * *", name="programmes.drop_old_uploads")
def drop_uploads(planned_at: datetime) -> None:
    """Deletes files that nobody imported within a day."""
    drop_old_uploads(clock.now())
