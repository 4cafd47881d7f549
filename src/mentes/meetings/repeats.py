"""The days of a repeated meeting: the clock on the wall stays, whatever the clocks of the world do. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentes.meetings.wall import instant, wall

DAYS = {"weekly": 7, "fortnightly": 14}


def starts_of(starts_at: datetime, *, repeat: str, times: int, zone: ZoneInfo) -> list[datetime]:
    """`times` instants, UTC, from `starts_at` on: "weekly", "fortnightly", "monthly", or "" for once.

    Monthly is the same weekday of the month (the second Thursday); a fifth one is the last where a month has four.
    Raises ValueError for another word.
    """
    local = wall(starts_at, zone)
    minute = local.hour * 60 + local.minute
    days = [_day(local.date(), repeat, n) for n in range(times if repeat else 1)]
    # The first is taken as it is: in an hour that the clock shows twice, it may be the second of the two.
    return [starts_at, *(instant(day, minute, zone) for day in days[1:])]


def _day(first: date, repeat: str, n: int) -> date:
    if not repeat:
        return first
    if repeat in DAYS:
        return first + timedelta(days=DAYS[repeat] * n)
    if repeat != "monthly":
        raise ValueError(f"repeat = {repeat!r}; right would be weekly, fortnightly, monthly or nothing")
    months = first.year * 12 + first.month - 1 + n
    year, month = months // 12, months % 12 + 1
    start = date(year, month, 1)
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * ((first.day - 1) // 7))
    return day if day.month == month else day - timedelta(days=7)
