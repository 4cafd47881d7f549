"""The letter to a mentor who is asked to stand beside somebody."""

import pytest

from mentes.people.letters import word
from mentes.people.models import Letter
from mentes.rehearsals.actions import inviting, planning
from mentes.testing import NOW

SETTING = planning.Setting("market", "dawn", 3, "supportive", seed=7)


@pytest.fixture
def asked(cast):
    """(rehearsal, guest, letter): Ama has asked Rosa to come to her rehearsal of a price."""
    rehearsal = planning.plan_rehearsal(SETTING, of="price", by=cast.ama, now=NOW)
    guest = inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    return rehearsal, guest, Letter.objects.get(kind="rehearsal_invited")


def test_it_says_who_asks_for_what_and_where_in_the_readers_language(cast, asked):
    rehearsal, _guest, letter = asked
    assert letter.person == cast.rosa
    subject, body = word(letter)
    assert subject == "Ama asks you to stand beside them: Say your price"
    assert f"/rehearsals/{rehearsal.pk}/" in body
    cast.rosa.language = "es"
    cast.rosa.save()
    letter.refresh_from_db()
    assert "Decir tu precio" in word(letter)[0]


def test_asking_twice_is_one_letter(cast, asked):
    inviting.invite(asked[0], cast.rosa, by=cast.ama, now=NOW)
    assert Letter.objects.filter(kind="rehearsal_invited").count() == 1


def test_there_is_nothing_to_tell_once_it_is_over_or_they_are_not_asked_any_more(cast, asked):
    rehearsal, guest, letter = asked
    inviting.uninvite(rehearsal, guest.pk, by=cast.ama)
    assert word(letter) is None
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    assert word(letter) is not None
    planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW)
    assert word(letter) is None
