"""One pair as its own page shows it: to the two with what they share, to organisers without."""

from dataclasses import dataclass
from datetime import datetime

from mentes.lib.words import folded
from mentes.matches import bridge
from mentes.matches.actions.holding import OTHER
from mentes.matches.answer_words import reason_told, time_there, weekly_hours
from mentes.matches.models import Match, Question
from mentes.matches.quotes import Quotes, quotes_of
from mentes.matches.reasons import without_wishes
from mentes.matches.words import Someone, Told, language_name, someone, tell
from mentes.people.models import LivedItem, Person
from mentes.programmes.models import Participation


@dataclass(frozen=True)
class Facts:
    """What one of the two may know of the other at a glance."""

    person: Someone
    languages: tuple[str, ...]
    hours: str  # as they wrote them, by their own clock
    time_zone: str
    local_time: datetime  # what their clock shows now, without zone
    email: str  # only while the match runs


@dataclass(frozen=True)
class PairPage:
    """`side` is the reader's: "mentee", "mentor", or "" for whoever runs the programme. `told` is empty where nobody counted."""

    match: Match
    side: str
    mentee: Someone
    mentor: Someone
    told: Told
    other: Facts | None
    questions: tuple[Question, ...]
    my_answer: str
    other_said_yes: bool
    reason: str


def read_pair(match: Match, reader: Person, *, now: datetime) -> PairPage:
    side = match.side_of(reader) if match.includes(reader) else ""
    kept, parts = present_reasons(match, names_lived=bool(side), for_people=bool(side))
    other = getattr(match, OTHER[side]) if side else None
    questions = match.questions.readable_by(reader).select_related("asked_by", "answered_by")
    return PairPage(
        match=match,
        side=side,
        mentee=someone(match.mentee),
        mentor=someone(match.mentor),
        told=tell(kept, parts, match.mentee, match.mentor, quotes=_quotes(match, kept)),
        other=_facts(other, match, now) if other else None,
        questions=tuple(questions),
        my_answer=getattr(match, f"{side}_answer") if side else "",
        other_said_yes=bool(side) and getattr(match, f"{OTHER[side]}_answer") == Match.Answer.YES,
        reason=reason_told(match),
    )


def _quotes(match: Match, kept: list[dict]) -> Quotes:
    """Nobody compared the texts of two whom a person paired."""
    return {} if match.is_by_hand else quotes_of(kept, match.mentee.profile, match.mentor.profile)


def present_reasons(match: Match, *, names_lived: bool = False, for_people: bool = True) -> tuple[list[dict], dict[str, float]]:
    """Kept reasons and parts, as they hold now: a strand whose consent was withdrawn goes with its points, without a mark.

    `names_lived`: with the items both volunteered, for the two alone. `for_people`: without whom either wished for, and its
    points: from them, or from their lack, somebody could tell that they were not named. That is for organisers.
    """
    kept, parts = [dict(one) for one in match.reasons], dict(match.parts)
    if for_people:
        kept, parts = [one for one in kept if one.get("name") != "wishes"], without_wishes(parts)
    for one in kept:
        if one["kind"] != "strand" or one["name"] != "lived" or one["code"] != "shared_lived":
            continue
        shared = shared_lived(match)
        if not shared:
            parts.pop("lived", None)
            return [other for other in kept if other is not one], parts
        if names_lived:
            one["detail"] = {"items": shared}
    return kept, parts


def shared_lived(match: Match) -> list[str]:
    """What both volunteer at this moment, in the mentee's words; a sensitive item only where both hold it as one."""
    use_sensitive = bridge.terms_of(match.programme).sensitive_lived
    found: dict[bool, dict[tuple, str]] = {True: {}, False: {}}
    profiles = (match.mentee.profile_id, match.mentor.profile_id)
    for item in LivedItem.objects.filter(profile__in=profiles, volunteered_at__isnull=False).order_by("name"):
        if item.is_sensitive and not use_sensitive:
            continue
        # Compared as matching compares them (bridge/people.py): else a strand would be there without what it rests on.
        found[item.profile_id == profiles[0]][item.is_sensitive, folded(item.name)] = item.name
    return [name for key, name in found[True].items() if key in found[False]]


def _facts(place: Participation, match: Match, now: datetime) -> Facts:
    profile = place.profile
    return Facts(
        person=someone(place),
        languages=tuple(language_name(tag) for tag in profile.languages),
        hours=weekly_hours(profile.hours, profile.time_zone),
        time_zone=profile.time_zone,
        local_time=time_there(now, profile.time_zone),
        email=(place.person.email or "") if match.state == Match.State.ACTIVE else "",
    )
