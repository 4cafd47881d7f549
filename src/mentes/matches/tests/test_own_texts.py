"""A strand of the programme's own that compares texts: asked for, counted, explained in the two's own words, and exported."""

import io
import json
from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse

from mentes.engines.language import Encoder, kinship, read_docs
from mentes.matches import actions, bridge
from mentes.matches.models import Match
from mentes.people.models import Passage, Reading
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db
DREAM = "In ten years a second stall belongs to me. My sister keeps the first."
TAUGHT = "I helped three traders open their second stall. Then I wrote it down for others."
STRAND = {"name": "Ten years on", "kind": "text", "mentee_column": "In ten years", "mentor_column": "What I taught", "weight": 40}


@pytest.fixture
def cast():
    cast = Cast()
    for place, extra in ((cast.ama_place, {"In ten years": DREAM}), (cast.rosa_place, {"What I taught": TAUGHT})):
        place.profile.extra = extra
        place.profile.save()
    return cast


@pytest.fixture
def with_strand(cast, client):
    client.force_login(cast.cleo)
    response = client.post(reverse("matches:add_strand", args=[cast.programme.slug]), STRAND)
    assert response.status_code == 302, response.content.decode()
    cast.programme.refresh_from_db()
    return cast


def propose(cast):
    return actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)


def strand_of(match: Match) -> dict:
    return next(one for one in match.reasons if one.get("name") == "Ten years on")


def test_the_form_offers_texts_and_keeps_such_a_strand(with_strand, client):
    page = client.get(reverse("matches:terms", args=[with_strand.programme.slug])).content.decode()
    assert "Texts that are near in meaning" in page
    assert "Ten years on" in page
    (kept,) = with_strand.programme.terms["strand"]
    assert (kept["kind"], kept["mentee_column"], kept["mentor_column"]) == ("text", "In ten years", "What I taught")
    assert with_strand.programme.text_columns == ["In ten years", "What I taught"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"mentee_column": "languages"}, "This column is no text."),
        ({"kind": "same", "mentor_column": "goals"}, "it can only be compared by its meaning"),
    ],
)
def test_a_column_of_the_wrong_kind_is_named_and_nothing_typed_is_lost(cast, client, said, sentence):
    client.force_login(cast.cleo)
    response = client.post(reverse("matches:add_strand", args=[cast.programme.slug]), STRAND | said)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert 'value="Ten years on"' in page


def test_points_are_those_of_the_command_line(with_strand):
    propose(with_strand)
    match = Match.objects.get()
    dream, taught = read_docs([DREAM, TAUGHT], Encoder(), hints=[["en"], ["en"]])
    near = kinship([dream], [taught])[0, 0]
    assert 0 < near < 1
    assert match.parts["Ten years on"] == pytest.approx(near * 100 * 40 / 140, abs=1e-5)
    assert sum(match.parts.values()) == pytest.approx(match.points, abs=1e-9)


def test_native_texts_may_be_compared_on_either_side(cast):
    entry = {"name": "Help", "kind": "text", "mentee_column": "background", "mentor_column": "would_help", "weight": 10}
    run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW, terms=bridge.read_terms({"strand": [entry]}))
    assert run.pairs[0]["parts"]["Help"] > 0
    assert not Passage.objects.filter(field__startswith=Passage.OWN).exists()


def test_who_wrote_nothing_there_was_not_asked(with_strand):
    other = make_participation(make_person("Esi Boateng"), with_strand.programme, "mentee", seeks={"pricing": 1})
    propose(with_strand)
    match = Match.objects.get(mentee=other)
    assert strand_of(match)["code"] == "not_asked"
    assert match.parts["Ten years on"] == 0


def test_pages_quote_the_sentences_it_rests_on(with_strand, client):
    propose(with_strand)
    match = Match.objects.get()
    quoted = ["In ten years a second stall belongs to me.", "I helped three traders open their second stall."]
    review = reverse("matches:review", args=[with_strand.programme.slug])
    for address in (f"{review}?pair={match.pk}", f"{reverse('matches:swap', args=[match.pk])}?mentor={match.mentor_id}"):
        page = client.get(address).content.decode()
        for sentence in quoted:
            assert sentence in DREAM + TAUGHT
            assert f"“{sentence}”" in page, address
        assert "What Ama wrote under “In ten years”, beside what Rosa wrote under “What I taught”" in page
    assert not any(sentence in json.dumps(match.reasons) for sentence in quoted), "kept with nothing but the columns' names"
    Match.objects.update(state="offered", expires_at=NOW + timedelta(days=14))
    for person in (with_strand.ama, with_strand.rosa):
        client.force_login(person)
        page = client.get(reverse("matches:pair", args=[match.pk])).content.decode()
        assert all(f"“{sentence}”" in page for sentence in quoted)


def test_what_if_solves_with_it_and_its_weight_can_be_pulled(with_strand, client):
    propose(with_strand)
    terms = bridge.terms_of(with_strand.programme)
    weights = {f"weight_{k}": 0 for k in range(len(terms.offered_weights()))}
    said = weights | {f"weight_{len(weights) - 1}": 40, "aim": "points"}
    page = client.get(reverse("matches:what_if", args=[with_strand.programme.slug]), said, headers={"HX-Request": "true"})
    near = strand_of(Match.objects.get())["similarity"]
    assert f"{round(100 * near)} of at most {round(100 * near)}" in page.content.decode()


def test_exports_hold_its_points_and_its_proof(with_strand, client):
    run = propose(with_strand)
    slug = with_strand.programme.slug
    header, line = client.get(reverse("matches:pairs_csv", args=[slug])).content.decode("utf-8-sig").splitlines()[:2]
    assert header.endswith("Ten years on")
    assert float(line.rsplit(",", 1)[1]) == pytest.approx(run.pairs[0]["parts"]["Ten years on"])
    report = client.get(reverse("matches:report_json", args=[slug])).json()
    assert report["weights"]["Ten years on"] == 40
    arrays = np.load(io.BytesIO(client.get(reverse("matches:scores_npz", args=[slug])).content), allow_pickle=False)
    assert arrays["points"][0, 0] == pytest.approx(run.pairs[0]["points"], abs=1e-9)
    assert bridge.count_again(run).certificate.feasible


def test_supply_is_counted_as_before(with_strand, client):
    assert client.get(reverse("programmes:supply", args=[with_strand.programme.slug])).status_code == 200


def test_a_strand_taken_away_takes_its_vectors_along(with_strand, client):
    propose(with_strand)
    assert Passage.objects.filter(field="extra:In ten years").exclude(kind=Passage.Kind.PART).count() == 2
    client.post(reverse("matches:drop_strand", args=[with_strand.programme.slug]), {"name": "Ten years on"})
    with_strand.programme.refresh_from_db()
    propose(with_strand)
    for model in (Passage, Reading):
        assert not model.objects.filter(field__startswith=Passage.OWN).exists()
        assert model.objects.filter(field="goals").exists()
