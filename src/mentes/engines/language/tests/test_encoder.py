"""The same sentence always becomes the same vector, whoever it travels with."""

import numpy as np

from mentes.engines.language import Encoder
from mentes.engines.language.tests.sentences import MENTORS, NEEDS

TEXTS = [*NEEDS["en"], *MENTORS["en"], *NEEDS["es"], "Pricing.", "word " * 3000]


def test_rows_are_unit_vectors_in_the_order_given(encoder):
    for rows, width in ((encoder.encode(TEXTS), 384), (encoder.encode_multi(TEXTS), 512)):
        assert rows.shape == (len(TEXTS), width)
        assert rows.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(rows.astype(np.float64), axis=1), 1, atol=1e-6)


def test_company_and_order_do_not_change_a_vector(encoder):
    for encode, tolerance in ((encoder.encode, 0.0), (encoder.encode_multi, 1e-6)):
        together = encode(TEXTS)
        assert np.allclose(together, encode(TEXTS[::-1])[::-1], rtol=0, atol=tolerance)
        assert np.allclose(together, np.concatenate([encode([text]) for text in TEXTS]), rtol=0, atol=tolerance)


def test_another_encoder_gives_the_same_numbers(encoder):
    assert np.array_equal(encoder.encode(TEXTS[:5]), Encoder().encode(TEXTS[:5]))


def test_progress_ends_at_the_total(encoder):
    seen = []
    encoder.encode(TEXTS, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(TEXTS), len(TEXTS))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_no_text_is_no_row(encoder):
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode_multi([]).shape == (0, 512)


def test_the_names_tell_model_and_version(encoder):
    assert encoder.name.startswith("all-MiniLM-L6-v2-int8/1.")
    assert encoder.multi_name.startswith("use-multilingual-v3/0.")
