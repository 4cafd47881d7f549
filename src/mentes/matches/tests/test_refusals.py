"""Why people cannot be matched as they stand is told in the reader's language, whatever the engine found."""

from dataclasses import replace

import pytest
from django.utils import translation

from mentes.engines.matching import BadPool, default_terms, pair_up
from mentes.engines.matching.own import STABLE_CELLS, OwnPoints
from mentes.engines.matching.tests.pools import pool_of_points
from mentes.matches.bridge.faults import cannot_be_matched


def refused(error: ValueError, language: str) -> str:
    with translation.override(language):
        return str(cannot_be_matched(error, {"e0": "Ama", "m0": "Rosa", "m1": "Rui"}.__getitem__))


def test_more_locks_than_seats_name_the_person_in_every_language():
    pool = replace(pool_of_points([[50.0, 40.0], [30.0, 20.0]]), locked=(("e0", "m0"), ("e0", "m1")))
    with pytest.raises(BadPool) as caught:
        pair_up(pool)
    assert "Ama tiene más parejas fijadas (2) que plazas (1): suelta alguna." in refused(caught.value, "es")
    assert "لدى Ama ثنائيات مثبّتة" in refused(caught.value, "ar")
    assert "'e0'" not in refused(caught.value, "en")


def test_too_many_pairs_for_stable_ones_are_counted_in_the_reader_s_digits(monkeypatch):
    monkeypatch.setattr("mentes.engines.matching.own.STABLE_CELLS", 3)
    pool = pool_of_points([[50.0, 40.0], [30.0, 20.0]])
    with pytest.raises(BadPool) as caught:
        _ = OwnPoints(pool, None, [0, 1], [0, 1]).whole
    assert STABLE_CELLS > 3
    assert "entre 3 parejas posibles como máximo, no entre 4" in refused(caught.value, "es")


def test_what_no_page_lets_in_stays_as_the_engine_says_it():
    pool = pool_of_points([[50.0]])
    with pytest.raises(BadPool) as caught:
        pair_up(replace(pool, terms=replace(default_terms(), aim="gold")))
    assert "gold" in refused(caught.value, "es")
