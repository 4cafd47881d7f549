"""The days of a repeated event within a window (RFC 5545, 3.3.10), in a bounded number of steps.

The usual libraries look for the next day until the year 9999: one line, FREQ=DAILY on the 30th of February, kept one busy for 3.5
seconds, and a calendar may hold thousands. Here the periods of the rule (days, weeks, months, years) are gone through from the
window on, each is filtered, and their number is counted against a budget. Rules by the hour or faster, and by week number, are
not read.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import vRecur

from mentes.engines.calendars.values import DAYS

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
NOT_READ = ("BYWEEKNO", "BYSECOND", "RSCALE", "SKIP")
MOST_TIMES_A_DAY = 96


class Budget:
    """Steps that are left. Raises ValueError once they are used up."""

    def __init__(self, steps: int):
        self.left = steps

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise ValueError("more repetition than is looked through")


@dataclass(frozen=True)
class Rule:
    """A recurrence rule taken apart. `days`: (weekday, which one; 0 is every). Empty tuples do not limit."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    week_start: int = 0


def parse_rule(text: str) -> Rule:
    """Raises ValueError for what is not a rule or not read here."""
    said = {str(key).upper(): list(value) for key, value in vRecur.from_ical(text).items()}
    frequency = str(said["FREQ"][0]).upper() if said.get("FREQ") else ""
    if frequency not in FREQUENCIES or any(key in said for key in NOT_READ):
        raise ValueError("a rule that is not read")
    interval, count = _number(said, "INTERVAL", 1), _number(said, "COUNT", 0) or None
    if not 1 <= interval <= 10_000 or (count is not None and not 1 <= count <= 100_000):
        raise ValueError("a rule out of bounds")
    return Rule(
        frequency=frequency,
        interval=interval,
        count=count,
        until=said["UNTIL"][0] if said.get("UNTIL") else None,
        months=_numbers(said, "BYMONTH", 1, 12),
        month_days=_numbers(said, "BYMONTHDAY", -31, 31),
        year_days=_numbers(said, "BYYEARDAY", -366, 366),
        days=tuple(_day(str(one).upper()) for one in said.get("BYDAY", [])),
        positions=_numbers(said, "BYSETPOS", -366, 366),
        hours=_numbers(said, "BYHOUR", 0, 23),
        minutes=_numbers(said, "BYMINUTE", 0, 59),
        week_start=DAYS.index(str(said["WKST"][0]).upper()) if said.get("WKST") else 0,
    )


def _number(said: dict, key: str, otherwise: int) -> int:
    return int(said[key][0]) if said.get(key) else otherwise


def _numbers(said: dict, key: str, low: int, high: int) -> tuple[int, ...]:
    found = tuple(int(one) for one in said.get(key, []))
    if len(found) > 400 or any(not low <= one <= high for one in found):
        raise ValueError(f"{key} out of bounds")
    return found


def _day(text: str) -> tuple[int, int]:
    which = int(text[:-2]) if text[:-2] else 0
    if not -53 <= which <= 53:
        raise ValueError("BYDAY out of bounds")
    return DAYS.index(text[-2:]), which


def starts(rule: Rule, first: datetime, *, zone: tzinfo | None, since: date, until: date, budget: Budget) -> Iterator[datetime]:
    """Local starts, without a zone and in order, from `since` to `until` (days, both inclusive). `first` is DTSTART's wall clock.

    `zone` is for comparing with an UNTIL in UTC only. Raises ValueError when the budget is used up.
    """
    n_seen = 0
    period = 0 if rule.count else max(0, _periods_between(rule, first.date(), since) - 1)
    while True:
        budget.take()
        days = _period(rule, first.date(), period)
        period += 1
        if days is None or days[0] > until:
            return
        for start in _chosen(rule, first, days):
            if start < first:
                continue
            n_seen += 1
            if _is_over(rule, start, zone) or (rule.count and n_seen > rule.count) or start.date() > until:
                return
            if start.date() >= since:
                yield start


def _periods_between(rule: Rule, first: date, day: date) -> int:
    """How many whole steps of the rule lie between two days, rounded down."""
    if rule.frequency in ("DAILY", "WEEKLY"):
        return (day - first).days // (rule.interval * (7 if rule.frequency == "WEEKLY" else 1))
    months = (day.year - first.year) * 12 + day.month - first.month
    return months // (rule.interval * (12 if rule.frequency == "YEARLY" else 1))


def _period(rule: Rule, first: date, number: int) -> list[date] | None:
    """The days of the period with this number, the one of `first` being 0; None beyond the calendar's end."""
    try:
        if rule.frequency == "DAILY":
            return [first + timedelta(days=number * rule.interval)]
        if rule.frequency == "WEEKLY":
            start = first - timedelta(days=(first.weekday() - rule.week_start) % 7) + timedelta(weeks=number * rule.interval)
            return [start + timedelta(days=n) for n in range(7)]
        if rule.frequency == "MONTHLY":
            months = first.year * 12 + first.month - 1 + number * rule.interval
            return _month(months // 12, months % 12 + 1)
        start = date(first.year + number * rule.interval, 1, 1)
        return [start + timedelta(days=n) for n in range((date(start.year + 1, 1, 1) - start).days)]
    except (OverflowError, ValueError):
        return None


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _chosen(rule: Rule, first: datetime, days: list[date]) -> list[datetime]:
    fits = _filter(rule, first.date(), days)
    times = [time(h, m, first.second) for h in rule.hours or (first.hour,) for m in rule.minutes or (first.minute,)]
    if len(times) > MOST_TIMES_A_DAY:
        raise ValueError("too often a day")
    found = [datetime.combine(day, at) for day in fits for at in sorted(times)]
    if rule.positions:
        wanted = {at - 1 if at > 0 else len(found) + at for at in rule.positions}
        found = [one for number, one in enumerate(found) if number in wanted]
    return found


def _filter(rule: Rule, first: date, days: list[date]) -> list[date]:
    months, month_days, week_days = rule.months, rule.month_days, rule.days
    if not (rule.month_days or rule.year_days or rule.days):
        # What the rule leaves open is as on the first day.
        if rule.frequency == "WEEKLY":
            week_days = ((first.weekday(), 0),)
        elif rule.frequency in ("MONTHLY", "YEARLY"):
            month_days = (first.day,)
            months = months or ((first.month,) if rule.frequency == "YEARLY" else ())
    return [
        day
        for day in days
        if (not months or day.month in months)
        and (not month_days or day.day in month_days or day.day - _length(day) - 1 in month_days)
        and (not rule.year_days or _year_day(day) in rule.year_days or _year_day(day) - _year_length(day) - 1 in rule.year_days)
        and (not week_days or any(_is_day(rule, day, weekday, which) for weekday, which in week_days))
    ]


def _is_day(rule: Rule, day: date, weekday: int, which: int) -> bool:
    if day.weekday() != weekday or which == 0 or rule.frequency in ("DAILY", "WEEKLY"):
        return day.weekday() == weekday
    in_year = rule.frequency == "YEARLY" and not rule.months
    place, length = (_year_day(day), _year_length(day)) if in_year else (day.day, _length(day))
    return which == ((place - 1) // 7 + 1 if which > 0 else -((length - place) // 7 + 1))


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_day(day: date) -> int:
    return day.timetuple().tm_yday


def _year_length(day: date) -> int:
    return 366 if isleap(day.year) else 365


def _is_over(rule: Rule, start: datetime, zone: tzinfo | None) -> bool:
    until = rule.until
    if until is None:
        return False
    if not isinstance(until, datetime):
        return start.date() > until
    if until.tzinfo is None:
        return start > until
    return start.replace(tzinfo=zone or UTC) > until
