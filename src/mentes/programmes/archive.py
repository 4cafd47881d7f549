"""An archived programme can be read and no longer changed: every act of a room goes into the log, and the log asks here first."""

from mentes.programmes.actions.archiving import refuse_in_archive
from mentes.trust.actions import log

# What an archive does not hold up: opening it again, taking files of it, and what people take back of their own.
ALLOWED = {
    "fairness.withdrawn",
    "lived.removed",
    "lived.withdrawn",
    "matches.exported",
    "people.exported",
    "place.joined",
    "place.left",
    "programme.archived",
    "programme.duplicated",
    "programme.exported",
    "programme.taken_in",
    "programme.unarchived",
}


def register() -> None:
    log.guard("programmes.archive", refuse_archived)


def refuse_archived(action: str, programme) -> None:
    if action not in ALLOWED:
        refuse_in_archive(programme)
