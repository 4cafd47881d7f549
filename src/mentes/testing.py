"""The cast of every test: Ama is mentored, Rosa mentors, Cleo organises, Dov is a stranger.

Builders make the smallest honest row; what a test is about, it says itself.
"""

import datetime as dt
from itertools import count

from mentes.matches.models import Match, Run
from mentes.people.models import LivedItem, Person, Profile, ProfileTopic
from mentes.programmes.models import Participation, Programme, Staff
from mentes.topics.models import Topic, TopicName, topic_key
from mentes.topics.vocabulary import take_in

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_numbers = count(1)


def restore_vocabulary() -> None:
    """The common vocabulary, as migrations leave it. A test that commits is swept with all tables, these words too."""
    take_in(Topic.objects, TopicName.objects)


def make_person(name: str, **fields) -> Person:
    email = fields.pop("email", f"{name.split(' ')[0].lower()}{next(_numbers)}@example.org")
    return Person.objects.create_user(email, name=name, adult_confirmed_at=fields.pop("adult_confirmed_at", NOW), **fields)


def make_programme(name: str = "First Harbour", **fields) -> Programme:
    fields.setdefault("slug", f"programme-{next(_numbers)}")
    fields.setdefault("starts_on", dt.date(2026, 3, 2))
    return Programme.objects.create(name=name, **fields)


def make_staff(person: Person, programme: Programme, role: str = "organiser") -> Staff:
    return Staff.objects.create(person=person, programme=programme, role=role)


def make_participation(
    person: Person, programme: Programme, role: str, *, offers=(), seeks=(), lived=(), **fields
) -> Participation:
    """`offers` and `seeks` are {topic: level} or names; `lived` names volunteered items."""
    place = {
        key: fields.pop(key)
        for key in (
            "capacity",
            "wants",
            "external_id",
            "manager_external_id",
            "not_with",
            "wishes",
            "is_seen",
            "status",
            "by_hand_since",
        )
        if key in fields
    }
    fields.setdefault("languages", ["en"])
    fields.setdefault("time_zone", "UTC")
    profile = Profile.objects.create(person=person, name=fields.pop("name", person.name), **fields)
    for direction, said in (("offer", offers), ("seek", seeks)):
        for name in said:
            topic, _ = Topic.objects.get_or_create(key=topic_key(name), defaults={"name": name})
            level = said[name] if isinstance(said, dict) else None
            ProfileTopic.objects.create(profile=profile, topic=topic, direction=direction, level=level)
    for name in lived:
        LivedItem.objects.create(profile=profile, name=name, volunteered_at=NOW)
    place.setdefault("external_id", f"p{next(_numbers)}")
    return Participation.objects.create(person=person, programme=programme, profile=profile, role=role, joined_at=NOW, **place)


class Cast:
    """A programme and its four: `ama` (mentee), `rosa` (mentor), `cleo` (organiser), and `dov`, who has nothing to do with it."""

    def __init__(self):
        self.programme = make_programme()
        self.ama, self.rosa = make_person("Ama Owusu"), make_person("Rosa Quispe")
        self.cleo, self.dov = make_person("Cleo Haddad"), make_person("Dov Adler")
        make_staff(self.cleo, self.programme)
        hours = [[900, 1140], [5340, 5580]]
        self.ama_place = make_participation(
            self.ama,
            self.programme,
            "mentee",
            seeks={"pricing": 2, "selling to shops": 1},
            goals="I want to set a price for my jar that pays for itself. I am afraid to say it to shops.",
            background="I sell pepper sauce from a stall in Kumasi.",
            lived=["first-generation founder"],
            lived_wish="like",
            working=["asks-first"],
            hours=hours,
            city="Kumasi",
            country="GH",
        )
        self.rosa_place = make_participation(
            self.rosa,
            self.programme,
            "mentor",
            offers={"pricing": 4, "selling to shops": 3},
            background="I set prices for a preserve co-operative and sold our jars to shops. I began at a market stall.",
            would_help="Somebody with a good product who is afraid to say its price.",
            lived=["first-generation founder"],
            lived_wish="like",
            working=["asks-first"],
            hours=hours,
            capacity=2,
            city="Arequipa",
            country="PE",
        )

    def match(self, **fields) -> Match:
        """Ama with Rosa, proposed unless `state` says otherwise."""
        fields.setdefault("points", 80.0)
        fields.setdefault("parts", {"topics": 30.0, "road": 20.0, "lived": 15.0, "language": 10.0, "working": 5.0, "hours": 0.0})
        return Match.objects.create(programme=self.programme, mentee=self.ama_place, mentor=self.rosa_place, **fields)

    def run(self, **fields) -> Run:
        fields.setdefault("at", NOW)
        return Run.objects.create(
            programme=self.programme,
            by=self.cleo,
            aim="points",
            week_of=dt.date(2026, 3, 2),
            n_mentees=1,
            n_mentors=1,
            n_placed=1,
            objective=80.0,
            upper_bound=80.0,
            gap=0.0,
            **fields,
        )
