"""How far a matching has come that is made in the background, and whether texts wait that other pages need."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mentes.programmes.models import Programme
from mentes.programmes.texts import count_waiting

SLOW_AFTER = timedelta(minutes=2)
FEW = 0.1  # the share of people whose texts may wait while numbers without them are still worth showing


@dataclass(frozen=True)
class Progress:
    n_people: int
    n_read: int
    is_slow: bool = False

    @property
    def n_waiting(self) -> int:
        return self.n_people - self.n_read

    @property
    def is_reading(self) -> bool:
        return self.n_waiting > 0

    @property
    def share(self) -> float:
        return self.n_read / self.n_people if self.n_people else 1.0

    @property
    def is_too_early(self) -> bool:
        """Whether so many texts wait that numbers without them would mislead."""
        return self.n_waiting > FEW * self.n_people


def read_progress(programme: Programme, *, since: datetime | None = None, now: datetime | None = None) -> Progress:
    """`since`: when it was asked for, to say so where it takes unusually long."""
    n_waiting, n_people = count_waiting(programme)
    return Progress(n_people, n_people - n_waiting, bool(since and now and now - since > SLOW_AFTER))
