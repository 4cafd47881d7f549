"""The measures are those of the study: worked by hand, and by its words pair by pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.language.agreement import agreement, tally

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), min_size=1, max_size=8)


def by_the_words_of_the_study(judged, scored):
    counts = [0.0] * 6
    for i in range(len(judged)):
        for j in range(i):
            gap, difference = judged[i] - judged[j], scored[i] - scored[j]
            counts[0] += abs(gap) / 2 if difference == 0 else abs(gap) if gap * difference < 0 else 0
            counts[1] += abs(gap)
            if max(judged[i], judged[j]) >= 4 and min(judged[i], judged[j]) <= 2:
                counts[2] += gap * difference > 0
                counts[3] += 1
            if min(judged[i], judged[j]) >= 4 and gap:
                counts[4] += gap * difference > 0
                counts[5] += 1
    return counts


def test_a_worked_example():
    # 5 before 1 is right and easy; 5 before 4 right and hard; 1 before 4 is wrong, easy and costs 3 of 4 + 1 + 3.
    assert tally([5, 1, 4], [0.9, 0.2, 0.1]).tolist() == [3, 8, 1, 2, 1, 1]


def test_equal_scores_cost_half_and_are_never_right():
    assert tally([5, 1], [0.5, 0.5]).tolist() == [2, 4, 0, 1, 0, 0]


@given(PAIRS)
def test_every_tally_is_that_of_the_words(rows):
    judged, scored = zip(*rows, strict=True)
    assert tally(judged, scored).tolist() == by_the_words_of_the_study(judged, scored)


def test_samples_are_averaged_and_judges_are_pooled():
    right, wrong = tally([5, 1], [1, 0]), tally([4, 2], [0, 1])
    found = agreement(np.array([[right, wrong], [right, right]]))
    assert found.loss == pytest.approx((2 / 6 + 0) / 2)
    assert found.easy == pytest.approx((1 / 2 + 1) / 2)
    assert np.isnan(found.hard)


def test_the_interval_holds_the_measure_and_the_seed_decides_it():
    rng = np.random.default_rng(1)
    tallies = np.array([[tally(rng.integers(1, 6, 8), rng.random(8)) for _ in range(30)]])
    found = agreement(tallies)
    assert found == agreement(tallies)
    assert found.low["loss"] < found.loss < found.high["loss"]
    # A coin: half of everything.
    assert found.low["loss"] < 0.5 < found.high["loss"]


def test_lists_of_two_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        tally([1, 2], [1])
    with pytest.raises(ValueError, match="n_samples"):
        agreement(np.zeros((2, 6)))
