"""Meetings of the demo's people while time passes: most pairs meet every other week, a few stop, a few never begin."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

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
    running = Match.objects.filter(state=Match.State.ACTIVE)
    before = _meetings_of(running)
    due = [pk for pk, began in running.values_list("pk", "started_at") if _wants_to_book(pk, began, before[pk], now)]
    matches = Match.objects.filter(pk__in=due).select_related("mentee__person", "mentor__person")
    for match in matches.order_by("pk"):
        _book(match, now=now)


def _meetings_of(matches) -> dict[UUID, list[datetime]]:
    """When the meetings of each end that were not called off, the last first."""
    found: dict[UUID, list[datetime]] = defaultdict(list)
    meetings = Meeting.objects.live().filter(about__in=matches.values("pk")).order_by("-starts_at")
    for about, ends_at in meetings.values_list("about", "ends_at"):
        found[about].append(ends_at)
    return found


def _wants_to_book(match_id: UUID, began: datetime, before: list[datetime], now: datetime) -> bool:
    kind = share("meets", match_id)
    stops = NEVER_BEGIN <= kind < NEVER_BEGIN + STOP_SOON and len(before) >= STOP_AFTER
    if kind < NEVER_BEGIN or stops or (before and before[0] > now):
        return False
    last, most = (before[0], NEXT_DAYS) if before else (began, FIRST_DAYS)
    return last + timedelta(days=most * share("books", match_id, len(before))) <= now


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
    """Whoever comes taps "I am here" as the meeting begins; who waits in vain says so after ten minutes. Somebody always comes:
    of a meeting to which nobody did, nobody would say anything.
    """
    waited = {"starts_at__gt": since - GRACE, "starts_at__lte": now - GRACE}
    for meeting in Meeting.objects.booked().filter(**waited).order_by("starts_at", "pk"):
        people = meeting.people()
        here = [person for person in people if share("comes", meeting.pk, person.pk) < COMES] or people[:1]
        for person in here:
            i_am_here(meeting, by=person, now=meeting.starts_at)
        missing = [person for person in people if person not in here] if len(here) == 1 else []
        for person in missing:
            say_missing(meeting, person=person, by=here[0], now=meeting.starts_at + GRACE)
