"""An archived programme can be read and no longer changed: every act of a room goes into the log, and the log asks here first."""

from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
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
    if getattr(programme, "archived_at", None) and action not in ALLOWED:
        raise Refused(_("This programme is archived: it can be read, and no longer changed. Its organisers can open it again."))
