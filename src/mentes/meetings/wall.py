"""Wall clocks and instants: what a clock on the wall of some zone shows, and when that is, across changes of the clock.

Pure: no Django, no clock. RFC 5545 (3.3.5) says what a time means that the clock skips or shows twice: a skipped time is read
with the offset from before the gap, a repeated one is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_A_DAY = 1440


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """When the clock of `zone` shows minute `minute` (0 to 1440) of `day`, UTC.

    >>> instant(date(2026, 3, 8), 150, ZoneInfo("America/New_York")).isoformat()  # 02:30, skipped: 03:30 there
    '2026-03-08T07:30:00+00:00'
    """
    return (datetime.combine(day, time.min) + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)


def edge(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The same for the edge of a span of hours: a skipped time is the instant at which the clock jumped, UTC.

    So hours that lie in the gap vanish, and nobody is offered an hour that they have not named.

    >>> edge(date(2026, 3, 8), 150, ZoneInfo("America/New_York")).isoformat()  # 02:30, skipped: the jump, 03:00 there
    '2026-03-08T07:00:00+00:00'
    """
    wall = datetime.combine(day, time.min) + timedelta(minutes=minute)
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    # The clock skips it: the jump lies between the two readings of that time, found to the minute.
    low, high = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), at
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=int((high - low) / timedelta(minutes=2)))
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of `zone` shows at `at`, without a zone."""
    return at.astimezone(zone).replace(tzinfo=None)
