"""Signing in without a password: a letter with a code and a link, a kind word where the link cannot work."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from mentes.people import letters
from mentes.people.models import Letter, Person
from mentes.testing import NOW, make_person

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def ama():
    return make_person("Ama Owusu", email="ama@example.org")


def ask(client, email="ama@example.org", **more):
    return client.post(ASK, {"email": email, **more})


def code() -> str:
    return Letter.objects.filter(kind="login_code").latest("created_at").facts["code"]


def signed_in_as(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_from_the_letter_lets_her_in_and_proves_her_address(client, ama):
    assert ask(client).headers["Location"] == CONFIRM
    answer = client.post(CONFIRM, {"code": code()})
    assert answer.headers["Location"] == "/today/"
    assert signed_in_as(client) == str(ama.pk)
    assert EmailAddress.objects.get(user=ama).verified


def test_an_address_is_found_however_it_is_written(client, ama):
    ask(client, "AMA@Example.org")
    client.post(CONFIRM, {"code": code().lower()})
    assert signed_in_as(client) == str(ama.pk)


def test_the_letter_holds_code_and_link_and_the_link_brings_the_code_along(client, ama):
    ask(client)
    letter = Letter.objects.get(kind="login_code")
    subject, body = letters.word(letter)
    assert code() not in subject
    link = re.search(r"http\S+", body)[0]
    page = client.get(link)
    assert page.status_code == 200
    assert f'value="{code()}"' in page.content.decode()
    assert signed_in_as(client) is None, "a mail scanner that opens links must not spend the code"


def test_the_way_one_was_on_is_kept(client, ama):
    client.get(ASK + "?next=/me/")
    ask(client, next="/me/")
    link = re.search(r"http\S+", letters.word(Letter.objects.get(kind="login_code"))[1])[0]
    assert "next=%2Fme%2F" in link
    assert client.post(CONFIRM, {"code": code(), "next": "/me/"}).headers["Location"] == "/me/"


def test_another_house_cannot_be_the_way_one_was_on(client, ama):
    ask(client, next="https://evil.example/")
    assert Letter.objects.get(kind="login_code").facts["next"] == ""
    assert client.post(CONFIRM, {"code": code(), "next": "https://evil.example/"}).headers["Location"] == "/today/"


def test_a_link_opened_in_another_browser_says_so_and_shows_the_code(client, ama):
    ask(client)
    client.cookies.clear()
    page = client.get(CONFIRM, {"code": code()})
    assert page.status_code == 200
    assert "another browser" in page.content.decode()
    assert code() in page.content.decode()
    assert "<script>" not in client.get(CONFIRM, {"code": "<script>"}, follow=True).content.decode().replace("<script ", "")


def test_a_code_is_void_after_ten_minutes(client, ama, time_machine):
    time_machine.move_to(NOW)
    ask(client)
    sent = code()
    time_machine.shift(601)
    assert client.post(CONFIRM, {"code": sent}).headers["Location"] == reverse("account_request_login_code")
    assert signed_in_as(client) is None


def test_a_stranger_gets_the_same_page_and_no_letter(client, ama):
    known = ask(client)
    client.cookies.clear()
    unknown = ask(client, "nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    page = client.get(CONFIRM).content.decode()
    client.cookies.clear()
    ask(client)
    same = client.get(CONFIRM).content.decode()
    hide = re.compile(r'nobody@example.org|ama@example.org|name="csrfmiddlewaretoken" value="\w+"')
    assert hide.sub("", page) == hide.sub("", same)
    assert set(Letter.objects.values_list("person__email", flat=True)) == {"ama@example.org"}
    assert Person.objects.count() == 1


def test_somebody_suspended_gets_no_letter_and_her_session_is_nobodys(client, ama):
    client.force_login(ama)
    ama.is_active = False
    ama.save()
    assert client.get("/me/").status_code == 302
    client.cookies.clear()
    ask(client)
    assert not Letter.objects.exists()


def test_there_is_no_way_to_sign_up_and_no_password_page(client):
    for path in ("signup/", "password/reset/", "password/change/", "password/set/", "reauthenticate/"):
        assert client.get(f"/accounts/{path}").status_code == 404


def test_the_older_address_leads_to_the_one_door(client):
    assert client.get("/accounts/login/?next=/me/").headers["Location"] == ASK + "?next=/me/"
    assert client.post("/accounts/login/").status_code == 405


def test_a_new_address_counts_once_it_is_proved_and_the_old_one_is_told(client, ama):
    ask(client)
    client.post(CONFIRM, {"code": code()})
    answer = client.post("/accounts/email/", {"email": "ama@new.example", "action_add": ""})
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    letter = Letter.objects.get(kind="email_code")
    assert (letter.person, letter.to) == (ama, "ama@new.example")
    ama.refresh_from_db()
    assert ama.email == "ama@example.org"
    client.post("/accounts/confirm-email/", {"code": letter.facts["code"]})
    ama.refresh_from_db()
    assert ama.email == "ama@new.example"
    assert list(EmailAddress.objects.filter(user=ama).values_list("email", "verified")) == [("ama@new.example", True)]
    told = Letter.objects.get(kind="account_changed")
    assert (told.to, told.facts["what"]) == ("ama@example.org", "email")
    assert "new email address" in letters.word(told)[1]


def test_an_address_of_somebody_else_cannot_be_taken(client, ama):
    make_person("Dov Adler", email="dov@example.org")
    client.force_login(ama)
    client.post("/accounts/email/", {"email": "dov@example.org", "action_add": ""})
    sent = Letter.objects.filter(kind="email_code").first()
    if sent:
        client.post("/accounts/confirm-email/", {"code": sent.facts["code"]})
    ama.refresh_from_db()
    assert ama.email == "ama@example.org"


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_logout", "mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp"],
)
def test_the_pages_of_an_account_open(client, ama, name):
    EmailAddress.objects.create(user=ama, email=ama.email, verified=True, primary=True)
    client.force_login(ama)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_request_login_code", "account_inactive"])
def test_the_pages_before_the_door_open(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_a_passkey_makes_it_quicker_and_asks_nothing_more_of_who_comes_by_mail(client, ama):
    Authenticator.objects.create(user=ama, type="webauthn", data={"name": "phone", "credential": {}})
    ask(client)
    assert client.post(CONFIRM, {"code": code()}).headers["Location"] == "/today/"


def code_of_app(secret: str, *, periods_late: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - periods_late))


def test_a_code_typed_slowly_still_counts_and_an_old_one_does_not(client, ama, monkeypatch):
    TOTP.activate(ama, "JBSWY3DPEHPK3PXP")
    ask(client)
    client.post(CONFIRM, {"code": code()})
    middle = time.time() // 30 * 30 + 15
    monkeypatch.setattr(time, "time", lambda: middle)  # no half minute ends between the app and the page
    for periods_late, status in ((2, 200), (1, 302)):
        shown = code_of_app("JBSWY3DPEHPK3PXP", periods_late=periods_late)
        assert client.post("/accounts/2fa/authenticate/", {"code": shown}).status_code == status, periods_late


def test_a_code_from_an_app_is_asked_for_where_it_was_set_up(client, ama):
    TOTP.activate(ama, "JBSWY3DPEHPK3PXP")
    ask(client)
    assert client.post(CONFIRM, {"code": code()}).headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    assert client.get("/me/").status_code == 302
    shown = code_of_app("JBSWY3DPEHPK3PXP")
    assert client.post("/accounts/2fa/authenticate/", {"code": shown}).headers["Location"] == "/today/"
    assert signed_in_as(client) == str(ama.pk)


def test_setting_up_an_app_works_and_is_told_by_letter(client, ama, django_capture_on_commit_callbacks):
    EmailAddress.objects.create(user=ama, email=ama.email, verified=True, primary=True)
    client.force_login(ama)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    fits = code_of_app(secret)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/2fa/totp/activate/", {"code": fits})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert {letter.facts["what"] for letter in Letter.objects.all()} == {"app_added"}
    client.logout()
    client.force_login(ama)
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 302, "asks for the app first"
    assert client.get("/accounts/2fa/reauthenticate/").status_code == 200


def test_passkeys_are_offered_only_where_a_browser_allows_them(client):
    """A passkey belongs to a name; a bare network address has none."""
    assert "Use a passkey" in client.get(ASK, headers={"Host": "localhost"}).content.decode()
    assert "Use a passkey" not in client.get(ASK, headers={"Host": "127.0.0.1"}).content.decode()
