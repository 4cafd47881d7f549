"""Being there: one tap, ten minutes' grace, and what is said where somebody did not come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.meetings.actions.holding import held_meeting
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Person

OPENS_BEFORE = timedelta(minutes=10)
GRACE = timedelta(minutes=10)
TO_SAY = timedelta(hours=48)
# Why somebody did not come, in their own choice. Who was there after all is believed: it counts for nobody.
WAS_THERE = Seat.Reason.WAS_THERE
REASONS = tuple(Seat.Reason.values)
MOST_WORDS = 600
State = Meeting.State


@transaction.atomic
def i_am_here(meeting: Meeting, *, by: Person, now: datetime) -> Meeting:
    """One tap, from ten minutes before until the end. Once two are there the meeting is held. A second tap changes nothing."""
    meeting, seat = _seat(meeting, by)
    if meeting.state == State.CANCELLED:
        raise Refused(_("This meeting was called off."))
    if now < meeting.starts_at - OPENS_BEFORE:
        raise Refused(_("It opens ten minutes before it begins."))
    if now > meeting.ends_at:
        raise Refused(_("This meeting is over. Say whether you met instead."))
    if seat.here_at is None:
        # Who was thought missing and comes in late is there, and nobody was missing.
        seat.here_at, seat.missing_at, seat.missing_said_by = now, None, None
        seat.reason, seat.words, seat.reason_at = "", "", None
        seat.save(update_fields=["here_at", "missing_at", "missing_said_by", "reason", "words", "reason_at"])
    return _settle(meeting)


@transaction.atomic
def say_held(meeting: Meeting, *, by: Person, now: datetime) -> Meeting:
    """`by` says that they met, of a meeting of which nobody had said anything. Until 48 hours after it."""
    meeting, _mine = _seat(meeting, by)
    _may_say(meeting, now)
    if meeting.state == State.BOOKED:
        meeting.state = State.HELD
        meeting.save(update_fields=["state"])
    return meeting


@transaction.atomic
def say_missing(meeting: Meeting, *, person: Person, by: Person, now: datetime) -> Meeting:
    """`by` says that `person` did not come (themselves, perhaps), from ten minutes after the start until 48 hours after the end.

    Whoever says it of another was there. Who said "I am here" cannot be said to be missing.
    """
    meeting, mine = _seat(meeting, by)
    seat = mine if by.pk == person.pk else meeting.seats.select_related("person").filter(person=person).first()
    if seat is None:
        raise Refused(_("This person is not in the meeting."), status=404)
    _may_say(meeting, now)
    if seat.here_at is not None:
        raise Refused(_("%(name)s says they were there. Write to each other first.") % {"name": person.first_name})
    if seat.missing_at is None:
        seat.missing_at, seat.missing_said_by = now, by
        seat.save(update_fields=["missing_at", "missing_said_by"])
    if mine.pk != seat.pk and mine.here_at is None and mine.missing_at is None:
        mine.here_at = now
        mine.save(update_fields=["here_at"])
    return _settle(meeting)


@transaction.atomic
def give_reason(meeting: Meeting, *, by: Person, reason: str, now: datetime, words: str = "") -> Meeting:
    """Who was said to be missing says why, within 48 hours of it. The others read it, nobody else does."""
    if reason not in REASONS:
        raise Refused(_("Choose a reason first. “I would rather not say” is one."), status=422)
    meeting, seat = _seat(meeting, by)
    if seat.missing_at is None:
        raise Refused(_("Nobody has said that you were missing."))
    if now > seat.missing_at + TO_SAY:
        raise Refused(_("The 48 hours to say why have passed. Write to each other instead."))
    seat.reason, seat.words, seat.reason_at = reason, words.strip()[:MOST_WORDS], now
    seat.save(update_fields=["reason", "words", "reason_at"])
    return meeting


def _seat(meeting: Meeting, person: Person) -> tuple[Meeting, Seat]:
    """The meeting anew, held, and the seat of `person` in it."""
    meeting, _people = held_meeting(meeting)
    # Held: who is taken out of the meeting at this moment is out of it before or after, never in the middle.
    seat = meeting.seats.select_for_update().filter(person=person).first()
    if seat is None:
        raise Refused(_("Only those who meet can say this."), status=403)
    return meeting, seat


def _may_say(meeting: Meeting, now: datetime) -> None:
    if meeting.state == State.CANCELLED:
        raise Refused(_("This meeting was called off."))
    if now < meeting.starts_at + GRACE:
        raise Refused(_("Wait ten minutes first: lines are slow and clocks differ."))
    if now > meeting.ends_at + TO_SAY:
        raise Refused(_("The 48 hours in which this can be said have passed."))


def _settle(meeting: Meeting) -> Meeting:
    """What has become of it, from what its people have said."""
    seats = list(meeting.seats.all())
    n_here, n_missing = sum(s.here_at is not None for s in seats), sum(s.missing_at is not None for s in seats)
    state = State.HELD if n_here >= 2 else State.MISSED if len(seats) - n_missing < 2 else meeting.state
    if state != meeting.state:
        meeting.state = state
        meeting.save(update_fields=["state"])
    return meeting
