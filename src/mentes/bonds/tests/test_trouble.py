"""This is not working: told to the organisers alone, and never to the other, whoever they are."""

import pytest
from django.urls import reverse

from mentes.bonds.actions import noting
from mentes.bonds.actions.feeling import answer_pulse, compare_pulse, say_not_working, take_up
from mentes.bonds.models import Pulse, Trouble
from mentes.bonds.tests.conftest import after
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.letters import word
from mentes.people.models import Letter
from mentes.programmes.models import Programme
from mentes.testing import NOW, make_person, make_staff
from mentes.trust.models import AuditEntry

WORDS = "She answers a fortnight late"


def tell(cast):
    return say_not_working(cast.bond, WORDS, by=cast.ama, now=after(5))


def signs(cast):
    return f"/programmes/{cast.programme.slug}/bonds/"


def test_the_organiser_reads_it_and_takes_it_up(cast, client):
    trouble = tell(cast)
    client.force_login(cast.cleo)
    assert WORDS in client.get(signs(cast)).content.decode()
    assert client.post(f"/not-working/{trouble.pk}/take-up/").status_code == 302
    trouble.refresh_from_db()
    assert trouble.taken_up_by == cast.cleo
    client.force_login(cast.ama)
    assert "Cleo Haddad sees to it" in client.get(f"/matches/{cast.bond.pk}/not-working/").content.decode()


def test_one_letter_goes_to_each_who_runs_it_with_no_name_and_no_word_of_it(cast):
    deputy = make_person("Del Duarte")
    make_staff(deputy, cast.programme, "deputy")
    tell(cast)
    assert {letter.person for letter in Letter.objects.filter(kind="not_working")} == {cast.cleo, deputy}
    said = " ".join(word(Letter.objects.get(kind="not_working", person=cast.cleo)))
    assert "Ama" not in said
    assert "Rosa" not in said
    assert WORDS not in said


def test_the_other_finds_no_sign_of_it_even_where_they_run_the_programme(cast, client):
    make_staff(cast.rosa, cast.programme)
    trouble = tell(cast)
    assert not Letter.objects.filter(person=cast.rosa).exists()
    client.force_login(cast.rosa)
    for address in (
        signs(cast),
        f"/matches/{cast.bond.pk}/together/",
        f"/matches/{cast.bond.pk}/not-working/",
        f"/matches/{cast.bond.pk}/",
        reverse("trust:log", args=[cast.programme.slug]),
        "/today/",
        "/trust/",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        text = page.content.decode()
        assert WORDS not in text, address
        assert str(trouble.pk) not in text, address
    assert client.post(f"/not-working/{trouble.pk}/take-up/").status_code == 404
    assert not AuditEntry.objects.filter(action__contains="working").exists()


def test_where_nobody_else_runs_it_that_is_said_instead(cast, client):
    cast.programme.staff.all().delete()
    make_staff(cast.rosa, cast.programme)
    with pytest.raises(Refused):
        tell(cast)
    client.force_login(cast.ama)
    page = client.get(f"/matches/{cast.bond.pk}/not-working/").content.decode()
    assert "Nobody but the two of you runs this programme" in page
    assert "trouble-form" not in page


def test_it_is_told_on_the_page(cast, client):
    client.force_login(cast.ama)
    page = client.get(f"/matches/{cast.bond.pk}/not-working/").content.decode()
    assert "Cleo Haddad" in page, "who reads it stands there by name"
    client.post(f"/matches/{cast.bond.pk}/not-working/", {"words": WORDS})
    assert Trouble.objects.get().words == WORDS


def test_in_an_archive_nothing_more_is_said_or_answered(cast):
    trouble = say_not_working(cast.bond, "", by=cast.ama, now=NOW)
    pulse = Pulse.objects.create(match=cast.bond, person=cast.ama, kind="days", occasion=30, asked_at=NOW)
    Programme.objects.filter(pk=cast.programme.pk).update(archived_at=NOW)
    for attempt in (
        lambda: say_not_working(Match.objects.get(), "", by=cast.ama, now=NOW),
        lambda: take_up(Trouble.objects.get(pk=trouble.pk), by=cast.cleo, now=NOW),
        lambda: answer_pulse(Pulse.objects.get(), {}, lets_help=False, by=cast.ama, now=NOW),
        lambda: compare_pulse(Pulse.objects.get(pk=pulse.pk), wants=True, by=cast.ama, now=NOW),
    ):
        with pytest.raises(Refused, match="archived"):
            attempt()
    assert noting.write_note(Match.objects.get(), "For me alone", by=cast.ama, now=NOW).pk
