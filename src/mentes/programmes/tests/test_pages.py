"""Every page of this room opens for whom it should, and for nobody else."""

import pytest
from django.urls import reverse

from mentes.programmes import actions
from mentes.testing import NOW, make_person, make_programme, make_staff

ORGANISERS = ("show", "settings", "staff", "supply", "people", "people_csv", "upload", "imports")


@pytest.mark.parametrize("name", ORGANISERS)
def test_those_who_run_a_programme_find_its_pages(cast, client, name):
    client.force_login(cast.cleo)
    response = client.get(reverse(f"programmes:{name}", args=[cast.programme.slug]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ORGANISERS)
def test_a_stranger_and_another_programmes_organiser_find_nothing_there(cast, client, name):
    other = make_person("Other Organiser")
    make_staff(other, make_programme("Second Harbour"))
    for person in (cast.dov, other):
        client.force_login(person)
        assert client.get(reverse(f"programmes:{name}", args=[cast.programme.slug])).status_code == 404


def test_a_participant_sees_the_programme_and_none_of_its_organisers_pages(cast, client):
    client.force_login(cast.ama)
    shown = client.get(reverse("programmes:show", args=[cast.programme.slug]))
    assert shown.status_code == 200
    assert cast.rosa.name not in shown.content.decode()
    for name in ORGANISERS[1:]:
        assert client.get(reverse(f"programmes:{name}", args=[cast.programme.slug])).status_code == 404


def test_ones_own_place_is_ones_own(cast, client):
    address = reverse("programmes:my_place", args=[cast.ama_place.pk])
    client.force_login(cast.ama)
    assert client.get(address).status_code == 200
    for person in (cast.rosa, cast.cleo, cast.dov):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_an_organiser_opens_and_changes_a_persons_answers(cast, client):
    client.force_login(cast.cleo)
    address = reverse("programmes:person", args=[cast.programme.slug, cast.rosa_place.pk])
    page = client.get(address)
    assert page.status_code == 200
    said = _said(page.context["form"]) | {"capacity": "4", "languages": "English, Spanish", "offers-0": "Pricing:3"}
    assert client.post(address, said).status_code == 303
    cast.rosa_place.refresh_from_db()
    cast.rosa_place.profile.refresh_from_db()
    assert cast.rosa_place.capacity == 4
    assert cast.rosa_place.own_answers == []
    assert cast.rosa_place.profile.languages == ["en", "es"]
    assert cast.rosa_place.profile.topics.get(topic__key="pricing").level == 3


def test_a_person_changes_their_own_answers_and_wrong_ones_stay_in_the_form(cast, client):
    client.force_login(cast.ama)
    address = reverse("programmes:my_place", args=[cast.ama_place.pk])
    said = _said(client.get(address).context["form"]) | {"hours": "Someday 9-10", "goals": "To keep my prices."}
    wrong = client.post(address, said)
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "Someday 9-10" in text
    assert "To keep my prices." in text
    assert client.post(address, said | {"hours": "Tue 09:00-10:00"}).status_code == 303
    cast.ama_place.refresh_from_db()
    cast.ama_place.profile.refresh_from_db()
    assert cast.ama_place.profile.hours == [[1980, 2040]]
    assert cast.ama_place.own_answers == ["goals", "hours"]


def test_an_organiser_never_reads_which_sensitive_thing_somebody_lived(cast, client):
    actions.add_lived(cast.ama_place, "living with epilepsy", is_sensitive=True, counts=True, by=cast.ama, now=NOW)
    client.force_login(cast.cleo)
    for name, args in (("person", [cast.programme.slug, cast.ama_place.pk]), ("people_csv", [cast.programme.slug])):
        assert "epilepsy" not in client.get(reverse(f"programmes:{name}", args=args)).content.decode()
    client.force_login(cast.ama)
    assert "epilepsy" in client.get(reverse("programmes:my_place", args=[cast.ama_place.pk])).content.decode()


def test_what_somebody_lived_counts_only_while_they_say_so(cast, client):
    client.force_login(cast.ama)
    address = reverse("programmes:my_lived", args=[cast.ama_place.pk])
    client.post(address, {"name": "moved country", "sensitive": "yes", "answer": "no"})
    item = cast.ama_place.profile.lived.get(name="moved country")
    assert item.volunteered_at is None
    client.post(address, {"item": item.pk, "answer": "yes"})
    item.refresh_from_db()
    assert item.volunteered_at is not None
    client.post(address, {"item": item.pk, "answer": "remove"})
    assert not cast.ama_place.profile.lived.filter(name="moved country").exists()


def test_somebody_elses_item_cannot_be_said_anything_about(cast, client):
    client.force_login(cast.ama)
    item = cast.rosa_place.profile.lived.get()
    address = reverse("programmes:my_lived", args=[cast.ama_place.pk])
    assert client.post(address, {"item": item.pk, "answer": "remove"}).status_code == 404


def test_taking_no_more_pauses_and_can_be_taken_back(cast, client):
    client.force_login(cast.rosa)
    address = reverse("programmes:my_pause", args=[cast.rosa_place.pk])
    client.post(address, {"pause": "yes"})
    cast.rosa_place.refresh_from_db()
    assert cast.rosa_place.status == "paused"
    client.post(address, {"pause": "no"})
    cast.rosa_place.refresh_from_db()
    assert cast.rosa_place.status == "active"


def test_only_those_who_may_begin_a_programme_find_the_page(cast, client):
    for person, status in ((cast.cleo, 200), (cast.ama, 404)):
        client.force_login(person)
        assert client.get(reverse("programmes:new")).status_code == status


def test_a_new_programme_is_run_by_whoever_began_it(cast, client):
    client.force_login(cast.cleo)
    said = {"name": "Spring", "template": "one_to_one", "time_zone": "Europe/Oslo", "days_to_answer": "14"}
    assert client.post(reverse("programmes:new"), said).headers["Location"] == "/programmes/spring/"
    backwards = said | {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    assert client.post(reverse("programmes:new"), backwards).status_code == 422


def test_a_search_finds_by_name_and_by_topic(cast, client):
    client.force_login(cast.cleo)
    address = reverse("programmes:people", args=[cast.programme.slug])
    assert "Rosa" not in client.get(address, {"q": "ama ow"}).content.decode()
    found = client.get(address, {"q": "selling", "role": "mentor"}, headers={"HX-Request": "true"}).content.decode()
    assert "Rosa" in found
    assert "<html" not in found


def _said(form) -> dict:
    """What a browser would send back of an untouched form."""
    said = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        said[name] = "" if value is None else value
    return said
