"""allauth's own pages wear the look: tied fields, our buttons, no style of their own, and they name no page that is not there."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from mentes.look import assets

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (assets.DIST / "manifest.json").exists(), reason=assets.MISSING),
]


@pytest.fixture
def ama(client):
    person = get_user_model().objects.create_user(email="ama@example.org", name="Ama Owusu", adult_confirmed_at=timezone.now())
    client.force_login(person)
    return client


def _is_in_the_look(html: str) -> None:
    assert "/static/dist/app-" in html
    assert " style=" not in html
    assert "<main" in html
    assert html.count("<h1") == 1
    for identifier in re.findall(r'<label[^>]* for="([^"]+)"', html):
        assert f'id="{identifier}"' in html


def test_the_way_in(client):
    response = client.get("/accounts/login/code/")
    assert response.status_code == 200
    html = response.content.decode()
    _is_in_the_look(html)
    assert 'class="in"' in html
    assert "btn-primary" in html


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/2fa/", "/accounts/logout/"])
def test_ones_own_account(ama, path):
    response = ama.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    _is_in_the_look(html)
    assert 'aria-current="page"' in html


def test_a_wrong_address_is_said_beside_the_field(client):
    html = client.post("/accounts/login/code/", {"email": "nobody"}).content.decode()
    assert 'aria-invalid="true"' in html
    assert 'class="error"' in html
