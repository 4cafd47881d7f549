"""A small share of `mentes bench booking`: clients on connections of their own fight for the same hours; none is given twice."""

from argparse import Namespace

import pytest
from bench import booking

from mentes.testing import make_person

ATTEMPTS, CLIENTS = 240, 12


@pytest.mark.django_db(transaction=True)
def test_no_hour_is_given_twice_and_nobody_waits_for_somebody_who_waits_for_them(settings):
    settings.MEETING_CHANGES_AN_HOUR = 10_000
    people = [make_person(f"Person {n}") for n in range(6)]
    given = Namespace(attempts=ATTEMPTS, clients=CLIENTS, seed=1, days=6, pause_ms=0)
    results = booking._clients((given, list(range(CLIENTS)), people))
    counts = sum((counter for counter, _times in results), start=type(results[0][0])())
    assert sum(counts.values()) == ATTEMPTS
    assert (counts["deadlock"], counts["error"]) == (0, 0)
    assert min(counts["book"], counts["move"], counts["cancel"], counts["refused"]) > 0, counts
    assert (booking.overlaps(), booking.seats_apart()) == (0, 0)
