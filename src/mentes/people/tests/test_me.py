"""One's own page: name, language, time zone, and every other device signed out."""

import pytest
from django.test import Client

from mentes.testing import make_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama(client):
    ama = make_person("Ama Owusu", time_zone="Africa/Accra")
    client.force_login(ama)
    return ama


def change(client, **said):
    return client.post("/me/", {"name": "Ama Owusu", "language": "en", "time_zone": "Africa/Accra"} | said)


def test_the_zone_in_use_stands_first_and_all_others_by_region(client, ama):
    page = client.get("/me/").content.decode()
    zones = page[page.index('name="time_zone"') :]
    assert zones.index("Accra") < zones.index("UTC") < zones.index('<optgroup label="Africa"')
    assert "Buenos Aires (Argentina)" in zones


def test_changes_are_kept_and_recorded_without_their_words(client, ama):
    assert change(client, name="Ama O.", time_zone="Europe/Lisbon").status_code == 302
    ama.refresh_from_db()
    assert (ama.name, ama.time_zone) == ("Ama O.", "Europe/Lisbon")
    entry = AuditEntry.objects.get(action="person.changed")
    assert entry.detail == {"fields": ["name", "time_zone"]}


def test_nothing_changed_is_nothing_recorded(client, ama):
    change(client)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}])
def test_what_cannot_be_is_said_beside_the_field(client, ama, wrong):
    answer = change(client, **wrong)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    ama.refresh_from_db()
    assert (ama.name, ama.time_zone, ama.language) == ("Ama Owusu", "Africa/Accra", "en")


def test_fields_that_are_not_on_the_page_cannot_be_written(client, ama):
    change(client, is_superuser="on", is_staff="on", email="x@example.org", adult_confirmed_at="2001-01-01")
    ama.refresh_from_db()
    assert (ama.is_superuser, ama.is_staff, ama.email != "x@example.org") == (False, False, True)


def test_her_language_is_used_from_the_next_page_on(client, ama):
    change(client, language="ar")
    page = client.get("/me/")
    assert 'lang="ar" dir="rtl"' in page.content.decode()
    assert page.headers["Content-Language"] == "ar"


def test_the_language_menu_saves_her_choice_and_the_cookie_keeps_it_after_signing_out(client, ama):
    client.post("/language/", {"language": "es", "next": "/me/"})
    ama.refresh_from_db()
    assert ama.language == "es"
    client.post("/accounts/logout/")
    assert 'lang="es"' in client.get("/accounts/login/code/").content.decode()


def test_signing_in_brings_her_own_language_back(client, ama):
    ama.language = "es"
    ama.save()
    elsewhere = Client()
    elsewhere.post("/language/", {"language": "ar", "next": "/"})
    elsewhere.force_login(ama)
    assert 'lang="es"' in elsewhere.get("/me/").content.decode()
    assert elsewhere.cookies["mentes-language"].value == "es"


def test_other_devices_are_signed_out_and_this_one_stays(client, ama):
    phone = Client()
    phone.force_login(ama)
    assert phone.get("/me/").status_code == 200
    assert client.post("/me/sign-out-elsewhere/").status_code == 302
    assert phone.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/me/")
    assert answer.headers["Location"] == "/accounts/login/?next=/me/"
