"""Each strand by hand: the worked examples of docs/reference/strands.md, its empty values, its evidence."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mentes.engines.matching import CustomStrand, Member, Skill, explain, score, terms_to_table
from mentes.engines.matching.strands.hours import free_slots, intervals

from .pools import only, two


def similarity(strand: str, mentee: Member, mentor: Member, **more) -> float:
    """0..1, read back from the points of a pool in which this strand alone counts."""
    return float(score(two(mentee, mentor, only(strand), **more)).total[0, 0]) / 100


def strand_of(strand: str, mentee: Member, mentor: Member, *, for_pair=True, **more):
    return explain(two(mentee, mentor, only(strand), **more), mentee.id, mentor.id, for_pair=for_pair).strands[0]


def person(member_id="e", **said) -> Member:
    return Member(id=member_id, **said)


def skills(*said) -> tuple[Skill, ...]:
    return tuple(Skill(*one) if isinstance(one, tuple) else Skill(one) for one in said)


# Topics


def test_topics_worked_example():
    """Ama seeks pricing (1) and hiring; Rosa offers pricing (3), export (4): .8 (1 + 0) / 2 + .2 (1 / 2) = .5."""
    ama, rosa = person(seeks=skills(("pricing", 1), "hiring")), person("m", offers=skills(("pricing", 3), ("export", 4)))
    assert similarity("topics", ama, rosa) == pytest.approx(0.5)
    strand = strand_of("topics", ama, rosa)
    assert strand.code == "shared_topics"
    assert strand.detail["topics"] == [{"topic": "pricing", "sought": 1, "offered": 3, "fit": 1.0}]
    assert strand.detail["missing"] == ["hiring"]


@pytest.mark.parametrize(
    ("sought", "offered", "fit"), [(1, 2, 1.0), (2, 2, 0.5), (3, 2, 0.0), (None, 2, 0.8), (2, None, 0.8), (None, None, 0.8)]
)
def test_an_offered_level_serves_the_sought_one(sought, offered, fit):
    one = similarity("topics", person(seeks=skills(("a", sought))), person("m", offers=skills(("a", offered))))
    assert one == pytest.approx(0.8 * fit + 0.2 * (fit > 0))


def test_of_a_topic_named_twice_the_highest_level_counts():
    twice = skills(("a", 1), ("a", 3))
    assert similarity("topics", person(seeks=skills(("a", 2))), person("m", offers=twice)) == pytest.approx(1.0)


def test_a_mentor_with_few_offers_is_met_more_fully_than_one_with_many():
    seeks = person(seeks=skills("a"))
    few, many = person("m", offers=skills("a")), person("m", offers=skills("a", "b", "c"))
    assert similarity("topics", seeks, few) > similarity("topics", seeks, many)


# Lived


def test_lived_worked_example():
    """Both moved country, she has one item more: s = 1 / min(2, 2, 1) = 1. She wishes like, he unlike: (1 + 0) / 2."""
    ama = person(lived=("moved country", "first to study"), lived_wish="like")
    assert similarity("lived", ama, person("m", lived=("moved country",), lived_wish="unlike")) == pytest.approx(0.5)
    assert similarity("lived", ama, person("m", lived=("moved country",), lived_wish="any")) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("wish", "shared", "apart"), [("like", 1.0, 0.0), ("unlike", 0.0, 1.0), ("any", 1.0, 0.0), ("", 1.0, 0.0)]
)
def test_each_wish_is_content_with_what_it_asks_for(wish, shared, apart):
    mine = person(lived=("farm",), lived_wish=wish)
    assert similarity("lived", mine, person("m", lived=("farm",), lived_wish=wish)) == shared
    assert similarity("lived", mine, person("m", lived=("army",), lived_wish=wish)) == apart


def test_a_sensitive_item_counts_only_where_both_volunteered_it():
    holds, silent = person(lived_sensitive=frozenset({"illness"})), person(lived=("illness",))
    assert similarity("lived", holds, replace(holds, id="m")) == 1.0
    assert similarity("lived", holds, replace(silent, id="m")) == 0.0
    assert similarity("lived", silent, replace(holds, id="m")) == 0.0
    in_both_lists = person(lived=("illness",), lived_sensitive=frozenset({"illness"}))
    assert similarity("lived", in_both_lists, replace(silent, id="m")) == 0.0
    assert similarity("lived", in_both_lists, replace(in_both_lists, id="m")) == 1.0


def test_a_sensitive_item_that_is_not_shared_moves_no_number():
    """Otherwise the points would tell an organiser that somebody holds one."""
    mentor = person("m", lived=("farm", "army"), lived_sensitive=frozenset({"faith"}), lived_wish="like")
    for wish in ("like", "unlike", "any"):
        without = person(lived=("farm", "sea"), lived_wish=wish)
        assert similarity("lived", without, mentor) == similarity(
            "lived", replace(without, lived_sensitive=frozenset({"ill"})), mentor
        )


def test_the_organiser_can_leave_sensitive_items_out_altogether():
    holds = person(lived_sensitive=frozenset({"illness"}), lived_wish="like")
    terms = replace(only("lived"), sensitive_lived=False)
    assert score(two(holds, replace(holds, id="m"), terms)).total[0, 0] == 0
    assert explain(two(holds, replace(holds, id="m"), terms), "e", "m", for_pair=True).strands[0].code == "not_asked"


def test_only_the_pairs_own_page_names_the_item():
    holds = person(lived=("farm",), lived_sensitive=frozenset({"illness"}))
    assert strand_of("lived", holds, replace(holds, id="m")).detail["items"] == ["farm", "illness"]
    shown = explain(two(holds, replace(holds, id="m"), only("lived")), "e", "m")
    assert "illness" not in repr(shown)
    assert "farm" not in repr(shown)


# Language


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        (("es", "en"), ("es",), 1.0),
        (("es", "en"), ("fr", "en"), 0.7),
        (("es", "en"), ("en",), 0.85),
        (("pt-BR",), ("pt-PT",), 0.9),
        (("pt",), ("pt-PT",), 0.95),
        (("pt-BR", "en"), ("pt-PT", "en"), 0.9),
        (("es",), ("fr",), 0.0),
    ],
)
def test_the_best_shared_language_counts(mine, theirs, fit):
    assert similarity("language", person(languages=mine), person("m", languages=theirs)) == pytest.approx(fit)


# Working


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        (("asks-first",), ("asks-first",), 1.0),
        (("asks-first",), ("direct",), 0.0),
        (("asks-first", "direct"), ("direct",), 1.0),
        (("asks-first",), ("structured",), 0.5),
        (("asks-first", "by-call", "structured"), ("asks-first", "by-writing"), 0.5),
    ],
)
def test_working_words_agree_clash_or_leave_open(mine, theirs, fit):
    assert similarity("working", person(working=mine), person("m", working=theirs)) == pytest.approx(fit)


# Hours


def test_hours_worked_example():
    """Lisbon Mon 17-20 is 17-20 UTC in winter, Nairobi Mon 21-23 is 18-20 UTC: two hours of four, .5."""
    ama = person(time_zone="Europe/Lisbon", hours=((17 * 60, 20 * 60),))
    rosa = person("m", time_zone="Africa/Nairobi", hours=((21 * 60, 23 * 60),))
    assert similarity("hours", ama, rosa) == 0.5
    detail = strand_of("hours", ama, rosa).detail
    assert detail["hours"] == 2.0
    assert detail["utc_intervals"] == [(18 * 60, 20 * 60)]


def test_more_than_four_hours_bring_no_more():
    long = person(time_zone="UTC", hours=((0, 600),))
    assert similarity("hours", long, replace(long, id="m")) == 1.0


def test_hours_follow_the_clock_of_the_week():
    """New York's clock went back on 1 November 2026: 12:00 there is 17:00 UTC in that week's Monday, 16:00 a week before."""
    noon = person(time_zone="America/New_York", hours=((12 * 60, 13 * 60),))
    assert intervals(free_slots(noon, date(2026, 11, 4))) == [(17 * 60, 18 * 60)]
    assert intervals(free_slots(noon, date(2026, 10, 28))) == [(16 * 60, 17 * 60)]


def test_the_clock_may_change_inside_the_week():
    """Lisbon goes back on Sunday 25 October 2026 at 02:00: Saturday noon is 11:00 UTC, Sunday noon is 12:00 UTC."""
    day = 24 * 60
    both = person(time_zone="Europe/Lisbon", hours=((5 * day + 720, 5 * day + 780), (6 * day + 720, 6 * day + 780)))
    assert intervals(free_slots(both, date(2026, 10, 19))) == [(5 * day + 660, 5 * day + 720), (6 * day + 720, 6 * day + 780)]


def test_the_week_wraps_round():
    """Monday 07:00 in Auckland is Sunday evening in UTC: it meets somebody's Sunday evening."""
    early = person(time_zone="Pacific/Auckland", hours=((7 * 60, 9 * 60),))
    sunday = person("m", time_zone="UTC", hours=((6 * 1440 + 18 * 60, 6 * 1440 + 20 * 60),))
    assert similarity("hours", early, sunday) == 0.5


def test_a_zone_on_the_quarter_hour_is_exact():
    """Kathmandu is 5:45 ahead: 17:45 to 18:45 there is 12:00 to 13:00 UTC."""
    assert intervals(free_slots(person(time_zone="Asia/Kathmandu", hours=((1065, 1125),)), date(2026, 11, 2))) == [(720, 780)]


# Road and custom strands


def test_road_is_taken_as_it_comes():
    assert similarity("road", person(), person("m"), road=0.37) == pytest.approx(0.37)


GRADES = ("AA", "AO", "EO", "HEO", "SEO")


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "fit"),
    [
        ("same", "Policy ", "policy", 1.0),
        ("same", "Policy", "HR", 0.0),
        ("different", "Policy", "HR", 1.0),
        ("different", "Policy", "policy", 0.0),
        ("shared", "chess; choir", "Choir;sail;chess", 1.0),
        ("shared", "chess; choir", "sail; choir", 0.5),
        ("order", "AO", "EO", 1.0),
        ("order", "AO", "HEO", 1.0),
        ("order", "AO", "SEO", 0.5),
        ("order", "AO", "AO", 0.5),
        ("order", "AO", "AA", 0.0),
        ("distance", "10", "12.5", 0.75),
        ("distance", "10", "30", 0.0),
    ],
)
def test_a_custom_strand_compares_two_cells(kind, mine, theirs, fit):
    custom = CustomStrand("own", kind, "x", "y", 1.0, values=GRADES, scale=10.0)
    terms = replace(only(), customs=(custom,))
    pool = two(person(extra={"x": mine}), person("m", extra={"y": theirs}), terms)
    assert score(pool).total[0, 0] == pytest.approx(100 * fit)
    own = next(strand for strand in explain(pool, "e", "m").strands if strand.name == "own")
    assert (own.code, own.dye) == ("column_compared", "flax")


def test_a_value_that_is_not_in_the_order_brings_nothing_and_says_so():
    terms = replace(only(), customs=(CustomStrand("own", "order", "x", "x", 1.0, values=GRADES),))
    pool = two(person(extra={"x": "Chief"}), person("m", extra={"x": "AO"}), terms)
    assert score(pool).total[0, 0] == 0
    assert next(strand for strand in explain(pool, "e", "m").strands if strand.name == "own").code == "unknown_value"


def test_a_text_strand_takes_its_matrix():
    terms = replace(only(), customs=(CustomStrand("hobby", "text", "x", "x", 1.0),))
    assert score(two(person(), person("m"), terms, texts={"hobby": np.array([[0.25]])})).total[0, 0] == pytest.approx(25)


# What is not asked


@pytest.mark.parametrize("strand", ["topics", "road", "lived", "language", "working", "hours"])
def test_an_empty_column_brings_no_points_and_says_not_asked(strand):
    full = person(
        seeks=skills("a"),
        offers=skills("a"),
        lived=("farm",),
        languages=("en",),
        working=("direct",),
        time_zone="UTC",
        hours=((0, 60),),
    )
    for mentee, mentor in ((full, person("m")), (person(), replace(full, id="m")), (person(), person("m"))):
        one = strand_of(strand, mentee, mentor)
        assert (one.points, one.similarity, one.code) == (0.0, 0.0, "not_asked")


def test_hours_without_a_zone_and_a_zone_without_hours_are_not_asked():
    mentor = person("m", time_zone="UTC", hours=((0, 60),))
    assert strand_of("hours", person(hours=((0, 60),)), mentor).code == "not_asked"
    assert strand_of("hours", person(time_zone="UTC"), mentor).code == "not_asked"


# What pulls the other way


def test_what_pulls_the_other_way_is_told():
    mentee = person(
        seeks=skills(("a", 3), "b"), languages=("es", "en"), working=("direct",), time_zone="Europe/Lisbon", hours=((0, 60),)
    )  # fmt: skip
    mentor = person(
        "m", offers=skills(("a", 3)), languages=("fr", "en"), working=("asks-first",), time_zone="Asia/Tokyo", hours=((0, 60),)
    )  # fmt: skip
    against = {
        code.code: code.detail
        for code in explain(two(mentee, mentor, only("topics", "language", "working", "hours")), "e", "m").against
    }
    assert against["level_above_offer"] == {"topic": "a", "sought": 3, "offered": 3}
    assert against["topics_not_offered"]["topics"] == ["b"]
    assert against["nobodys_first_language"] == {"language": "en"}
    assert against["working_words_clash"] == {"mentee": ["direct"], "mentor": ["asks-first"]}
    assert against["hours_apart"] == {"hours": 9.0}
    assert against["few_shared_hours"] == {"hours": 0.0}


# Wishes


@pytest.mark.parametrize(
    ("mine", "theirs", "fit"),
    [
        (("x", "m"), ("x", "y", "e"), (0.9 + 0.8) / 2),  # the worked example
        (("m",), ("e",), 1.0),
        (("x", "m"), (), 0.9),  # who named nobody was not asked
        (("x", "m"), ("y",), 0.45),  # who named others alone brings 0
        (("x",), ("y",), 0.0),
        (("a", "b", "c", "d", "m"), (), 0.6),
        ((), ("y", "z", "e"), 0.8),
    ],
)
def test_a_wish_counts_by_its_rank_and_the_two_by_their_mean(mine, theirs, fit):
    assert similarity("wishes", person(wishes=mine), person("m", wishes=theirs)) == pytest.approx(fit)


def test_who_was_named_is_told_by_rank_and_where_nobody_named_anybody_it_was_not_asked():
    found = strand_of("wishes", person(wishes=("x", "m")), person("m", wishes=("y",)))
    detail = {"mentee_rank": 2, "mentor_rank": None, "n_mentee": 2, "n_mentor": 1}
    assert (found.code, found.detail, found.dye) == ("wished_for", detail, "indigo")
    assert [evidence_of(person(wishes=named)) for named in (("x",), ())] == ["others_wished_for", "not_asked"]


def evidence_of(mentee: Member) -> str:
    (found,) = [s for s in explain(two(mentee, person("m"), only("wishes")), "e", "m").strands if s.name == "wishes"]
    return found.code


def test_without_a_weight_wishes_are_no_part_of_the_points_at_all():
    pool = two(person(wishes=("m",)), person("m"), only("topics"))
    assert "wishes" not in score(pool).names
    assert "wishes" in score(replace(pool, terms=only("topics", "wishes"))).names
    assert "wishes" not in terms_to_table(only("topics"))["strands"]


def test_too_many_wishes_the_same_twice_and_oneself_are_named():
    wrong = two(person(wishes=("a", "b", "c", "d", "f", "g")), person("m", wishes=("m",)), only("topics"))
    with pytest.raises(ValueError, match=r"(?s)mentee 'e': wishes.*mentor 'm': wishes"):
        score(wrong)
    with pytest.raises(ValueError, match="each once"):
        score(two(person(wishes=("a", "a")), person("m"), only("topics")))
