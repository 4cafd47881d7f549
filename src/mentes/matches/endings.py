"""How an ended match is told: to each of the two what is theirs, to organisers why, to nobody who is to blame."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mentes.matches.actions.ending import Kind
from mentes.matches.ending_forms import KIND_TOLD
from mentes.matches.models import Ending, Farewell, Match, Priority
from mentes.matches.words import Someone, someone
from mentes.people.models import Person


@dataclass(frozen=True)
class Reached:
    """What one of the two says was reached."""

    who: Someone
    words: str


@dataclass(frozen=True)
class EndedPage:
    """An ended match as `reader` may see it. `kind` and `words` are empty for the two, `thanks` for everybody but its reader."""

    own: Farewell | None
    thanks: str
    reached: tuple[Reached, ...]
    has_certificate: bool
    stands_first: bool
    kind: str
    words: str
    by_organiser: bool


def read_ending(match: Match, reader: Person) -> EndedPage | None:
    """None where the match is not over, or never ran."""
    ending = Ending.objects.select_related("by").filter(match=match).first()
    if match.state != Match.State.ENDED or ending is None:
        return None
    is_own = match.includes(reader)
    said = {one.person_id: one for one in match.farewells.all()} if is_own else {}
    side = match.side_of(reader) if is_own else ""
    other = match.mentor if side == "mentee" else match.mentee
    own, others = said.get(reader.pk), said.get(other.person_id) if is_own else None
    is_safe = ending.kind != Kind.SAFETY
    reached = [
        Reached(someone(place), said[place.person_id].reached)
        for place in (match.mentee, match.mentor)
        # After an ending for safety nobody's words go to the other.
        if place.person_id in said and said[place.person_id].reached and (is_safe or place.person_id == reader.pk)
    ]
    return EndedPage(
        own=own,
        thanks=others.thanks if others and is_safe else "",
        reached=tuple(reached),
        has_certificate=ending.kind == Kind.COMPLETED,
        stands_first=side == "mentee" and Priority.objects.filter(match=match, done_at=None).exists(),
        kind="" if is_own else str(KIND_TOLD[Kind(ending.kind)]),
        words="" if is_own else ending.words,
        by_organiser=ending.by_id is not None and not match.includes(ending.by),
    )


@dataclass(frozen=True)
class Certificate:
    """What a certificate says: two names, a programme, from when to when, and what was reached in its owner's words."""

    name: str
    other_name: str
    is_mentor: bool
    programme: str
    kept_by: str
    begun_on: date
    ended_on: date
    reached: str
    match: Match


def read_certificate(match: Match, reader: Person) -> Certificate | None:
    """For one of the two of a match that was completed, else None."""
    ending = Ending.objects.filter(match=match, kind=Kind.COMPLETED).first()
    if ending is None or match.state != Match.State.ENDED or not match.includes(reader):
        return None
    side = match.side_of(reader)
    place, other = (match.mentee, match.mentor) if side == "mentee" else (match.mentor, match.mentee)
    farewell = match.farewells.filter(person=reader).first()
    return Certificate(
        name=place.profile.name,
        other_name=other.profile.name,
        is_mentor=side == "mentor",
        programme=match.programme.name,
        kept_by=match.programme.kept_by,
        begun_on=timezone.localdate(match.started_at or match.created_at),
        ended_on=timezone.localdate(match.ended_at or ending.at),
        reached=farewell.reached if farewell else "",
        match=match,
    )
