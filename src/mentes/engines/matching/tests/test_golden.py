"""One history, asserted whole: a first matching of the harbour, then one after a lock and a rejection."""

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
