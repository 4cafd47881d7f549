"""Invitations: one letter a person and day, with a link of their own, and a place that is joined when they come."""

import datetime as dt

from django.urls import reverse

from mentes.people import letters
from mentes.people.invitations import accept_invitation
from mentes.people.models import Letter
from mentes.programmes import actions
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_participation, make_person


def waiting(cast, name: str = "Petra Novák", **fields) -> Participation:
    place = make_participation(make_person(name, **fields), cast.programme, "mentee")
    place.joined_at = None
    place.save()
    return place


def test_one_letter_a_person_and_day(cast):
    place = waiting(cast)
    assert actions.invite([place], by=cast.cleo, now=NOW) == 1
    assert actions.invite([place], by=cast.cleo, now=NOW + dt.timedelta(hours=2)) == 0
    assert actions.invite([place], by=cast.cleo, now=NOW + dt.timedelta(days=1)) == 1
    assert Letter.objects.filter(person=place.person, kind="invitation").count() == 2
    place.refresh_from_db()
    assert place.invited_at == NOW + dt.timedelta(days=1)


def test_nobody_is_written_to_who_is_in_has_left_or_has_no_address(cast):
    gone, silent = waiting(cast), waiting(cast, "No Address", email=None)
    actions.mark_left(gone, by=cast.cleo, now=NOW)
    assert actions.invite([cast.ama_place, gone, silent], by=cast.cleo, now=NOW) == 0
    assert not Letter.objects.exists()


def test_the_letter_names_the_programme_and_carries_a_link(cast):
    place = waiting(cast, language="es")
    actions.invite([place], by=cast.cleo, now=NOW)
    subject, body = letters.word(Letter.objects.get())
    assert "First Harbour" in subject
    assert "/invitation/" in body
    assert "Cleo Haddad" in body


def test_a_letter_to_somebody_who_has_come_in_meanwhile_says_nothing(cast):
    place = waiting(cast)
    actions.invite([place], by=cast.cleo, now=NOW)
    accept_invitation(place.person, now=NOW)
    assert letters.word(Letter.objects.get()) is None


def test_coming_in_joins_the_place(cast):
    place = waiting(cast)
    accept_invitation(place.person, now=NOW)
    place.refresh_from_db()
    assert place.joined_at == NOW


def test_everyone_or_those_ticked_are_invited_from_the_page(cast, client):
    first, second = waiting(cast), waiting(cast, "Yuki Tanabe")
    client.force_login(cast.cleo)
    address = reverse("programmes:invite", args=[cast.programme.slug])
    client.post(address, {"who": "ticked", "person": [first.external_id]})
    assert set(Letter.objects.values_list("person__name", flat=True)) == {"Petra Novák"}
    client.post(address, {"who": "everyone"})
    assert set(Letter.objects.values_list("person__name", flat=True)) == {"Petra Novák", second.person.name}
