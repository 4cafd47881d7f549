"""The job that carries one letter. It stands alone so that whoever writes a letter can ask for it at once."""

from uuid import UUID

from mentes.lib import clock
from mentes.lib.jobs import enqueue, task
from mentes.people import outbox


# One attempt: when a letter is to be tried again, and whether it may, the letter itself knows.
@task("people.send_letter", attempts=1)
def send_letter(letter_id: str) -> None:
    outbox.send(UUID(letter_id), now=clock.now())


def ask_to_send(letter_id: UUID) -> None:
    """One waiting job a letter is enough. Two that run meet at the letter itself, so none waits for the job of a dead worker."""
    enqueue(send_letter, once_for=str(letter_id), in_turn=False, letter_id=str(letter_id))
