"""Whom people would like: asked only where the programme lets them, among those who let themselves be seen."""

import pytest
from django.urls import reverse

from mentes.lib.errors import Refused
from mentes.programmes import actions
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_participation, make_person, make_programme


@pytest.fixture
def idris(cast):
    idris = make_participation(make_person("Idris Bello"), cast.programme, "mentor", is_seen=True, craft="Shoemaker")
    cast.programme.lets_wish = True
    cast.programme.save()
    return idris


def page(client, cast):
    client.force_login(cast.ama)
    return client.get(reverse("programmes:my_place", args=[cast.ama_place.pk]))


def said(form, **changes) -> dict:
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)} | changes


def test_nobody_is_asked_unless_the_programme_lets_them(cast, client, idris):
    cast.programme.lets_wish = False
    cast.programme.save()
    seen = page(client, cast).content.decode()
    assert "Idris" not in seen
    assert "wish-0" not in seen
    with pytest.raises(Refused):
        actions.change_place(cast.ama_place, {"wishes": [idris.external_id]}, by=cast.ama, now=NOW)


def test_only_who_agreed_and_is_of_the_other_side_can_be_read_and_named(cast, client, idris):
    fen = make_participation(make_person("Fen Wu"), cast.programme, "mentee", is_seen=True)
    away = make_participation(make_person("Noor Aziz"), cast.programme, "mentor", is_seen=True, status="paused")
    far = make_participation(make_person("Kofi Mensah"), make_programme("Elsewhere"), "mentor", is_seen=True)
    seen = page(client, cast).content.decode()
    assert "Idris Bello, Shoemaker" in seen
    for name in ("Fen Wu", "Noor Aziz", "Kofi Mensah", cast.rosa.name):
        assert name not in seen
    for place in (fen, away, far, cast.rosa_place):
        with pytest.raises(Refused):
            actions.change_place(cast.ama_place, {"wishes": [place.external_id]}, by=cast.ama, now=NOW)


def test_wishes_are_saved_in_their_order_and_an_import_leaves_them(cast, client, idris, import_text):
    rosa = cast.rosa_place
    Participation.objects.filter(pk=rosa.pk).update(is_seen=True)
    form = page(client, cast).context["form"]
    changes = {"wish-1": idris.external_id, "wish-4": rosa.external_id, "is_seen": "on"}
    assert client.post(reverse("programmes:my_place", args=[cast.ama_place.pk]), said(form, **changes)).status_code == 303
    cast.ama_place.refresh_from_db()
    assert (cast.ama_place.wishes, cast.ama_place.is_seen) == ([idris.external_id, rosa.external_id], True)
    assert "wishes" in cast.ama_place.own_answers
    import_text(f"id,role,wishes\n{cast.ama_place.external_id},mentee,\n")
    cast.ama_place.refresh_from_db()
    assert len(cast.ama_place.wishes) == 2


def test_the_same_person_twice_is_said_at_once_and_nothing_is_lost(cast, client, idris):
    form = page(client, cast).context["form"]
    changes = {"wish-0": idris.external_id, "wish-1": idris.external_id, "goals": "Something long."}
    answer = client.post(reverse("programmes:my_place", args=[cast.ama_place.pk]), said(form, **changes))
    assert answer.status_code == 422
    assert answer.content.decode().count("named twice") >= 2
    assert "Something long." in answer.content.decode()


def test_who_is_seen_no_longer_is_named_by_nobody_new_and_a_wish_for_them_stays(cast, client, idris):
    actions.change_place(cast.ama_place, {"wishes": [idris.external_id]}, by=cast.ama, now=NOW)
    actions.change_place(idris, {"is_seen": False}, by=idris.person, now=NOW)
    seen = page(client, cast).content.decode()
    assert "Idris Bello" in seen
    assert "Shoemaker" not in seen
    actions.change_place(cast.ama_place, {"goals": "More."}, by=cast.ama, now=NOW)
    cast.ama_place.refresh_from_db()
    assert cast.ama_place.wishes == [idris.external_id]


def test_an_organiser_switches_it_on_and_says_nothing_for_anybody(cast, client, idris):
    client.force_login(cast.cleo)
    shown = client.get(reverse("programmes:settings", args=[cast.programme.slug]))
    assert shown.context["form"]["lets_wish"].value() is True
    person = client.get(reverse("programmes:person", args=[cast.programme.slug, cast.ama_place.pk]))
    assert "wish-0" not in person.content.decode()
    with pytest.raises(ValueError, match="is_seen"):
        actions.change_place(idris, {"is_seen": True}, by=cast.cleo, now=NOW)
