"""What the organiser's morning hears of pulses: low where its person lets us help, missing after a week, never a word more."""

from mentes.bonds.actions import feeling
from mentes.bonds.models import Pulse
from mentes.bonds.tests.conftest import after
from mentes.matches.exceptions import read_notices
from mentes.testing import make_staff


def pulses(cast, now):
    return [(one.place.person, one.since) for one in read_notices(cast.programme, now=now) if one.kind == "pulse"]


def answer(cast, person, *, lets_help):
    pulse = Pulse.objects.get(person=person)
    feeling.answer_pulse(pulse, {"going": 1, "worth": 5}, lets_help=lets_help, by=person, now=after(31))


def test_low_ones_are_there_by_their_persons_leave_and_missing_ones_after_a_week(cast):
    feeling.ask_due_pulses(after(30))
    assert pulses(cast, after(36)) == []
    assert {who for who, _ in pulses(cast, after(38))} == {cast.ama, cast.rosa}
    answer(cast, cast.ama, lets_help=False)
    answer(cast, cast.rosa, lets_help=True)
    assert pulses(cast, after(38)) == [(cast.rosa, after(31))]
    assert pulses(cast, after(62)) == []


def test_nobody_finds_their_own_other_there_by_running_the_programme(cast):
    make_staff(cast.ama, cast.programme)
    feeling.ask_due_pulses(after(30))
    answer(cast, cast.rosa, lets_help=True)
    assert pulses(cast, after(45)) == []
