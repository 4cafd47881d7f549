"""What the post does by itself. Every job may safely run twice."""

from datetime import datetime

from mentes.lib import clock
from mentes.lib.jobs import every
from mentes.people import outbox
from mentes.people.post import ask_to_send


@every("* * * * *", name="people.send_due_letters")
def send_due_letters(planned_at: datetime) -> None:
    """Asks for every letter whose time has come: those of a set instant, and those to be tried again."""
    for letter_id in outbox.due(clock.now()):
        ask_to_send(letter_id)


@every("* * * * * */10", name="people.take_up_dropped_letters")
def take_up_dropped_letters(planned_at: datetime) -> None:
    """Asks again for letters that were in the hand of a sender that was killed."""
    for letter_id in outbox.dropped(clock.now()):
        ask_to_send(letter_id)
