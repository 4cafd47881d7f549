"""Whoever joins is told how long it usually takes, if enough people before them say so; nothing is promised from thin data."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

from django.db import transaction

from mentes.matches import bridge
from mentes.matches.models import Match, Promise
from mentes.programmes.models import Participation, Programme
from mentes.trust.actions import record

JUST_JOINED = timedelta(days=1)  # a promise is made to who joins now, not afterwards
LAST = 20
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Story:
    """One person's wait from joining until they were first told of somebody, or until now."""

    place: Participation
    joined_at: datetime
    topics: frozenset[tuple[str, str]]  # (direction, key)
    wait: bridge.Wait


def promise_waits(now: datetime) -> int:
    """Makes a promise to everybody who has just joined, waits, and has none; how many were made. Safe to run twice."""
    new = Participation.objects.active().filter(joined_at__gt=now - JUST_JOINED, joined_at__lte=now, promise=None)
    programmes = Programme.objects.filter(pk__in=new.values("programme"))
    return sum(_promise_in(programme, list(new.filter(programme=programme)), now) for programme in programmes)


@transaction.atomic
def _promise_in(programme: Programme, places: list[Participation], now: datetime) -> int:
    stories = read_stories(programme, now=now)
    own = {story.place.pk: story for story in stories}
    made = 0
    for place in places:
        mine = own[place.pk]
        earlier = [story for story in stories if story.joined_at < mine.joined_at]
        found = None if mine.wait.is_over else bridge.expect(groups_of(mine, earlier))
        if found is None:
            continue
        low, high = floor(found.low), ceil(found.high)
        known = [one for one in earlier if one.wait.is_over or one.wait.days >= high][-LAST:]
        facts = {
            "at": now,
            "group": found.group,
            "low_days": low,
            "high_days": high,
            "n_waits": found.n,
            "n_last": len(known),
            "n_last_within": sum(one.wait.is_over and one.wait.days <= high for one in known),
        }
        _made, is_new = Promise.objects.get_or_create(place=place, defaults=facts)
        if is_new:
            said = {"low_days": low, "high_days": high, "n_waits": found.n}
            record("place.promised", by=None, at=now, subject=place, programme=programme, **said)
            made += 1
    return made


def groups_of(mine: Story, stories: Iterable[Story]) -> list[tuple[str, list[bridge.Wait]]]:
    """Whose waits may speak for this one, the nearest first: a topic of theirs (most people first), their role, all."""
    stories = list(stories)
    by_topic = {topic: [one.wait for one in stories if topic in one.topics] for topic in mine.topics}
    topics = sorted(by_topic, key=lambda topic: (-len(by_topic[topic]), topic))
    role = [one.wait for one in stories if one.place.role == mine.place.role]
    whole = [("role", role), ("programme", [one.wait for one in stories])]
    return [(f"topic:{topic[1]}", by_topic[topic]) for topic in topics] + whole


def read_stories(programme: Programme, *, now: datetime) -> list[Story]:
    """Everybody who has joined, in the order in which they did. Who left or paused before they heard says nothing."""
    told: dict = defaultdict(list)
    offers = Match.objects.filter(programme=programme, offered_at__isnull=False)
    for mentee_id, mentor_id, at in offers.values_list("mentee_id", "mentor_id", "offered_at"):
        told[mentee_id].append(at)
        told[mentor_id].append(at)
    places = Participation.objects.filter(programme=programme, joined_at__isnull=False)
    places = places.select_related("profile").prefetch_related("profile__topics__topic").order_by("joined_at", "pk")
    stories = []
    for place in places:
        heard = [at for at in told[place.pk] if at >= place.joined_at]
        if not heard and place.status != Participation.Status.ACTIVE:
            continue
        until = min(heard) if heard else max(now, place.joined_at)
        wait = bridge.Wait((until - place.joined_at).total_seconds() / DAY_SECONDS, bool(heard))
        topics = frozenset((line.direction, line.topic.key) for line in place.profile.topics.all())
        stories.append(Story(place, place.joined_at, topics, wait))
    return stories
