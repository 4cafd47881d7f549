"""A week of hours that people share, as the page of booking shows them: drawn for each day, and as buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from mentes.meetings.drawing import DYES, Row, draw_days
from mentes.meetings.free_time import common
from mentes.meetings.slots import Slot, free_hours, shared_hours, slots_in, week_of, window
from mentes.meetings.wall import instant, wall, zone_of
from mentes.people.models import Person
from mentes.people.zones import city

DAYS = 7
LOOK_AHEAD_DAYS = 42


@dataclass(frozen=True)
class There:
    """What another's clock shows at a slot; `is_other_day` where their calendar shows another day."""

    name: str
    local: datetime
    is_other_day: bool


@dataclass(frozen=True)
class Choice:
    starts_at: datetime
    local: datetime
    there: tuple[There, ...]


@dataclass(frozen=True)
class Day:
    day: date
    choices: tuple[Choice, ...]
    drawing: SafeString


@dataclass(frozen=True)
class Strand:
    """Whose strand is drawn in which dye. `has_hours`: whether they have named any hour of the week. `local`: their clock."""

    person: Person
    name: str
    city: str
    dye: str
    is_me: bool
    has_hours: bool = True
    local: datetime | None = None
    other_day: bool = False


@dataclass(frozen=True)
class Picking:
    days: tuple[Day, ...]
    strands: tuple[Strand, ...]
    first: date
    before: date | None
    after: date
    next_day: date | None  # the first day with a shared hour, where this week has none
    changes: tuple[tuple[str, date], ...]  # (city, day) where a clock changes in this week

    @property
    def n_choices(self) -> int:
        return sum(len(day.choices) for day in self.days)


def read_picking(
    people: Sequence[Person], reader: Person, *, minutes: int, first: date | None, now: datetime, but: Sequence[UUID] = ()
) -> Picking:
    """The week from `first` on (today, where none or an earlier day is asked for), the reader's strand on top."""
    zone = zone_of(reader.time_zone)
    today = wall(now, zone).date()
    first = min(max(first or today, today), today + timedelta(days=400))
    people = own_first(people, reader)
    since, until = window(first, DAYS, now, zone)
    hours = [free_hours(person, since=since, until=until, but=but) for person in people]
    shared = shared_hours(hours)
    slots = slots_in(shared, minutes)
    zones = [zone_of(person.time_zone) for person in people]
    days = []
    for n in range(DAYS):
        day = first + timedelta(days=n)
        start, end = instant(day, 0, zone), instant(day + timedelta(days=1), 0, zone)
        rows = [Row(zone_, tuple(common(spans, [(start, end)]))) for zone_, spans in zip(zones, hours, strict=True)]
        drawing = draw_days(rows, since=start, until=end, bands=common(shared, [(start, end)]), is_rtl=get_language_bidi())
        chosen = [_choice(slot, people, zone) for slot in slots if start <= slot.starts_at < end]
        days.append(Day(day, tuple(chosen), mark_safe(drawing)))
    strands = tuple(
        Strand(
            person,
            person.first_name,
            city(person.time_zone or "UTC"),
            DYES[n % len(DYES)],
            person.pk == reader.pk,
            has_hours=bool(week_of(person).hours),
        )
        for n, person in enumerate(people)
    )
    return Picking(
        days=tuple(days),
        strands=strands,
        first=first,
        before=max(today, first - timedelta(days=DAYS)) if first > today else None,
        after=first + timedelta(days=DAYS),
        next_day=None if slots else _next_day(people, first + timedelta(days=DAYS), minutes, now, zone, but),
        changes=tuple(_changes(people, first)),
    )


def own_first(people: Sequence[Person], reader: Person) -> list[Person]:
    return sorted(people, key=lambda person: (person.pk != reader.pk, str(person.pk)))


def clocks_at(people: Sequence[Person], reader: Person, at: datetime) -> tuple[Strand, ...]:
    """Each one's strand with what their clock shows at `at`, the reader first."""
    here = wall(at, zone_of(reader.time_zone)).date()
    found = []
    for n, person in enumerate(own_first(people, reader)):
        local = wall(at, zone_of(person.time_zone))
        is_me = person.pk == reader.pk
        found.append(
            Strand(
                person,
                person.first_name,
                city(person.time_zone or "UTC"),
                DYES[n % len(DYES)],
                is_me=is_me,
                local=local,
                other_day=local.date() != here,
            )
        )
    return tuple(found)


def _choice(slot: Slot, people: Sequence[Person], zone: ZoneInfo) -> Choice:
    local = wall(slot.starts_at, zone)
    there = []
    for person in people[1:]:
        theirs = wall(slot.starts_at, zone_of(person.time_zone))
        if theirs != local:
            there.append(There(person.first_name, theirs, theirs.date() != local.date()))
    return Choice(slot.starts_at, local, tuple(there))


def _next_day(people, first: date, minutes: int, now: datetime, zone: ZoneInfo, but: Sequence[UUID]) -> date | None:
    since, until = window(first, LOOK_AHEAD_DAYS, now, zone)
    slots = slots_in(shared_hours([free_hours(person, since=since, until=until, but=but) for person in people]), minutes)
    return wall(slots[0].starts_at, zone).date() if slots else None


def _changes(people: Sequence[Person], first: date) -> list[tuple[str, date]]:
    """Where a clock changes within the week: (city, day), by zone once."""
    found = []
    for name in dict.fromkeys(person.time_zone or "UTC" for person in people):
        zone = zone_of(name)
        for n in range(DAYS):
            day = first + timedelta(days=n)
            noons = [datetime(d.year, d.month, d.day, 12, tzinfo=zone).utcoffset() for d in (day - timedelta(days=1), day)]
            if noons[0] != noons[1]:
                found.append((city(name), day))
    return found
