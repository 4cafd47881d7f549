"""Changes that would bring two people nearer, each of which somebody could truly make.

Only what people offer, seek and give time to can change, and the organiser's own rules. What somebody is or lived through,
the languages they speak, where they live, whom they work for and how they like to work are never proposed: they are not
mistakes to mend, and several of them stand for a protected attribute.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ..rules import FLOOR, ONESELF, REJECTED
from ..strands.hours import ENOUGH_HOURS, N_SLOTS, SLOT_MINUTES, free_slots
from ..strands.topics import by_topic, level_fit
from ..values import MINUTES_A_WEEK, Member, Pool, Rule, Skill

KINDS = ("offer", "seek", "hours", "seat", "want", "rule", "allow", "hold")
MOST_LEVEL = 4
# Somebody asked to be kept from somebody, or would mentor themselves: no advice leads around that.
NEVER_LIFTED = (ONESELF, "not_with")


@dataclass(frozen=True)
class Step:
    """One change. `by`: who would make it, "mentor", "mentee" or "programme". `detail` by kind:

    offer, seek: topic, level (0 to 4 or None), before (the level said now, absent where the topic is new);
    hours: hours a week, utc_intervals, week_of; seat, want: number after; rule: rule, value (None: off); allow: nothing;
    hold: costs, the points that the whole loses when the organiser makes the pair by hand.
    """

    kind: str
    by: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Atom:
    """A step, and what it does to the two; atoms of one `slot` exclude each other."""

    step: Step
    slot: str
    apply: Callable[[Member, Member], tuple[Member, Member]]


def rule_steps(
    pool: Pool, blocked_by: tuple[str, ...], shared_hours: float, points: float
) -> tuple[tuple[Step, ...], Pool] | None:
    """What the organiser would have to lift for the pair to be allowed, and the pool after it; None where nothing may.

    A rule with a number is lowered to what the pair has, a rule without one is switched off.
    """
    if any(name in NEVER_LIFTED for name in blocked_by):
        return None
    steps, rules = [], list(pool.terms.rules)
    for name in blocked_by:
        if name == REJECTED:
            steps.append(Step("allow", "programme"))
            continue
        if name == FLOOR:
            steps.append(Step("rule", "programme", {"rule": FLOOR, "value": None}))
            continue
        place = next(k for k, rule in enumerate(rules) if rule.name == name)
        lowered = {"shared_hours": shared_hours, "minimum_points": float(np.floor(points * 10) / 10)}.get(name, 0.0)
        rules[place] = Rule(name, lowered > 0, lowered if lowered > 0 else rules[place].value)
        steps.append(Step("rule", "programme", {"rule": name, "value": lowered if lowered > 0 else None}))
    floor = "off" if FLOOR in blocked_by else pool.terms.floor
    return tuple(steps), replace(pool, terms=replace(pool.terms, rules=tuple(rules), floor=floor))


def atoms(pool: Pool, mentee: Member, mentor: Member) -> Iterator[Atom]:
    """Every change of the two that could bring points to their pair, in a fixed order."""
    yield from _offers(mentee, mentor)
    yield from _seeks(mentee, mentor)
    yield from _hours(pool, mentee, mentor)


def seat_atom(mentor: Member, more: int) -> Atom:
    step = Step("seat", "mentor", {"number": mentor.seats + more})
    return Atom(step, "seat", lambda one, other: (one, replace(other, seats=other.seats + more)))


def want_atom(mentee: Member) -> Atom:
    step = Step("want", "mentee", {"number": mentee.seats + 1})
    return Atom(step, "want", lambda one, other: (replace(one, seats=one.seats + 1), other))


def apply(chosen: tuple[Atom, ...], mentee: Member, mentor: Member) -> tuple[Member, Member]:
    for atom in chosen:
        mentee, mentor = atom.apply(mentee, mentor)
    return mentee, mentor


def _offers(mentee: Member, mentor: Member) -> Iterator[Atom]:
    """The mentor could say a topic that the mentee seeks, or say that they have come further in it."""
    offered = by_topic(mentor.offers)
    for topic, sought in sorted(by_topic(mentee.seeks).items()):
        level = None if sought is None else min(sought + 1, MOST_LEVEL)
        if topic in offered and level_fit(sought, level) <= level_fit(sought, offered[topic]):
            continue
        said = {"before": offered[topic]} if topic in offered else {}
        step = Step("offer", "mentor", {"topic": topic, "level": level, **said})
        yield Atom(step, f"offer {topic}", _saying("offers", 1, topic, level))


def _seeks(mentee: Member, mentor: Member) -> Iterator[Atom]:
    """The mentee could seek what the mentor offers; one step below it, where that is said."""
    sought = by_topic(mentee.seeks)
    for topic, offered in sorted(by_topic(mentor.offers).items()):
        if topic in sought:
            continue
        level = None if not offered else offered - 1
        yield Atom(Step("seek", "mentee", {"topic": topic, "level": level}), f"seek {topic}", _saying("seeks", 0, topic, level))


def _saying(column: str, side: int, topic: str, level: int | None) -> Callable[[Member, Member], tuple[Member, Member]]:
    def changed(*two: Member) -> tuple[Member, Member]:
        said = tuple(skill for skill in getattr(two[side], column) if skill.topic != topic)
        more = (*said, Skill(topic, level))
        one = replace(two[side], offers=more) if column == "offers" else replace(two[side], seeks=more)
        return (one, two[1]) if side == 0 else (two[0], one)

    return changed


def _hours(pool: Pool, mentee: Member, mentor: Member) -> Iterator[Atom]:
    """The mentee could keep free some of the hours that the mentor has: one, two ... up to what brings further points."""
    if not (mentee.hours and mentee.time_zone and mentor.hours and mentor.time_zone):
        return
    week = pool.terms.week_of or pool.week_of
    monday = week - timedelta(days=week.weekday())
    mine, theirs = free_slots(mentee, week), free_slots(mentor, week)
    shared = float((mine & theirs).sum()) * SLOT_MINUTES / 60
    an_hour = 60 // SLOT_MINUTES
    starts: list[int] = []
    for slot in range(0, N_SLOTS - an_hour + 1):
        here = slice(slot, slot + an_hour)
        if theirs[here].all() and not mine[here].any() and (not starts or slot >= starts[-1] + an_hour):
            starts.append(slot)
    for n in range(1, min(len(starts), int(np.ceil(ENOUGH_HOURS - shared))) + 1):
        chosen = [start * SLOT_MINUTES for start in starts[:n]]
        local = tuple(part for minute in chosen for part in local_hour(minute, mentee.time_zone, week))
        spans = [(minute, minute + 60) for minute in chosen]
        step = Step("hours", "mentee", {"hours": float(n), "utc_intervals": spans, "week_of": monday.isoformat()})
        yield Atom(step, "hours", lambda one, other, local=local: (replace(one, hours=(*one.hours, *local)), other))


def local_hour(utc_minute: int, zone: str, week) -> Iterator[tuple[int, int]]:
    """The hour from this minute of the UTC week on the clock of `zone`; in two parts where it runs over Sunday's midnight."""
    monday = datetime.combine(week - timedelta(days=week.weekday()), datetime.min.time(), tzinfo=UTC)
    there = (monday + timedelta(minutes=utc_minute)).astimezone(ZoneInfo(zone))
    start = there.weekday() * 24 * 60 + there.hour * 60 + there.minute
    end = start + 60
    if end <= MINUTES_A_WEEK:
        yield start, end
    else:
        yield start, MINUTES_A_WEEK
        yield 0, end - MINUTES_A_WEEK
