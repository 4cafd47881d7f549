"""A meeting as somebody reads it: their hour and the other's, drawn over both days, and what may be done with it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from mentes.meetings.actions.attending import GRACE, OPENS_BEFORE, TO_SAY
from mentes.meetings.actions.changing import is_late
from mentes.meetings.drawing import DYES, Row, awake, draw_days
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.wall import wall, zone_of
from mentes.people.models import Person
from mentes.people.zones import city

HOURS_BEFORE, HOURS_DRAWN = 13, 24


@dataclass(frozen=True)
class Clock:
    """One person's hour. `local`: what their clock shows, without a zone; `dye` is that of their strand."""

    seat: Seat
    name: str
    city: str
    local: datetime
    dye: str
    is_me: bool
    other_day: bool


@dataclass(frozen=True)
class Card:
    meeting: Meeting
    mine: Seat
    clocks: tuple[Clock, ...]
    others: tuple[Person, ...]
    drawing: SafeString
    nth: int  # of those about the same that were not called off
    n_days: int  # until its day, by the reader's calendar; below 0 once it has passed
    opens_at: datetime
    is_open: bool  # may be moved or called off
    has_room: bool  # not over and not called off: its call may be opened
    may_arrive: bool  # "I am here" may be said
    may_say: bool  # it may be said that they met, or that somebody did not come
    may_explain: bool  # the reader was said to be missing and may still say why
    would_be_late: bool

    @property
    def explain_until(self) -> datetime | None:
        return self.mine.missing_at + TO_SAY if self.mine.missing_at else None

    @property
    def first_names(self) -> tuple[str, ...]:
        return tuple(person.first_name for person in self.others)


def read_card(meeting: Meeting, reader: Person, *, now: datetime) -> Card:
    """Precondition: `reader` has a seat in it."""
    seats = list(Seat.objects.filter(meeting=meeting).select_related("person").order_by("pk"))
    seats.sort(key=lambda seat: seat.person_id != reader.pk)
    mine, zone = seats[0], zone_of(reader.time_zone)
    here = wall(meeting.starts_at, zone)
    clocks = tuple(_clock(seat, meeting.starts_at, here, DYES[n % len(DYES)], n == 0) for n, seat in enumerate(seats))
    earlier = Meeting.objects.about(meeting.about).live().filter(starts_at__lt=meeting.starts_at)
    is_booked, is_live = meeting.state == Meeting.State.BOOKED, meeting.state != Meeting.State.CANCELLED
    return Card(
        meeting=meeting,
        mine=mine,
        clocks=clocks,
        others=tuple(seat.person for seat in seats[1:]),
        drawing=draw(meeting.starts_at, meeting.ends_at, [seat.person for seat in seats]),
        nth=earlier.count() + 1,
        n_days=(here.date() - wall(now, zone).date()).days,
        opens_at=meeting.starts_at - OPENS_BEFORE,
        is_open=meeting.is_open(now),
        has_room=is_live and now <= meeting.ends_at,
        may_arrive=is_live and mine.here_at is None and meeting.starts_at - OPENS_BEFORE <= now <= meeting.ends_at,
        may_say=is_live and meeting.starts_at + GRACE <= now <= meeting.ends_at + TO_SAY,
        may_explain=mine.missing_at is not None and now <= mine.missing_at + TO_SAY,
        would_be_late=is_booked and is_late(meeting, now),
    )


def draw(starts_at: datetime, ends_at: datetime, people: list[Person]) -> SafeString:
    """The day around a time, one strand a person, thick while people there are usually awake."""
    since = starts_at - timedelta(hours=HOURS_BEFORE)
    until = since + timedelta(hours=HOURS_DRAWN)
    rows = [Row(zone, awake(zone, since, until)) for zone in (zone_of(person.time_zone) for person in people)]
    return mark_safe(draw_days(rows, since=since, until=until, knot=(starts_at, ends_at), is_rtl=get_language_bidi()))


def next_card(reader: Person, *, now: datetime, about: UUID | None = None) -> Card | None:
    """The next meeting that is not over, or the last one of which somebody should still say whether they met."""
    mine = Meeting.objects.visible_to(reader)
    if about is not None:
        mine = mine.about(about)
    coming = mine.coming(now).first()
    return read_card(coming, reader, now=now) if coming else None


def unsaid_cards(reader: Person, *, now: datetime) -> list[Card]:
    """What is over since less than two days, and nobody has said whether they met."""
    over = Meeting.objects.visible_to(reader).unsaid(now).filter(ends_at__gt=now - TO_SAY).order_by("starts_at", "pk")
    return [read_card(meeting, reader, now=now) for meeting in over[:3]]


def _clock(seat: Seat, at: datetime, here: datetime, dye: str, is_me: bool) -> Clock:
    person = seat.person
    local = wall(at, zone_of(person.time_zone))
    return Clock(seat, person.first_name, city(person.time_zone or "UTC"), local, dye, is_me, local.date() != here.date())
