"""A need finds the mentor who has lived it, in its own language and across languages, and the number can be quoted."""

import numpy as np
import pytest

from mentes.engines.language import join_docs, kinship, quote, read_docs, word_weights
from mentes.engines.language.kinship import MINI, MULTI
from mentes.engines.language.tests.sentences import MENTORS, NEEDS


@pytest.fixture(scope="module")
def docs(encoder):
    needs = {code: read_docs(texts, encoder, every_language=True) for code, texts in NEEDS.items()}
    mentors = {code: read_docs(texts, encoder, every_language=True) for code, texts in MENTORS.items()}
    return needs, mentors


def found(near):
    return int((near.argmax(axis=1) == np.arange(len(near))).sum())


def test_every_english_need_finds_its_mentor(docs):
    needs, mentors = docs
    assert found(kinship(needs["en"], mentors["en"])) == 10


@pytest.mark.parametrize("code", ["es", "fr", "de", "pt", "ru", "ar", "zh"])
def test_a_need_in_another_language_finds_its_english_mentor(docs, code):
    needs, mentors = docs
    assert found(kinship(needs[code], mentors["en"])) >= 9


@pytest.mark.parametrize("code", ["es", "de", "ru", "ar", "zh"])
def test_two_texts_of_one_other_language_are_understood(docs, code):
    needs, mentors = docs
    assert found(kinship(needs[code], mentors[code])) >= 8


def test_the_constants_are_those_of_the_sentences(encoder):
    encode = {"vectors": encoder.encode, "multi": encoder.encode_multi}
    related, unrelated = {"vectors": [], "multi": []}, {"vectors": [], "multi": []}
    off = ~np.eye(10, dtype=bool)
    for a, b in ((a, b) for a in NEEDS for b in MENTORS):
        for name in ("vectors", "multi") if a == b == "en" else ("multi",):
            cosine = encode[name](NEEDS[a]) @ encode[name](MENTORS[b]).T
            related[name].extend(np.diag(cosine))
            unrelated[name].extend(cosine[off])
    for name, scale in (("vectors", MINI), ("multi", MULTI)):
        assert np.mean(unrelated[name]) == pytest.approx(scale.floor, abs=0.01)
        assert np.quantile(related[name], 0.95) == pytest.approx(scale.ceiling, abs=0.015)


def test_numbers_are_between_nought_and_one_and_nothing_is_not_asked(docs, encoder):
    needs, mentors = docs
    empty = read_docs(["", " ...\n"], encoder)
    near = kinship([*needs["en"], *needs["ar"], *empty], [*mentors["en"], *mentors["zh"], *empty])
    assert np.isnan(near[-2:]).all()
    assert np.isnan(near[:, -2:]).all()
    asked = near[:-2, :-2]
    assert ((asked >= 0) & (asked <= 1)).all()
    assert quote(empty[0], mentors["en"][0]) is None


def test_order_and_company_of_the_texts_change_nothing(docs, encoder):
    texts = [*NEEDS["en"], *NEEDS["ru"], *MENTORS["en"]]
    forward = read_docs(texts, encoder)
    backward = read_docs(texts[::-1], encoder)[::-1]
    near = kinship(forward[:20], forward[20:])
    assert np.array_equal(near, kinship(backward[:20], backward[20:]))
    assert np.array_equal(near[3:5, 2:4], kinship(forward[3:5], forward[22:24]))


def test_kinship_is_a_share_by_sentences_and_a_share_by_parts(encoder):
    bread, stage = NEEDS["en"][:2]
    baker, parent = MENTORS["en"][0], MENTORS["en"][5]
    need, offer = read_docs([f"{bread} {stage}", f"{baker}\n{parent}"], encoder)
    assert (len(need.items), len(need.part_vectors)) == (2, 1)
    assert (len(offer.items), len(offer.part_vectors)) == (2, 2)
    assert np.array_equal(offer.vectors, offer.part_vectors)
    sentences = (need.vectors.astype(float) @ offer.vectors.astype(float).T).max(axis=1).mean()
    parts = np.log(np.exp(10 * need.part_vectors.astype(float) @ offer.part_vectors.astype(float).T).mean()) / 10
    likeness = (2 * sentences + parts) / 3
    assert kinship([need], [offer])[0, 0] == pytest.approx((likeness - MINI.floor) / (MINI.ceiling - MINI.floor), abs=1e-6)


def test_texts_put_together_are_compared_as_one(encoder):
    a, b, need = read_docs([MENTORS["en"][0], MENTORS["en"][5], NEEDS["en"][0]], encoder)
    both = read_docs([f"{MENTORS['en'][0]}\n{MENTORS['en'][5]}"], encoder)
    assert kinship([need], [join_docs([a, b])])[0, 0] == kinship([need], both)[0, 0]
    assert not join_docs([]).items


def test_a_quote_is_verbatim_and_names_the_shared_words(encoder):
    texts = ["I fear the exam. I want to export textiles to Europe.", "I bake. For years I exported textiles to Europe by ship."]
    need, offer = read_docs(texts, encoder)
    said = quote(need, offer, word_weights(texts))
    assert (said.need_item, said.offer_item) == (
        "I want to export textiles to Europe.",
        "For years I exported textiles to Europe by ship.",
    )
    assert said.need_item in texts[0]
    assert said.offer_item in texts[1]
    assert set(said.words) == {"textiles", "Europe"}
    assert said.similarity > 0.7


def test_english_alone_needs_no_second_model(encoder):
    assert all(doc.multi is None for doc in read_docs(NEEDS["en"], encoder))
    assert all(doc.multi is not None for doc in read_docs([*NEEDS["en"], NEEDS["fr"][0]], encoder))


def test_texts_read_apart_in_two_languages_are_refused_by_name(encoder):
    english, french = read_docs(NEEDS["en"][:2], encoder), read_docs(NEEDS["fr"][:2], encoder)
    with pytest.raises(ValueError, match="offer 0, offer 1"):
        kinship(french, english)


def test_hints_must_be_one_list_a_text(encoder):
    with pytest.raises(ValueError, match="hints: 1 lists for 2 texts"):
        read_docs(["a", "b"], encoder, hints=[["en"]])
