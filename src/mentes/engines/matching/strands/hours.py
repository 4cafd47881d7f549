"""Hours: how much of the week both have free at the same moment, through their two time zones."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from ..values import MINUTES_A_WEEK, Code, Member, Pool

SLOT_MINUTES = 15  # every time zone now in use stands on a quarter of an hour
N_SLOTS = MINUTES_A_WEEK // SLOT_MINUTES
ENOUGH_HOURS = 4.0  # more than this a week brings no further points
FEW_HOURS = 2.0
FAR_APART_HOURS = 5.0
KEPT = 4_096  # people's weeks kept as read: a pool is read again for every question about it


def free_slots(member: Member, week_of: date) -> np.ndarray:
    """(N_SLOTS,) bool: the quarter hours of the UTC week of `week_of`, from Monday 00:00, that lie wholly in the hours.

    Each end of an interval is placed on the clock of that very week, so a change of the clock inside the week counts
    (an hour that the clock skips is read as if it had not yet changed; of one that comes twice, the first). What falls
    before Monday or after Sunday in UTC comes in again at the other end: hours are weekly. Not to be written to.
    """
    return _free_slots(member.hours, member.time_zone, week_of)


@lru_cache(maxsize=KEPT)
def _free_slots(hours: tuple[tuple[int, int], ...], time_zone: str, week_of: date) -> np.ndarray:
    slots = np.zeros(N_SLOTS, dtype=bool)
    for start, end in hours:
        first = -(-_utc_minute(start, time_zone, week_of) // SLOT_MINUTES)
        last = _utc_minute(end, time_zone, week_of) // SLOT_MINUTES
        slots[np.arange(first, last) % N_SLOTS] = True
    slots.flags.writeable = False
    return slots


@lru_cache(maxsize=1 << 16)  # most people's hours begin and end on the same few clocks
def _utc_minute(local_minute: int, time_zone: str, week_of: date) -> int:
    """A minute of the local week as one of the UTC week; below 0 or past its end where it falls into another."""
    monday = datetime.combine(week_of - timedelta(days=week_of.weekday()), datetime.min.time())
    moment = (monday + timedelta(minutes=local_minute)).replace(tzinfo=_zone(time_zone)).astimezone(UTC)
    return int((moment - monday.replace(tzinfo=UTC)).total_seconds()) // 60


@lru_cache(maxsize=1_024)  # more than there are; zoneinfo itself keeps eight, and reads others from their files again
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def intervals(slots: np.ndarray) -> list[tuple[int, int]]:
    """Runs of slots as [start, end) minutes of the UTC week, Monday 00:00 = 0."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], slots.astype(int), [0]])))
    return [(int(a) * SLOT_MINUTES, int(b) * SLOT_MINUTES) for a, b in edges.reshape(-1, 2)]


def offset_hours(zone: str, week_of: date) -> float:
    """Hours east of UTC at noon of that day."""
    noon = datetime.combine(week_of, datetime.min.time(), tzinfo=ZoneInfo(zone)) + timedelta(hours=12)
    return (noon.replace(tzinfo=UTC) - noon).total_seconds() / 3600


class Hours:
    """Hours without a time zone, and a time zone without hours, count as not asked: nothing is assumed."""

    def __init__(self, pool: Pool):
        self.week_of = pool.terms.week_of or pool.week_of
        self.sides = (pool.mentees, pool.mentors)
        self.known = [np.array([bool(p.hours and p.time_zone) for p in side], dtype=bool) for side in self.sides]
        self.slots = [self._read(side) for side in self.sides]

    def _read(self, side: tuple[Member, ...]) -> np.ndarray:
        """(n, N_SLOTS) float32 of 0 and 1: sums of at most 672 ones are exact, in whatever order they are added."""
        read: dict = {}
        slots = np.zeros((len(side), N_SLOTS), dtype=np.float32)
        for row, member in enumerate(side):
            if member.hours and member.time_zone:
                key = (member.hours, member.time_zone)
                if key not in read:
                    read[key] = free_slots(member, self.week_of)
                slots[row] = read[key]
        return slots

    def shared_hours(self, rows: slice) -> np.ndarray:
        """(len(rows), n_mentors) hours a week that both have free; NaN where either is not known."""
        hours = (self.slots[0][rows] @ self.slots[1].T).astype(float) * (SLOT_MINUTES / 60)
        hours[~(self.known[0][rows, None] & self.known[1])] = np.nan
        return hours

    def of_pairs(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """(len(i),) similarity of these pairs alone."""
        hours = np.einsum("ps,ps->p", self.slots[0][i], self.slots[1][j]).astype(float) * (SLOT_MINUTES / 60)
        return self.from_hours(np.where(self.known[0][i] & self.known[1][j], hours, np.nan))

    def similarity(self, rows: slice) -> np.ndarray:
        return self.from_hours(self.shared_hours(rows))

    def from_hours(self, shared_hours: np.ndarray) -> np.ndarray:
        return np.minimum(shared_hours / ENOUGH_HOURS, 1.0)

    def evidence(self, i: int, j: int):
        mentee, mentor = self.sides[0][i], self.sides[1][j]
        against: list[Code] = []
        if mentee.time_zone and mentor.time_zone:
            apart = abs(offset_hours(mentee.time_zone, self.week_of) - offset_hours(mentor.time_zone, self.week_of))
            apart = min(apart, 24 - apart)
            if apart >= FAR_APART_HOURS:
                against.append(Code("hours_apart", {"hours": apart}))
        if not (self.known[0][i] and self.known[1][j]):
            return "not_asked", {}, {}, tuple(against)
        both = (self.slots[0][i] * self.slots[1][j]) > 0
        hours = float(both.sum()) * SLOT_MINUTES / 60
        if hours < FEW_HOURS:
            against.append(Code("few_shared_hours", {"hours": hours}))
        monday = self.week_of - timedelta(days=self.week_of.weekday())
        detail = {"hours": hours, "utc_intervals": intervals(both), "week_of": monday.isoformat()}
        return "shared_hours" if hours else "no_shared_hours", detail, {}, tuple(against)
