"""The one seam for work by blocks of rows: threads here; an engine over several machines can stand in their place."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController

Shared = TypeVar("Shared")
Result = TypeVar("Result")


def row_ranges(n_rows: int, step: int) -> list[slice]:
    return [slice(start, min(start + step, n_rows)) for start in range(0, n_rows, step)]


def map_blocks(
    fn: Callable[[Shared, Any], Result], row_ranges: Iterable, shared: Shared, *, workers: int | None = None
) -> Iterator[Result]:
    """`fn(shared, rows)` for every range of rows; the results in the order of the ranges, whichever was ready first.

    `fn` stands at the top of a module and changes nothing of `shared`, so that it could run in another process. Only a few
    results wait at a time. Each thread keeps to one thread of BLAS: threads that wait for one another inside a product cost
    twice the processor time as soon as another program runs. `workers`: None for one thread a processor.
    """
    ranges = list(row_ranges)
    workers = min(workers or _n_processors(), len(ranges))
    with _blas().limit(limits=1, user_api="blas"):
        if workers <= 1:
            yield from (fn(shared, rows) for rows in ranges)
            return
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque = deque()
            for rows in ranges:
                waiting.append(pool.submit(fn, shared, rows))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def _n_processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


@cache
def _blas() -> ThreadpoolController:
    """Found once: looking for the loaded libraries takes milliseconds."""
    return ThreadpoolController()
