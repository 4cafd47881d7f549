"""Meetings of the pairs in the file of a whole programme: when, and who was there; not a word of theirs, nor why one was missed.

Two parts: the meetings, and how it went for people at the end, as marks without anybody's name.
"""

from collections import defaultdict

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.looking_back import LEAST_COUNTED, season_number
from mentes.matches.models import CarriedMark, Farewell, Match
from mentes.meetings.models import Meeting, Seat
from mentes.programmes.models import Programme
from mentes.programmes.whole import Incoming, Part, made, told
from mentes.programmes.whole import register as add

MEETING = (
    "id", "about", "kind", "starts_at", "ends_at", "planned_at", "time_zone", "state", "series", "repeat", "sequence",
    "created_at", "changed_at", "cancelled_at", "is_late",
)  # fmt: skip
SEAT = ("is_live", "here_at", "missing_at")
MARK = ("season", "closing_id", "went")


def register() -> None:
    add(Part("meetings", _write, _read, _keep))
    add(Part("marks", _write_marks, _read_marks, _keep_marks))


def _write(programme: Programme):
    sides = {}
    for pk, *pair in Match.objects.filter(programme=programme).values_list("pk", "mentee__person", "mentor__person"):
        sides[pk] = dict(zip(pair, Match.SIDES, strict=True))
    meetings = Meeting.objects.filter(about__in=sides).order_by("pk").prefetch_related("seats")
    return [told(one, MEETING) | {"seats": _seats(one, sides[one.about])} for one in meetings]


def _seats(meeting: Meeting, sides: dict) -> list[dict]:
    seats = [
        {"side": sides[seat.person_id], "was_there": seat.reason == Seat.Reason.WAS_THERE} | told(seat, SEAT)
        for seat in meeting.seats.all()
        if seat.person_id in sides
    ]
    # Who says they were there was not missing for anybody who counts; the reasons of others are nobody's here.
    told_of = [seat | ({"missing_at": None} if seat["was_there"] else {}) for seat in seats]
    return sorted(({name: seat[name] for name in ("side", *SEAT)} for seat in told_of), key=lambda seat: seat["side"])


def _read(incoming: Incoming, rows) -> None:
    incoming.rows["meetings"] = found = []
    for number, said in enumerate(rows, start=1):
        where = f"meetings {number}"
        own = {name: value for name, value in said.items() if name != "seats"}
        meeting = made(Meeting, own, MEETING, where=where, faults=incoming.faults)
        incoming.check_link("matches", meeting.about, where)
        if meeting.starts_at and meeting.ends_at and meeting.ends_at <= meeting.starts_at:
            incoming.faults.append(f"{where}: it ends before it begins")
        seats = said.get("seats")
        found.append((meeting, [_seat(one, where, incoming.faults) for one in (seats if isinstance(seats, list) else ())]))
    incoming.check_new("meetings", Meeting, [meeting for meeting, _seats in found], lambda row: str(row.starts_at))


def _seat(said, where: str, faults: list[str]) -> tuple[str, Seat]:
    side = said.get("side") if isinstance(said, dict) else None
    if side not in Match.SIDES:
        faults.append(f"{where}, seats: side: {side!r}")
    own = {name: value for name, value in said.items() if name != "side"} if isinstance(said, dict) else said
    return str(side), made(Seat, own, SEAT, where=f"{where}, seats", faults=faults)


def _keep(incoming: Incoming) -> None:
    people = {place.pk: place.person_id for place, *_rest in incoming.rows["places"]}
    matches = {match.pk: match for match in incoming.rows["matches"]}
    seats = []
    for meeting, taken in incoming.rows["meetings"]:
        for side, seat in taken:
            seat.meeting, seat.person_id = meeting, people[getattr(matches[meeting.about], f"{side}_id")]
            seat.during = (meeting.starts_at, meeting.ends_at)
            seats.append(seat)
    try:
        with transaction.atomic():
            Meeting.objects.bulk_create([meeting for meeting, _taken in incoming.rows["meetings"]])
            Seat.objects.bulk_create(seats)
    except DatabaseError as error:  # the exclusion constraint: an account that is here meets somebody else at that time
        taken = _("Somebody of this programme has another meeting here at the same time, so nothing was taken in.")
        raise Refused(taken) from error


def _write_marks(programme: Programme):
    """Sorted within each season and closing, so that no mark stands beside who gave it; of fewer than ten only how many."""
    ends = list(programme.closings.values_list("at", flat=True))
    groups = defaultdict(list)
    for mark in CarriedMark.objects.filter(programme=programme):
        groups[mark.season, mark.closing_id].append(mark.went)
    ended = Farewell.objects.filter(match__programme=programme, match__state=Match.State.ENDED, went__isnull=False)
    for offered_at, closing_id, went in ended.values_list("match__offered_at", "match__ending__closing", "went"):
        groups[season_number(offered_at, ends), closing_id].append(went)
    rows = []
    for (season, closing_id), marks in sorted(groups.items(), key=str):
        is_told = len(marks) >= LEAST_COUNTED and None not in marks
        said = sorted(marks) if is_told else [None] * len(marks)
        rows += [{"season": season, "closing_id": str(closing_id) if closing_id else None, "went": went} for went in said]
    return rows


def _read_marks(incoming: Incoming, rows) -> None:
    incoming.rows["marks"] = found = []
    for number, said in enumerate(rows, start=1):
        where = f"marks {number}"
        mark = made(CarriedMark, said, MARK, where=where, faults=incoming.faults)
        incoming.check_link("closings", mark.closing_id, where)
        found.append(mark)


def _keep_marks(incoming: Incoming) -> None:
    for mark in incoming.rows["marks"]:
        mark.programme = incoming.programme
    CarriedMark.objects.bulk_create(incoming.rows["marks"])
