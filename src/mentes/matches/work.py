"""The job that makes a run. It stands alone so that whoever asks for a matching can ask for it at once."""

from uuid import UUID

from mentes.lib import clock
from mentes.lib.jobs import task
from mentes.matches.actions.proposing import answer_request


@task("matches.make_run")
def make_run(request_id: str) -> None:
    """Reads the texts that wait and matches. A run that was made is not made again, so it may run twice."""
    answer_request(UUID(request_id), now=clock.now())
