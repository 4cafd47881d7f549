"""rules.toml: what is read, what it becomes, and one error that names everything wrong."""

import tomllib
from datetime import date

import pytest

from mentes.engines.matching import CustomStrand, default_terms, read_terms, terms_to_table

EXAMPLE = """
aim = "people"
floor = "best"
mode = "stable"
sensitive_lived = false
week_of = 2026-11-02

[strands]
topics = 40
hours = 0

[[strand]]
name = "grade"
kind = "order"
column = "grade"
weight = 10
order = "grade"
above = [1, 2]

[[strand]]
name = "distance"
kind = "distance"
mentee_column = "km"
mentor_column = "km from town"
weight = 5
scale = 30

[rules]
shared_hours = 2
not_same_manager = true
shared_language = false
organisation = "other"
minimum_points = {on = false, value = 35}
"""
ORDERS = {"grade": ("AA", "AO", "EO")}


def test_a_file_is_read_whole():
    terms = read_terms(tomllib.loads(EXAMPLE), columns=["grade", "km", "km from town"], orders=ORDERS)
    assert (terms.aim, terms.floor, terms.mode) == ("people", "best", "stable")
    assert terms.week_of == date(2026, 11, 2)
    assert terms.all_weights()["topics"] == 40
    assert terms.all_weights()["road"] == 25
    assert terms.customs[0] == CustomStrand("grade", "order", "grade", "grade", 10.0, values=("AA", "AO", "EO"), above=(1, 2))
    assert terms.customs[1].mentor_column == "km from town"
    rules = {rule.name: (rule.on, rule.value) for rule in terms.rules}
    assert rules["shared_hours"] == (True, 2.0)
    assert rules["organisation"] == (True, "other")
    assert rules["minimum_points"] == (False, 35.0)
    assert rules["not_same_manager"] == (True, None)
    assert rules["shared_language"] == (False, None)
    assert rules["not_manager"] == (True, None)


def test_an_empty_file_is_the_default():
    assert read_terms({}) == default_terms()


def test_terms_come_back_from_their_table():
    terms = read_terms(tomllib.loads(EXAMPLE), orders=ORDERS)
    assert read_terms(terms_to_table(terms)) == terms
    assert read_terms(terms_to_table(default_terms())) == default_terms()


def test_the_aim_may_stand_under_the_rules():
    assert read_terms({"rules": {"aim": "people"}}).aim == "people"


@pytest.mark.parametrize(
    ("said", "floor"), [(40, 40.0), (0.5, 0.5), ("off", "off"), ("best", "best"), (False, "off"), (100, 100.0)]
)
def test_a_floor_is_a_word_or_points_and_may_stand_under_the_rules(said, floor):
    for table in ({"floor": said}, {"rules": {"floor": said, "mode": "stable"}}):
        terms = read_terms(table)
        assert terms.floor == floor
        assert read_terms(terms_to_table(terms)) == terms


@pytest.mark.parametrize("said", [0, -3, 101, True, "high", [40], {"on": True}, float("nan")])
def test_what_is_no_floor_is_named(said):
    with pytest.raises(ValueError, match=r'^floor: .*right would be "off", "best", or points above 0 and at most 100$'):
        read_terms({"floor": said})


def test_a_wish_said_twice_in_two_ways_is_named():
    with pytest.raises(ValueError, match="mode: said twice, 'stable' and 'optimum'"):
        read_terms({"mode": "stable", "rules": {"mode": "optimum"}})


def test_every_wrong_key_and_value_is_named_at_once():
    table = {
        "strands": {"topic": 3, "road": -1, "lived": "much"},
        "strand": [
            {"name": "topics", "kind": "same", "column": "city", "weight": 1},
            {"name": "grade", "kind": "order", "column": "grade", "weight": 1},
            {"kind": "near", "mentee_column": "a", "weight": True, "colour": "red"},
            {"name": "km", "kind": "distance", "column": "km", "weight": 1, "scale": 0},
        ],
        "rules": {"same_language": True, "shared_hours": -2, "not_with": 3, "organisation": "near"},
        "aim": "best",
        "floor": "low",
        "mode": 3,
        "sensitive_lived": "yes",
        "week_of": "soon",
        "colour": "red",
    }
    with pytest.raises(ValueError, match="colour: not a key") as caught:
        read_terms(table, columns=["city", "km"])
    lines = str(caught.value).splitlines()
    for start in (
        "strands.topic:", "strands.road:", "strands.lived:", "strand 1: the name 'topics'", "strand 2: no column 'grade'",
        "strand 2: order", "strand 3: colour", "strand 3: name", "strand 3: kind", "strand 3: weight", "strand 3: mentor_column",
        "strand 4: scale", "rules.same_language:", "rules.shared_hours:", "rules.not_with:", "rules.organisation:", "aim:",
        "floor:", "mode:", "sensitive_lived:", "week_of:",
    ):  # fmt: skip
        assert any(line.startswith(start) for line in lines), start
    assert all("right would be" in line for line in lines)


def test_all_weights_at_nothing_is_an_error():
    with pytest.raises(ValueError, match="every weight is 0"):
        read_terms({"strands": dict.fromkeys(("topics", "road", "lived", "language", "working", "hours"), 0)})


@pytest.mark.parametrize("name", ["points", "mentee_id", "mentor_id", "road", "two\nlines", " "])
def test_a_strand_cannot_take_a_name_that_pairs_csv_needs(name):
    with pytest.raises(ValueError, match=r"strand 1: .* right would be a (name of its own|short name on one line)"):
        read_terms({"strand": [{"name": name, "kind": "same", "column": "city", "weight": 1}]})


def test_weights_that_cannot_be_added_and_an_order_that_is_no_name_are_named():
    order = {"name": "grade", "kind": "order", "column": "grade", "weight": 1, "order": ["grade"]}
    with pytest.raises(ValueError, match=r"strand 1: order = \['grade'\]") as caught:
        read_terms({"strands": {"topics": 1e308, "road": 1e308}, "strand": [order]}, orders=ORDERS)
    assert "strands: the weights are too large" in str(caught.value)
