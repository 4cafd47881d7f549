"""Keeping people's calendars true by mail: what is enclosed in a letter, and what is owed where no letter went.

A letter of the room below tells a person; enclosed in it goes a message to their calendar, and `Told` remembers what it was told.
`settle` looks for calendars that were told of a meeting which has changed since: the match ended, a letter was overtaken by a
newer change, the later ones of a series were moved along. They get a letter of their own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from mentes.calendars import bridge
from mentes.calendars.models import CalendarChoice, Told
from mentes.meetings.models import Meeting
from mentes.people.actions import write_letter
from mentes.people.letters import Enclosed
from mentes.people.models import Person

# A change's own letter goes first: it tells the person too.
PATIENCE = timedelta(minutes=3)


@transaction.atomic
def set_choices(person: Person, *, wants_invitations: bool, title: str) -> None:
    """Whether their calendar hears by mail of meetings to come, and what their feed calls them. What it was told stays true."""
    CalendarChoice.objects.update_or_create(
        person=person, defaults={"wants_invitations": wants_invitations, "title": " ".join(title.split())[:80]}
    )


def wants_invitations(person: Person) -> bool:
    choice = CalendarChoice.objects.filter(person=person).first()
    return bool(person.email) and (choice is None or choice.wants_invitations)


def tell(meetings: Sequence[Meeting], person: Person, *, now: datetime) -> Enclosed | None:
    """The message for the calendar of `person` about `meetings` of one name; None where it knows all of it.

    Meetings of one call are all called off or all not: the others are left for `settle`. Whoever wants no invitations is told
    only of what their calendar holds already.
    """
    is_off = meetings[0].state == Meeting.State.CANCELLED
    wants = wants_invitations(person)
    if meetings[0].series and not is_off and wants and not Told.objects.filter(person=person, meeting__series=meetings[0].series):
        # A calendar that does not know the series could not place one day of it.
        meetings = list(Meeting.objects.live().filter(series=meetings[0].series).order_by("planned_at", "pk"))
    known = {told.meeting_id: told for told in Told.objects.filter(person=person, meeting__in=meetings)}
    alike = [meeting for meeting in meetings if (meeting.state == Meeting.State.CANCELLED) == is_off]
    owed = [meeting for meeting in alike if _is_owed(meeting, known.get(meeting.pk), wants=wants)]
    if not owed:
        return None
    method = bridge.CANCEL if is_off else bridge.REQUEST
    text = bridge.message(method, owed, person, title=bridge.title_of(owed[0], person), now=now)
    sequences = {meeting.pk: meeting.sequence for meeting in owed}

    def remember() -> None:
        for key, sequence in sequences.items():
            told = {"sequence": sequence, "is_cancelled": is_off, "at": now}
            Told.objects.update_or_create(person=person, meeting_id=key, defaults=told)

    return Enclosed(method, text, remember)


def _is_owed(meeting: Meeting, told: Told | None, *, wants: bool) -> bool:
    if told is None:
        return wants and meeting.state != Meeting.State.CANCELLED
    return not told.is_cancelled and told.sequence < meeting.sequence


@transaction.atomic
def settle(now: datetime) -> int:
    """Writes a letter for every calendar that is wrong about what is to come. Returns how many. Safe to run twice."""
    owed = (
        Told.objects.filter(is_cancelled=False, sequence__lt=F("meeting__sequence"), meeting__changed_at__lte=now - PATIENCE)
        .filter(meeting__ends_at__gt=now, person__is_active=True, person__email__isnull=False)
        .select_related("meeting", "person")
        .order_by("person", "meeting__planned_at", "meeting")
    )
    groups: dict[tuple, list[Told]] = {}
    for told in owed:
        is_off = told.meeting.state == Meeting.State.CANCELLED
        groups.setdefault((told.person, bridge.uid_of(told.meeting), is_off), []).append(told)
    n_written = 0
    for (person, uid, is_off), tolds in groups.items():
        meetings = [told.meeting for told in tolds]
        newest = max(meeting.sequence for meeting in meetings)
        key = f"calendar_true:{uid}:{'off' if is_off else 'on'}:{newest}:{len(meetings)}:{person.pk}"[:200]
        facts = {"meetings": [str(meeting.pk) for meeting in meetings], "is_off": is_off}
        n_written += write_letter(person, "calendar_true", key=key, facts=facts, not_before=now) is not None
    return n_written
