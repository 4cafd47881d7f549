"""Moving a meeting and calling it off: one, or it and those of its series that follow."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.meetings.actions.booking import MINUTES, refuse_taken, wrong_time
from mentes.meetings.actions.holding import Span, during, held_meeting, hold_people, refused_where_taken
from mentes.meetings.actions.pacing import refuse_haste
from mentes.meetings.actions.telling import tell
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.wall import instant, wall, zone_of
from mentes.people.models import Person

HOURS_LATE = 24
MOST_REASON = 600


def is_late(meeting: Meeting, now: datetime) -> bool:
    """Whether calling it off now is late: the others have arranged their day around it."""
    return meeting.starts_at - now < timedelta(hours=HOURS_LATE)


def move(
    meeting: Meeting,
    *,
    starts_at: datetime,
    by: Person | None,
    now: datetime,
    minutes: int | None = None,
    following: bool = False,
) -> list[Meeting]:
    """The meeting begins at `starts_at` instead; with `following` the later ones of its series go along, by days and wall clock.

    The series' own zone keeps the time of day. Who had said "I am here" says so again. Returns what was moved; raises Refused.
    """
    people = meeting.people()
    _refuse_change(meeting, people, by, now)
    minutes = minutes or meeting.minutes
    wrong = wrong_time(starts_at, now)
    if minutes not in MINUTES:
        wrong.append(_("A meeting takes 30, 45 or 60 minutes."))
    if wrong:
        raise Refused(" ".join(wrong), status=422)
    if not following:
        # As in booking: most refusals need nobody to wait.
        refuse_taken(people, [(starts_at, starts_at + timedelta(minutes=minutes))], by=by, but=[meeting.pk])
    with transaction.atomic():
        hold_people(person.pk for person in people)
        meeting, people = held_meeting(meeting)
        _refuse_change(meeting, people, by, now)
        refuse_haste(people, by=by, now=now)
        moved = [meeting, *(_later(meeting) if following else ())]
        starts = [starts_at, *_carried(meeting, starts_at, moved[1:])]
        spans = [(start, start + timedelta(minutes=minutes)) for start in starts]
        refuse_taken(people, spans, by=by, but=[one.pk for one in moved])
        with refused_where_taken():
            _put(moved, spans, now)
        tell(moved, "meeting_moved", people=people, by=by, now=now)
    return moved


def _put(moved: list[Meeting], spans: list[Span], now: datetime) -> None:
    """Writes where they lie now. Precondition: their people are held."""
    if len(moved) > 1:
        # Lifted first: one may come to lie where the next still is.
        Seat.objects.filter(meeting__in=moved).update(is_live=False)
    for one, span in zip(moved, spans, strict=True):
        one.starts_at, one.ends_at = span
        one.sequence, one.changed_at = one.sequence + 1, now
        one.save(update_fields=["starts_at", "ends_at", "sequence", "changed_at"])
        Seat.objects.filter(meeting=one).update(during=during(span), here_at=None, is_live=True)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person | None, now: datetime, reason: str = "", following: bool = False) -> list[Meeting]:
    """Calls the meeting off; with `following` the later ones of its series too. Everybody hears, with the reason in `by`'s words.

    Less than HOURS_LATE before it is kept as late. Returns what was called off; raises Refused.
    """
    hold_people(person.pk for person in meeting.people())
    meeting, people = held_meeting(meeting)
    _refuse_change(meeting, people, by, now)
    refuse_haste(people, by=by, now=now)
    gone = [meeting, *(_later(meeting) if following else ())]
    call_off(gone, by=by, now=now, reason=" ".join(reason.split())[:MOST_REASON])
    tell(gone, "meeting_cancelled", people=people, by=by, now=now)
    return gone


@transaction.atomic
def cancel_meetings(*, about: UUID, now: datetime, by: Person | None = None) -> list[Meeting]:
    """Calls off all that is still to come about `about`: what they met for is over. Returns them.

    Nobody gets a letter from here: whoever ends the whole tells it in one letter of its own. Safe to call twice. A meeting that
    has begun is left alone.
    """
    coming = Meeting.objects.about(about).booked().filter(starts_at__gt=now)
    hold_people(Seat.objects.filter(meeting__in=coming).values_list("person", flat=True))
    gone = list(coming.select_for_update(of=("self",)))
    call_off(gone, by=by, now=now, is_fault=False)
    return gone


def call_off(gone: list[Meeting], *, by: Person | None, now: datetime, reason: str = "", is_fault: bool = True) -> None:
    """Writes it down and frees the hours; telling is for the caller. `is_fault`: within HOURS_LATE it is kept as late."""
    for one in gone:
        one.state, one.cancelled_at, one.cancelled_by, one.cancel_reason = Meeting.State.CANCELLED, now, by, reason
        one.sequence, one.changed_at, one.is_late = one.sequence + 1, now, is_fault and is_late(one, now)
        one.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason", "sequence", "changed_at", "is_late"])
    Seat.objects.filter(meeting__in=gone).update(is_live=False)


def _refuse_change(meeting: Meeting, people: list[Person], by: Person | None, now: datetime) -> None:
    """Raises Refused where `by` may not change this meeting of `people`, or nobody may any more."""
    if by is not None and by not in people:
        raise Refused(_("Only those who meet can change a meeting."), status=403)
    if not meeting.is_open(now):
        raise Refused(_("This meeting has begun or is over. It cannot be changed any more."))


def _later(meeting: Meeting) -> list[Meeting]:
    """The booked ones of its series that come after it. Precondition: its people, who are those of all, are held."""
    if meeting.series is None:
        return []
    rest = Meeting.objects.booked().filter(series=meeting.series, starts_at__gt=meeting.starts_at)
    return list(rest.select_for_update(of=("self",)).order_by("starts_at", "pk"))


def _carried(meeting: Meeting, starts_at: datetime, later: list[Meeting]) -> list[datetime]:
    """Where those that follow come to lie: as many days further as the first, at its new time of day."""
    zone = zone_of(meeting.time_zone)
    old, new = wall(meeting.starts_at, zone), wall(starts_at, zone)
    days, minute = new.date() - old.date(), new.hour * 60 + new.minute
    return [instant(wall(one.starts_at, zone).date() + days, minute, zone) for one in later]
