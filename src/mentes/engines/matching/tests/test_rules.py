"""Each hard rule forbids what it names, and only what is known."""

from dataclasses import replace

import pytest

from mentes.engines.matching import Member, Rule, explain, score
from mentes.engines.matching.terms import RULE_NAMES

from .crowd import crowd
from .pools import only, two


def blocked(rule: Rule, mentee: Member, mentor: Member, **more) -> bool:
    return explain(two(mentee, mentor, only("road", rules=(rule,)), **more), mentee.id, mentor.id).blocked_by == (rule.name,)


def person(member_id="e", **said) -> Member:
    return Member(id=member_id, **said)


@pytest.mark.parametrize(
    ("rule", "mentee", "mentor", "forbidden"),
    [
        (Rule("shared_language", True), {"languages": ("es",)}, {"languages": ("fr",)}, True),
        (Rule("shared_language", True), {"languages": ("pt-BR",)}, {"languages": ("fr", "pt-PT")}, False),
        (Rule("shared_language", True), {"languages": ("es",)}, {}, False),
        (Rule("not_manager", True), {"manager_id": "m"}, {}, True),
        (Rule("not_manager", True), {}, {"manager_id": "e"}, True),
        (Rule("not_manager", True), {"manager_id": "x"}, {"manager_id": "x"}, False),
        (Rule("not_same_manager", True), {"manager_id": "x"}, {"manager_id": "x"}, True),
        (Rule("not_same_manager", True), {}, {}, False),
        (Rule("not_with", True), {"not_with": ("m",)}, {}, True),
        (Rule("not_with", True), {}, {"not_with": ("e",)}, True),
        (Rule("not_with", True), {"not_with": ("x",)}, {}, False),
        (Rule("organisation", True, "other"), {"organisation": "North"}, {"organisation": "north "}, True),
        (Rule("organisation", True, "other"), {"organisation": "North"}, {}, False),
        (Rule("organisation", True, "same"), {"organisation": "North"}, {"organisation": "South"}, True),
        (Rule("organisation", True, "same"), {"organisation": ""}, {"organisation": "South"}, False),
        (Rule("organisation", True, "same"), {"organisation": "North"}, {"organisation": "North"}, False),
    ],
)
def test_a_rule_forbids_what_it_names(rule, mentee, mentor, forbidden):
    assert blocked(rule, person(**mentee), person("m", **mentor)) is forbidden
    assert not blocked(replace(rule, on=False), person(**mentee), person("m", **mentor))


def test_shared_hours_forbids_fewer_and_lets_the_unknown_pass():
    mentee, mentor = (person(i, time_zone="UTC", hours=((0, 90),)) for i in ("e", "m"))
    assert not blocked(Rule("shared_hours", True, 1.5), mentee, mentor)
    assert blocked(Rule("shared_hours", True, 1.75), mentee, mentor)
    assert not blocked(Rule("shared_hours", True, 1.75), mentee, person("m"))


def test_shared_hours_may_ask_for_more_than_the_strand_counts():
    mentee, mentor = (person(i, time_zone="UTC", hours=((0, 600),)) for i in ("e", "m"))
    assert blocked(Rule("shared_hours", True, 11.0), mentee, mentor)
    assert not blocked(Rule("shared_hours", True, 10.0), mentee, mentor)


def test_minimum_points_forbids_weaker_pairs():
    assert blocked(Rule("minimum_points", True, 40.0), person(), person("m"), road=0.39)
    assert not blocked(Rule("minimum_points", True, 40.0), person(), person("m"), road=0.41)


def test_the_managers_manager_is_found_through_anybody_in_the_pool():
    pool = two(person(manager_id="boss"), person("m"), only("road", rules=(Rule("not_managers_manager", True),)))
    pool = replace(pool, mentors=(person("m"), person("boss", manager_id="m")), road=pool.road.repeat(2, axis=1))
    assert explain(pool, "e", "m").blocked_by == ("not_managers_manager",)
    assert explain(pool, "e", "boss").blocked_by == ()
    assert score(pool).blocked_by("not_managers_manager").tolist() == [[True, False]]


def test_nobody_is_paired_with_themselves():
    both = person("both")
    assert explain(two(both, both, only("road")), "both", "both").blocked_by == ("oneself",)


def test_a_rejected_pair_is_forbidden():
    pool = two(person(), person("m"), only("road"), forbidden=(("e", "m"), ("gone", "m")))
    assert explain(pool, "e", "m").blocked_by == ("rejected",)


def test_every_rule_has_its_mask_in_a_crowd():
    rules = dict.fromkeys(RULE_NAMES, True) | {"shared_hours": 2, "organisation": "other", "minimum_points": 25}
    fit = score(crowd(40, 40, **rules))
    for rule in RULE_NAMES:
        assert fit.blocked_by(rule).any(), rule
        assert not fit.blocked_by(rule).all(), rule
    together = sum(fit.blocked_by(rule) for rule in fit.rules) > 0
    assert (together == ~fit.allowed).all()
