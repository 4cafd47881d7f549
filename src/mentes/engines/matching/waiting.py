"""How long people wait, counting those who wait still; and the range of days to expect for who joins next."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

AT_LEAST = 10  # observations before anything is promised
SHARE = 0.8  # of people who should hear within the range


@dataclass(frozen=True)
class Wait:
    """One person's wait: `days` until it was over, or, where `is_over` is False, the days so far."""

    days: float
    is_over: bool


def survival(waits: Iterable[Wait]) -> list[tuple[float, float]]:
    """(days, share of people who still wait after so many days), at each day on which a wait was over; days ascend.

    Kaplan and Meier 1958: at each such day, of those still under observation, the share whose wait goes on; multiplied up.
    Who waits still counts until their last day and no further; on a day on which both happen, waits end first.
    Raises ValueError naming every wait that is no number of days.
    """
    waits = sorted(waits, key=lambda wait: (wait.days, not wait.is_over))
    if wrong := [wait.days for wait in waits if not 0 <= wait.days < float("inf")]:
        raise ValueError(f"days: {', '.join(map(str, wrong))}; right would be 0 or more")
    steps, share, at_risk, k = [], 1.0, len(waits), 0
    while k < len(waits):
        day = waits[k].days
        same = [wait for wait in waits[k:] if wait.days == day]
        n_over = sum(wait.is_over for wait in same)
        if n_over:
            share *= 1 - n_over / at_risk
            steps.append((day, share))
        at_risk -= len(same)
        k += len(same)
    return steps


def days_until(waits: Iterable[Wait], share: float) -> float | None:
    """The first day after which at most 1 - `share` of people still wait; None where that has not been seen yet."""
    return next((day for day, left in survival(waits) if left <= 1 - share + 1e-12), None)


@dataclass(frozen=True)
class Range:
    """Between how many days, `low` to `high`, most are expected to hear; `n` waits of `group` speak for it."""

    group: str
    low: float
    high: float
    n: int


def expect(groups: Iterable[tuple[str, Iterable[Wait]]], *, share: float = SHARE, at_least: int = AT_LEAST) -> Range | None:
    """The range in which the next one to join hears with a chance of `share`, from the first group that can tell it.

    `groups`: (name, waits), the nearest first. A group speaks with `at_least` waits, once its far end has been seen. The ends
    are quantiles of Kaplan and Meier, set (n + 1) / n further out, so that the range holds for one more person and not only
    for those it was read from (order statistics: from the 1st to the 10th of ten waits lie 9/11 of those to come). None where
    no group can tell.
    """
    for name, waits in groups:
        waits = list(waits)
        if len(waits) < at_least:
            continue
        further = (len(waits) + 1) / len(waits)
        tail = (1 - share) / 2
        steps = survival(waits)
        early = [day for day, left in steps if 1 - left <= tail * further + 1e-12]
        low = early[-1] if early else steps[0][0] if steps else 0.0
        high = days_until(waits, min(1.0, (1 - tail) * further))
        if high is not None:
            return Range(name, low, high, len(waits))
    return None


def share_interval(n_kept: int, n: int) -> tuple[float, float]:
    """(low, high), 0..1: where a share lies of which `n_kept` in `n` were seen, right 95 times in 100. Wilson 1927."""
    z = 1.959964
    share, spread = n_kept / n, z * sqrt(n_kept * (n - n_kept) / n + z * z / 4) / (n + z * z)
    middle = (share * n + z * z / 2) / (n + z * z)
    return max(0.0, middle - spread), min(1.0, middle + spread)
