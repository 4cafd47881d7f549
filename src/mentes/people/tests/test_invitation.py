"""The door for people who were invited: one person, one address, once; and nobody under eighteen."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from mentes.people import invitations
from mentes.people.invitations import Inviter, invitation_url, make_token
from mentes.people.middleware import AT_THE_DOOR
from mentes.testing import NOW, make_person
from mentes.trust.models import AuditEntry, Consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama():
    return make_person("Ama Owusu", email="ama@example.org", adult_confirmed_at=None)


@pytest.fixture
def came(monkeypatch):
    """Who came, as the rooms above are told; and one inviter."""
    told = []
    monkeypatch.setattr(invitations, "_accepted", [lambda person, *, now: told.append((person, now))])
    monkeypatch.setattr(invitations, "_inviters", [lambda person: [Inviter("First Harbour", "Beatriz Lima")]])
    return told


def path(person) -> str:
    return urlsplit(invitation_url(person)).path


def come_in(client, person, **said):
    return client.post(path(person), {"is_adult": "on"} | said)


def test_the_page_says_who_invites_and_asks_for_the_age_with_an_empty_box(client, ama, came):
    page = client.get(path(ama))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Beatriz Lima" in text
    assert "First Harbour" in text
    assert "I am 18 or older" in text
    assert "checked" not in text
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_coming_in_signs_in_proves_the_address_and_is_recorded(client, ama, came):
    assert come_in(client, ama).headers["Location"] == "/today/"
    ama.refresh_from_db()
    assert client.session["_auth_user_id"] == str(ama.pk)
    assert ama.adult_confirmed_at is not None
    assert EmailAddress.objects.get(user=ama).verified
    consent = Consent.objects.get(person=ama)
    assert (consent.purpose, consent.is_given, consent.source) == ("adult", True, "invitation")
    assert AuditEntry.objects.filter(action="person.came_in", actor_id=ama.pk).count() == 1
    assert [person for person, _ in came] == [ama]


def test_without_the_box_nobody_comes_in(client, ama, came):
    answer = client.post(path(ama), {})
    assert answer.status_code == 422
    assert "for adults" in answer.content.decode()
    ama.refresh_from_db()
    assert (ama.adult_confirmed_at, "_auth_user_id" in client.session, came) == (None, False, [])


def test_reading_the_page_changes_nothing(client, ama, came):
    address = path(ama)
    client.get(address)
    client.head(address)
    ama.refresh_from_db()
    assert (ama.last_login, came) == (None, [])


def test_an_invitation_opens_the_door_once(client, ama, came):
    address = path(ama)
    come_in(client, ama)
    client.logout()
    page = client.get(address)
    assert "no longer opens the door by itself" in page.content.decode()
    client.post(address, {"is_adult": "on"})
    assert "_auth_user_id" not in client.session


def test_a_spent_invitation_still_counts_for_who_has_signed_in(client, ama, came):
    address = path(ama)
    ama.last_login, ama.adult_confirmed_at = NOW, NOW
    ama.save()
    client.force_login(ama)
    page = client.get(address)
    assert "18 or older" not in page.content.decode(), "nobody is asked twice"
    assert client.post(address).headers["Location"] == "/today/"
    assert len(came) == 1


def test_an_invitation_is_void_once_the_address_has_changed(client, ama, came):
    address = path(ama)
    ama.email = "ama@new.example"
    ama.save()
    assert client.get(address).status_code == 404


def test_an_invitation_is_void_after_thirty_days(client, ama, came, time_machine):
    time_machine.move_to(NOW)
    address = path(ama)
    time_machine.shift(30 * 24 * 3600 - 1)
    assert client.get(address).status_code == 200
    time_machine.shift(2)
    assert client.get(address).status_code == 404


def test_a_token_that_was_touched_or_made_for_another_purpose_is_void(client, ama, came):
    address = path(ama)
    assert client.get(address[:-3] + "xx/").status_code == 404
    assert client.get(f"/invitation/{make_token(ama).swapcase()}/").status_code == 404


def test_somebody_suspended_does_not_come_in(client, ama, came):
    address = path(ama)
    ama.is_active = False
    ama.save()
    assert client.get(address).status_code == 404


def test_who_is_signed_in_as_somebody_else_is_told_so(client, ama, came):
    dov = make_person("Dov Adler")
    client.force_login(dov)
    for answer in (client.get(path(ama)), come_in(client, ama)):
        assert answer.status_code == 409
        assert "signed in as <bdi>Dov Adler</bdi>" in answer.content.decode()
    ama.refresh_from_db()
    assert ama.adult_confirmed_at is None
    assert client.session["_auth_user_id"] == str(dov.pk)


def test_a_second_step_is_not_passed_over(client, ama, came):
    TOTP.activate(ama, "JBSWY3DPEHPK3PXP")
    come_in(client, ama)
    assert "_auth_user_id" not in client.session
    assert came == []


def test_the_page_speaks_the_language_of_who_is_invited_unless_they_chose_another(client, ama, came):
    ama.language = "ar"
    ama.save()
    assert 'dir="rtl"' in client.get(path(ama)).content.decode()
    client.cookies["mentes-language"] = "es"
    assert 'lang="es"' in client.get(path(ama)).content.decode()
    come_in(client, ama)
    ama.refresh_from_db()
    assert ama.language == "es"


def test_who_came_by_a_code_is_asked_for_their_age_first(client, ama, came):
    client.force_login(ama)
    assert client.get("/me/").headers["Location"] == "/me/door/?next=%2Fme%2F"
    assert client.post("/me/", {"name": "x"}).headers["Location"] == "/me/door/"
    assert client.get("/me/door/").status_code == 200
    assert client.post("/me/door/", {}).status_code == 422
    assert client.post("/me/door/", {"is_adult": "on", "next": "https://evil.example/"}).headers["Location"] == "/today/"
    ama.refresh_from_db()
    assert ama.adult_confirmed_at <= timezone.now()
    assert len(came) == 1
    assert client.get("/me/").status_code == 200
    assert client.get("/me/door/").headers["Location"] == "/today/"


def test_every_page_that_is_open_at_the_door_is_there_and_no_room_opens_another_of_the_same_name():
    """A bare name would open every room's page of that name; only addresses outside the rooms have one."""
    assert AT_THE_DOOR - {"demo:enter"} <= set(address_names(get_resolver()))  # the demo's doors are there in the demo only
    assert {name for name in AT_THE_DOOR if ":" not in name} == {"account_logout", "set_language"}


def address_names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from address_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"
