"""Weekly hours: `Mon 17:00-20:00; Sat 09:00-12:00` to minutes of the week and back."""

import re
from collections.abc import Iterable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
WEEK = 7 * DAY

_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NUMBER = {short.casefold(): number for number, short in enumerate(DAYS)}
_DAY_NUMBER |= {long: number for number, long in enumerate(_LONG)}
_DAY_NUMBER |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_DASHES = re.compile(r"\s*[-‐‑–—−]\s*")
_ITEM = re.compile(r"(?P<days>[^\d]*?)\s*(?P<times>\d.*)", re.DOTALL)
_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_PARTS = re.compile(r"[;؛；\n\r]")

Hours = tuple[tuple[int, int], ...]


class BadHours(ValueError):
    """`wrong`: every wrong part as (reason code, the part), in the order of the text."""

    def __init__(self, wrong: Iterable[tuple[str, str]]):
        self.wrong = tuple(wrong)
        super().__init__("; ".join(f"{code}: {part}" for code, part in self.wrong))


def parse_hours(text: str) -> Hours:
    """Local minutes of the week [start, end), Monday 00:00 = 0, sorted, overlaps joined.

    Parts stand between semicolons: days, then times. Days may be a range (Mon-Fri) or a list (Mon, Wed), times a list;
    24:00 ends a day, and an end before its start lies on the next day. Sunday's night is split at the end of the week.
    Raises BadHours naming every wrong part.
    >>> parse_hours("Fri 22:00-01:00; Sun 23:00-01:00")
    ((0, 60), (7080, 7260), (10020, 10080))
    """
    wrong: list[tuple[str, str]] = []
    spans: list[tuple[int, int]] = []
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        spans += _read_part(part, wrong)
    if wrong:
        raise BadHours(wrong)
    return join_spans(spans)


def join_spans(spans: Iterable[tuple[int, int]]) -> Hours:
    """Spans sorted and joined where they touch, none longer than the week; what passes 10080 starts again at 0."""
    within = []
    for start, end in spans:
        within += [(start, end)] if end <= WEEK else [(start, WEEK), (0, end - WEEK)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(within):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def format_hours(hours: Iterable[tuple[int, int]]) -> str:
    """The text that `parse_hours` reads back to the same spans; neighbouring days with equal hours become one range.

    >>> format_hours(((1020, 1200), (2460, 2640), (7080, 7260)))
    'Mon-Tue 17:00-20:00; Fri 22:00-24:00; Sat 00:00-01:00'
    """
    by_day: list[list[str]] = [[] for _ in DAYS]
    for start, end in hours:
        while start < end:
            day = start // DAY
            stop = min(end, (day + 1) * DAY)
            by_day[day].append(f"{_clock(start - day * DAY)}-{_clock(stop - day * DAY)}")
            start = stop
    parts, first = [], 0
    for day in range(7):
        if day == 6 or by_day[day + 1] != by_day[day]:
            if by_day[day]:
                label = DAYS[day] if first == day else f"{DAYS[first]}-{DAYS[day]}"
                parts.append(f"{label} {', '.join(by_day[day])}")
            first = day + 1
    return "; ".join(parts)


def _read_part(part: str, wrong: list[tuple[str, str]]) -> list[tuple[int, int]]:
    found = _ITEM.fullmatch(part)
    if not found:
        wrong.append(("hours_shape", part))
        return []
    before = len(wrong)
    days = _read_days(found["days"].strip(" ,:"), part, wrong)
    times = [span for text in found["times"].split(",") for span in _read_times(text.strip(), part, wrong)]
    if len(wrong) > before:
        return []
    return [(day * DAY + start, day * DAY + end) for day in days for start, end in times]


def _read_days(text: str, part: str, wrong: list[tuple[str, str]]) -> list[int]:
    if not text:
        wrong.append(("hours_shape", part))
        return []
    days: list[int] = []
    for item in map(str.strip, text.split(",")):
        ends = [_DAY_NUMBER.get(word.rstrip(".").casefold()) for word in _DASHES.split(item)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None:
            wrong.append(("hours_day", item or part))
        else:
            days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return days


def _read_times(text: str, part: str, wrong: list[tuple[str, str]]) -> list[tuple[int, int]]:
    ends = _DASHES.split(text)
    if len(ends) != 2:
        wrong.append(("hours_shape", part))
        return []
    minutes: list[int] = []
    for word in ends:
        found = _TIME.fullmatch(word)
        at = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else DAY + 1
        if at > DAY or (at == DAY and not minutes):
            wrong.append(("hours_time", word or part))
        minutes.append(at)
    start, end = minutes
    if max(minutes) > DAY or start == DAY:
        return []
    if start == end:
        wrong.append(("hours_none", text))
        return []
    return [(start, end if end > start else end + DAY)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
