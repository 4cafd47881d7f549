"""A planted proxy is found, features that know nothing are not, and few people give no number."""

import numpy as np
import pytest

from mentes.engines.fairness import guess
from mentes.engines.fairness.proxy import _area


def people(draw, n: int, *, tells: float, n_features: int = 60):
    is_in = draw.random(n) < 0.5
    features = draw.normal(size=(n, n_features))
    features[:, 0] += tells * is_in
    return features, is_in


def test_the_area_by_hand():
    assert _area(np.array([3.0, 2.0, 2.0, 1.0]), np.array([True, True, False, False])) == pytest.approx(3.5 / 4)


def test_a_planted_proxy_is_found():
    features, is_in = people(np.random.default_rng(2), 300, tells=2.0)
    found = guess("gender", "woman", features, is_in, seed=0)
    assert found.state == "proxy"
    assert found.auc > 0.75
    assert found.low > 0.5


def test_features_that_know_nothing_seldom_pass_for_a_proxy():
    draw = np.random.default_rng(7)
    found = [guess("gender", "woman", *people(draw, 200, tells=0.0), seed=k) for k in range(200)]
    assert sum(one.state == "proxy" for one in found) <= 10  # 2.5 % is promised
    assert np.mean([one.auc for one in found]) == pytest.approx(0.5, abs=0.02)


def test_more_features_than_people_are_no_hindrance():
    features, is_in = people(np.random.default_rng(2), 200, tells=2.5, n_features=500)
    features[:, 1:40] += features[:, :1]
    assert guess("gender", "woman", features, is_in, seed=0).state == "proxy"


def test_few_people_give_no_number():
    features, is_in = people(np.random.default_rng(2), 80, tells=2.0)
    found = guess("gender", "woman", features, is_in, seed=0)
    assert (found.state, found.auc, found.n_needed) == ("not_enough", None, 50)


def test_the_same_people_give_the_same_answer_and_no_column_is_special():
    features, is_in = people(np.random.default_rng(2), 200, tells=0.5)
    same = np.column_stack([features, np.ones(200)])
    assert guess("a", "b", features, is_in, seed=4) == guess("a", "b", features, is_in, seed=4)
    assert guess("a", "b", same, is_in, seed=4).auc == pytest.approx(guess("a", "b", features, is_in, seed=4).auc, abs=1e-6)


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match="do not fit"):
        guess("a", "b", np.zeros((3, 2)), np.zeros(4, dtype=bool), seed=0)
