"""My page: what may be used, with two equal buttons that work at once."""

import io
import re
import zipfile

import pytest

from mentes.people.models import Person
from mentes.testing import NOW, Cast
from mentes.trust.actions import erase_person, export_person
from mentes.trust.models import AuditEntry, Consent


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def forms_of(page: str) -> list[str]:
    return [form for form in re.findall(r"<form.*?</form>", page, re.S) if 'value="no"' in form]


def test_a_change_of_mind_works_at_once_and_is_remembered(cast, client):
    client.force_login(cast.ama)
    page = client.get("/trust/").content.decode()
    (form,) = [form for form in forms_of(page) if 'name="item"' in form]
    address = re.search(r'action="(.*?)"', form)[1]
    item = re.search(r'name="item" value="(\d+)"', form)[1]
    client.post(address, {"item": item, "answer": "no"})
    assert cast.ama_place.profile.lived.get().volunteered_at is None
    assert Consent.objects.filter(person=cast.ama).first().is_given is False
    page = client.get("/trust/").content.decode()
    assert "Not in use." in page
    assert "What you lived through may count when matching" in page


def test_yes_and_no_look_alike(cast, client):
    client.force_login(cast.ama)
    forms = forms_of(client.get("/trust/").content.decode())
    assert forms
    for form in forms:
        assert re.findall(r'<button class="(.*?)"', form) == ["btn btn-quiet"] * 2


def test_a_copy_stands_in_the_log(cast, client):
    client.force_login(cast.ama)
    client.post("/trust/export/")
    assert AuditEntry.objects.filter(action="person.exported", actor_id=cast.ama.pk).count() == 1


def test_everybody_may_read_how_it_is_treated(client, db):
    page = client.get("/privacy/").content.decode()
    for word in ("Who may read it", "Cookies", "Backups"):
        assert word in page


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("address", ["/privacy/", "/trust/", "/trust/erase/", "/trust/gone/"])
def test_every_page_speaks_every_language(cast, client, language, address):
    cast.ama.language = language
    cast.ama.save()
    client.force_login(cast.ama)
    answer = client.get(address)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_my_page_stays_small_in_queries(cast, client, django_assert_max_num_queries):
    client.force_login(cast.ama)
    with django_assert_max_num_queries(30):
        client.get("/trust/")


def test_what_somebody_wrote_is_shown_in_their_copy_and_never_run(cast):
    profile = cast.ama.profiles.get()
    profile.goals = '<img src=x onerror="alert(1)"> ‮أريد'
    profile.save()
    with zipfile.ZipFile(io.BytesIO(export_person(cast.ama))) as archive:
        page = archive.read("index.html").decode()
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_equal_data_make_equal_copies(cast):
    assert export_person(cast.ama) == export_person(cast.ama)


def test_an_organiser_may_erase_somebody_on_their_word(cast):
    erase_person(cast.ama, by=cast.cleo, now=NOW)
    entry = AuditEntry.objects.get(action="person.erased")
    assert (entry.actor_id, entry.subject_id) == (cast.cleo.pk, str(cast.ama.pk))
    assert Person.objects.get(pk=cast.ama.pk).name == ""
