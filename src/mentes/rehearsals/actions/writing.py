"""Scenarios of one's own: kept, shared with a programme, removed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import Scenario

MOST_OWN = 100


@transaction.atomic
def write_scenario(
    text: str,
    *,
    scenario: Scenario | None,
    programme: Programme | None,
    by: Person,
    now: datetime,
    instead_of: OwnScenario | None = None,
) -> OwnScenario:
    """Keeps `text`. `scenario` is what it reads as, None for a draft. Rehearsals that are planned keep the words they had."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if instead_of is None and OwnScenario.objects.written_by(by).count() >= MOST_OWN:
        raise Refused(
            _("You have written %(n)d scenarios, which is as many as one can keep. Remove one first.") % {"n": MOST_OWN}
        )
    own = instead_of or OwnScenario(owner=by, made_at=now)
    if own.owner_id != by.pk:
        raise Refused(_("Only whoever wrote a scenario can change it."), status=403)
    own.text, own.programme, own.changed_at = text, programme, now
    own.is_whole = scenario is not None
    if scenario:
        own.title = scenario.title[scenario.languages[0]]
    own.save()
    return own


@transaction.atomic
def remove_scenario(own: OwnScenario, *, by: Person) -> None:
    """It goes; rehearsals of it keep their copy."""
    OwnScenario.objects.written_by(by).filter(pk=own.pk).delete()
