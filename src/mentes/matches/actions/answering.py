"""What the two people in an offered match can do: say yes, say no kindly, ask for more, take no more for now."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.actions.holding import OTHER, Answer, State, held_match, hold_answers, limit, n_active, n_yes, open_side
from mentes.matches.actions.offering import close, close_beyond, move_on, other_person, tell
from mentes.matches.models import Match, Priority, Question
from mentes.messages.actions import open_conversation
from mentes.people.models import Person
from mentes.programmes.actions import change_place, pause
from mentes.programmes.models import Participation
from mentes.trust.actions import record

# Why somebody says no. The words stand in matches/answer_words.py: kind to both, and told to the other.
NO_REASONS = ("no_time", "somebody_else", "know_each_other", "hours", "unsaid")
MOST_WORDS = 600
MOST_QUESTIONS = 8  # of one person about one match
DAYS_AFTER_A_QUESTION = 7  # whoever asks has at least that long


@transaction.atomic
def accept_match(match: Match, *, by: Person, now: datetime, take_no_more: bool = False) -> Match:
    """`by` says yes; once both have, the match is active and both hear.

    Raises Refused past the seats `by` has. Where the *other* has no seat left, the match is closed kindly instead:
    look at the state of what is returned. `take_no_more`: a mentor's capacity becomes what they hold then.
    """
    match = held_match(match)
    side = open_side(match, by, now=now)
    place, other = getattr(match, side), getattr(match, OTHER[side])
    if getattr(match, f"{side}_answer") != Answer.YES:
        if place.status == Participation.Status.LEFT:
            raise Refused(_("You have left this programme. Its organisers can take you in again."))
        if n_yes(place, side) >= limit(place, side):
            raise Refused(_no_seat(side))
        if other.status == Participation.Status.LEFT:
            close(match, "left", now=now)
            return match
        if n_active(other, OTHER[side]) >= limit(other, OTHER[side]):
            close(match, "seats_taken" if side == "mentee" else "found_another", now=now)
            return match
        setattr(match, f"{side}_answer", Answer.YES)
        setattr(match, f"{side}_answered_at", now)
        match.save(update_fields=[f"{side}_answer", f"{side}_answered_at"])
        record("match.accepted", by=by, at=now, subject=match, programme=match.programme, side=side)
        if match.both_said_yes:
            _start(match, now=now)
    if take_no_more and side == "mentor":
        take_no_more_for_now(place, by=by, now=now)
    return match


def _start(match: Match, *, now: datetime) -> None:
    match.state, match.started_at = State.ACTIVE, now
    match.save(update_fields=["state", "started_at"])
    open_conversation(about=match.pk, people=match.people(), now=now)
    for person in match.people():
        tell(match, person, "match_started", now=now)
    Priority.objects.filter(place=match.mentee, done_at=None).update(done_at=now)
    record("match.started", by=None, at=now, subject=match, programme=match.programme)
    for side in ("mentor", "mentee"):
        place = getattr(match, side)
        close_beyond(place, side, limit(place, side), n_active(place, side), now=now)


def _no_seat(side: str) -> str:
    if side == "mentor":
        return _("All your seats are taken by people you have said yes to. Give more seats first, or decline one of them.")
    return _("You have said yes to as many mentors as you wished for. Wish for more first, or decline one of them.")


@transaction.atomic
def decline_match(
    match: Match, *, by: Person, reason: str, now: datetime, words: str = "", take_no_more: bool = False
) -> Match | None:
    """`by` says no, with one of NO_REASONS and words of their own if they like; the other hears kindly, and the mentee moves on.

    `take_no_more`: nobody new for now. Returns the match that the mentee is offered instead, if any.
    """
    if reason not in NO_REASONS:
        raise Refused(_("Choose a reason first. “I would rather not say” is one."), status=422)
    match = held_match(match)
    side = open_side(match, by, now=now)
    setattr(match, f"{side}_answer", Answer.NO)
    setattr(match, f"{side}_answered_at", now)
    match.state, match.reason_code, match.note, match.ended_at = State.DECLINED, reason, words.strip()[:MOST_WORDS], now
    match.save(update_fields=[f"{side}_answer", f"{side}_answered_at", "state", "reason_code", "note", "ended_at"])
    record("match.declined", by=by, at=now, subject=match, programme=match.programme, side=side, reason=reason)
    tell(match, other_person(match, side), "match_declined", now=now)
    if take_no_more:
        stop_for_now(getattr(match, side), side, by=by, now=now)
        match.mentee.refresh_from_db(fields=["status"])
    return move_on(match, now=now)


@transaction.atomic
def ask_for_more(match: Match, *, by: Person, to: str, text: str, now: datetime) -> Question:
    """A question before the answer, to the other of the two or to the organisers. The last day moves if it is near."""
    text = text.strip()[:MOST_WORDS]
    if not text:
        raise Refused(_("Write your question first."), status=422)
    match = held_match(match)
    side = open_side(match, by, now=now)
    if match.questions.filter(asked_by=by).count() >= MOST_QUESTIONS:
        raise Refused(_("You have asked many questions about this match. Say yes and ask the rest when you meet, or decline."))
    question = Question.objects.create(match=match, to=Question.To(to), asked_by=by, asked_at=now, text=text)
    if not getattr(match, f"{side}_answer"):
        setattr(match, f"{side}_answer", Answer.ASKS)
    match.expires_at = max(match.expires_at, now + timedelta(days=DAYS_AFTER_A_QUESTION))
    match.save(update_fields=[f"{side}_answer", "expires_at"])
    if question.to == Question.To.OTHER:
        asked = [other_person(match, side)]
    else:
        asked = [staff.person for staff in match.programme.staff.select_related("person") if staff.person_id != by.pk]
    for person in asked:
        tell(match, person, "question_asked", now=now, mark=str(question.pk), question=str(question.pk))
    record("match.question_asked", by=by, at=now, subject=match, programme=match.programme, to=str(question.to))
    return question


@transaction.atomic
def answer_question(question: Question, *, by: Person, text: str, now: datetime) -> Question:
    """The one who was asked answers; whoever asked hears."""
    text = text.strip()[:MOST_WORDS]
    if not text:
        raise Refused(_("Write your answer first."), status=422)
    fresh = Question.objects.select_for_update(of=("self",)).select_related("match__programme", "asked_by").get(pk=question.pk)
    if not Question.objects.answerable_by(by).filter(pk=fresh.pk).exists():
        raise Refused(_("This question has been answered already, or is not yours to answer."))
    fresh.answer, fresh.answered_by, fresh.answered_at = text, by, now
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    match = fresh.match
    tell(match, fresh.asked_by, "question_answered", now=now, mark=str(fresh.pk), question=str(fresh.pk))
    record("match.question_answered", by=by, at=now, subject=match, programme=match.programme, to=str(fresh.to))
    return fresh


@transaction.atomic
def take_no_more_for_now(place: Participation, *, by: Person, now: datetime) -> int:
    """A mentor's capacity becomes what they have said yes to; offers beyond it are closed kindly. Returns the new capacity."""
    hold_answers(place.programme_id)
    held = n_yes(place, "mentor")
    change_place(place, {"capacity": held}, by=by, now=now)
    close_beyond(place, "mentor", held, held, now=now)
    return held


def stop_for_now(place: Participation, side: str, *, by: Person, now: datetime) -> None:
    """Nobody new: a mentor keeps whom they have, a mentee's place pauses."""
    if side == "mentor":
        take_no_more_for_now(place, by=by, now=now)
    else:
        pause(place, by=by, now=now)


__all__ = [
    "NO_REASONS",
    "accept_match",
    "answer_question",
    "ask_for_more",
    "decline_match",
    "stop_for_now",
    "take_no_more_for_now",
]
