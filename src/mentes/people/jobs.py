"""What the post does by itself. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import enqueue, every
from mentes.people import letters
from mentes.people.post import send_letter


@every("* * * * *", name="people.send_due_letters")
def send_due_letters(planned_at: datetime) -> None:
    """Asks for every letter whose time has come: those of a set instant, and those to be tried again."""
    now = clock.now()
    letters.give_up_lost(now)
    for letter_id in letters.due(now):
        enqueue(send_letter, once_for=str(letter_id), letter_id=str(letter_id))
