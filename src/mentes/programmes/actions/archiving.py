"""What becomes of a programme after its season: it is archived, opened again, or its settings begin another."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes import holds, settings_of
from mentes.programmes.actions.seasons import CHANGEABLE, create_programme
from mentes.programmes.models import Programme
from mentes.trust.actions import record

# A season of its own: what a copy does not take along.
NOT_COPIED = ("name", "starts_on", "ends_on")


def refuse_in_archive(programme) -> None:
    """For acts that stand in no log, where the log would ask by itself (programmes.archive)."""
    if getattr(programme, "archived_at", None):
        raise Refused(_("This programme is archived: it can be read, and no longer changed. Its organisers can open it again."))


@transaction.atomic
def archive_programme(programme: Programme, *, by: Person, now: datetime) -> None:
    """From now on it can be read and no longer changed. Raises Refused while people are in a match that is open or runs."""
    here = Programme.objects.select_for_update().get(pk=programme.pk)
    if here.archived_at:
        return
    if holds.held_roles(list(here.participations.values_list("pk", flat=True))):
        raise Refused(_("People are in matches that run or wait for an answer. Close the season first."))
    here.archived_at = now
    here.save(update_fields=["archived_at"])
    programme.archived_at = now
    record("programme.archived", by=by, at=now, subject=here, programme=here)


@transaction.atomic
def unarchive_programme(programme: Programme, *, by: Person, now: datetime) -> None:
    """It can be changed again."""
    here = Programme.objects.select_for_update().get(pk=programme.pk)
    if here.archived_at is None:
        return
    here.archived_at = None
    here.save(update_fields=["archived_at"])
    programme.archived_at = None
    record("programme.unarchived", by=by, at=now, subject=here, programme=here)


@transaction.atomic
def duplicate_programme(programme: Programme, *, name: str, by: Person, now: datetime) -> Programme:
    """A new programme with the settings, weights and rules of this one, and nobody in it but `by`, its organiser.

    What rooms above keep as settings comes along where they register it (programmes.settings_of).
    """
    said = {field: getattr(programme, field) for field in CHANGEABLE if field not in NOT_COPIED}
    new = create_programme(name, by=by, now=now, template=programme.template, **said)
    new.terms = programme.terms
    new.save(update_fields=["terms"])
    settings_of.copy(programme, new)
    record("programme.duplicated", by=by, at=now, subject=new, programme=programme)
    return new
