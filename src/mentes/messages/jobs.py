"""What messages do by the clock. It may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.messages.actions import tell_unread


@every("* * * * *", name="messages.tell_unread")
def tell(planned_at: datetime) -> None:
    """Writes the mails that tell of unread messages, by each person's own choice."""
    tell_unread(clock.now())
