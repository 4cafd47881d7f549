"""Points are a sum of strands, the same for one pair as in a crowd, and every part can be taken away."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.matching import (
    CustomStrand,
    Rule,
    explain,
    pair_up,
    round_points,
    row_blocks,
    score,
    score_blocks,
    similarities,
    weigh,
)

from . import crowd as crowds
from .crowd import crowd


def test_the_parts_of_ten_thousand_pairs_add_up():
    fit = score(crowd(100, 100))
    assert fit.total.size == 10_000
    assert np.abs(fit.parts.sum(axis=0) - fit.total).max() < 1e-9
    assert fit.total.min() >= 0
    assert fit.total.max() <= 100 + 1e-9


def test_taking_a_strand_away_changes_the_points_by_exactly_its_part():
    pool = crowd(60, 40)
    similar = similarities(pool)
    fit = weigh(similar, pool.terms)
    for k, name in enumerate(fit.names):
        blank = similar.values.copy()
        blank[k] = np.nan  # as if the column were empty
        without = weigh(replace(similar, values=blank), pool.terms)
        assert np.abs(fit.total - without.total - fit.parts[k]).max() < 1e-9, name


def test_an_empty_column_takes_exactly_its_part_away():
    """The same through the people themselves: clear what the strand reads, and its points are gone, the others stay."""
    pool = crowd(20, 20)
    fit = score(pool)
    cleared = {
        "topics": {"seeks": ()},
        "lived": {"lived": (), "lived_sensitive": frozenset()},
        "language": {"languages": ()},
        "working": {"working": ()},
        "hours": {"hours": ()},
    }
    for name, empty in cleared.items():
        without = score(replace(pool, mentees=tuple(replace(mentee, **empty) for mentee in pool.mentees)))
        part = fit.parts[fit.names.index(name)]
        assert np.abs(fit.total - without.total - part).max() < 1e-9, name


def test_a_pair_alone_has_the_points_it_has_in_the_crowd():
    pool = crowd(25, 20)
    similar = similarities(pool)
    fit = weigh(similar, pool.terms)
    for i in range(0, 25, 4):
        for j in range(20):
            reasons = explain(pool, pool.mentees[i].id, pool.mentors[j].id)
            assert reasons.points == pytest.approx(fit.total[i, j], abs=1e-9)
            assert sum(strand.points for strand in reasons.strands) == pytest.approx(reasons.points, abs=1e-9)
            assert reasons.blocked_by == tuple(rule for rule in fit.rules if fit.blocked_by(rule)[i, j])
            for strand in reasons.strands:
                assert strand.points == pytest.approx(fit.parts[fit.names.index(strand.name), i, j], abs=1e-12)
                if strand.code in ("not_asked", "unknown_value"):
                    assert strand.points == 0
                is_known = not np.isnan(similar.values[fit.names.index(strand.name), i, j])
                assert is_known == (strand.code not in ("not_asked", "unknown_value")), strand


def test_blocks_hold_the_same_numbers_as_the_whole(monkeypatch):
    monkeypatch.setattr("mentes.engines.matching.scoring.BLOCK_CELLS", 100)
    pool = crowd(33, 17)
    assert len(row_blocks(33, 17)) > 5
    whole, blocks = score(pool), list(score_blocks(pool))
    assert np.array_equal(np.concatenate([block.total for block in blocks]), whole.total)
    assert np.array_equal(np.concatenate([block.blocked for block in blocks]), whole.blocked)


def test_a_strand_of_weight_nothing_changes_nothing():
    pool = crowd(20, 15)
    more = CustomStrand("nothing", "same", "city", "city", 0.0)
    wider = replace(pool, terms=replace(pool.terms, customs=(*pool.terms.customs, more)))
    assert np.allclose(score(wider).total, score(pool).total, atol=1e-12)
    pairs, wider_pairs = pair_up(pool).pairs, pair_up(wider).pairs
    assert [(p.mentee_id, p.mentor_id) for p in pairs] == [(p.mentee_id, p.mentor_id) for p in wider_pairs]


def test_weights_are_shares_of_the_whole():
    pool = crowd(10, 10)
    ten_times = replace(
        pool.terms,
        weights={name: 10 * weight for name, weight in pool.terms.weights.items()},
        customs=tuple(replace(custom, weight=10 * custom.weight) for custom in pool.terms.customs),
    )
    similar = similarities(pool)
    assert np.allclose(weigh(similar, ten_times).total, weigh(similar, pool.terms).total, atol=1e-9)


def test_similarities_are_kept_while_only_weights_change():
    pool = crowd(20, 15)
    similar = similarities(pool)
    for weight in (0.0, 10.0, 70.0):
        terms = replace(pool.terms, weights={**pool.terms.weights, "hours": weight})
        assert np.array_equal(weigh(similar, terms).total, score(replace(pool, terms=terms)).total)


def test_similarities_of_other_people_or_strands_are_refused():
    pool = crowd(20, 15)
    similar = similarities(pool)
    for other in (
        crowd(20, 15, seed=1),
        replace(pool, terms=replace(pool.terms, sensitive_lived=False)),
        replace(pool, road=1 - pool.road),
    ):
        with pytest.raises(ValueError, match="similarities"):
            pair_up(other, similarities=similar)


def test_terms_made_by_hand_are_checked_too():
    pool = crowd(2, 2)
    rules = (Rule("shared_hours", True), Rule("organisation", True, "near"), Rule("kind", True))
    with pytest.raises(ValueError, match="'shared_hours': value None") as caught:
        score(replace(pool, terms=replace(pool.terms, rules=rules, weights={"topic": 3.0, "road": 1.0})))
    for wrong in ("'organisation': value 'near'", "rule 'kind'", "weight of topic"):
        assert wrong in str(caught.value)


def test_nothing_reads_a_column_that_it_was_not_given():
    """Values in any other column (a protected attribute among them) change no number."""
    pool = crowd(15, 15)
    marked = tuple(replace(mentee, extra={**mentee.extra, "gender": "x", "age": "61"}) for mentee in pool.mentees)
    assert np.array_equal(score(replace(pool, mentees=marked)).total, score(pool).total)


def test_bad_input_is_one_error_naming_every_wrong_value():
    pool = crowd(3, 3)
    broken = replace(pool.mentees[0], seats=-1, time_zone="Mars/Olympus", lived_wish="perhaps", hours=((50, 20),))
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what it names is asserted below
        score(
            replace(pool, mentees=(broken, pool.mentees[1], pool.mentees[1]), road=np.zeros((2, 2)), locked=(("nobody", "m00"),))
        )
    for wrong in ("seats = -1", "Mars/Olympus", "perhaps", "50 to 20", "2 people have this id", "(2, 2)", "nobody"):
        assert wrong in str(caught.value)


@given(st.dictionaries(st.sampled_from([*crowds.TOPICS]), st.floats(0, 50), min_size=1))
def test_shown_points_add_up_on_the_page(parts):
    shown = round_points(parts)
    assert abs(sum(shown.values()) - sum(parts.values())) <= 0.5 + 1e-9
    assert all(abs(shown[name] - parts[name]) < 1 for name in parts)


def test_points_round_by_largest_remainder():
    assert round_points({"a": 33.4, "b": 33.4, "c": 33.2}) == {"a": 34, "b": 33, "c": 33}
    assert round_points({"a": 0.5, "b": 0.0}) == {"a": 1, "b": 0}
