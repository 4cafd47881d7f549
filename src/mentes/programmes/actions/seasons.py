"""Beginning a programme and changing what it says of itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes.models import Programme, Staff
from mentes.trust.actions import record

CHANGEABLE = (
    "name",
    "kept_by",
    "lives_on",
    "contact_name",
    "contact_email",
    "starts_on",
    "ends_on",
    "time_zone",
    "days_to_answer",
    "lets_wish",
    "days_quiet_nudge",
    "days_quiet_organiser",
    "days_quiet_close",
)
# Where a name has no Latin letter or digit there is nothing to make an address of.
FALLBACK_SLUG = "programme"


@transaction.atomic
def create_programme(
    name: str, *, by: Person, now: datetime, template: str = Programme.Template.ONE_TO_ONE, **said: Any
) -> Programme:
    """A new programme with `by` as its organiser. `said` takes any of CHANGEABLE, and `slug`.

    Empty terms mean the defaults of the template; the room of the matches reads them.
    """
    _refuse_backwards(said.get("starts_on"), said.get("ends_on"))
    slug = said.pop("slug", None) or _free_slug(name)
    programme = Programme.objects.create(name=name, slug=slug, template=template, terms={}, **said)
    Staff.objects.create(programme=programme, person=by, role=Staff.Role.ORGANISER)
    record("programme.created", by=by, at=now, subject=programme, programme=programme, template=str(template))
    return programme


@transaction.atomic
def change_programme(programme: Programme, *, by: Person, now: datetime, **said: Any) -> None:
    """Changes any of CHANGEABLE. The address stays, so that links in letters keep working."""
    wrong = set(said) - set(CHANGEABLE)
    if wrong:
        raise ValueError(f"not to be changed here: {', '.join(sorted(wrong))}")
    changed = sorted(name for name, value in said.items() if getattr(programme, name) != value)
    for name in changed:
        setattr(programme, name, said[name])
    _refuse_backwards(programme.starts_on, programme.ends_on)
    if changed:
        programme.save(update_fields=changed)
        record("programme.changed", by=by, at=now, subject=programme, programme=programme, fields=changed)


def _refuse_backwards(starts_on, ends_on) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("A programme cannot end before it starts."))


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or FALLBACK_SLUG
    taken = set(Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    # "new" would hide the page on which a programme is begun.
    taken.add("new")
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
