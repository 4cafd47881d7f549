"""Work by blocks: in order, whichever is ready first, never many results at once."""

import time

import pytest

from mentes.engines.matching.blocks import map_blocks, row_ranges


def slow_first(shared: int, rows: slice) -> tuple[int, int]:
    time.sleep(0.02 if rows.start == 0 else 0)
    return shared, rows.start


@pytest.mark.parametrize("workers", [1, 2, 7, None])
def test_results_come_in_the_order_of_the_rows(workers):
    ranges = row_ranges(25, 4)
    assert [rows.stop - rows.start for rows in ranges] == [4, 4, 4, 4, 4, 4, 1]
    assert list(map_blocks(slow_first, ranges, 5, workers=workers)) == [(5, rows.start) for rows in ranges]


def test_no_rows_no_results():
    assert list(map_blocks(slow_first, row_ranges(0, 4), 5)) == []


def fails(shared: int, rows: slice) -> int:
    return shared // (rows.start - 8)


def test_an_error_in_a_thread_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        list(map_blocks(fails, row_ranges(25, 4), 1, workers=2))


def test_only_a_few_blocks_are_worked_ahead():
    begun = []
    results = map_blocks(lambda shared, rows: begun.append(rows), row_ranges(1000, 1), None, workers=2)
    next(results)
    assert len(begun) <= 6
    results.close()
