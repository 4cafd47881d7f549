"""A range for who joins next: how often it holds on histories drawn by a seed, and that thin data promise nothing."""

import random

import pytest

from mentes.engines.matching.waiting import Wait, expect, share_interval


def drawn(chance: random.Random, n: int, seen_days: float) -> list[Wait]:
    """n waits of about 3 to 20 days; who has waited for longer than `seen_days` is waiting still."""
    days = [chance.gammavariate(3, 3) for _ in range(n)]
    return [Wait(min(day, seen_days), day <= seen_days) for day in days]


@pytest.mark.parametrize("n", [10, 25, 80])
def test_about_four_in_five_of_those_who_join_next_hear_within_the_range(n):
    chance, n_within, n_all = random.Random(f"waits {n}"), 0, 0
    for _ in range(2000):
        found = expect([("all", drawn(chance, n, float("inf")))])
        day = chance.gammavariate(3, 3)
        n_within += found.low <= day <= found.high
        n_all += 1
    assert 0.78 <= n_within / n_all <= 0.87


def test_the_range_holds_too_where_some_wait_still():
    """Everybody joined on a day of their own, so that those who came last are seen for a few days only."""
    chance, n_within, n_all = random.Random("still"), 0, 0
    for _ in range(2000):
        waits = [Wait(min(day, seen), day <= seen) for day, seen in _seen(chance, 60)]
        found = expect([("all", waits)])
        if found is None:
            continue
        n_all += 1
        n_within += found.low <= chance.gammavariate(3, 3) <= found.high
    assert n_all > 1900
    assert 0.76 <= n_within / n_all <= 0.85


def _seen(chance: random.Random, n: int):
    return [(chance.gammavariate(3, 3), chance.uniform(2, 60)) for _ in range(n)]


def test_leaving_out_who_waits_still_would_promise_too_much():
    chance = random.Random("naive")
    waits = [Wait(min(day, seen), day <= seen) for day, seen in _seen(chance, 400)]
    naive = expect([("all", [wait for wait in waits if wait.is_over])])
    assert expect([("all", waits)]).high > naive.high


def test_ten_waits_by_hand():
    waits = [Wait(day, True) for day in range(1, 11)]
    found = expect([("all", waits)])
    assert (found.low, found.high, found.n) == (1, 10, 10)


def test_few_data_promise_nothing_and_a_wider_group_may_speak():
    nine, ten = [Wait(day, True) for day in range(9)], [Wait(day, True) for day in range(10)]
    assert expect([("topic", nine)]) is None
    assert expect([]) is None
    assert expect([("topic", nine), ("role", ten)]).group == "role"


def test_a_far_end_that_nobody_has_seen_is_not_promised():
    assert expect([("all", [Wait(1, True)] * 5 + [Wait(30, False)] * 15)]) is None


def test_the_interval_of_a_share_is_wilsons():
    """The textbook's 15 of 20: 0.531 to 0.888 (Newcombe 1998, method 3, rounded)."""
    low, high = share_interval(15, 20)
    assert (round(low, 3), round(high, 3)) == (0.531, 0.888)
    assert share_interval(0, 5)[0] == 0
    assert share_interval(5, 5)[1] == 1


def test_the_order_of_the_waits_never_matters():
    waits = drawn(random.Random(1), 30, 12)
    assert expect([("all", waits)]) == expect([("all", reversed(waits))])
