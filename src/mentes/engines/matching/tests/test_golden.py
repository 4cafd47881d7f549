"""One history, asserted whole: a first matching of the harbour, then one after a lock and a rejection."""

from dataclasses import replace

import pytest

from mentes.engines.matching import pair_up

from .harbour import harbour

# mentee, mentor, points, and of these topics, road, lived, language, working, hours
FIRST = """
ama   idris   86.0 30.0 25.0 15.0 10.0  6.0 0.0
bo    marta   66.5 27.0 25.0  0.0  8.5  6.0 0.0
chidi beatriz 60.0 18.0 20.0  7.5  8.5  6.0 0.0
chidi rosa    58.5 24.0 12.5  7.5  8.5  6.0 0.0
dalia noor    81.0 30.0 17.5  7.5 10.0 12.0 4.0
fen   rosa    59.0 27.0 10.0 15.0  7.0  0.0 0.0
gita  anders  56.5 15.0 22.5  0.0  7.0 12.0 0.0
june  karim   40.1 12.6  2.5  7.5  8.5  9.0 0.0
kofi  beatriz 50.5  0.0 22.5  7.5  8.5 12.0 0.0
lupe  june    55.0 18.0 22.5  0.0  8.5  6.0 0.0
"""
SECOND = """
ama   idris   86.0 30.0 25.0 15.0 10.0  6.0 0.0
bo    marta   66.5 27.0 25.0  0.0  8.5  6.0 0.0
chidi beatriz 60.0 18.0 20.0  7.5  8.5  6.0 0.0
chidi rosa    58.5 24.0 12.5  7.5  8.5  6.0 0.0
dalia noor    81.0 30.0 17.5  7.5 10.0 12.0 4.0
fen   beatriz 24.5  0.0 17.5  0.0  7.0  0.0 0.0
gita  anders  56.5 15.0 22.5  0.0  7.0 12.0 0.0
june  karim   40.1 12.6  2.5  7.5  8.5  9.0 0.0
kofi  rosa    62.0 15.0 15.0  7.5  8.5 12.0 4.0
lupe  june    55.0 18.0 22.5  0.0  8.5  6.0 0.0
"""
EMRE = {"n_others": 8, "rules": {"shared_language": 8, "minimum_points": 5}, "alone": {"shared_language": 3}}
ILYA = {"n_others": 8, "rules": {"shared_language": 8, "organisation": 2, "minimum_points": 3}, "alone": {"shared_language": 4}}
JUNE = {"wanted": 2, "got": 1, "because": "seats_short", "n_allowed": 3, "mentor": "anders", "points": 52.5, "short": 4.0}
UNPLACED = {
    "emre": ("no_allowed_mentor", EMRE),
    "hana": ("wants_none", {}),
    "ilya": ("no_allowed_mentor", ILYA),
    "june": ("fewer_than_wanted", JUNE),
}
# name, pairs forbidden, people left without a mentor, points, who would enter
FIRST_RULES = [
    ("shared_language", 26, 1, 8.4, ("ilya",)),
    ("not_manager", 4, 0, 29.5, ()),
    ("not_managers_manager", 2, 0, 12.5, ()),
    ("not_with", 1, 0, 0.0, ()),
    ("organisation", 33, 0, 45.4, ()),
    ("minimum_points", 14, 0, 0.0, ()),
]
SECOND_RULES = [
    ("shared_language", 26, 1, 8.4, ("ilya",)),
    ("not_manager", 4, 0, 29.5, ()),
    ("not_managers_manager", 2, 0, 16.0, ()),
    ("not_with", 1, 0, 15.4, ()),
    ("organisation", 33, 0, 48.4, ()),
    ("minimum_points", 14, 0, 0.0, ()),
]
FIRST_PRICES = [52.5, 0.0, 63.5, 25.0, 25.0, 36.1, 0.0, 11.5, 40.1]
SECOND_PRICES = [52.5, 0.0, 63.5, 25.0, 25.0, 36.1, 0.0, 34.5, 40.1]


def table(pairing) -> list:
    return [
        [pair.mentee_id, pair.mentor_id, *(round(x, 9) for x in (pair.points, *pair.parts.values()))] for pair in pairing.pairs
    ]


def read(text: str) -> list:
    return [[*line.split()[:2], *map(float, line.split()[2:])] for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("changes", "pairs", "rules", "prices", "objective"),
    [
        ({}, FIRST, FIRST_RULES, FIRST_PRICES, 613.1),
        ({"locked": (("kofi", "rosa"),), "forbidden": (("lupe", "beatriz"),)}, SECOND, SECOND_RULES, SECOND_PRICES, 590.1),
    ],
)
def test_the_harbour_is_matched_as_it_was(changes, pairs, rules, prices, objective):
    pairing = pair_up(harbour(**changes))
    assert table(pairing) == read(pairs)
    assert {person.id: person.reason for person in pairing.unplaced} == {name: reason for name, (reason, _) in UNPLACED.items()}
    for person in pairing.unplaced:
        detail = dict(person.detail)
        expected = dict(UNPLACED[person.id][1])
        for number in ("points", "short"):
            assert detail.pop(number, 0.0) == pytest.approx(expected.pop(number, 0.0), abs=1e-9)
        assert detail == expected
    assert [(person.id, person.reason, person.detail) for person in pairing.idle] == [("wei", "gives_none", {})]
    found = [
        (rule.name, rule.forbids, rule.leaves_unplaced, round(rule.costs_points, 6), rule.would_enter) for rule in pairing.rules
    ]
    assert found == rules
    assert pairing.mentor_prices == pytest.approx(prices, abs=1e-9)
    assert (pairing.objective, pairing.upper_bound) == pytest.approx((objective, objective), abs=1e-9)
    assert (pairing.gap < 1e-12, pairing.aim, pairing.floor, pairing.n_placed) == (True, "points", None, 9)
    assert (pairing.other_aim.aim, pairing.other_aim.n_placed) == ("people", 9)
    assert pairing.other_aim.objective == pytest.approx(objective, abs=1e-9)


# What changes when the first matching is to be stable: fen and kofi change places.
STABLE = {("fen", "rosa", 59.0), ("kofi", "beatriz", 50.5)}, {("fen", "beatriz", 24.5), ("kofi", "rosa", 62.0)}
# name, asked for, (points, people, least points, blocking pairs) without and with it, floor in points
FIRST_WISHES = [
    ("floor", False, (613.1, 9, 40.1, 3), (613.1, 9, 40.1, 3), 40.1),
    ("stable", False, (613.1, 9, 40.1, 3), (590.1, 9, 24.5, 0), None),
]
STABLE_WISHES = [
    ("floor", False, (590.1, 9, 24.5, 0), (565.6, 8, 40.1, 0), 40.1),
    ("stable", True, (613.1, 9, 40.1, 3), (590.1, 9, 24.5, 0), None),
]
STABLE_RULES = [0.0, 29.5, -12.5, 15.4, 48.4, 0.0]


def wishes(pairing) -> list:
    def told(one) -> tuple:
        return round(one.objective, 6), one.n_placed, round(one.least_points, 6), one.n_blocking

    return [
        (wish.name, wish.on, told(wish.without), told(wish.with_it), wish.floor and round(wish.floor, 6))
        for wish in pairing.wishes
    ]


def test_the_harbours_stable_pairs_are_as_they_were():
    pool = harbour()
    first, pairing = pair_up(pool), pair_up(replace(pool, terms=replace(pool.terms, mode="stable")))
    one, other = ({tuple(row[:3]) for row in table(found)} for found in (first, pairing))
    assert (one - other, other - one) == STABLE
    assert (wishes(first), wishes(pairing)) == (FIRST_WISHES, STABLE_WISHES)
    assert (pairing.mode, pairing.n_blocking, round(pairing.objective, 6)) == ("stable", 0, 590.1)
    assert (pairing.upper_bound, pairing.gap) == pytest.approx((613.1, 23 / 590.1))
    assert pairing.mentor_prices == pytest.approx(FIRST_PRICES, abs=1e-9)
    assert [round(rule.costs_points, 6) for rule in pairing.rules] == STABLE_RULES
    (june,) = [person for person in pairing.unplaced if person.id == "june"]
    expected = {"wanted": 2, "got": 1, "because": "others_preferred", "n_allowed": 3, "mentor": "idris", "points": 63.5}
    assert dict(june.detail) == expected


def test_the_harbours_locks_are_told_with_their_cost():
    (lock,) = pair_up(harbour(locked=(("kofi", "rosa"),), forbidden=(("lupe", "beatriz"),))).locks
    assert (lock.mentee_id, lock.mentor_id, lock.leaves_unplaced, lock.would_enter) == ("kofi", "rosa", 0, ())
    assert lock.costs_points == pytest.approx(613.1 - 590.1)
