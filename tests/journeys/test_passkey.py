"""A passkey: made once, and afterwards no letter is needed."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from mentes.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_passkey_opens_the_door_without_a_letter(house, visit):
    make_person("Ama Owusu", email="ama@example.org")
    one = visit(house.address)
    page = one.go("/accounts/2fa/webauthn/add/")
    one.send("/accounts/login/code/", email="ama@example.org")
    house.post.go_out()
    one.send("/confirm/", code=parse_qs(urlsplit(house.post.newest_link("ama@example.org")).query)["code"][0])
    device = one.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    page.locator('[name="name"]').fill("Ama's phone")
    if page.locator('[name="passwordless"][type=checkbox]').count():
        page.locator('[name="passwordless"]').check()
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()
    one.go("/accounts/logout/")
    with page.expect_navigation():
        page.locator('main form[action*="logout"] button').click()
    one.go("/me/")
    with page.expect_navigation(url="**/me/"):  # the way one was on
        page.locator("#passkey_login").click()
    assert len(house.post.to("ama@example.org")) <= 2, "one code, and at most word of the new key"
    expect(page.locator("h1")).to_be_visible()
