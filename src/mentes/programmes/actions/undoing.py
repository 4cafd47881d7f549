"""Taking an import back: what it changed returns, whom it added goes again, unless somebody has come to rely on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person, Profile
from mentes.programmes import holds
from mentes.programmes.actions.importing import (
    accounts_for,
    hold_imports,
    readdress,
    write_lived,
    write_places,
    write_topics,
)
from mentes.programmes.models import ImportChange, ImportRun, Participation
from mentes.programmes.planning import OWN, Planned, same
from mentes.programmes.rows import fill_place, row_of_place, with_answers
from mentes.programmes.texts import ask_to_read
from mentes.trust.actions import record

_ROLES = {"mentor": {"mentor"}, "mentee": {"mentee"}, "both": {"mentor", "mentee"}}


@transaction.atomic
def undo_import(run: ImportRun, *, by: Person, now: datetime) -> ImportRun:
    """Puts back what was before `run`. The row of the run stays, marked as undone.

    Answers that people have since given themselves, and what an organiser has since typed, stay. People whom the run added
    are removed, or marked left where they have signed in or have heard of a match. Refused where a later import stands in
    the way, or where somebody has heard of a match in a role that the undo would take from them.
    """
    programme = run.programme
    hold_imports(programme)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at:
        raise Refused(_("This import has been undone already."))
    if programme.imports.filter(at__gt=run.at, undone_at=None).exists():
        raise Refused(_("A later import stands in the way. Undo that one first."))
    changes = list(run.changes.exclude(participation=None))
    by_pk = {
        place.pk: place
        for place in with_answers(Participation.objects.filter(import_changes__run=run)).select_for_update(of=("self",))
    }
    held = holds.held_roles(list(by_pk))
    _refuse_held(changes, by_pk, held)
    added = [by_pk[change.participation_id] for change in changes if change.kind == ImportChange.Kind.ADDED]
    n_removed, n_left = _take_out(added, held)
    _put_back([change for change in changes if change.kind != ImportChange.Kind.ADDED], by_pk, now)
    run.undone_at, run.undone_by = now, by
    run.save(update_fields=["undone_at", "undone_by"])
    ask_to_read(programme)
    record("people.import_undone", by=by, at=now, subject=run, programme=programme, removed=n_removed, left=n_left)
    return run


def _refuse_held(changes: list[ImportChange], by_pk: dict, held: dict) -> None:
    for change in changes:
        roles = held.get(change.participation_id, set())
        if change.kind == ImportChange.Kind.UPDATED and "role" in change.before and roles - _ROLES[change.before["role"]]:
            sentence = _("%(name)s has heard of a match in the role this import gave them. End that match first.")
            raise Refused(sentence % {"name": by_pk[change.participation_id]})


def _take_out(places: list[Participation], held: dict) -> tuple[int, int]:
    """Removes places, and accounts nobody ever used; marks left where somebody has come in. Returns how many of each."""
    stay = [place for place in places if place.pk in held or place.joined_at or place.person.last_login]
    go = [place for place in places if place not in stay]
    Participation.objects.filter(pk__in=[place.pk for place in stay]).update(status=Participation.Status.LEFT)
    people = Person.objects.filter(pk__in=[place.person_id for place in go])
    # The place goes with its profile.
    Profile.objects.filter(pk__in=[place.profile_id for place in go]).delete()
    people.filter(
        participations=None, staff_roles=None, last_login=None, adult_confirmed_at=None, is_staff=False, is_superuser=False
    ).delete()
    return len(go), len(stay)


def _put_back(changes: list[ImportChange], by_pk: dict, now: datetime) -> None:
    rows = []
    for change in changes:
        place = by_pk[change.participation_id]
        here = row_of_place(place)
        answered = {*place.own_answers} & {*OWN}
        back = {name: value for name, value in change.before.items() if same(name, here, change.after) and name not in answered}
        if back:
            rows.append((place, here, here | back, back))
    for place, here, row, back in rows:
        fill_place(place, row)
        if back.get("email"):
            readdress(Planned("updated", row, place, here, tuple(back)), accounts_for([row]))
    write_places([place for place, *_ in rows])
    write_topics([(place, row) for place, _here, row, back in rows if {"offers", "seeks"} & {*back}])
    write_lived([(place, row) for place, _here, row, back in rows if "lived" in back], now)
