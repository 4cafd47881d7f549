"""A zone of the database as a VTIMEZONE: yearly rules where its changes follow one, else each change by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mentes.engines.calendars.values import DAYS

# How many years after the last one asked for must follow a rule before it is called one.
YEARS_BEYOND = 3


@dataclass(frozen=True)
class _Change:
    """`wall`: what the clock showed when it was changed, by the offset before."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@lru_cache(maxsize=256)
def zone_lines(zone: str, *, first_year: int, last_year: int) -> tuple[str, ...]:
    """The lines of a VTIMEZONE that holds from the start of `first_year` to the end of `last_year`; none for UTC."""
    if zone == "UTC":
        return ()
    changes = _changes(ZoneInfo(zone), first_year - 1, last_year + YEARS_BEYOND)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", f"X-LIC-LOCATION:{zone}"]
    if not changes:
        at = datetime(first_year, 1, 1, tzinfo=ZoneInfo(zone))
        offset = at.utcoffset() or timedelta(0)
        lines += _observance(_Change(at.replace(year=1970, tzinfo=None), offset, offset, at.tzname() or zone, False), "")
    for alike in _grouped(changes):
        rule = _yearly(alike, last_year + YEARS_BEYOND)
        for change in alike[:1] if rule else alike:
            lines += _observance(change, rule)
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[_Change]:
    found = []
    at, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        following = at + timedelta(days=1)
        if (before := at.astimezone(zone)).utcoffset() != following.astimezone(zone).utcoffset():
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before.utcoffset() else (low, middle)
            after = high.astimezone(zone)
            offset = before.utcoffset() or timedelta(0)
            wall = (high + offset).replace(tzinfo=None)
            found.append(_Change(wall, offset, after.utcoffset() or timedelta(0), after.tzname() or "", bool(after.dst())))
        at = following
    return found


def _grouped(changes: list[_Change]) -> list[list[_Change]]:
    groups: dict[tuple, list[_Change]] = {}
    for change in changes:
        groups.setdefault((change.before, change.after, change.name, change.is_summer), []).append(change)
    return list(groups.values())


def _yearly(alike: list[_Change], last_year: int) -> str:
    """The rule that all of them follow, one a year to the last; "" where there is none."""
    first = alike[0].wall
    if len(alike) < 2 or [one.wall.year for one in alike] != list(range(first.year, last_year + 1)):
        return ""
    if len({(one.wall.month, one.wall.weekday(), one.wall.time()) for one in alike}) > 1:
        return ""
    which = {(one.wall.day - 1) // 7 + 1 for one in alike}
    if len(which) == 1:
        number = which.pop()
    elif all((one.wall + timedelta(days=7)).month != one.wall.month for one in alike):
        number = -1
    else:
        return ""
    return f"RRULE:FREQ=YEARLY;BYMONTH={first.month};BYDAY={number}{DAYS[first.weekday()]}"


def _observance(change: _Change, rule: str) -> list[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(change.before)}",
        f"TZOFFSETTO:{_offset(change.after)}",
        f"TZNAME:{change.name}",
        *([rule] if rule else []),
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"
