"""What becomes of agendas, shared notes and actions on export and erasure."""

from mentes.meetings.models import Action, AgendaItem, Meeting, SharedNote
from mentes.people.models import Person
from mentes.trust.registry import Class, cut, register_sealed

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

ITEM = {"id": PLAIN, "meeting_id": PLAIN, "position": PLAIN, "added_by_id": ANONYMISE} | dict.fromkeys(
    ("text", "is_done", "added_at"), EXPORT
)
NOTE = {"meeting_id": PLAIN, "number": PLAIN, "written_by_id": ANONYMISE, "text": EXPORT, "written_at": EXPORT}
ACTION = (
    {"id": PLAIN, "about": PLAIN, "meeting_id": PLAIN, "owner_id": EXPORT}
    | dict.fromkeys(("text", "due_on", "state", "made_at", "closed_at"), EXPORT)
    | {"made_by_id": ANONYMISE, "closed_by_id": ANONYMISE}
)


def register() -> None:
    """Before the seats (order 290): by these the meetings of a person are found."""
    together = "What people wrote together about a meeting is one text: it goes with any of those who met."
    register_sealed(AgendaItem, ITEM, reason=together, rows_of=_met(AgendaItem), order=260)
    register_sealed(SharedNote, NOTE, reason=together, rows_of=_met(SharedNote), order=260)
    register_sealed(Action, ACTION, reason=together, rows_of=_met(Action), erase=_forget_actions, order=260)


def _met(model):
    """Rows of meetings in which the person has a seat, each once."""
    return lambda person: model.objects.filter(meeting__in=Meeting.objects.filter(seats__person=person).values("pk"))


def _forget_actions(person: Person) -> None:
    _met(Action)(person).delete()
    Action.objects.filter(owner=person).delete()
    cut(Action, "made_by", "closed_by")(person)
