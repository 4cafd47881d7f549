"""Today's page for a mentor or mentee: what is theirs to answer first, whom they have, what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mentes.matches.models import Match, Promise
from mentes.matches.pair_page import present_reasons
from mentes.matches.words import Someone, Told, someone, tell
from mentes.messages.models import Member
from mentes.people.models import Person
from mentes.programmes.models import Participation

State, Answer = Match.State, Match.Answer


@dataclass(frozen=True)
class Offer:
    """A match to answer, seen from one side. `told` only for the first: its braid stands on the page."""

    match: Match
    side: str
    mentee: Someone
    mentor: Someone
    other: Someone
    other_said_yes: bool
    expires_at: datetime
    told: Told | None = None


@dataclass(frozen=True)
class Together:
    """A match that runs, or one where this side has said yes and waits."""

    match: Match
    side: str
    other: Someone
    n_unread: int = 0  # messages


@dataclass(frozen=True)
class Asked:
    """A question from the other of a pair, to be answered."""

    match: Match
    who: Someone


@dataclass(frozen=True)
class ParticipantHome:
    """One place, and everything of it that this person has heard of."""

    place: Participation
    offers: tuple[Offer, ...]
    waiting: tuple[Together, ...]
    active: tuple[Together, ...]
    asked: tuple[Asked, ...]
    promise: Promise | None = None  # how long it usually takes, until that has passed

    @property
    def learning(self) -> tuple[Together, ...]:
        return tuple(one for one in self.active if one.side == "mentor")

    @property
    def mentors(self) -> tuple[Together, ...]:
        return tuple(one for one in self.active if one.side == "mentee")

    @property
    def n_free(self) -> int:
        """Seats that nobody holds who said yes or was offered."""
        held = [one for one in (*self.offers, *self.waiting, *self.active) if one.side == "mentor"]
        return max(0, self.place.capacity - len(held))


def read_participant_homes(person: Person, *, now: datetime) -> list[ParticipantHome]:
    places = Participation.objects.filter(person=person).exclude(status=Participation.Status.LEFT)
    return [_read(place, now) for place in places.select_related("programme", "profile", "person")]


def _read(place: Participation, now: datetime) -> ParticipantHome:
    heard = Match.objects.heard_by(place.person).filter(programme=place.programme_id, state__in=(State.OFFERED, State.ACTIVE))
    sides = (f"{side}__{part}" for side in ("mentee", "mentor") for part in ("profile", "person"))
    offers: list[Offer] = []
    waiting: list[Together] = []
    active: list[Together] = []
    asked: list[Asked] = []
    matches = (
        heard.select_related("programme", "decided_by", *sides)
        .prefetch_related("questions")
        .order_by("offered_at", "-points", "pk")
    )
    unread = dict(Member.objects.filter(person=place.person).with_unread().values_list("conversation__about", "n_unread"))
    for match in matches:
        side = match.side_of(place.person)
        other = match.mentor if side == "mentee" else match.mentee
        open_questions = [q for q in match.questions.all() if q.to == "other" and q.answered_at is None]
        if any(question.asked_by_id == other.person_id for question in open_questions):
            asked.append(Asked(match, someone(other)))
        if match.state == State.ACTIVE:
            active.append(Together(match, side, someone(other), unread.get(match.pk, 0)))
        elif getattr(match, f"{side}_answer") == Answer.YES:
            waiting.append(Together(match, side, someone(other)))
        elif match.expires_at > now:
            offers.append(_offer(match, side, is_first=not offers))
    return ParticipantHome(place, tuple(offers), tuple(waiting), tuple(active), tuple(asked), _promise(place, now))


def _promise(place: Participation, now: datetime) -> Promise | None:
    promise = Promise.objects.filter(place=place).first()
    if promise is None or place.joined_at is None or place.status != Participation.Status.ACTIVE:
        return None
    return promise if now <= place.joined_at + timedelta(days=promise.high_days) else None


def _offer(match: Match, side: str, *, is_first: bool) -> Offer:
    other_side = "mentor" if side == "mentee" else "mentee"
    told = tell(*present_reasons(match), match.mentee, match.mentor) if is_first else None
    mentee, mentor = someone(match.mentee), someone(match.mentor)
    said_yes = getattr(match, f"{other_side}_answer") == Answer.YES
    other = mentor if side == "mentee" else mentee
    return Offer(match, side, mentee, mentor, other, said_yes, match.expires_at, told)
