"""A crowd drawn at random, with every kind of empty value, for properties over many pairs."""

import random
from datetime import date

import numpy as np

from mentes.engines.matching import CustomStrand, Member, Pool, Skill, Terms, read_terms

TOPICS = [f"topic {k}" for k in range(25)]
LANGUAGES = ["en", "es", "pt-BR", "pt-PT", "fr", "ar", "de"]
ZONES = ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Nairobi", ""]
GRADES = ("AA", "AO", "EO", "HEO", "SEO")
CUSTOMS = (
    CustomStrand("grade", "order", "grade", "grade", 9.0, values=GRADES),
    CustomStrand("city", "same", "city", "city", 3.0),
    CustomStrand("clubs", "shared", "clubs", "clubs", 4.0),
    CustomStrand("age of the shop", "distance", "years", "years", 2.5, scale=12.0),
    CustomStrand("craft", "text", "craft", "craft", 5.0),
)


def crowd(n: int, m: int, seed: int = 0, terms: Terms | None = None, **rules) -> Pool:
    chance = random.Random(seed)
    draw = np.random.default_rng(seed)
    some = lambda items, most: tuple(chance.sample(items, chance.randrange(0, most + 1)))  # noqa: E731

    def member(member_id: str, seats: int) -> Member:
        starts = some([day * 1440 + hour * 60 for day in range(7) for hour in range(7, 21)], 6)
        return Member(
            id=member_id,
            offers=tuple(Skill(topic, chance.choice([None, 0, 1, 2, 3, 4])) for topic in some(TOPICS, 4)),
            seeks=tuple(Skill(topic, chance.choice([None, 0, 1, 2, 3, 4])) for topic in some(TOPICS, 3)),
            lived=some(["moved", "parent", "farm", "army", "first"], 3),
            lived_sensitive=frozenset(some(["illness", "faith"], 1)),
            lived_wish=chance.choice(["like", "unlike", "any", ""]),
            working=some(["asks-first", "direct", "structured", "by-writing", "by-call"], 4),
            languages=some(LANGUAGES, 3),
            time_zone=chance.choice(ZONES),
            hours=tuple((start, start + chance.choice([60, 90, 180])) for start in starts),
            seats=seats,
            organisation=chance.choice(["North", "South", "East", ""]),
            manager_id=chance.choice(["", "m00", "m01", "e00"]),
            not_with=some(["m02", "e01"], 1),
            wishes=tuple(x for x in some(["m00", "m03", "m05", "e02", "e04", "e07", "gone"], 5) if x != member_id),
            extra={
                "grade": chance.choice([*GRADES, "", "Chief"]),
                "city": chance.choice(["Porto", "porto ", "Lima", ""]),
                "clubs": chance.choice(["chess", "chess;choir", ""]),
                "years": chance.choice(["1", "7.5", "many", ""]),
            },
        )

    def matrix() -> np.ndarray:
        values = draw.random((n, m))
        values[draw.random((n, m)) < 0.1] = np.nan
        return values

    if terms is None:
        own = {"strand": [{**vars(custom), "values": list(custom.values)} for custom in CUSTOMS]}
        keys = ("name", "kind", "mentee_column", "mentor_column", "weight", "values", "scale")
        table = [{key: entry[key] for key in keys if entry[key]} for entry in own["strand"]]
        terms = read_terms({"strands": {"wishes": 6}, "strand": table, "rules": rules})
    return Pool(
        mentees=tuple(member(f"e{k:02}", chance.choice([1, 1, 1, 0, 2])) for k in range(n)),
        mentors=tuple(member(f"m{k:02}", chance.choice([1, 1, 2, 3, 0])) for k in range(m)),
        terms=terms,
        road=matrix(),
        texts={"craft": matrix()},
        week_of=date(2026, 10, 21),  # a week in which Europe's clocks change
    )
