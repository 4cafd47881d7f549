"""Weights learnt from outcomes: planted truth is found, noise proposes nothing, few pairs propose nothing."""

import numpy as np
import pytest

from mentes.engines.matching.outcomes import LEAST_PAIRS, Past, propose_weights

NAMES = ("topics", "road", "hours")
NOW = {"topics": 50.0, "road": 30.0, "hours": 20.0}


def past(n: int, truth, *, noise: float = 0.1, seed: int = 0, mentors_truth=None) -> Past:
    """Pairs whose outcome each side would tell from `truth`, plus noise."""
    draw = np.random.default_rng(seed)
    strands = draw.random((n, 3))

    def said(weights):
        signal = strands @ np.array(weights, dtype=float)
        return np.clip(0.3 + 0.4 * signal + noise * draw.normal(size=n), 0, 1)

    return Past(NAMES, strands, said(truth), said(truth if mentors_truth is None else mentors_truth))


def by_name(proposal) -> dict:
    return {weight.name: weight for weight in proposal.weights}


def test_a_planted_truth_is_found_and_the_back_test_says_better():
    """Only hours made pairs go well; the present weights give it a fifth."""
    proposal = propose_weights(past(300, (0, 0, 1)), NOW)
    found = by_name(proposal)
    assert proposal.reason == "better"
    assert found["hours"].proposed > 70
    assert found["hours"].low > found["hours"].now
    assert found["topics"].high < found["topics"].now
    assert proposal.back_test.proposed > proposal.back_test.now + 0.1


def test_weights_that_are_right_already_stay_near():
    proposal = propose_weights(past(300, (0.5, 0.3, 0.2)), NOW)
    for weight in proposal.weights:
        assert weight.low <= weight.now <= weight.high
    assert proposal.reason == "not_better"


def test_noise_proposes_nothing_better():
    """Twenty histories in which nothing depends on any strand: at most one may be called better."""
    better = [propose_weights(past(80, (0, 0, 0), noise=0.3, seed=seed), NOW).reason for seed in range(20)]
    assert better.count("better") <= 1


def test_few_pairs_propose_nothing():
    proposal = propose_weights(past(LEAST_PAIRS - 1, (0, 0, 1)), NOW)
    assert (proposal.reason, proposal.weights, proposal.back_test) == ("too_few", (), None)
    assert proposal.n_needed == LEAST_PAIRS


def test_pairs_in_which_one_side_is_silent_do_not_count():
    history = past(100, (0, 0, 1))
    history.mentors_said[:50] = np.nan
    assert propose_weights(history, NOW).n_pairs == 50


def test_both_sides_count_alike():
    """To the mentees only topics matter, to the mentors only hours: both get about half."""
    found = by_name(propose_weights(past(600, (1, 0, 0), mentors_truth=(0, 0, 1)), NOW))
    assert abs(found["topics"].proposed - found["hours"].proposed) < 15
    assert found["road"].proposed < 15


def test_a_strand_in_which_all_pairs_were_alike_keeps_its_weight():
    history = past(200, (0, 1, 0))
    strands = history.strands.copy()
    strands[:, 2] = 0.7
    proposal = propose_weights(Past(NAMES, strands, history.mentees_said, history.mentors_said), NOW)
    hours = by_name(proposal)["hours"]
    assert (hours.proposed, hours.is_known) == (20.0, False)


def test_the_sum_of_the_weights_stays_and_the_same_seed_gives_the_same():
    history = past(150, (0.2, 0.1, 0.9))
    first, again = propose_weights(history, NOW, seed=4), propose_weights(history, NOW, seed=4)
    assert first == again
    assert sum(weight.proposed for weight in first.weights) == pytest.approx(100)


def test_every_wrong_value_is_named():
    wrong = Past(NAMES, np.full((4, 3), 2.0), np.zeros(3), np.full(4, 7.0))
    with pytest.raises(ValueError, match=r"(?s)strands: values.*mentees_said: shape.*mentors_said: values"):
        propose_weights(wrong, NOW)
