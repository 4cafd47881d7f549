"""The organiser's morning: what needs a hand, by kind, with whom to write to."""

from dataclasses import dataclass
from datetime import datetime

from mentes.matches.exceptions import KINDS, Notice, read_notices
from mentes.matches.words import Someone, someone
from mentes.programmes.models import Participation, Programme

# Of an ending for safety an organiser reads first; a question is answered where it stands; mail that fails does not arrive,
# and what may not have arrived is sent again as it was.
NOT_BY_LETTER = ("safety", "question", "mail", "doubt")


@dataclass(frozen=True)
class Writable:
    """Somebody whom one press writes to."""

    place: Participation
    name: str
    has_address: bool


@dataclass(frozen=True)
class Row:
    """One notice as a page shows it: who, since when, and to whom one may write."""

    notice: Notice
    people: tuple[Someone, ...]
    to: tuple[Writable, ...]


@dataclass(frozen=True)
class Section:
    kind: str
    rows: tuple[Row, ...]


def read_morning(programme: Programme, *, now: datetime) -> list[Section]:
    """Sections in the order of KINDS, none empty."""
    notices = read_notices(programme, now=now)
    return [
        Section(kind, tuple(_row(one) for one in notices if one.kind == kind))
        for kind in KINDS
        if any(one.kind == kind for one in notices)
    ]


def _row(notice: Notice) -> Row:
    both = (notice.match.mentee, notice.match.mentor) if notice.match else ()
    about = (notice.place,) if notice.place else both
    to = () if notice.kind in NOT_BY_LETTER else about
    return Row(
        notice=notice,
        people=tuple(someone(place) for place in both or about),
        to=tuple(Writable(place, place.profile.first_name, bool(place.person.email)) for place in to),
    )
