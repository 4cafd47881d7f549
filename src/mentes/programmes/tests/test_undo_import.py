"""Undoing an import: what was before returns, and nobody who has come to rely on a place loses it."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes import actions, holds
from mentes.programmes.models import Participation
from mentes.programmes.rows import row_of_place
from mentes.testing import NOW

FILE = "id,role,name,email,goals,offers,lived\nm1,mentor,Henrik,henrik@example.org,,pricing:3,moved country\n"
LATER = NOW + dt.timedelta(hours=1)


def test_people_added_by_it_are_gone_with_their_accounts(cast, import_text):
    run = import_text(FILE)
    actions.undo_import(run, by=cast.cleo, now=LATER)
    assert not Participation.objects.filter(external_id="m1").exists()
    assert not Person.objects.filter(email="henrik@example.org").exists()
    run.refresh_from_db()
    assert (run.undone_at, run.undone_by) == (LATER, cast.cleo)


def test_what_it_changed_is_as_before(cast, import_text):
    import_text(FILE)
    before = row_of_place(Participation.objects.get(external_id="m1"))
    changed = "id,role,goals,offers,lived,email\nm1,both,New.,stock; pricing,,h@example.org\n"
    run = import_text(changed, at=LATER, mark_missing_as_left=True)
    assert row_of_place(Participation.objects.get(external_id="m1")) != before
    assert (run.n_updated, run.n_left) == (1, 2)
    actions.undo_import(run, by=cast.cleo, now=LATER)
    assert row_of_place(Participation.objects.get(external_id="m1")) == before
    assert cast.programme.participations.active().count() == 3


def test_what_was_typed_since_stays(cast, import_text):
    import_text(FILE)
    run = import_text(FILE.replace("henrik@example.org,,", "henrik@example.org,By file.,"), at=LATER)
    place = Participation.objects.get(external_id="m1")
    actions.change_place(place, {"goals": "By Cleo."}, by=cast.cleo, now=LATER)
    actions.undo_import(run, by=cast.cleo, now=LATER)
    assert Participation.objects.get(external_id="m1").profile.goals == "By Cleo."


def test_somebody_who_signed_in_is_marked_left_and_keeps_their_account(cast, import_text):
    run = import_text(FILE)
    Person.objects.filter(email="henrik@example.org").update(last_login=NOW)
    actions.undo_import(run, by=cast.cleo, now=LATER)
    assert Participation.objects.get(external_id="m1").status == "left"


def test_a_later_import_stands_in_the_way(cast, import_text):
    first = import_text(FILE)
    second = import_text(FILE.replace("Henrik", "Henrik Dahl"), at=LATER)
    with pytest.raises(Refused, match="later import"):
        actions.undo_import(first, by=cast.cleo, now=LATER)
    actions.undo_import(second, by=cast.cleo, now=LATER)
    actions.undo_import(first, by=cast.cleo, now=LATER)
    with pytest.raises(Refused, match="already"):
        actions.undo_import(first, by=cast.cleo, now=LATER)


def test_a_role_in_which_somebody_heard_of_a_match_stands_in_the_way(cast, import_text):
    import_text(FILE)
    run = import_text(FILE.replace("mentor", "both"), at=LATER)
    place = Participation.objects.get(external_id="m1")
    holds.register("test", lambda ids: {place.pk: {"mentee"}} if place.pk in ids else {})
    try:
        with pytest.raises(Refused, match="Henrik"):
            actions.undo_import(run, by=cast.cleo, now=LATER)
    finally:
        holds.forget("test")


def test_an_added_person_who_heard_of_a_match_is_marked_left(cast, import_text):
    run = import_text(FILE)
    place = Participation.objects.get(external_id="m1")
    holds.register("test", lambda ids: {place.pk: {"mentor"}})
    try:
        actions.undo_import(run, by=cast.cleo, now=LATER)
    finally:
        holds.forget("test")
    assert Participation.objects.get(external_id="m1").status == "left"
