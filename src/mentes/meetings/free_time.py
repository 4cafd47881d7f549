"""Spans of time, and what is left of them: the arithmetic of free hours. Pure: no Django, no clock.

A span is (start, end), instants in UTC, end not included. Lists of spans come in any order and go out sorted, without overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from mentes.meetings.wall import MINUTES_A_DAY, edge

Span = tuple[datetime, datetime]
Bound = TypeVar("Bound", datetime, int)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DayOff:
    """A day that differs from the week: hours in minutes of the local day, added (`is_free`) or taken away."""

    on_day: date
    starts_minute: int = 0
    ends_minute: int = MINUTES_A_DAY
    is_free: bool = False


def merged(spans: Iterable[tuple[Bound, Bound]]) -> list[tuple[Bound, Bound]]:
    """The same time in as few spans as possible; empty ones are gone. Minutes of a day are taken as well.

    >>> merged([(600, 720), (700, 760), (60, 60)])
    [(600, 760)]
    """
    whole: list[tuple[Bound, Bound]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of `spans` once `taken` is cut out."""
    left = merged(spans)
    for start, end in merged(taken):
        left = [piece for low, high in left for piece in ((low, min(high, start)), (max(low, end), high)) if piece[0] < piece[1]]
    return merged(left)


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The time that lies in both."""
    a, b = merged(one), merged(other)
    shared, i, k = [], 0, 0
    while i < len(a) and k < len(b):
        start, end = max(a[i][0], b[k][0]), min(a[i][1], b[k][1])
        if start < end:
            shared.append((start, end))
        if a[i][1] < b[k][1]:
            i += 1
        else:
            k += 1
    return shared


def open_hours(
    week: Sequence[tuple[int, int]], days: Iterable[DayOff], *, zone: ZoneInfo, first: date, n_days: int
) -> list[Span]:
    """When somebody can be met on `n_days` local days from `first` on, by their week and by the days that differ.

    `week`: [start, end) in minutes of the local week, Monday 00:00 = 0; an end past the week's end runs on into Monday. A day of
    23 or 25 hours has the hours that its clock shows; hours that the clock skips are not there.
    """
    by_day = by_weekday(week)
    differ = list(days)
    found: list[Span] = []
    for n in range(n_days):
        day = first + timedelta(days=n)
        local = lambda spans, day=day: [(edge(day, low, zone), edge(day, high, zone)) for low, high in spans]  # noqa: E731
        of_day = [one for one in differ if one.on_day == day]
        more = [(one.starts_minute, one.ends_minute) for one in of_day if one.is_free]
        less = [(one.starts_minute, one.ends_minute) for one in of_day if not one.is_free]
        found += without(local([*by_day[day.weekday()], *more]), local(less))
    return merged(found)


def by_weekday(week: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Hours of a week, as `open_hours` takes them, by weekday (Monday first) in minutes of the day, cut at midnights."""
    by_day: list[list[tuple[int, int]]] = [[] for _day in range(7)]
    for start, end in week:
        while start < end:
            midnight = (start // MINUTES_A_DAY + 1) * MINUTES_A_DAY
            stop = min(end, midnight)
            low = start % MINUTES_A_DAY
            by_day[start // MINUTES_A_DAY % 7].append((low, low + stop - start))
            start = stop
    return by_day


def starts_in(spans: Iterable[Span], *, minutes: int, grid_minutes: int = 15, step_minutes: int = 30) -> list[datetime]:
    """When a meeting of `minutes` can begin: from the first quarter of an hour of each span on, every `step_minutes`."""
    length, step, grid = timedelta(minutes=minutes), timedelta(minutes=step_minutes), timedelta(minutes=grid_minutes)
    starts = []
    for low, high in merged(spans):
        at = EPOCH - ((EPOCH - low) // grid) * grid
        while at + length <= high:
            starts.append(at)
            at += step
    return starts
