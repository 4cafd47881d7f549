"""From the bytes of a calendar to the times at which its owner is busy, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import vDDDTypes, vDuration

from mentes.engines.calendars.lines import Component, read_components
from mentes.engines.calendars.recurrence import Budget, parse_rule, starts
from mentes.engines.calendars.values import MOST_SPANS, MOST_STEPS, BusyTimes, NotACalendar
from mentes.engines.calendars.zones import instant, named_zone, own_zones

Span = tuple[datetime, datetime]
NOT_BUSY = {"FREE", "WORKINGELSEWHERE"}
MOST_DAYS = timedelta(days=366)
# What a library may raise at a value that makes no sense: such an event counts as not read.
SENSELESS = (ValueError, TypeError, KeyError, OverflowError, IndexError, AttributeError)


class _Reading:
    """One calendar being read for one window."""

    def __init__(self, calendar: Component, since: datetime, until: datetime, home: tzinfo, budget: Budget):
        self.since, self.until, self.budget = since, until, budget
        # A day more on both sides: local days and the window's instants differ by up to fourteen hours.
        self.first_day, self.last_day = since.date() - timedelta(days=2), until.date() + timedelta(days=2)
        self.zones = own_zones(calendar, since=self.first_day, until=self.last_day, budget=budget)
        # What floats means the calendar's own zone where it names one, else its owner's.
        self.home = named_zone(calendar.text("X-WR-TIMEZONE")) or home

    def zone_of(self, parameters: dict) -> tzinfo:
        name = parameters.get("TZID", "")
        return self.zones.get(name) or named_zone(name) or self.home if name else self.home

    def moment(self, line: tuple[dict, str]) -> tuple[datetime, tzinfo, bool]:
        """(wall clock, its zone, whether it is a whole day) of a DTSTART and the like."""
        parameters, value = line
        said = vDDDTypes.from_ical(value.strip())
        if isinstance(said, datetime):
            return (said.replace(tzinfo=None), UTC, False) if said.tzinfo else (said, self.zone_of(parameters), False)
        if isinstance(said, date):
            return datetime.combine(said, time()), self.home, True
        raise ValueError("not a moment")


def read_busy(
    data: bytes, *, since: datetime, until: datetime, home: tzinfo, is_own: Callable[[str], bool] = lambda uid: False
) -> BusyTimes:
    """Busy times in [since, until) of an ICS file. `home`: the zone of whoever owns it, for times without one.

    Cancelled, transparent and free events are no busy times; a whole day is one unless it says that it is not. `is_own` knows the
    events that this house itself put there, by their UID. Raises NotACalendar; an event that makes no sense is counted.
    """
    budget, spans, n_events, n_unread = Budget(MOST_STEPS), [], 0, 0
    for calendar in read_components(data):
        reading = _Reading(calendar, since, until, home, budget)
        moved = _moved(calendar, reading)
        for part in calendar.parts:
            if part.name not in ("VEVENT", "VFREEBUSY") or is_own(part.text("UID")):
                continue
            n_events += 1
            try:
                found = _event(part, reading, moved) if part.name == "VEVENT" else _free_busy(part)
                spans += [(start, end) for start, end in found if start < until and end > since and start < end]
            except SENSELESS:
                n_unread += 1
            if len(spans) > MOST_SPANS:
                raise NotACalendar("many")
    return BusyTimes(_merged(spans, since, until), n_events, n_unread)


def _moved(calendar: Component, reading: _Reading) -> dict[str, set[datetime]]:
    """UID -> instants of the occurrences that have an entry of their own."""
    found: dict[str, set[datetime]] = {}
    for part in calendar.parts:
        line = part.first("RECURRENCE-ID")
        if part.name == "VEVENT" and line:
            try:
                wall, zone, _ = reading.moment(line)
                found.setdefault(part.text("UID"), set()).add(instant(wall, zone))
            except SENSELESS:
                continue
    return found


def _event(part: Component, reading: _Reading, moved: dict[str, set[datetime]]) -> Iterator[Span]:
    if part.text("STATUS").upper() == "CANCELLED" or part.text("TRANSP").upper() == "TRANSPARENT":
        return
    if part.text("X-MICROSOFT-CDO-BUSYSTATUS").upper() in NOT_BUSY:
        return
    line = part.first("DTSTART")
    if line is None:
        raise ValueError("an event without a start")
    wall, zone, is_day = reading.moment(line)
    length, end_wall = _length(part, reading, wall, zone, is_day)
    is_repeated = part.first("RECURRENCE-ID") is None
    without = {instant(*reading.moment(one)[:2]) for one in _listed(part, "EXDATE")}
    if is_repeated:
        without |= moved.get(part.text("UID"), set())
    walls = [wall]
    if is_repeated and (rule := part.first("RRULE")):
        margin = reading.first_day - timedelta(days=length.days + 1)
        walls = list(starts(parse_rule(rule[1]), wall, zone=zone, since=margin, until=reading.last_day, budget=reading.budget))
    for start in walls:
        if (at := instant(start, zone)) not in without:
            # A whole day ends at midnight on the wall, whatever the clocks do meanwhile; hours are hours.
            yield at, instant(start + end_wall, zone) if is_day else at + length
    if is_repeated:
        yield from _more(part, reading, length, without)


def _more(part: Component, reading: _Reading, length: timedelta, without: set[datetime]) -> Iterator[Span]:
    """Days that are named one by one (RDATE), some with an end of their own."""
    for parameters, value in _listed(part, "RDATE"):
        reading.budget.take()
        if "/" not in value:
            wall, zone, _ = reading.moment((parameters, value))
            if (at := instant(wall, zone)) not in without:
                yield at, at + length
        else:
            yield _period(value, reading.zone_of(parameters))


def _listed(part: Component, name: str) -> list[tuple[dict, str]]:
    return [(parameters, one) for parameters, value in part.lines.get(name, []) for one in value.split(",") if one.strip()]


def _length(part: Component, reading: _Reading, wall: datetime, zone: tzinfo, is_day: bool) -> tuple[timedelta, timedelta]:
    """(time that passes, hours on the wall) between start and end. Without either a day takes a day, and an instant no time."""
    if end := part.first("DTEND"):
        end_wall, end_zone, _ = reading.moment(end)
        passed = instant(end_wall, end_zone) - instant(wall, zone)
        found = passed, end_wall - wall
    elif text := part.text("DURATION"):
        found = (vDuration.from_ical(text),) * 2
    else:
        found = (timedelta(days=1 if is_day else 0),) * 2
    if not timedelta(0) <= found[0] <= MOST_DAYS:
        raise ValueError("an event that ends before it begins, or after a year")
    return found


def _free_busy(part: Component) -> Iterator[Span]:
    for parameters, value in _listed(part, "FREEBUSY"):
        if parameters.get("FBTYPE", "BUSY").upper() != "FREE":
            yield _period(value, UTC)


def _period(value: str, zone: tzinfo) -> Span:
    start, end = vDDDTypes.from_ical(value.strip())
    begins = start if start.tzinfo else instant(start, zone)
    ends = begins + end if isinstance(end, timedelta) else end if end.tzinfo else instant(end, zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _merged(spans: list[Span], since: datetime, until: datetime) -> tuple[Span, ...]:
    """Cut to the window, sorted, what overlaps or touches made one."""
    found: list[Span] = []
    for start, end in sorted((max(start, since), min(end, until)) for start, end in spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)
