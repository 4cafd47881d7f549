"""The job that carries one letter. It stands alone so that whoever writes a letter can ask for it at once."""

from uuid import UUID

from mentes.lib import clock
from mentes.lib.jobs import task
from mentes.people import letters


# One attempt: when a letter is to be tried again, and whether it may, the letter itself knows.
@task("people.send_letter", attempts=1)
def send_letter(letter_id: str) -> None:
    letters.send(UUID(letter_id), now=clock.now())
