"""Who is to be matched by hand: how long they wait, what they wrote, and whom a plain search of the other side finds."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentes.matches import bridge
from mentes.matches.actions.by_hand import settled
from mentes.matches.actions.holding import OTHER, limit
from mentes.matches.answer_words import weekly_hours
from mentes.matches.between import what_is_between
from mentes.matches.models import Match
from mentes.matches.words import Someone, language_name, rule_words, someone
from mentes.programmes.models import Participation, Programme
from mentes.topics.models import Topic

DIRECTION = {"mentee": "seek", "mentor": "offer"}
TEXTS = {"mentee": ("goals", "background"), "mentor": ("background", "would_help")}
SEARCHED = ("goals", "background", "would_help", "craft", "organisation", "city", "country")
OVER = (Match.State.DECLINED, Match.State.EXPIRED, Match.State.WITHDRAWN, Match.State.ENDED)


@dataclass(frozen=True)
class Said:
    """What somebody said of themselves, on one side, as an organiser reads it."""

    person: Someone
    texts: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    hours: str


@dataclass(frozen=True)
class ByHand:
    """Somebody who stands in the queue on `side`, with `n_open` seats or wishes still open.

    `last`: the last match of theirs that is over.
    """

    place: Participation
    side: str
    said: Said
    since: datetime
    n_open: int
    last: Match | None
    pairs: tuple[Match, ...]  # made by hand, and nobody has heard of them


@dataclass(frozen=True)
class Found:
    """One of the other side. `in_the_way`: a sentence where the two cannot be paired. `n_give_way`: proposals that would go."""

    place: Participation
    said: Said
    n_free: int
    n_give_way: int
    in_the_way: str


def read_by_hand(programme: Programme) -> list[ByHand]:
    """Longest waiting first, mentees before mentors; who has all they wish for is there only while a pair is untold."""
    places = list(with_what_they_said(programme.participations.by_hand()))
    if not places:
        return []
    held, pairs, last = _matches_of(programme)
    waiting = []
    for side in Match.SIDES:
        for place in (place for place in places if getattr(place, f"is_{side}")):
            n_open = max(0, limit(place, side) - held[side, place.pk])
            mine = tuple(pairs[side, place.pk])
            if n_open or mine:
                over = last.get((side, place.pk))
                since = max([place.by_hand_since, *([over.ended_at] if over and over.ended_at else [])])
                waiting.append(ByHand(place, side, read_said(place, side), since, n_open, over, mine))
    return sorted(waiting, key=lambda one: (Match.SIDES.index(one.side), not one.n_open, one.since, one.said.person.name))


def count_mentees_by_hand(programme: Programme) -> int:
    """Mentees who wait for an organiser to find somebody."""
    return sum(one.side == "mentee" and one.n_open > 0 for one in read_by_hand(programme))


def with_what_they_said(places: QuerySet[Participation]) -> QuerySet[Participation]:
    """`places` with everything that `read_said` and the rules read, in a handful of queries."""
    return places.select_related("person", "profile").prefetch_related("profile__topics__topic__names", "profile__lived")


def read_said(place: Participation, side: str) -> Said:
    profile = place.profile
    lines = [line for line in profile.topics.all() if line.direction == DIRECTION[side]]
    return Said(
        person=someone(place),
        texts=tuple(text for text in (getattr(profile, name) for name in TEXTS[side]) if text.strip()),
        topics=tuple(line.topic.name_in(get_language() or "en") for line in lines),
        languages=tuple(language_name(tag) for tag in profile.languages),
        hours=weekly_hours(profile.hours, profile.time_zone),
    )


def other_side(place: Participation, side: str) -> QuerySet[Participation]:
    """Everybody who takes part on the other side: those by hand, and those whom software may propose as well."""
    everybody = Participation.objects.filter(programme=place.programme_id).active().exclude(pk=place.pk)
    return everybody.mentors() if side == "mentee" else everybody.mentees()


def search(places: QuerySet[Participation], side: str, asked: dict) -> QuerySet[Participation]:
    """`asked`: name, topic (its key), language (a base tag), words; what is empty asks for nothing. Ordered by name."""
    if asked.get("name"):
        places = places.filter(profile__name__icontains=asked["name"])
    if asked.get("topic"):
        uses = {"profile__topics__topic__key": asked["topic"], "profile__topics__direction": DIRECTION[OTHER[side]]}
        places = places.filter(**uses)
    if asked.get("language"):
        tag = asked["language"]
        places = places.filter(pk__in=[one.pk for one in places.select_related("profile") if tag in _bases(one)])
    for word in asked.get("words", "").split():
        places = places.filter(_holds(word))
    return places.distinct().order_by("profile__name", "external_id")


def _holds(word: str) -> Q:
    """Any of the texts of somebody, or a topic of theirs, holds the word."""
    found = Q()
    for field in SEARCHED:
        found |= Q(**{f"profile__{field}__icontains": word})
    topics = Topic.objects.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
    return found | Q(profile__topics__topic__in=topics)


def _bases(place: Participation) -> set[str]:
    return {tag.split("-")[0] for tag in place.profile.languages}


def topics_on(places: QuerySet[Participation], side: str) -> list[tuple[str, str]]:
    """(key, name) of the topics that the other side offers or seeks."""
    lines = {"uses__profile__participation__in": places, "uses__direction": DIRECTION[OTHER[side]]}
    topics = Topic.objects.filter(**lines).distinct().prefetch_related("names")
    language = get_language() or "en"
    return sorted(((topic.key, topic.name_in(language)) for topic in topics), key=lambda pair: pair[1].casefold())


def languages_on(places: QuerySet[Participation]) -> list[tuple[str, str]]:
    """(base tag, name) of the languages that the other side speaks."""
    tags = set().union(*(_bases(place) for place in places.select_related("profile")), set())
    return sorted(((tag, language_name(tag)) for tag in tags), key=lambda pair: pair[1].casefold())


def read_found(place: Participation, side: str, others: Sequence[Participation], *, now: datetime) -> list[Found]:
    """The page's rows, in the given order, each with what is in the way: nobody is scored for it."""
    there = OTHER[side]
    held, loose = _seats(others, there)
    apart = bridge.kept_apart(place, side, others, now=now) if others else {}
    story = what_is_between(place, side, others)
    rows = []
    for other in others:
        n_free = max(0, limit(other, there) - held[other.pk])
        n_give_way = max(0, loose[other.pk] - max(0, n_free - 1)) if n_free else 0
        words = str(story.get(other.pk, ""))
        if not words and apart[other.pk]:
            words = _("A rule of yours keeps these two apart: %(rules)s.") % {"rules": rule_words(apart[other.pk])}
        if not words and not n_free:
            words = _("No seat left.") if there == "mentor" else _("Has as many mentors as they wish for.")
        rows.append(Found(other, read_said(other, there), n_free, n_give_way, words))
    return rows


def _seats(others: Sequence[Participation], side: str) -> tuple[Counter, Counter]:
    """How many seats of each are settled, and how many proposals nobody has heard of stand on them besides."""
    ids = {f"{side}__in": others}
    held = Counter(Match.objects.filter(settled(ids)).values_list(f"{side}_id", flat=True))
    loose = Match.objects.filter(**ids, state=Match.State.PROPOSED, is_locked=False)
    return held, Counter(loose.values_list(f"{side}_id", flat=True))


def _matches_of(programme: Programme) -> tuple[Counter, dict, dict]:
    """By (side, place): seats that are held, pairs made by hand that nobody has heard of, and the last match that is over."""
    held: Counter = Counter()
    pairs, last = defaultdict(list), {}
    mine = Q(mentee__by_hand_since__isnull=False) | Q(mentor__by_hand_since__isnull=False)
    matches = Match.objects.filter(mine, programme=programme).select_related("mentee__profile", "mentor__profile", "decided_by")
    for match in matches.order_by("ended_at", "pk"):
        for side in Match.SIDES:
            key = (side, getattr(match, f"{side}_id"))
            if match.state in OVER:
                last[key] = match
            else:
                held[key] += 1
                if match.is_by_hand and match.state in Match.UNHEARD:
                    pairs[key].append(match)
    return held, pairs, last
