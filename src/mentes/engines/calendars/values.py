"""What the calendars' engine takes and gives: busy times without a word of what they are, and meetings to be written."""

from dataclasses import dataclass
from datetime import datetime

MOST_BYTES = 1024 * 1024
MOST_COMPONENTS = 20_000
MOST_DEPTH = 4
MOST_SPANS = 5_000
# Periods looked at for one calendar: a day, week, month or year of a repeated event each.
MOST_STEPS = 200_000
# Weekdays as RFC 5545 writes them, Monday first.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class NotACalendar(ValueError):
    """The whole cannot be read. `code`: empty, calendar, large, deep, many."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class BusyTimes:
    """`spans`: [start, end) instants in UTC, sorted, none touching the next. `n_unread`: events that could not be understood."""

    spans: tuple[tuple[datetime, datetime], ...]
    n_events: int
    n_unread: int


@dataclass(frozen=True)
class Occurrence:
    """One meeting as a calendar knows it. Instants are UTC.

    `planned_at`: where the rule of its series puts it, by which calendars know it for good; equal to `starts_at` unless moved.
    `sequence` grows with every change.
    """

    planned_at: datetime
    starts_at: datetime
    ends_at: datetime
    sequence: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class Entry:
    """One meeting, or a series under one name. `occurrences` in the order planned, at least one.

    `repeat`: "", "weekly", "fortnightly" or "monthly" (the same weekday of the month; a fifth is the last), by the wall clock of
    `zone`. `n_planned`: how many the rule makes. `organiser` and `attendee`: (name, mail address); no attendee in a feed.
    """

    uid: str
    title: str
    text: str
    url: str
    occurrences: tuple[Occurrence, ...]
    changed_at: datetime
    zone: str = "UTC"
    repeat: str = ""
    n_planned: int = 1
    organiser: tuple[str, str] | None = None
    attendee: tuple[str, str] | None = None
