"""Which zone a calendar means: a name of the time zone database, a name of Windows, or rules of its own (VTIMEZONE)."""

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from mentes.engines.calendars.lines import Component
from mentes.engines.calendars.recurrence import Budget, parse_rule, starts

OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?$")
MOST_OBSERVANCES = 200


class OwnZone(tzinfo):
    """A zone by a calendar's own rules: changes of the wall clock, [(local instant, offset from then on)], in order."""

    def __init__(self, name: str, changes: list[tuple[datetime, timedelta]], before: timedelta):
        self._name, self._at, self._offsets = name, [at for at, _ in changes], [before, *(offset for _, offset in changes)]

    def utcoffset(self, when):
        return self._offsets[bisect_right(self._at, when.replace(tzinfo=None))] if when else self._offsets[-1]

    def dst(self, when):
        return timedelta(0)

    def tzname(self, when):
        return self._name


@lru_cache(maxsize=512)
def named_zone(name: str) -> ZoneInfo | None:
    """The zone of the database that `name` means, also as Windows or old programs spell it; None where it is not known."""
    if len(name) > 100:
        return None
    name = WINDOWS_TO_OLSON.get(name, name)
    parts = [part for part in name.split("/") if part]
    for n in (len(parts), 3, 2, 1):  # "/example.org/2021_1/Europe/Berlin"
        try:
            return ZoneInfo("/".join(parts[-n:]))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def own_zones(calendar: Component, *, since: date, until: date, budget: Budget) -> dict[str, tzinfo]:
    """TZID -> zone for every VTIMEZONE of `calendar`. A known name means the database's; one without sense is left out."""
    found: dict[str, tzinfo] = {}
    for part in calendar.parts:
        name = part.text("TZID")
        if part.name != "VTIMEZONE" or not name:
            continue
        zone = named_zone(name)
        try:
            found[name] = zone or _built(name, part, since, until, budget)
        except (ValueError, TypeError, KeyError, OverflowError, IndexError):
            continue
    return found


def _built(name: str, part: Component, since: date, until: date, budget: Budget) -> OwnZone:
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for rules in part.parts[:MOST_OBSERVANCES]:
        start = datetime.strptime(rules.text("DTSTART")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 (a wall clock has no zone)
        before, after = _offset(rules.text("TZOFFSETFROM")), _offset(rules.text("TZOFFSETTO"))
        changes.append((start, before, after))
        if text := rules.text("RRULE"):
            rule = parse_rule(text)
            zone = OwnZone(name, [], before)
            # A year of changes before the window says which holds at its beginning.
            found = starts(rule, start, zone=zone, since=since - timedelta(days=800), until=until, budget=budget)
            changes += [(at, before, after) for at in found]
    if not changes:
        raise ValueError("a zone without rules")
    changes.sort(key=lambda change: change[0])
    return OwnZone(name, [(at, after) for at, _, after in changes], changes[0][1])


def _offset(text: str) -> timedelta:
    found = OFFSET.match(text)
    if found is None:
        raise ValueError("not an offset")
    hours, minutes, seconds = int(found[2]), int(found[3]), int(found[4] or 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ValueError("not an offset")
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if found[1] == "-" else offset


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """The instant in UTC at which the wall clock of `zone` shows `wall`; of two, the first; in a gap, as if it came later."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
