"""Telling two people of a match, ending one kindly, and who comes next."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from mentes.matches.actions.holding import OTHER, Answer, State, has_room, of_place
from mentes.matches.models import Alternate, Match, Rejection
from mentes.people.actions import write_letter
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation
from mentes.trust.actions import record


def tell(match: Match, person: Person, kind: str, *, now: datetime, mark: str = "", **facts) -> bool:
    """A letter to `person` about this match; one a kind, match and `mark`: False when it was written before."""
    key = key_of(kind, match.pk, person.pk, mark)
    return write_letter(person, kind, key=key, facts={"match": str(match.pk), **facts}, not_before=now) is not None


def key_of(kind: str, match_id: UUID, person_id: UUID, mark: str = "") -> str:
    """The key of the letter that `tell` writes."""
    return ":".join(filter(None, (kind, str(match_id), str(person_id), mark)))


def whose_letters_are_written(keys: Mapping[UUID, set[str]]) -> set[UUID]:
    """Of matches with the keys of their letters, those of which every letter is written: asked at once, and nobody is held."""
    written = set(Letter.objects.filter(key__in=set().union(*keys.values())).values_list("key", flat=True))
    return {pk for pk, theirs in keys.items() if theirs <= written}


def offer(match: Match, *, now: datetime, **why) -> None:
    """Both hear of it. Precondition: a person approved it, the answers of the programme are held."""
    match.state, match.offered_at = State.OFFERED, now
    match.expires_at = now + timedelta(days=match.programme.days_to_answer)
    match.save(update_fields=["state", "offered_at", "expires_at"])
    for person in match.people():
        tell(match, person, "match_offered", now=now)
    record("match.offered", by=None, at=now, subject=match, programme=match.programme, **why)


def close(match: Match, reason: str, *, now: datetime) -> None:
    """Takes an offer back that can no longer become a match: `seats_taken`, `found_another` or `left`. Nobody is blamed."""
    match.state, match.reason_code, match.ended_at = State.WITHDRAWN, reason, now
    match.save(update_fields=["state", "reason_code", "ended_at"])
    # Whoever is full or has left knows; the other hears.
    knows = {"seats_taken": match.mentor, "found_another": match.mentee}.get(reason)
    for place in (match.mentee, match.mentor):
        if place != knows and place.status != Participation.Status.LEFT:
            tell(match, place.person, "match_closed", now=now)
    record("match.closed", by=None, at=now, subject=match, programme=match.programme, reason=reason)
    move_on(match, now=now)


def close_beyond(place: Participation, side: str, most: int, n_held: int, *, now: datetime) -> None:
    """Once `n_held` reaches `most`, the offers that this place has not said yes to are closed kindly."""
    if n_held < most:
        return
    rest = of_place(place, side).filter(state=State.OFFERED).exclude(**{f"{side}_answer": Answer.YES})
    for match in rest.select_related("programme", "mentee__person", "mentor__person"):
        close(match, "seats_taken" if side == "mentor" else "found_another", now=now)


def move_on(match: Match, *, now: datetime) -> Match | None:
    """After a match that came to nothing: the mentee's next approved alternate is offered at once, else an organiser is asked.

    None where nobody is offered: the mentee has what they want, takes no part now, or no approved alternate has a seat.
    """
    mentee = match.mentee
    if not has_room(mentee, "mentee"):
        return None
    for alternate in approved_alternates(match):
        made = use_alternate(alternate, now=now)
        if made is not None:
            return made
    ask_organisers(match, now=now)
    return None


def approved_alternates(match: Match) -> list[Alternate]:
    """The mentee's open alternates that a person has approved: those of this match first, then by rank."""
    waiting = Alternate.objects.filter(match__mentee=match.mentee_id, used_at=None, dropped_at=None, approved_by__isnull=False)
    ready = waiting.select_related("match__programme", "match__mentee__person", "mentor__person")
    return sorted(ready, key=lambda one: (one.match_id != match.pk, one.rank, str(one.pk)))


def use_alternate(alternate: Alternate, *, now: datetime) -> Match | None:
    """Offers the alternate, or drops it where it cannot be any more. Precondition: approved; the answers are held."""
    before, mentor = alternate.match, alternate.mentor
    pair = {"mentee": before.mentee_id, "mentor": mentor.pk}
    list(Participation.objects.select_for_update().filter(pk=mentor.pk))
    if Rejection.objects.filter(**pair).exists() or Match.objects.filter(**pair).told().exists():
        alternate.dropped_at = now
        alternate.save(update_fields=["dropped_at"])
        return None
    if not has_room(mentor, "mentor"):
        return None
    # A later run may have proposed the same two: that proposal becomes this offer, since a pair lives once.
    Match.objects.filter(**pair, state__in=Match.UNHEARD).delete()
    match = Match.objects.create(
        programme=before.programme,
        run_id=before.run_id,
        mentee=before.mentee,
        mentor=mentor,
        points=alternate.points,
        parts=alternate.parts,
        reasons=alternate.reasons,
        state=State.APPROVED,
        decided_by=alternate.approved_by,
        decided_at=alternate.approved_at,
    )
    alternate.used_at = now
    alternate.save(update_fields=["used_at"])
    # What is left of the ranks goes on with the mentee.
    offer(match, now=now, instead_of=str(before.pk), rank=alternate.rank)
    return match


def ask_organisers(match: Match, *, now: datetime) -> None:
    """The mentee waits for a person to decide. Each organiser hears once a day at most; the queue shows all."""
    programme = match.programme
    for staff in programme.staff.select_related("person"):
        key = f"alternate_waiting:{programme.pk}:{staff.person_id}:{now:%Y-%m-%d}"
        facts = {"programme": str(programme.pk)}
        write_letter(staff.person, "alternate_waiting", key=key, facts=facts, not_before=now)
    record("mentee.waiting", by=None, at=now, subject=match.mentee, programme=programme, match=str(match.pk))


def other_person(match: Match, side: str) -> Person:
    return getattr(match, OTHER[side]).person
