"""What becomes of meetings, seats and hours on export and erasure."""

from django.db.models import Count

from mentes.lib import clock
from mentes.meetings.actions.changing import call_off
from mentes.meetings.actions.telling import tell
from mentes.meetings.models import Availability, AvailabilityException, Busy, Meeting, OwnWeek, Seat
from mentes.people.models import Person
from mentes.trust.registry import Class, cut, register_model

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

MEETING = (
    dict.fromkeys(("title", "starts_at", "ends_at", "state", "link", "cancelled_at", "cancel_reason", "is_late"), EXPORT)
    | dict.fromkeys(("booked_by_id", "cancelled_by_id"), ANONYMISE)
    | dict.fromkeys(
        ("id", "about", "kind", "time_zone", "series", "repeat", "sequence", "planned_at", "created_at", "changed_at"), PLAIN
    )
)
SEAT = dict.fromkeys(("here_at", "missing_at", "reason", "words", "reason_at"), EXPORT) | {
    "id": PLAIN,
    "meeting_id": PLAIN,
    "person_id": ERASE,
    "during": PLAIN,
    "is_live": PLAIN,
    "missing_said_by_id": ANONYMISE,
}
WEEK = {"person_id": ERASE, "saved_at": EXPORT}
AVAILABILITY = {"id": PLAIN, "person_id": ERASE} | dict.fromkeys(("weekday", "starts_minute", "ends_minute"), EXPORT)
EXCEPTION = {"id": PLAIN, "person_id": ERASE} | dict.fromkeys(("on_day", "is_free", "starts_minute", "ends_minute"), EXPORT)
# Read from a calendar that is somebody's own, and read again: a working copy.
BUSY = {"id": PLAIN, "source": PLAIN} | dict.fromkeys(("person_id", "starts_at", "ends_at"), ERASE)


def register() -> None:
    register_model(
        Meeting,
        MEETING,
        reason="That two people met stays in the other one's story, without a word that was written.",
        rows_of=lambda person: Meeting.objects.filter(seats__person=person),
        erase=_forget_in_meetings,
        order=280,
    )
    register_model(
        Seat,
        SEAT,
        reason="A seat goes with its person; who said that somebody was missing goes from the other's seat.",
        whose=("person",),
        erase=_forget_seats,
        order=290,
    )
    for model, columns in ((Availability, AVAILABILITY), (AvailabilityException, EXCEPTION), (Busy, BUSY), (OwnWeek, WEEK)):
        register_model(model, columns, whose=("person",), order=290)


def _forget_in_meetings(person: Person) -> None:
    """What is to come with one other alone is called off, and that one hears; of three, the others meet without them."""
    now = clock.now()  # erasure takes no time from its caller
    theirs = Meeting.objects.filter(pk__in=Seat.objects.filter(person=person).values("meeting"))
    coming = theirs.booked().filter(starts_at__gt=now).annotate(n_seats=Count("seats")).filter(n_seats__lte=2)
    gone = list(Meeting.objects.filter(pk__in=[one.pk for one in coming]))
    call_off(gone, by=None, now=now, is_fault=False)
    theirs.update(title="", link="", cancel_reason="")
    cut(Meeting, "booked_by", "cancelled_by")(person)
    for one in gone:
        others = [other for other in one.people() if other != person]
        tell([one], "meeting_cancelled", people=others, by=None, now=now)


def _forget_seats(person: Person) -> None:
    cut(Seat, "missing_said_by")(person)
    Seat.objects.filter(person=person).delete()
