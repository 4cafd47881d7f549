"""The letters of this room: a match is offered, reminded of, begun, over; a question is asked; an organiser is needed.

A letter names people and dates only. What brought two people together stands on the pair's own page, behind the sign-in:
a mailbox may be read by others.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from mentes.matches.answer_words import clock_of, reason_told
from mentes.matches.models import Match, Question
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
        "question_asked": _question_facts,
        "question_answered": _question_facts,
        "alternate_waiting": _waiting_facts,
        "by_hand_waiting": _waiting_facts,
    }
    for name, facts in kinds.items():
        stem = f"matches/letters/{name}"
        letters.register(letters.Kind(name=name, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=facts))


def _while(state: str) -> Callable[[Letter], dict | None]:
    """Facts of a letter that has something to tell only while the match is in `state`."""

    def facts(letter: Letter) -> dict | None:
        match = _match_of(letter)
        return _match_facts(match, letter) if match and match.state == state and match.includes(letter.person) else None

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
        "other_email": other.person.email or "",
        "organiser": match.programme.contact_name,
        "reason": reason_told(match),
        "said_yes": getattr(match, f"{side}_answer") == Match.Answer.YES,
        "clock": clock_of(letter.person.time_zone),
        "next_name": next_match.mentor.profile.first_name if next_match else "",
        "link": _link(reverse("matches:pair", args=[match.pk])),
        "today_link": _link(reverse("home:today")),
    }


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
