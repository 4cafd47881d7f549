"""Ama and Rosa have both said yes: what they keep together is what these tests are about."""

import datetime as dt

import pytest

from mentes.meetings.models import Meeting, Seat
from mentes.testing import NOW, Cast


class Bond(Cast):
    """The cast with a match that runs since NOW."""

    def __init__(self):
        super().__init__()
        self.bond = self.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=NOW, started_at=NOW)

    def meeting(self, *, after_days: float, state: str = "booked") -> Meeting:
        starts_at = NOW + dt.timedelta(days=after_days)
        ends_at = starts_at + dt.timedelta(hours=1)
        meeting = Meeting.objects.create(
            about=self.bond.pk, starts_at=starts_at, ends_at=ends_at, state=state, created_at=NOW, changed_at=NOW
        )
        for person in (self.ama, self.rosa):
            Seat.objects.create(meeting=meeting, person=person, during=(starts_at, ends_at), is_live=state == "booked")
        return meeting


@pytest.fixture
def cast(db):
    return Bond()


def after(days: float = 0, hours: float = 0) -> dt.datetime:
    return NOW + dt.timedelta(days=days, hours=hours)
