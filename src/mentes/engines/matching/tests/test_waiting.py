"""Waits with those who wait still: the textbook's table by hand, and what a median then says."""

import pytest

from mentes.engines.matching.waiting import Wait, days_until, survival

# Remission in weeks of the 21 who were given 6-MP (Freireich et al. 1963), the worked example of Kleinbaum and Klein,
# Survival Analysis, chapter 2; a plus marks who was still well when last seen. The share at each week is from its table.
OVER = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TABLE = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}


def waits():
    return [Wait(days, True) for days in OVER] + [Wait(days, False) for days in STILL]


def test_the_textbook_example_by_hand():
    assert {day: round(share, 4) for day, share in survival(waits())} == TABLE
    assert days_until(waits(), 0.5) == 23


def test_the_order_of_the_waits_never_matters():
    assert survival(reversed(waits())) == survival(waits())


def test_who_waits_still_makes_the_median_longer_not_shorter():
    told = [Wait(days, True) for days in range(1, 11)]
    assert days_until(told, 0.5) == 5
    assert days_until([*told, *[Wait(20, False)] * 4], 0.5) == 7


def test_what_has_not_been_seen_yet_is_not_said():
    assert days_until([Wait(1, True), Wait(9, False), Wait(9, False)], 0.5) is None
    assert days_until([], 0.5) is None


def test_every_wrong_wait_is_named():
    with pytest.raises(ValueError, match="-1, inf"):
        survival([Wait(-1, True), Wait(3, True), Wait(float("inf"), False)])
