"""Whether what was said of waiting came true: promises that have come due, by month, with how sure one can be."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mentes.matches import bridge
from mentes.matches.actions.promising import read_stories
from mentes.matches.models import Promise
from mentes.programmes.models import Programme


@dataclass(frozen=True)
class Kept:
    """`n` promises that have come due: so many kept, heard too early, heard too late or not yet. Shares in per cent."""

    month: date | None  # of joining; None for all
    n: int
    n_early: int
    n_late: int

    @property
    def n_kept(self) -> int:
        return self.n - self.n_early - self.n_late

    @property
    def percent(self) -> float:
        return 100 * self.n_kept / self.n

    @property
    def interval(self) -> tuple[float, float]:
        low, high = bridge.share_interval(self.n_kept, self.n)
        return 100 * low, 100 * high


@dataclass(frozen=True)
class Calibration:
    total: Kept | None
    months: tuple[Kept, ...]
    n_open: int  # not due yet


def read_calibration(programme: Programme, *, now: datetime) -> Calibration:
    """Only promises whose last day has passed count, even where somebody heard long before: else the quick would count first.

    Who left or paused before they heard is left out.
    """
    stories = {story.place.pk: story for story in read_stories(programme, now=now)}
    by_month: dict[date, list[str]] = defaultdict(list)
    n_open = 0
    for promise in Promise.objects.filter(place__programme=programme):
        story = stories.get(promise.place_id)
        if story is None:
            continue
        if story.joined_at + timedelta(days=promise.high_days) > now:
            n_open += 1
            continue
        days = story.wait.days
        late = not story.wait.is_over or days > promise.high_days
        by_month[story.joined_at.date().replace(day=1)].append("late" if late else "early" if days < promise.low_days else "kept")
    months = tuple(_count(month, found) for month, found in sorted(by_month.items(), reverse=True))
    everything = [one for found in by_month.values() for one in found]
    return Calibration(_count(None, everything) if everything else None, months, n_open)


def _count(month: date | None, found: list[str]) -> Kept:
    return Kept(month, len(found), found.count("early"), found.count("late"))
