"""What goes with letters about meetings into calendars, and the letter that only keeps a calendar true."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mentes.calendars.actions.telling import tell
from mentes.lib import clock
from mentes.meetings.models import Meeting, Seat
from mentes.people import letters
from mentes.people.letters import Enclosed
from mentes.people.models import Letter

KIND = "calendar_true"


def register() -> None:
    stem = "calendars/letters/calendar_true"
    letters.register(letters.Kind(name=KIND, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=_facts))
    of_whom: dict[str, Callable[[Letter], list[Meeting]]] = {
        "meeting_booked": _with_series,
        "meeting_moved": _changed_together,
        "meeting_cancelled": _changed_together,
        KIND: _named,
    }
    for kind, meetings in of_whom.items():
        letters.enclose(kind, _encloser(meetings))


def _encloser(meetings_of: Callable[[Letter], list[Meeting]]) -> Callable[[Letter], Enclosed | None]:
    def enclosed(letter: Letter) -> Enclosed | None:
        meetings = meetings_of(letter)
        return tell(meetings, letter.person, now=clock.now()) if meetings else None

    return enclosed


def _first(letter: Letter) -> Meeting | None:
    return Meeting.objects.visible_to(letter.person).filter(pk=letter.facts["meeting"]).first()


def _with_series(letter: Letter) -> list[Meeting]:
    first = _first(letter)
    if first is None or first.series is None:
        return [first] if first else []
    return list(Meeting.objects.live().filter(series=first.series).order_by("planned_at", "pk"))


def _changed_together(letter: Letter) -> list[Meeting]:
    """The meeting of the letter, and those of its series that the same act changed."""
    first = _first(letter)
    if first is None or first.series is None:
        return [first] if first else []
    rest = Meeting.objects.filter(series=first.series, changed_at=first.changed_at, state=first.state).exclude(pk=first.pk)
    return [first, *rest.order_by("planned_at", "pk")]


def _named(letter: Letter) -> list[Meeting]:
    mine = Meeting.objects.visible_to(letter.person).filter(pk__in=letter.facts["meetings"]).order_by("planned_at", "pk")
    return [meeting for meeting in mine if (meeting.state == Meeting.State.CANCELLED) == letter.facts["is_off"]]


def _facts(letter: Letter) -> dict | None:
    """As long as their calendar is wrong about it."""
    meetings = _named(letter)
    if not meetings or tell(meetings, letter.person, now=clock.now()) is None:
        return None
    others = Seat.objects.filter(meeting=meetings[0]).exclude(person=letter.person).select_related("person").order_by("pk")
    return {
        "meetings": meetings,
        "is_off": letter.facts["is_off"],
        "names": _(", ").join(seat.person.first_name for seat in others),
        "link": settings.PUBLIC_URL + reverse("calendars:mine"),
    }
