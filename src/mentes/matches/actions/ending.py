"""How a match ends, and what can be said then. Why is for organisers; the two see that it is over, and nobody is blamed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.actions.holding import OTHER, State, held_match
from mentes.matches.actions.offering import ask_organisers, close, other_person, tell
from mentes.matches.models import Closing, Ending, Farewell, Match, Priority
from mentes.meetings.actions import cancel_meetings
from mentes.messages.actions import close_conversation
from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.programmes.actions import mark_left
from mentes.programmes.models import Participation
from mentes.trust.actions import record

Kind = Ending.Kind
# What one of the two may choose; silence is the clock's.
OWN_KINDS = (Kind.COMPLETED, Kind.NO_FAULT, Kind.LEAVER, Kind.SAFETY)
STAFF_KINDS = (Kind.COMPLETED, Kind.NO_FAULT, Kind.SAFETY)
MOST_WORDS = 2_000


@transaction.atomic
def end_match(
    match: Match,
    *,
    by: Person | None,
    kind: str,
    now: datetime,
    words: str = "",
    wants_another: bool = False,
    closing: Closing | None = None,
) -> Match:
    """The match is over, for both at once and in the same words. Returns it anew.

    `words` and `kind` are for the organisers. `wants_another`: the mentee stands first in the next run, and an organiser hears at
    once. A leaver hears nothing more by letter, and their other matches end with this one. Whoever ends for safety hears nothing
    either, since a mailbox may be read by others; organisers hear at once, and the other reads what everybody reads.
    Raises Refused where the match does not run (any more), or `by` may not end it so.
    """
    match = held_match(match)
    _refuse(match, by, kind)
    match.state, match.ended_at, match.paused_at, match.resumes_on = State.ENDED, now, None, None
    match.save(update_fields=["state", "ended_at", "paused_at", "resumes_on"])
    # Dates that were set are nobody's any more; the one letter below tells it.
    cancel_meetings(about=match.pk, now=now, by=by)
    close_conversation(about=match.pk, now=now)
    Ending.objects.create(match=match, kind=kind, by=by, at=now, words=words.strip()[:MOST_WORDS], closing=closing)
    for place in (match.mentee, match.mentor):
        if not _is_silent_for(place, by, kind):
            tell(match, place.person, "match_ended", now=now)
    # The kind is not told here: whoever acted has a copy of this line, and reads of it as a page shows it.
    record("match.ended", by=by, at=now, subject=match, programme=match.programme)
    if kind == Kind.SAFETY:
        _tell_organisers_of_safety(match, by, now)
    if wants_another and kind != Kind.LEAVER and match.mentee.status == Participation.Status.ACTIVE:
        Priority.objects.create(place=match.mentee, match=match, since=now)
        ask_organisers(match, now=now)
    if kind == Kind.LEAVER and by is not None and match.includes(by):
        _leave(getattr(match, match.side_of(by)), by=by, now=now)
    return match


def _refuse(match: Match, by: Person | None, kind: str) -> None:
    if match.state != State.ACTIVE:
        raise Refused(_("This match does not run any more, so there is nothing to end."))
    if by is None:
        return
    allowed = OWN_KINDS if match.includes(by) else STAFF_KINDS
    if kind not in allowed:
        raise Refused(_("Choose first how it ends."), status=422)


def _is_silent_for(place: Participation, by: Person | None, kind: str) -> bool:
    """Whoever leaves is left in peace, also where the clock ends it after an organiser marked them as left."""
    if place.status == Participation.Status.LEFT:
        return True
    return kind in (Kind.LEAVER, Kind.SAFETY) and by is not None and place.person_id == by.pk


def _tell_organisers_of_safety(match: Match, by: Person | None, now: datetime) -> None:
    for staff in match.programme.staff.select_related("person"):
        if by is None or staff.person_id != by.pk:
            key = f"safety_told:{match.pk}:{staff.person_id}"
            write_letter(staff.person, "safety_told", key=key, facts={"match": str(match.pk)}, not_before=now)


def _leave(place: Participation, *, by: Person, now: datetime) -> None:
    """The place is left, and everything it still held is over: what runs ends, what is offered closes kindly."""
    place.refresh_from_db(fields=["status"])
    if place.status == Participation.Status.LEFT:
        return
    mark_left(place, by=by, now=now)
    sides = {"mentee": place.matches_as_mentee, "mentor": place.matches_as_mentor}
    for matches in sides.values():
        for other in matches.filter(state=State.ACTIVE).order_by("pk"):
            end_match(other, by=by, kind=Kind.LEAVER, now=now)
        for offer in matches.filter(state=State.OFFERED).select_related("programme", "mentee__person", "mentor__person"):
            offer.mentee.refresh_from_db(fields=["status"])
            offer.mentor.refresh_from_db(fields=["status"])
            close(offer, "left", now=now)


def end_with_those_who_left(now: datetime) -> int:
    """Matches that run with somebody who was marked as left: the other hears kindly. Safe to run twice. Returns how many."""
    left = Participation.Status.LEFT
    n = 0
    for side in ("mentee", "mentor"):
        for match in Match.objects.filter(state=State.ACTIVE, **{f"{side}__status": left}).order_by("pk"):
            try:
                end_match(match, by=None, kind=Kind.LEAVER, now=now)
            except Refused:  # the other side had left as well, or somebody was quicker
                continue
            n += 1
    return n


@transaction.atomic
def say_farewell(
    match: Match,
    *,
    by: Person,
    now: datetime,
    thanks: str = "",
    reached: str = "",
    went: int | None = None,
    answers: dict[str, str] | None = None,
) -> Farewell:
    """What `by` says at the end; said again, it takes the place of what was there. The other hears of thanks once.

    `answers`: words by question, of those that the organisers ask (`questions_of`).
    """
    match = held_match(match)
    if not match.includes(by) or match.state != State.ENDED:
        raise Refused(_("Words of farewell belong to the two of a match that is over."))
    asked = questions_of(match)
    said = [{"question": one, "words": text.strip()[:MOST_WORDS]} for one, text in (answers or {}).items() if one in asked]
    farewell, _is_new = Farewell.objects.update_or_create(
        match=match,
        person=by,
        defaults={
            "at": now,
            "thanks": thanks.strip()[:MOST_WORDS],
            "reached": reached.strip()[:MOST_WORDS],
            "went": went,
            "answers": [one for one in said if one["words"]],
        },
    )
    if farewell.thanks and may_hear_thanks(match, by):
        tell(match, other_person(match, match.side_of(by)), "match_thanked", now=now)
    record("match.farewell", by=by, at=now, subject=match, programme=match.programme)
    return farewell


def may_hear_thanks(match: Match, by: Person) -> bool:
    """Nobody is written to who asked to be left in peace: who left, or who ended it for their safety."""
    other = getattr(match, OTHER[match.side_of(by)])
    ending = Ending.objects.filter(match=match).first()
    is_safe = ending is None or ending.kind != Kind.SAFETY
    return is_safe and other.status != Participation.Status.LEFT


def questions_of(match: Match) -> list[str]:
    """What the organisers ask at the end of this match: those of the season's closing, else none."""
    ending = Ending.objects.filter(match=match).select_related("closing").first()
    return list(ending.closing.questions) if ending and ending.closing else []
