"""Meetings of the demo's people while time passes: most pairs meet every other week, a few stop, a few never begin."""

from datetime import datetime, timedelta

from mentes.lib.draws import share
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.actions import book, i_am_here, say_missing
from mentes.meetings.actions.attending import GRACE
from mentes.meetings.models import Meeting
from mentes.meetings.slots import free_slots

NEVER_BEGIN, STOP_SOON = 0.08, 0.12
STOP_AFTER = 2
FIRST_DAYS, NEXT_DAYS = 5.0, 11.0  # at most, from the start, and from the meeting before
COMES = 0.94
MINUTES = 45
LOOK_AHEAD_DAYS = 10


def meet(*, since: datetime, now: datetime) -> None:
    """Everything about meetings that people do after `since` and until `now`."""
    attend(since=since, now=now)
    book_next(now=now)


def book_next(*, now: datetime) -> None:
    for match in Match.objects.filter(state=Match.State.ACTIVE).select_related("mentee__person", "mentor__person").order_by("pk"):
        kind = share("meets", match.pk)
        before = list(Meeting.objects.about(match.pk).live().order_by("-starts_at")[: STOP_AFTER + 1])
        stops = NEVER_BEGIN <= kind < NEVER_BEGIN + STOP_SOON and len(before) >= STOP_AFTER
        if kind < NEVER_BEGIN or stops or (before and before[0].ends_at > now):
            continue
        last = before[0].ends_at if before else match.started_at
        most = NEXT_DAYS if before else FIRST_DAYS
        if last + timedelta(days=most * share("books", match.pk, len(before))) <= now:
            _book(match, now=now)


def _book(match: Match, *, now: datetime) -> None:
    people = match.people()
    slots = free_slots(people, now.date() + timedelta(days=1), LOOK_AHEAD_DAYS, MINUTES, now)
    if not slots:
        return  # they share no hour in these days, and try again
    slot = slots[int(share("which", match.pk, now.date()) * len(slots))]
    try:
        book(about=match.pk, people=people, starts_at=slot.starts_at, minutes=MINUTES, by=people[0], now=now)
    except Refused:
        return  # somebody was quicker


def attend(*, since: datetime, now: datetime) -> None:
    """Whoever comes taps "I am here" as the meeting begins; who waits in vain says so after ten minutes."""
    begun = Meeting.objects.booked().filter(starts_at__gt=since, starts_at__lte=now - GRACE).order_by("starts_at", "pk")
    for meeting in begun:
        people = meeting.people()
        here = [person for person in people if share("comes", meeting.pk, person.pk) < COMES]
        for person in here:
            i_am_here(meeting, by=person, now=meeting.starts_at)
        if len(here) == 1:
            (missing,) = [person for person in people if person not in here]
            say_missing(meeting, person=missing, by=here[0], now=meeting.starts_at + GRACE)
