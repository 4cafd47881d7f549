"""The letters of this room: a match is offered, reminded of, begun, over; a question is asked; an organiser is needed.

A letter names people and dates only. What brought two people together stands on the pair's own page, behind the sign-in:
a mailbox may be read by others.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from mentes.matches.actions.ending import questions_of
from mentes.matches.actions.silence import closes_at
from mentes.matches.answer_words import clock_of, reason_told
from mentes.matches.models import Match, Priority, Question
from mentes.people import letters
from mentes.people.models import Letter
from mentes.programmes.models import Programme

State = Match.State


def register() -> None:
    kinds: dict[str, Callable[[Letter], dict | None]] = {
        "match_offered": _while(State.OFFERED),
        "match_reminder": _while(State.OFFERED),
        "match_started": _while(State.ACTIVE),
        "match_declined": _while(State.DECLINED),
        "match_closed": _while(State.WITHDRAWN),
        "match_moved_on": _while(State.EXPIRED),
        "match_ended": _while(State.ENDED),
        "match_thanked": _while(State.ENDED),
        "match_paused": _while(State.ACTIVE, lambda match: match.is_paused),
        "match_resumed": _while(State.ACTIVE, lambda match: not match.is_paused),
        "match_quiet": _while(State.ACTIVE, lambda match: not match.is_paused),
        "match_closing": _while(State.ACTIVE, lambda match: match.closing_told_at is not None and not match.is_paused),
        "matches_quiet": _quiet_facts,
        "safety_told": _safety_facts,
        "question_asked": _question_facts,
        "question_answered": _question_facts,
        "alternate_waiting": _waiting_facts,
        "by_hand_waiting": _waiting_facts,
    }
    for name, facts in kinds.items():
        stem = f"matches/letters/{name}"
        letters.register(letters.Kind(name=name, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=facts))


def _while(state: str, still: Callable[[Match], bool] = lambda match: True) -> Callable[[Letter], dict | None]:
    """Facts of a letter that has something to tell only while the match is in `state`, and `still` says so."""

    def facts(letter: Letter) -> dict | None:
        match = _match_of(letter)
        if match is None or match.state != state or not still(match) or not match.includes(letter.person):
            return None
        return _match_facts(match, letter)

    return facts


def _match_of(letter: Letter) -> Match | None:
    sides = (f"{side}__{part}" for side in ("mentee", "mentor") for part in ("profile", "person"))
    everything = Match.objects.select_related("programme", *sides)
    return everything.filter(pk=letter.facts["match"]).first()


def _match_facts(match: Match, letter: Letter) -> dict:
    side = match.side_of(letter.person)
    other = match.mentor if side == "mentee" else match.mentee
    next_match = None
    if side == "mentee" and match.state not in Match.LIVE and match.ended_at:
        newer = Match.objects.filter(mentee=match.mentee, state=State.OFFERED, offered_at__gte=match.ended_at)
        next_match = newer.select_related("mentor__profile").first()
    return {
        "match": match,
        "side": side,
        "other": other.profile,
        "organiser": match.programme.contact_name,
        "reason": reason_told(match),
        "said_yes": getattr(match, f"{side}_answer") == Match.Answer.YES,
        "clock": clock_of(letter.person.time_zone),
        "next_name": next_match.mentor.profile.first_name if next_match else "",
        "link": _link(reverse("matches:pair", args=[match.pk])),
        "write_link": _link(reverse("messages:show", args=[match.pk])),
        "today_link": _link(reverse("home:today")),
        "farewell_link": _link(reverse("matches:farewell", args=[match.pk])),
        "asked": questions_of(match) if match.state == State.ENDED else [],
        "stands_first": side == "mentee" and Priority.objects.filter(match=match, done_at=None).exists(),
        "closes_at": closes_at(match) if match.closing_told_at else None,
    }


def _quiet_facts(letter: Letter) -> dict | None:
    programme = Programme.objects.filter(pk=letter.facts["programme"], staff__person=letter.person).first()
    if programme is None:
        return None
    return {"programme": programme, "n": letter.facts["n"], "days": letter.facts["days"], "link": _link(reverse("home:today"))}


def _safety_facts(letter: Letter) -> dict | None:
    """Neither name stands in the letter: a mailbox may be read by others."""
    match = _match_of(letter)
    if match is None or not match.programme.staff.filter(person=letter.person).exists():
        return None
    return {"programme": match.programme, "link": _link(reverse("matches:pair", args=[match.pk]))}


def _question_facts(letter: Letter) -> dict | None:
    question = (
        Question.objects.readable_by(letter.person)
        .select_related("match__programme", "match__mentee__profile", "match__mentor__profile", "asked_by")
        .filter(pk=letter.facts["question"])
        .first()
    )
    if question is None:
        return None
    match = question.match
    asker = match.mentee if question.asked_by_id == match.mentee.person_id else match.mentor
    answerer = match.mentor if asker == match.mentee else match.mentee
    return {
        "question": question,
        "match": match,
        "asker": asker.profile.first_name,
        "answerer": answerer.profile.first_name if question.to == Question.To.OTHER else "",
        "link": _link(reverse("matches:pair", args=[match.pk])),
    }


def _waiting_facts(letter: Letter) -> dict | None:
    programme = Programme.objects.filter(pk=letter.facts["programme"], staff__person=letter.person).first()
    if programme is None:
        return None
    return {"programme": programme, "link": _link(reverse("matches:queue", args=[programme.slug]))}


def _link(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
