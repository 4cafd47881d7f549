"""The agreement: either edits, a signature belongs to one version, and nobody's text is lost."""

import pytest

from mentes.bonds.actions.agreeing import Changed, sign_agreement, write_agreement
from mentes.bonds.tests.conftest import after
from mentes.lib.errors import Refused
from mentes.people.letters import word
from mentes.people.models import Letter

SAID = {"meets": "Every other Thursday", "lasts": "Until June", "between_us": "All of it", "if_stuck": "We say so", "more": ""}


def write(cast, by, *, based_on, **said):
    return write_agreement(cast.bond, SAID | said, based_on=based_on, by=by, now=after())


def sign(cast, by, number):
    return sign_agreement(cast.bond, number=number, by=by, now=after(hours=1))


def letters(person):
    return sorted(Letter.objects.filter(person=person, kind__startswith="agreement").values_list("kind", flat=True))


def test_it_holds_once_both_have_signed_the_same_version(cast):
    write(cast, cast.ama, based_on=0)
    assert not sign(cast, cast.ama, 1).is_in_force
    assert sign(cast, cast.rosa, 1).is_in_force
    assert cast.bond.agreements.in_force().number == 1
    assert (letters(cast.ama), letters(cast.rosa)) == (["agreement_signed"], ["agreement_waits"])


def test_an_edit_after_one_signed_asks_both_again(cast):
    write(cast, cast.ama, based_on=0)
    sign(cast, cast.ama, 1)
    second = write(cast, cast.rosa, based_on=1, meets="Every Thursday")
    assert (second.number, second.is_signed) == (2, False)
    with pytest.raises(Refused):
        sign(cast, cast.rosa, 1)
    sign(cast, cast.rosa, 2)
    assert cast.bond.agreements.in_force() is None
    sign(cast, cast.ama, 2)
    assert cast.bond.agreements.in_force() == second


def test_what_both_signed_holds_until_both_have_signed_the_next(cast):
    write(cast, cast.ama, based_on=0)
    sign(cast, cast.ama, 1)
    sign(cast, cast.rosa, 1)
    write(cast, cast.ama, based_on=1, lasts="Until August")
    assert cast.bond.agreements.in_force().number == 1
    first = cast.bond.agreements.get(number=1)
    assert (first.lasts, first.is_in_force) == ("Until June", True), "history does not change"


def test_two_who_edit_at_once_lose_nothing(cast):
    write(cast, cast.ama, based_on=0)
    write(cast, cast.ama, based_on=1, meets="Mondays")
    with pytest.raises(Changed) as meanwhile:
        write(cast, cast.rosa, based_on=1, meets="Tuesdays")
    assert meanwhile.value.newest.meets == "Mondays"
    assert write(cast, cast.rosa, based_on=2, meets="Tuesdays").number == 3


def test_keeping_what_stands_there_already_asks_nobody_to_sign_again(cast):
    write(cast, cast.ama, based_on=0)
    sign(cast, cast.ama, 1)
    assert write(cast, cast.rosa, based_on=1).number == 1
    assert cast.bond.agreements.get().mentee_signed_at


def test_what_is_half_empty_is_signed_by_nobody(cast):
    write(cast, cast.ama, based_on=0, if_stuck="")
    with pytest.raises(Refused):
        sign(cast, cast.ama, 1)


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_nobody_else_writes_or_signs(cast, who):
    write(cast, cast.ama, based_on=0)
    with pytest.raises(Refused):
        write(cast, getattr(cast, who), based_on=1, meets="Never")
    with pytest.raises(Refused):
        sign(cast, getattr(cast, who), 1)


def test_a_match_that_is_over_is_not_written_in(cast):
    write(cast, cast.ama, based_on=0)
    cast.bond.state = "ended"
    cast.bond.save()
    with pytest.raises(Refused):
        write(cast, cast.ama, based_on=1, meets="Again")


def test_the_letter_waits_for_nobody_once_the_version_is_old(cast):
    write(cast, cast.ama, based_on=0)
    sign(cast, cast.ama, 1)
    letter = Letter.objects.get(kind="agreement_waits")
    subject, body = word(letter)
    assert "Ama" in subject
    assert f"/matches/{cast.bond.pk}/agreement/" in body
    assert SAID["meets"] not in body
    write(cast, cast.rosa, based_on=1, meets="Mondays")
    assert word(letter) is None


# --- the page --------------------------------------------------------------------------------------------------------------


def page(cast):
    return f"/matches/{cast.bond.pk}/agreement/"


def test_the_first_draft_is_begun_for_them_and_kept_by_one_button(cast, client):
    client.force_login(cast.ama)
    form = client.get(page(cast)).context["form"]
    assert all(form.initial[name] for name in ("meets", "lasts", "between_us", "if_stuck"))
    assert client.post(page(cast), SAID | {"based_on": 0}).status_code == 302
    assert client.post(f"{page(cast)}sign/", {"number": 1}).status_code == 302
    client.force_login(cast.rosa)
    client.post(f"{page(cast)}sign/", {"number": 1})
    assert cast.bond.agreements.in_force().number == 1
    printed = client.get(f"{page(cast)}1/").content.decode()
    assert "Ama Owusu" in printed
    assert "Rosa Quispe" in printed
    assert SAID["meets"] in printed


def test_both_texts_stand_on_the_page_when_they_cross(cast, client):
    write(cast, cast.ama, based_on=0)
    write(cast, cast.ama, based_on=1, between_us="Only the good parts")
    client.force_login(cast.rosa)
    crossed = client.post(page(cast), SAID | {"based_on": 1, "between_us": "Everything"})
    text = crossed.content.decode()
    assert crossed.status_code == 409
    assert "Everything" in text
    assert "Only the good parts" in text
    assert 'name="based_on" value="2"' in text
    assert cast.bond.agreements.newest().number == 2


def test_a_stranger_and_an_organiser_find_nothing_there(cast, client):
    for person in (cast.dov, cast.cleo):
        client.force_login(person)
        assert client.get(page(cast)).status_code == 404
        assert client.post(page(cast), SAID | {"based_on": 0}).status_code == 404
