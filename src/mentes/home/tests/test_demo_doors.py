"""The demo's doors open on this machine, in the demo, and nowhere else."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import NoReverseMatch, clear_url_caches, reverse, set_urlconf

from mentes.home import demo
from mentes.home.tests import demo_addresses  # before any test calls this a demo: the real addresses are read with it
from mentes.testing import Cast, make_person

pytestmark = pytest.mark.django_db
HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1"}


@pytest.fixture
def doors(settings):
    settings.IS_DEMO = True
    settings.ROOT_URLCONF = demo_addresses.__name__
    clear_url_caches()
    cast = Cast()
    for key, person in (("rosa", cast.rosa), ("ama", cast.ama), ("beatriz", cast.cleo)):
        person.email = demo.CAST[key].email
        person.save()
    yield cast
    set_urlconf(None)  # a request leaves the addresses it was answered with behind
    clear_url_caches()


def enter(client, key="rosa", **where):
    return client.post(f"/demo/as/{key}/", **(HERE | where))


def test_a_door_makes_one_that_person(doors, client):
    assert enter(client).status_code == 302
    assert client.session[SESSION_KEY] == str(doors.rosa.pk)
    enter(client, "ama")
    assert client.session[SESSION_KEY] == str(doors.ama.pk)


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "::ffff:192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_a_door_is_not_there_for_anybody_elsewhere(doors, client, where):
    assert enter(client, **where).status_code == 404
    assert SESSION_KEY not in client.session


def test_a_door_is_not_there_under_another_name_of_the_machine(doors, client, settings):
    settings.ALLOWED_HOSTS = ["demo.example.org"]
    assert enter(client, HTTP_HOST="demo.example.org").status_code == 404


def test_a_door_is_not_there_when_this_is_no_demo(doors, client, settings):
    settings.IS_DEMO = False
    assert enter(client).status_code == 404


def test_outside_the_demo_the_addresses_do_not_exist(client):
    with pytest.raises(NoReverseMatch):
        reverse("demo:enter", args=["rosa"])
    assert enter(client).status_code == 404


def test_a_door_opens_by_a_button_only_and_for_the_three_only(doors, client):
    make_person("Dov Adler")
    assert client.get("/demo/as/rosa/", **HERE).status_code == 405
    assert enter(client, "dov").status_code == 404
    doors.rosa.is_active = False
    doors.rosa.save()
    assert enter(client).status_code == 404


def test_every_page_says_who_one_is_and_offers_the_other_doors(doors, client):
    enter(client, "beatriz")
    seen = client.get(reverse("home:today"), **HERE).content.decode()
    assert "You are Cleo." in seen
    assert "/demo/as/rosa/" in seen
    assert "/demo/as/ama/" in seen
    assert "/demo/as/beatriz/" not in seen


def test_the_letters_are_read_in_the_demo_only(doors, client, settings):
    enter(client)
    assert client.get("/demo/letters/", **HERE).status_code == 200
    assert client.get("/demo/letters/", **HERE, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    settings.IS_DEMO = False
    assert client.get("/demo/letters/", **HERE).status_code == 404


def test_the_landing_page_shows_the_doors_and_the_pair(doors, client):
    doors.match(state="offered")
    seen = client.get("/", **HERE).content.decode()
    assert "Try the demo as" in seen
    assert "Why Ama Owusu and Rosa Quispe were introduced" in seen or "Why Ama and Rosa" in seen
