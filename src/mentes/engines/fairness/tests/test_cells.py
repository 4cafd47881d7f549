"""No group of fewer than ten people is shown, and none can be found by subtracting what is shown."""

import hypothesis.strategies as st
from hypothesis import given, settings

from mentes.engines.fairness import LEAST, compare, hidden_cells
from mentes.engines.fairness.tests.crowd import FIT, SELECTION, crowd, yes_and_no

names = st.sampled_from("abcdef")
counts_of_one = st.dictionaries(st.tuples(names), st.integers(1, 40), min_size=1)
counts_of_two = st.dictionaries(st.tuples(names, names), st.integers(1, 40), min_size=1)


@given(counts_of_one, st.integers(0, 40))
def test_what_is_hidden_is_nobody_or_at_least_ten(counts, unknown):
    hidden = hidden_cells(counts, unknown=unknown)
    assert all(counts[cell] >= LEAST for cell in counts.keys() - hidden)
    rest = sum(counts[cell] for cell in hidden) + unknown
    assert rest == 0 or rest >= LEAST or hidden == set(counts)


@given(counts_of_two)
@settings(max_examples=300)
def test_no_row_and_no_column_gives_a_small_cell_away(counts):
    hidden = hidden_cells(counts)
    assert all(counts[cell] >= LEAST for cell in counts.keys() - hidden)
    for axis in (0, 1):
        for name in {cell[axis] for cell in counts}:
            line = [cell for cell in counts if cell[axis] == name]
            rest = sum(counts[cell] for cell in line if cell in hidden)
            assert rest == 0 or rest >= LEAST or all(cell in hidden for cell in line)


def test_a_small_group_and_who_did_not_say_are_left_out_together():
    found = compare(crowd({"a": [70.0] * 60 + [75.0], "b": [70.0] * 50, "c": [1.0] * 4, "": [2.0] * 9}, "fit"), ("gender",), FIT)
    assert [group.names for group in found.groups] == [("a",), ("b",)]
    assert found.n_left_out == 10
    assert [group.n_at_least for group in found.groups] == [60, 50]


def test_where_one_group_is_left_nothing_is_shown():
    found = compare(crowd({"a": [70.0] * 60, "b": [70.0] * 12, "c": [1.0] * 4}, "fit"), ("gender",), FIT)
    assert (found.groups, found.hidden, found.state) == ((), "few_groups", "not_enough")


def test_shares_that_would_point_at_a_few_people_are_hidden_but_not_the_state():
    """Five of 300 have no mentor: their groups could be guessed from the shares."""
    found = compare(crowd({"a": yes_and_no(149, 1), "b": yes_and_no(146, 4)}), ("gender",), SELECTION)
    assert found.hidden == "few_outcomes"
    assert {(g.mean, g.compared, g.low, g.high, g.p) for g in found.groups} == {(None,) * 5}
    assert found.state == "ok"
    alarm = compare(crowd({"a": yes_and_no(149, 1), "b": yes_and_no(5, 145)}), ("gender",), SELECTION)
    assert (alarm.hidden, alarm.state) == ("few_outcomes", "concern")
