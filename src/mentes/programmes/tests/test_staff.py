"""Who may run a programme: organisers name organisers, and one always remains."""

import pytest
from django.urls import reverse

from mentes.lib.errors import Refused
from mentes.people.models import Letter, Person
from mentes.programmes import actions
from mentes.programmes.access import programme_to_run
from mentes.testing import NOW, make_person, make_staff
from mentes.trust.models import AuditEntry


def test_an_organiser_names_a_deputy_who_then_runs_the_programme(cast):
    actions.add_staff(cast.programme, email="New@Example.org", role="deputy", by=cast.cleo, now=NOW, name="Nil")
    nil = Person.objects.get(email="new@example.org")
    assert programme_to_run(nil, cast.programme.slug) == cast.programme
    assert Letter.objects.get(person=nil).kind == "staff_added"
    assert AuditEntry.objects.filter(action="staff.added", detail__person=str(nil.pk)).exists()


def test_a_deputy_names_deputies_and_no_organisers(cast):
    deputy = make_person("Dep Uty")
    make_staff(deputy, cast.programme, "deputy")
    actions.add_staff(cast.programme, email="x@example.org", role="deputy", by=deputy, now=NOW)
    with pytest.raises(Refused):
        actions.add_staff(cast.programme, email="y@example.org", role="organiser", by=deputy, now=NOW)
    with pytest.raises(Refused):
        actions.add_staff(cast.programme, email=cast.cleo.email, role="deputy", by=deputy, now=NOW)
    with pytest.raises(Refused):
        actions.remove_staff(cast.programme.staff.get(person=cast.cleo), by=deputy, now=NOW)


def test_the_last_organiser_stays(cast):
    cleo = cast.programme.staff.get(person=cast.cleo)
    with pytest.raises(Refused, match="last organiser"):
        actions.remove_staff(cleo, by=cast.cleo, now=NOW)
    with pytest.raises(Refused, match="last organiser"):
        actions.add_staff(cast.programme, email=cast.cleo.email, role="deputy", by=cast.cleo, now=NOW)
    make_staff(cast.dov, cast.programme)
    actions.remove_staff(cleo, by=cast.cleo, now=NOW)
    assert list(cast.programme.staff.values_list("person__name", flat=True)) == ["Dov Adler"]


def test_a_refusal_is_a_sentence_on_the_page(cast, client):
    client.force_login(cast.cleo)
    address = reverse("programmes:staff", args=[cast.programme.slug])
    member = cast.programme.staff.get()
    removed = client.post(
        reverse("programmes:remove_staff", args=[cast.programme.slug]),
        {"staff": member.pk},
        headers={"Referer": f"http://testserver{address}"},
        follow=True,
    )
    assert "last organiser" in removed.content.decode()
    assert cast.programme.staff.count() == 1


def test_staff_of_another_programme_cannot_be_removed_from_here(cast, client):
    client.force_login(cast.cleo)
    address = reverse("programmes:remove_staff", args=[cast.programme.slug])
    assert client.post(address, {"staff": "999999"}).status_code == 404
    assert client.post(address, {"staff": "x"}).status_code == 404
