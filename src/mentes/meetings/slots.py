"""When people can meet: each one's week, days that differ, calendar and other meetings, laid over each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from mentes.meetings.free_time import DayOff, Span, common, open_hours, starts_in, without
from mentes.meetings.models import Availability, AvailabilityException, Busy, OwnWeek, Seat
from mentes.meetings.wall import MINUTES_A_DAY, instant, wall, zone_of
from mentes.people.models import Person, Profile

NOTICE = timedelta(hours=1)  # nobody is offered an hour that begins at once


@dataclass(frozen=True)
class Week:
    """Hours of somebody's week, [start, end) in minutes from Monday 00:00 in `zone`. `is_own`: set here, not in a profile."""

    hours: tuple[tuple[int, int], ...]
    zone: ZoneInfo
    is_own: bool


@dataclass(frozen=True)
class Slot:
    starts_at: datetime
    ends_at: datetime


def week_of(person: Person) -> Week:
    """The week somebody set here, by their account's clock; else the hours of their newest profile that names any, by its."""
    if OwnWeek.objects.filter(person=person).exists():
        rows = Availability.objects.filter(person=person)
        hours = [(row.weekday * MINUTES_A_DAY + row.starts_minute, row.weekday * MINUTES_A_DAY + row.ends_minute) for row in rows]
        return Week(tuple(hours), zone_of(person.time_zone), True)
    for profile in Profile.objects.filter(person=person).order_by("-updated_at", "pk"):
        if profile.hours:
            spans = tuple((int(start), int(end)) for start, end in profile.hours)
            return Week(spans, zone_of(profile.time_zone or person.time_zone), False)
    return Week((), zone_of(person.time_zone), False)


def free_hours(person: Person, *, since: datetime, until: datetime, but: Sequence[UUID] = ()) -> list[Span]:
    """When `person` can be met between two instants. `but`: meetings that are about to move, whose time counts as free."""
    week = week_of(person)
    first = wall(since, week.zone).date() - timedelta(days=1)
    n_days = (until - since).days + 3
    differ = AvailabilityException.objects.filter(person=person, on_day__gte=first, on_day__lt=first + timedelta(days=n_days))
    days = [DayOff(one.on_day, one.starts_minute, one.ends_minute, one.is_free) for one in differ]
    taken = list(Busy.objects.filter(person=person, starts_at__lt=until, ends_at__gt=since).values_list("starts_at", "ends_at"))
    seats = Seat.objects.live().filter(person=person, during__overlap=(since, until)).exclude(meeting__in=list(but))
    taken += [(during.lower, during.upper) for during in seats.values_list("during", flat=True)]
    spans = open_hours(week.hours, days, zone=week.zone, first=first, n_days=n_days)
    return common(without(spans, taken), [(since, until)])


def free_slots(
    people: Sequence[Person],
    from_day: date,
    n_days: int,
    minutes: int,
    now: datetime,
    *,
    zone: ZoneInfo | None = None,
    but: Sequence[UUID] = (),
) -> list[Slot]:
    """When all of `people` can meet for `minutes`, on `n_days` days from `from_day` on, sorted. Days are those of `zone`.

    Without `zone` it is the first one's. Whoever has named no hours at all is never free here: the page lets people agree on
    an hour of their own instead.
    """
    zone = zone or zone_of(people[0].time_zone)
    since, until = window(from_day, n_days, now, zone)
    shared = shared_hours([free_hours(person, since=since, until=until, but=but) for person in people]) if since < until else []
    return slots_in(shared, minutes)


def window(from_day: date, n_days: int, now: datetime, zone: ZoneInfo) -> Span:
    """From the first of these days, or an hour from now on where that is later, to the end of the last."""
    return max(instant(from_day, 0, zone), now + NOTICE), instant(from_day + timedelta(days=n_days), 0, zone)


def shared_hours(of_each: Sequence[list[Span]]) -> list[Span]:
    shared = of_each[0]
    for hours in of_each[1:]:
        shared = common(shared, hours)
    return shared


def slots_in(shared: Sequence[Span], minutes: int) -> list[Slot]:
    return [Slot(start, start + timedelta(minutes=minutes)) for start in starts_in(shared, minutes=minutes)]
