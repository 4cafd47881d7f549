"""A word from an organiser: proposed in the reader's language, changed at will, sent exactly once, logged without its text."""

import re

import pytest

from mentes.people import letters
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_person, make_staff
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", offered_at=NOW, started_at=NOW)
    cast.deputy = make_person("Dele Ayo")
    make_staff(cast.deputy, cast.programme, "deputy")
    cast.address = f"/programmes/{cast.programme.slug}/people/{cast.ama_place.pk}/write/"
    return cast


@pytest.mark.parametrize(("language", "word"), [("en", "quiet"), ("es", "silencio"), ("ar", "Rosa")])
def test_the_proposal_is_in_the_language_of_its_reader(cast, client, language, word):
    cast.ama.language = language
    cast.ama.save()
    client.force_login(cast.deputy)
    page = client.get(f"{cast.address}?kind=silent&match={cast.pair.pk}").content.decode()
    assert word in page
    assert "Rosa" in page


def test_pressed_twice_one_letter_goes_with_the_words_as_changed(cast, client):
    client.force_login(cast.deputy)
    page = client.get(f"{cast.address}?kind=not_met&match={cast.pair.pk}").content.decode()
    mark = re.search(r'name="mark" value="([^"]+)"', page)[1]
    said = {"words": "Shall I help & look?", "mark": mark, "kind": "not_met", "match": str(cast.pair.pk)}
    assert client.post(cast.address, said).status_code == 302
    assert client.post(cast.address, said).status_code == 409
    letter = Letter.objects.get(kind="organisers_word")
    subject, body = letters.word(letter)
    assert letter.person == cast.ama
    assert subject == "A word from Dele, First Harbour"
    assert "Shall I help & look?" in body
    assert f"/matches/{cast.pair.pk}/" in body
    line = AuditEntry.objects.get(action="place.written_to")
    assert (line.actor_id, line.detail) == (cast.deputy.pk, {"about": "not_met"})


def test_without_a_word_nothing_goes_and_nothing_is_lost(cast, client):
    client.force_login(cast.cleo)
    answer = client.post(cast.address, {"words": " ", "mark": "0d3f2a1c-1111-4222-8333-444455556666", "kind": "silent"})
    assert answer.status_code == 422
    assert not Letter.objects.filter(kind="organisers_word").exists()


def test_an_address_leads_to_nobody_elses_match(cast, client):
    client.force_login(cast.cleo)
    other = Cast()
    foreign = other.match(state="active", started_at=NOW)
    assert client.get(f"{cast.address}?kind=silent&match={foreign.pk}").status_code == 404
    assert client.get(f"{cast.address}?kind=nonsense&match=nonsense").status_code == 200
