"""Ratios, gaps and their intervals by hand; states by the rule; bad input named at once; order never matters."""

import numpy as np
import pytest
from scipy import stats

from mentes.engines.fairness import Measure, Subject, audit, compare
from mentes.engines.fairness.chances import interval_of_shares
from mentes.engines.fairness.tests.crowd import EXPOSURE, FIT, SELECTION, crowd, yes_and_no


def by_name(comparison):
    return {group.names[0]: group for group in comparison.groups}


def test_a_hand_worked_ratio():
    """60 of 150 against 90 of 150: rates .4 and .6, ratio 2/3; z = .2 / sqrt(.5 * .5 * 2 / 150) = 3.4641."""
    found = compare(crowd({"a": yes_and_no(90, 60), "b": yes_and_no(60, 90)}), ("gender",), SELECTION)
    b = by_name(found)["b"]
    assert (b.mean, b.compared) == (pytest.approx(0.4), pytest.approx(2 / 3))
    assert b.p == pytest.approx(2 * stats.norm.sf(3.46410), abs=1e-6)
    assert (found.state, b.state, b.is_best) == ("concern", "concern", False)
    assert by_name(found)["a"].is_best


def test_the_interval_of_a_ratio_is_koopmans():
    """The worked example of Koopman 1984 as Gart and Nam 1988 repeat it: 36 of 40 against 16 of 80, 95 % from 2.94 to 7.15."""
    low, high = interval_of_shares(36, 40, 16, 80)
    assert (round(low, 2), round(high, 2)) == (2.94, 7.15)


@pytest.mark.parametrize(("x", "n", "x_best", "n_best"), [(0, 30, 20, 30), (30, 30, 30, 30), (29, 30, 30, 30), (1, 200, 9, 200)])
def test_an_interval_holds_its_ratio_also_at_the_edges(x, n, x_best, n_best):
    low, high = interval_of_shares(x, n, x_best, n_best)
    assert 0 <= low <= (x / n) / (x_best / n_best) <= high < 100
    assert low < high


def test_three_states():
    enough_and_alike = crowd({"a": yes_and_no(80, 70), "b": yes_and_no(78, 72)})
    too_few = crowd({"a": yes_and_no(30, 30), "b": yes_and_no(15, 45)})
    rare = crowd({"a": yes_and_no(12, 100), "b": yes_and_no(11, 100)})
    assert compare(enough_and_alike, ("gender",), SELECTION).state == "ok"
    assert compare(too_few, ("gender",), SELECTION).state == "not_enough"
    found = compare(rare, ("gender",), SELECTION)
    assert found.state == "not_enough"
    assert found.groups[0].power < 0.5
    assert found.groups[1].n_needed > 500


def test_a_ratio_below_the_limit_is_no_concern_where_chance_explains_it():
    found = compare(crowd({"a": yes_and_no(56, 54), "b": yes_and_no(44, 66)}), ("gender",), SELECTION)
    b = by_name(found)["b"]
    assert b.compared < 0.8
    assert b.p > 0.05
    assert b.state in ("ok", "not_enough")


def test_few_people_far_apart_are_worth_a_look_and_no_verdict():
    found = compare(crowd({"a": yes_and_no(50, 10), "b": yes_and_no(10, 40)}), ("gender",), SELECTION)
    assert found.state == "not_enough"
    assert by_name(found)["b"].is_worth_a_look
    assert not by_name(found)["a"].is_worth_a_look


def test_a_handful_of_lucky_people_is_no_yardstick():
    many = {"a": yes_and_no(100, 100), "b": yes_and_no(95, 105)}
    lucky = compare(crowd(many | {"few": yes_and_no(30, 10)}), ("gender",), SELECTION)
    assert by_name(lucky)["a"].is_best
    assert by_name(lucky)["few"].compared == pytest.approx(1.5)


def test_the_p_of_three_groups_is_tukeys():
    found = compare(crowd({"a": yes_and_no(90, 60), "b": yes_and_no(75, 75), "c": yes_and_no(60, 90)}), ("gender",), SELECTION)
    assert by_name(found)["c"].p == pytest.approx(stats.studentized_range.sf(3.46410 * 2**0.5, 3, np.inf), abs=1e-6)


def test_a_gap_is_welchs_against_everybody_else():
    draw = np.random.default_rng(3)
    a, b = draw.normal(80, 8, 130), draw.normal(72, 12, 120)
    found = by_name(compare(crowd({"a": a, "b": b}, "fit"), ("gender",), FIT))["b"]
    welch = stats.ttest_ind(b, a, equal_var=False)
    interval = welch.confidence_interval()
    assert found.p == pytest.approx(welch.pvalue)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert found.state == "concern"


def test_a_gap_to_the_good_is_no_concern_for_that_group():
    draw = np.random.default_rng(3)
    groups = {"a": draw.normal(80, 8, 130), "b": draw.normal(70, 8, 120)}
    more = by_name(compare(crowd(groups, "fit"), ("gender",), FIT))
    waiting = Measure("fit", "gap", limit=5.0, found=7.5, more_is_better=False)
    less = by_name(compare(crowd(groups, "fit"), ("gender",), waiting))
    assert (more["a"].state, more["b"].state) == ("ok", "concern")
    assert (less["a"].state, less["b"].state) == ("concern", "ok")


def test_amounts_are_compared_by_the_ratio_of_their_means():
    draw = np.random.default_rng(5)
    groups = {"a": draw.gamma(2, 2, 300), "b": draw.gamma(2, 1, 300)}
    b = by_name(compare(crowd(groups, "exposure"), ("gender",), EXPOSURE))["b"]
    assert b.compared == pytest.approx(groups["b"].mean() / groups["a"].mean())
    assert b.low < b.compared < b.high < 0.8
    assert b.state == "concern"


def test_nobody_placed_and_everybody_placed_accuse_nobody():
    for n_yes in (0, 150):
        found = compare(crowd({"a": yes_and_no(n_yes, 150 - n_yes), "b": yes_and_no(n_yes, 150 - n_yes)}), ("gender",), SELECTION)
        assert found.state in ("ok", "not_enough")
        assert {group.compared for group in found.groups} == {1.0}


def test_intersections_find_what_each_attribute_alone_hides():
    """Women over 50 are left out, everybody else is not: by gender and by age alone the ratio stays above .8."""
    placed = dict.fromkeys([("man", "young"), ("man", "old"), ("woman", "young")], (280, 400)) | {("woman", "old"): (42, 120)}
    people = [
        Subject(f"{g}{a}{k:04}", {"gender": g, "age": a}, {"selection": float(k < n_yes)})
        for (g, a), (n_yes, n) in placed.items()
        for k in range(n)
    ]
    by = {one.attributes: one for one in audit(people, ("gender", "age"), (SELECTION,))}
    assert by[("gender",)].state == by[("age",)].state == "ok"
    assert by[("gender", "age")].state == "concern"
    worst = min(by[("gender", "age")].groups, key=lambda group: group.compared)
    assert worst.names == ("woman", "old")


def test_the_order_of_people_never_matters():
    people = crowd({"a": yes_and_no(80, 70), "b": yes_and_no(60, 70), "": yes_and_no(12, 13)})
    assert audit(people, ("gender",), (SELECTION,)) == audit(people[::-1], ("gender",), (SELECTION,))


def test_one_error_names_everything_wrong():
    people = [Subject("x", {}, {"selection": 2.0}), Subject("x", {}, {"fit": float("nan")})]
    with pytest.raises(ValueError, match=r"no such kind.*x stands there 2 times.*selection cannot be 2\.0.*fit cannot be nan"):
        audit(people, (), (SELECTION, FIT, Measure("odd", "guess", 0.8, 0.7)))
