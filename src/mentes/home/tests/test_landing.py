"""The front door: open to everybody, and it says nothing that could point at somebody."""

import pytest
from django.urls import reverse

from mentes.testing import Cast, make_programme

pytestmark = pytest.mark.django_db


def door(client):
    answer = client.get(reverse("home:landing"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_house_opens_and_asks_for_an_address(client):
    seen = door(client)
    assert "Someone has walked this road before you" in seen
    assert reverse("account_request_login_code") in seen
    assert 'type="email"' in seen
    assert "This one belongs to" not in seen


def test_the_one_programme_is_named_but_its_few_people_are_not_counted(client):
    cast = Cast()
    cast.match(state="active")
    seen = door(client)
    assert "First Harbour" in seen
    assert "2 people" not in seen


def test_outside_the_demo_no_pair_and_no_door_is_shown(client):
    cast = Cast()
    cast.match(state="active")
    seen = door(client)
    for hidden in ("Ama", "Rosa", "Try the demo"):
        assert hidden not in seen


def test_a_house_of_several_programmes_names_none(client):
    make_programme("One"), make_programme("Two")
    assert "This one belongs to" not in door(client)
