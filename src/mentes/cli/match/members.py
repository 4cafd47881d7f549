"""People as the roster engine read them, to members as the matching engine sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentes.engines.matching import Member, Skill
from mentes.engines.roster import Person, Roster, TopicLevel
from mentes.lib.words import folded

BY_HAND = "by_hand"  # the reason of whom no software may propose


@dataclass(frozen=True)
class People:
    """Both sides of the pool (somebody who is both stands in each), and how topics are written.

    `by_hand`: those who want no software to compare them. They stand on no side: nobody scores or ranks them, nothing reads
    their texts. Rows of the answer tell them as left, with that reason.
    """

    mentees: tuple[Member, ...]
    mentors: tuple[Member, ...]
    by_id: dict[str, Person]
    topic_names: dict[str, str]  # key -> as first written
    by_hand: tuple[Person, ...] = ()  # by id


def read_members(roster: Roster, *, is_peers: bool = False) -> People:
    """`is_peers`: everybody stands on both sides, whatever their role."""
    everybody = sorted(roster.people, key=lambda person: person.id)
    people = [person for person in everybody if not person.by_hand]
    names: dict[str, str] = {}
    for person in people:
        for topic in (*person.seeks, *person.offers):
            names.setdefault(folded(topic.name), topic.name.strip())
    return People(
        mentees=tuple(_member(person, person.wants) for person in people if is_peers or person.role in ("mentee", "both")),
        mentors=tuple(_member(person, person.capacity) for person in people if is_peers or person.role in ("mentor", "both")),
        by_id={person.id: person for person in everybody},
        topic_names=names,
        by_hand=tuple(person for person in everybody if person.by_hand),
    )


def _skills(topics: Iterable[TopicLevel]) -> tuple[Skill, ...]:
    return tuple(Skill(folded(topic.name), topic.level) for topic in topics)


def _member(person: Person, seats: int) -> Member:
    return Member(
        id=person.id,
        offers=_skills(person.offers),
        seeks=_skills(person.seeks),
        lived=tuple(folded(item.name) for item in person.lived if not item.is_sensitive),
        lived_sensitive=frozenset(folded(item.name) for item in person.lived if item.is_sensitive),
        lived_wish=person.lived_wish,
        working=person.working,
        languages=person.languages,
        time_zone=person.time_zone,
        hours=person.hours,
        seats=seats,
        organisation=person.organisation,
        manager_id=person.manager_id,
        not_with=person.not_with,
        wishes=person.wishes,
        extra=person.extra,
    )
