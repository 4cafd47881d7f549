"""A programme of any size for this room's tests: drawn by a seed, without texts unless asked."""

import random

from mentes.people.models import LivedItem, Person, Profile, ProfileTopic
from mentes.programmes.models import Participation, Programme
from mentes.testing import NOW, make_programme
from mentes.topics.models import Topic

TOPICS = ("pricing", "selling to shops", "bookkeeping", "hiring", "export papers", "packaging", "negotiation", "public speaking")
LIVED = ("first in the family at university", "moved country", "raised children alone", "changed career at forty")
ZONES = ("Africa/Accra", "America/Lima", "Europe/Lisbon", "Asia/Karachi", "America/Recife")
WORKING = ("asks-first", "direct", "structured", "by-writing", "by-call")


def make_many(n_mentees: int, n_mentors: int, *, seed: int = 1, capacity: int = 1, texts: bool = False) -> Programme:
    """`n_mentees` + `n_mentors` people in a new programme, in eleven statements."""
    chance = random.Random(seed)
    programme = make_programme(f"Many {seed}")
    topics = [Topic.objects.get_or_create(key=name, defaults={"name": name.capitalize()})[0] for name in TOPICS]
    n = n_mentees + n_mentors
    persons = Person.objects.bulk_create(
        [Person(email=f"{programme.slug}-{k}@example.org", name=f"Person {k:03}", adult_confirmed_at=NOW) for k in range(n)]
    )
    profiles = Profile.objects.bulk_create([_profile(person, chance, texts) for person in persons])
    is_mentee = [k < n_mentees for k in range(n)]
    Participation.objects.bulk_create(
        Participation(
            programme=programme,
            person=person,
            profile=profile,
            role="mentee" if mentee else "mentor",
            external_id=f"p{k:03}",
            capacity=capacity,
        )
        for k, (person, profile, mentee) in enumerate(zip(persons, profiles, is_mentee, strict=True))
    )
    ProfileTopic.objects.bulk_create(
        ProfileTopic(profile=profile, topic=topic, direction="seek" if mentee else "offer", level=chance.randrange(5))
        for profile, mentee in zip(profiles, is_mentee, strict=True)
        for topic in chance.sample(topics, 3)
    )
    LivedItem.objects.bulk_create(
        LivedItem(profile=profile, name=chance.choice(LIVED), volunteered_at=NOW) for profile in profiles if chance.random() < 0.6
    )
    return programme


def _profile(person: Person, chance: random.Random, texts: bool) -> Profile:
    start = chance.randrange(7) * 1440 + 600
    sells, fears = chance.choice(["jars", "shoes", "bread", "soap"]), chance.choice(["shops", "banks", "the tax office"])
    return Profile(
        person=person,
        name=person.name,
        languages=chance.sample(["en", "es", "pt-BR", "fr"], 2),
        time_zone=chance.choice(ZONES),
        hours=[[start, start + 240], [8640, 8880]],
        working=chance.sample(WORKING, 2),
        lived_wish=chance.choice(["like", "unlike", "any", ""]),
        goals=f"I want to sell my {sells} to {fears}." if texts else "",
        background=f"I have made {sells} for years and know {fears}." if texts else "",
    )
