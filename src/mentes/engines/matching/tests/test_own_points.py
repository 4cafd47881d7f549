"""Each side's own wishes by hand: the worked examples of docs/reference/strands.md, and how they add up."""

import numpy as np
import pytest

from mentes.engines.matching import Member, Skill, similarities
from mentes.engines.matching.scoring import Scorer, own_points

from .crowd import crowd
from .pools import only, two


def sides(strand: str, mentee: Member, mentor: Member, **more) -> list[float]:
    """0..1 for the mentee and for the mentor, read back from their own points where this strand alone counts."""
    pool = two(mentee, mentor, only(strand), **more)
    return (own_points(similarities(pool), pool.terms)[:, 0, 0] / 100).tolist()


def person(member_id="e", **said) -> Member:
    return Member(id=member_id, **said)


def test_a_mentee_wishes_for_topics_and_a_mentor_to_be_asked_for_theirs():
    """One of two wishes is met, one step above; one of four offers is asked for."""
    ama = person(seeks=(Skill("pricing", 1), Skill("hiring")))
    rosa = person("m", offers=(Skill("pricing", 3), Skill("export", 4), Skill("law"), Skill("bread")))
    assert sides("topics", ama, rosa) == pytest.approx([0.5, 0.25])


@pytest.mark.parametrize(
    ("mine", "theirs", "fits"),
    [("like", "unlike", [1, 0]), ("unlike", "like", [0, 1]), ("any", "like", [0, 1]), ("like", "", [1, 0]), ("", "", [0, 0])],
)
def test_who_leaves_it_open_whom_they_meet_has_no_wish_of_their_own(mine, theirs, fits):
    ama, idris = person(lived=("moved",), lived_wish=mine), person("m", lived=("moved",), lived_wish=theirs)
    assert sides("lived", ama, idris) == fits


@pytest.mark.parametrize(
    ("mine", "theirs", "fits"),
    [
        (("en",), ("en",), [1, 1]),
        (("en", "es"), ("fr", "en"), [1, 0.7]),
        (("es", "en"), ("en",), [0.7, 1]),
        (("es", "pt"), ("pt", "es"), [1, 1]),
        (("es", "en"), ("fr", "en"), [0.7, 0.7]),
        (("pt-BR",), ("pt-PT",), [0.9, 0.9]),
        (("es",), ("fr",), [0, 0]),
    ],
)
def test_each_would_rather_speak_their_own_first_language(mine, theirs, fits):
    assert sides("language", person(languages=mine), person("m", languages=theirs)) == pytest.approx(fits)


def test_each_asks_for_agreement_on_what_they_answered_themselves():
    """asks-first agrees, by-call against by-writing clashes, structured the mentee alone says: 1.5 / 3 and 1 / 2."""
    ama, rosa = person(working=("asks-first", "by-call", "structured")), person("m", working=("asks-first", "by-writing"))
    assert sides("working", ama, rosa) == pytest.approx([0.5, 0.5])
    one = person(working=("asks-first",))
    assert sides("working", one, rosa) == pytest.approx([1.0, 0.75])


def test_each_side_of_the_road_counts_for_itself_and_the_whole_where_no_halves_are_known():
    halves = (np.array([[0.8]]), np.array([[0.2]]))
    assert sides("road", person(), person("m"), road=0.5, road_sides=halves) == pytest.approx([0.8, 0.2])
    assert sides("road", person(), person("m"), road=0.5, road_sides=(halves[0], halves[1] * np.nan)) == pytest.approx([0.8, 0])
    assert sides("road", person(), person("m"), road=0.5) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("mine", "theirs", "fits"), [(("m",), ("x", "e"), [1, 0.9]), (("x", "m"), (), [0.9, 0]), (("x",), ("e",), [0, 1])]
)
def test_each_would_rather_have_whom_they_named(mine, theirs, fits):
    assert sides("wishes", person(wishes=mine), person("m", wishes=theirs)) == pytest.approx(fits)


def test_hours_are_the_same_for_both():
    mentee, mentor = (person(i, time_zone="UTC", hours=((0, 120),)) for i in ("e", "m"))
    assert sides("hours", mentee, mentor) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("seed", range(2))
def test_they_stay_within_their_weights_and_are_the_same_in_whatever_block(seed):
    pool = crowd(30, 25, seed)
    scorer = Scorer(pool)
    whole = own_points(scorer.similarities(), pool.terms)
    assert whole.shape == (2, 30, 25)
    assert (whole >= 0).all()
    assert (whole <= 100 + 1e-9).all()
    for rows in (slice(0, 1), slice(7, 20)):
        assert np.array_equal(own_points(scorer.similarities(rows), pool.terms), whole[:, rows])


def test_the_mean_of_the_two_sides_is_the_pair_where_the_formula_says_so():
    """Topics weigh four to one; lived is the mean over those who hold a wish."""
    pool = crowd(30, 25, 1)
    strands = Scorer(pool).strands
    rows = slice(0, 30)
    mine, theirs = strands["topics"].each_side(rows)
    assert np.allclose(0.8 * mine + 0.2 * theirs, strands["topics"].similarity(rows), equal_nan=True, atol=1e-12)
    mine, theirs = strands["lived"].each_side(rows)
    both = ~np.isnan(mine) & ~np.isnan(theirs)
    assert both.any()
    assert np.allclose((mine + theirs)[both] / 2, strands["lived"].similarity(rows)[both], atol=1e-12)
