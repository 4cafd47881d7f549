"""How long people wait: a median that also counts those who wait still, and so have not waited for nothing."""

from collections.abc import Iterable
from dataclasses import dataclass


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
