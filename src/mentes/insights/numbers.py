"""How a programme fares, in numbers: who came in, who was matched, when they first met, what was completed.

Nothing is told of fewer than ten, and satisfaction never without how many said anything at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import comb

from django.db.models import Min

from mentes.insights.seasons import Season, read_seasons
from mentes.matches.looking_back import LEAST_COUNTED, Satisfaction, Share, satisfaction_of, share_of
from mentes.matches.models import CarriedMark, Ending, Match
from mentes.meetings.models import Meeting
from mentes.programmes.models import Programme

DAYS_TO_MEET = 21


@dataclass(frozen=True)
class Days:
    """Median days, and the range in which the median of many such people lies 95 times in 100."""

    n: int
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Numbers:
    """Each is None where fewer than ten people or pairs are counted."""

    joined: Share | None
    matched: Share | None
    met_in_time: Share | None
    first_meeting: Days | None
    n_held: int | None
    completed: Share | None
    satisfaction: Satisfaction


def read_numbers(programme: Programme, *, now: datetime, season: Season | None = None) -> Numbers:
    """Of one season alone; without `season` of the newest."""
    season = season or read_seasons(programme)[0]
    now = min(now, season.until or now)
    here, matches = season.places(programme), season.matches(programme)
    mentees = here.mentees()
    has_heard = matches.filter(state__in=(*Match.TOLD, Match.State.ENDED))
    begun = matches.filter(started_at__isnull=False)
    ended = matches.filter(state=Match.State.ENDED)
    days = _first_meetings(begun)
    old = {pk for pk, at in begun.values_list("pk", "started_at") if now - at >= timedelta(days=DAYS_TO_MEET)}
    held = Meeting.objects.held().filter(about__in=begun.values("pk"))
    return Numbers(
        joined=share_of(here.filter(joined_at__lte=now).count(), here.count()),
        matched=share_of(mentees.filter(pk__in=has_heard.values("mentee")).count(), mentees.count()),
        met_in_time=share_of(sum(pk in days and days[pk] <= DAYS_TO_MEET for pk in old), len(old)),
        first_meeting=median_of(list(days.values())) if len(days) >= LEAST_COUNTED else None,
        n_held=held.count() if begun.count() >= LEAST_COUNTED else None,
        completed=share_of(Ending.objects.filter(match__in=ended, kind=Ending.Kind.COMPLETED).count(), ended.count()),
        satisfaction=satisfaction_of(ended, CarriedMark.objects.filter(programme=programme, season=season.number)),
    )


def _first_meetings(begun) -> dict:
    """Days from the beginning of each match to its first held meeting, for those that have met."""
    held = Meeting.objects.held().filter(about__in=begun.values("pk")).order_by()
    first = {row["about"]: row["first"] for row in held.values("about").annotate(first=Min("starts_at"))}
    return {pk: max(0.0, (first[pk] - at) / timedelta(days=1)) for pk, at in begun.values_list("pk", "started_at") if pk in first}


def median_of(values: list[float]) -> Days:
    """The median and its 95% range by order statistics, which supposes nothing of how the values are spread.

    Source: Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2. Needs six values or more for a range within them.
    >>> median_of([3, 1, 2, 5, 4, 9, 7, 8, 6, 10])
    Days(n=10, median=5.5, low=2, high=9)
    """
    ordered, n = sorted(values), len(values)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    rank, below = 0, 1 / 2**n  # below: chance that fewer than rank + 1 of n lie under the median
    while below <= 0.025:
        rank += 1
        below += comb(n, rank) / 2**n
    return Days(n, middle, ordered[max(0, rank - 1)], ordered[min(n - 1, n - rank)])
