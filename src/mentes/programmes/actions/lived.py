"""Lived experience: the person alone adds, ties and unties what they share, and each yes or no is kept as a consent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import LivedItem, Person
from mentes.programmes.models import ImportChange, Participation
from mentes.trust.actions import record
from mentes.trust.models import Consent

# The wording of the two buttons; it changes when what they say changes.
VERSION = "2026-11"
MOST_ITEMS = 30


@transaction.atomic
def add_lived(place: Participation, name: str, *, is_sensitive: bool, counts: bool, by: Person, now: datetime) -> LivedItem:
    """Adds an item of `by`'s own; it is used in matching where `counts`."""
    _hold(place, by)
    name = " ".join(name.split())[:200]
    if not name:
        raise Refused(_("Write what you have lived in a few words."))
    if place.profile.lived.count() >= MOST_ITEMS:
        raise Refused(_("At most %(most)s experiences can stand here.") % {"most": MOST_ITEMS})
    item = place.profile.lived.filter(name__iexact=name).first()
    if item is None:
        item = LivedItem.objects.create(profile=place.profile, name=name, is_sensitive=is_sensitive)
    _say(place, item, counts, by, now)
    return item


@transaction.atomic
def say_lived(place: Participation, item: LivedItem, *, counts: bool, by: Person, now: datetime) -> None:
    """Yes: the item is used in the next matching. No: it is not, from this moment."""
    _hold(place, by)
    _say(place, item, counts, by, now)


@transaction.atomic
def drop_lived(place: Participation, item: LivedItem, *, by: Person, now: datetime) -> None:
    """Removes an item, also from what imports remember of it."""
    _hold(place, by)
    record("lived.removed", by=by, at=now, subject=place, programme=place.programme, sensitive=item.is_sensitive)
    item.delete()


def _say(place: Participation, item: LivedItem, counts: bool, by: Person, now: datetime) -> None:
    item.volunteered_at = (item.volunteered_at or now) if counts else None
    item.save(update_fields=["volunteered_at"])
    purposes = Consent.Purpose
    purpose = purposes.SENSITIVE_IN_MATCHING if item.is_sensitive else purposes.LIVED_IN_MATCHING
    Consent.objects.create(person=by, purpose=purpose, is_given=counts, version=VERSION, source="place", at=now)
    action = "lived.volunteered" if counts else "lived.withdrawn"
    record(action, by=by, at=now, subject=place, programme=place.programme, sensitive=item.is_sensitive)


def _hold(place: Participation, by: Person) -> None:
    """Locks the place, lets nobody but its person through, and makes lived experience their own answer from now on."""
    if by.pk != place.person_id:
        raise Refused(_("Only the person themselves can say what of their life may count."), status=403)
    here = Participation.objects.select_for_update().get(pk=place.pk)
    if "lived" not in here.own_answers:
        here.own_answers = sorted({*here.own_answers, "lived"})
        here.save(update_fields=["own_answers"])
    place.own_answers = here.own_answers
    for change in ImportChange.objects.filter(participation=place, before__has_key="lived"):
        change.before.pop("lived", None)
        change.after.pop("lived", None)
        change.save(update_fields=["before", "after"])
