"""Agenda, shared notes and actions of a meeting. Everybody who has a seat in it may change them, also afterwards, until what they
meet about is over.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.meetings.models import Action, AgendaItem, Meeting, SharedNote
from mentes.meetings.parties import party_of
from mentes.people.models import Person

MOST_ITEMS = 30
MOST_OPEN_ACTIONS = 40


class NoteChanged(Exception):
    """Somebody saved the shared notes while these were being written. `newest` is what stands there now."""

    def __init__(self, newest: SharedNote):
        super().__init__("the shared notes have changed")
        self.newest = newest


def hold_papers(meeting: Meeting, by: Person) -> Meeting:
    """The meeting's row, locked until the transaction ends. Raises Refused where `by` may not write in its papers.

    It takes the row alone, not the locks of the people's time: a note must not wait for a booking.
    """
    fresh = Meeting.objects.select_for_update(of=("self",), no_key=True).filter(pk=meeting.pk).first()
    if fresh is None or not fresh.seats.filter(person=by).exists():
        raise Refused(_("Only those who meet can write here."), status=403)
    if fresh.state == Meeting.State.CANCELLED:
        raise Refused(_("This meeting was called off: its papers stay as they are."))
    _refuse_what_is_over(fresh, by)
    return fresh


def is_over(meeting: Meeting, person: Person) -> bool:
    """Whether what these people met about has come to its end: their papers are to be read then."""
    party = party_of(meeting.about, person)
    return party is not None and party.is_over


def _refuse_what_is_over(meeting: Meeting, by: Person) -> None:
    if is_over(meeting, by):
        raise Refused(_("Your way together has ended: what you wrote here stays to be read, and is not changed any more."))


@transaction.atomic
def lay_out_agenda(meeting: Meeting, lines: Iterable[str], *, now: datetime) -> None:
    """Lines of a guide, after what the people wrote themselves."""
    after = _last_position(meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=after + number, text=line[:300], added_at=now)
        for number, line in enumerate(lines, start=1)
    )


@transaction.atomic
def add_item(meeting: Meeting, text: str, *, by: Person, now: datetime) -> AgendaItem:
    meeting = hold_papers(meeting, by)
    if meeting.agenda.count() >= MOST_ITEMS:
        raise Refused(_("%(n)d lines are on this agenda already: that is more than a meeting holds.") % {"n": MOST_ITEMS})
    return AgendaItem.objects.create(meeting=meeting, position=_last_position(meeting) + 1, text=text, added_by=by, added_at=now)


@transaction.atomic
def change_item(item: AgendaItem, what: str, *, by: Person) -> None:
    """`what`: up, down, done, open or remove."""
    hold_papers(item.meeting, by)
    item = AgendaItem.objects.filter(pk=item.pk).first()
    if item is None:
        return  # the other took it away a moment ago
    if what == "remove":
        item.delete()
    elif what in ("done", "open"):
        item.is_done = what == "done"
        item.save(update_fields=["is_done"])
    elif what in ("up", "down"):
        _swap(item, -1 if what == "up" else 1)


def _swap(item: AgendaItem, by: int) -> None:
    """Changes places with the neighbour; at either end nothing happens. The whole order is written anew: gaps do no harm."""
    items = list(AgendaItem.objects.filter(meeting=item.meeting_id))
    here = next(number for number, one in enumerate(items) if one.pk == item.pk)
    there = here + by
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for position, one in enumerate(items, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


def _last_position(meeting: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def write_shared_note(meeting: Meeting, text: str, *, based_on: int, by: Person, now: datetime) -> SharedNote:
    """Saves the page. `based_on` is the version that was before the writer's eyes, 0 for none.

    Raises NoteChanged where somebody saved another text meanwhile: both texts are kept, and the writer decides.
    """
    meeting = hold_papers(meeting, by)
    note = SharedNote.objects.filter(meeting=meeting).first()
    if note is not None and note.text == text:
        return note
    if (note.number if note else 0) != based_on:
        raise NoteChanged(note or SharedNote(meeting=meeting, number=0))
    note = note or SharedNote(meeting=meeting, number=0)
    note.text, note.number, note.written_by, note.written_at = text, note.number + 1, by, now
    note.save()
    return note


@transaction.atomic
def add_action(meeting: Meeting, text: str, *, owner: Person, due_on: date | None, by: Person, now: datetime) -> Action:
    """`owner` is one of those who meet."""
    meeting = hold_papers(meeting, by)
    if not meeting.seats.filter(person=owner).exists():
        raise Refused(_("Only those who meet can take something on here."))
    if Action.objects.about(meeting.about).open().count() >= MOST_OPEN_ACTIONS:
        raise Refused(_("%(n)d things are open already. Close some of them first.") % {"n": MOST_OPEN_ACTIONS})
    return Action.objects.create(
        about=meeting.about, meeting=meeting, text=text, owner=owner, due_on=due_on, made_by=by, made_at=now
    )


@transaction.atomic
def close_action(action: Action, state: str, *, by: Person, now: datetime) -> None:
    """`state`: done, let_go, or open again."""
    if not action.meeting.seats.filter(person=by).exists():
        raise Refused(_("Only those who meet can write here."), status=403)
    _refuse_what_is_over(action.meeting, by)
    action.state = Action.State(state)
    is_open = action.state == Action.State.OPEN
    action.closed_at, action.closed_by = (None, None) if is_open else (now, by)
    action.save(update_fields=["state", "closed_at", "closed_by"])
