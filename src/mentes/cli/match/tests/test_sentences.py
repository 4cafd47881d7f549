"""Every code that the matching engine gives becomes a whole sentence, and no code is shown raw."""

import re
from pathlib import Path

import numpy as np
import pytest

import mentes.engines.matching
from mentes.cli.match.peers_proof import PEER_FAULTS
from mentes.cli.match.seals import seal
from mentes.cli.match.sentences import AIMS, Names, against, evidence, listed, number, unplaced
from mentes.engines.matching import Code, Pairing, Strand, Unplaced

NAMES = Names({"m1": "Rosa", "a1": "Ama"}, {"pricing": "Pricing"})
SOURCE = "\n".join(
    path.read_text("utf-8") for path in Path(mentes.engines.matching.__file__).parent.rglob("*.py") if "tests" not in path.parts
)
NEAREST = {"n_allowed": 3, "points": 40.0, "short": 1.5, "mentor": "m1", "mentee": "a1"}
RULES = {"n_others": 9, "rules": {"shared_language": 8, "not_with": 1}, "alone": {}}
UNPLACED = {
    "wants_none": {}, "gives_none": {}, "no_mentors": {}, "no_other_mentors": {}, "no_mentees": {}, "no_allowed_mentor": RULES,
    "no_allowed_mentee": RULES, "no_points": {"n_allowed": 2}, "seats_short": NEAREST, "mentees_elsewhere": NEAREST,
    "others_preferred": {"n_allowed": 3, "points": 40.0, "mentor": "m1"},
    "no_other_peers": {}, "no_allowed_peer": RULES, "odd_one_out": {"n_allowed": 3, "points": 40.0, "peer": "a1"},
    "peers_elsewhere": {"n_allowed": 3, "points": 40.0, "peer": "a1"},
    "fewer_than_wanted": {"wanted": 2, "got": 1, "because": "seats_short", **NEAREST},
}  # fmt: skip
SKILL = {"topic": "pricing", "sought": 1, "offered": 3, "fit": 1.0}
EVIDENCE = {
    "not_asked": {}, "shared_topics": {"topics": [SKILL]}, "no_shared_topics": {}, "shared_lived": {}, "nothing_lived_shared": {},
    "shared_language": {"mentee_tag": "pt-BR", "shared": ["pt-BR", "en"], "first_for": 1}, "no_shared_language": {},
    "shared_working_words": {"shared": ["direct", "by-call", "structured"]},
    "no_shared_working_words": {"mentee_only": ["direct"], "mentor_only": ["by-call"]},
    "shared_hours": {"hours": 3.0, "utc_intervals": [(60, 240)], "week_of": "2026-11-02"}, "no_shared_hours": {},
    "column_compared": {"mentee": "A", "mentor": "B"}, "unknown_value": {"mentee": "A", "mentor": "?"},
    "wished_for": {"mentee_rank": 2, "mentor_rank": None, "n_mentee": 2, "n_mentor": 3},
    "others_wished_for": {"mentee_rank": None, "mentor_rank": None, "n_mentee": 1, "n_mentor": 0},
}  # fmt: skip
QUOTED = {"road_compared", "text_compared"}
# Told here by the engine's own line, on the web by matches/bridge/faults.py.
POOL_FAULTS = {
    "wrong_value", "locked_beyond_seats", "too_many_for_stable", "extra_missing", "large_stable", "large_best_floor",
}  # fmt: skip
AGAINST = {
    "topics_not_offered": {"topics": ["pricing"], "n_sought": 2}, "level_above_offer": SKILL, "hours_apart": {"hours": 6.0},
    "few_shared_hours": {"hours": 1.0}, "lived_wish_unmet": {"side": "mentee", "wish": "like"}, "no_shared_language": {},
    "nobodys_first_language": {"language": "en"}, "working_words_clash": {"mentee": ["direct"], "mentor": ["asks-first"]},
    "mentor_full": {"seats": 2}, "custom_unmet": {"strand": "grade", "mentee": "A", "mentor": "B"},
}  # fmt: skip


def is_sentence(text: str) -> bool:
    return text[0].isupper() and text.endswith(".") and "_" not in text and "{" not in text


@pytest.mark.parametrize("code", UNPLACED)
def test_nobody_is_left_without_a_reason_in_words(code):
    assert is_sentence(unplaced(Unplaced("x", code, UNPLACED[code]), NAMES))


@pytest.mark.parametrize("code", EVIDENCE)
def test_the_evidence_of_each_strand_is_a_sentence(code):
    assert is_sentence(evidence(Strand("x", "woad", 1.0, 0.5, 10.0, code, EVIDENCE[code]), NAMES))


@pytest.mark.parametrize("code", AGAINST)
def test_what_pulls_the_other_way_is_a_sentence(code):
    assert is_sentence(against(Code(code, AGAINST[code]), NAMES, "Ama", "Rosa"))


def test_these_are_all_the_codes_the_engine_knows():
    said = set(re.findall(r'Code\("([a-z_]+)"', SOURCE))
    assert said - {*PEER_FAULTS} - POOL_FAULTS <= {*AGAINST}
    returned = set(re.findall(r'return \(?"([a-z_]+)"(?: if|, )', SOURCE))
    assert returned <= set(EVIDENCE) | QUOTED | set(UNPLACED)


def test_lists_are_read_aloud_as_people_say_them():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"], 3) == "a, b and 3 more"
    assert (number(2.0), number(2.55)) == ("2", "2.5")


def test_one_person_is_no_group():
    assert unplaced(Unplaced("a1", "no_points", {"n_allowed": 1}), NAMES) == (
        "Nothing speaks for the only person your rules allow: no points."
    )


def pairing(**said) -> Pairing:
    empty = {"pairs": (), "unplaced": (), "idle": (), "rules": (), "other_aim": None, "floor": None, "n_placed": 2}
    prices = {"mentor_prices": np.zeros(1), "mentee_gains": np.zeros(1)}
    told = {"objective": 100.0, "upper_bound": 100.0, "gap": 0.0, "aim": "points", "n_blocking": 3}
    return Pairing(**(empty | prices | told | said))


@pytest.mark.parametrize("aim", ["points", "people"])
@pytest.mark.parametrize("gap", [0.0, 0.02])
def test_the_seal_names_the_aim_and_the_floor(aim, gap):
    _, sentence = seal(pairing(aim=aim, gap=gap, upper_bound=100.0 * (1 + gap)), 0.1)
    assert sentence.startswith(f"The aim is {AIMS[aim]}.")
    assert "No floor was asked" in sentence
    assert "3 pairs not made here would both rather have each other" in sentence
    _, sentence = seal(pairing(aim=aim, gap=gap, upper_bound=100.0 * (1 + gap), floor=40.0, below_floor=(("a", "m"),)), 0.1)
    assert "The floor is 40.00: no pair has fewer points but 1 pair that a person locked." in sentence
    assert "that obeys your rules and this floor" in sentence


def test_the_seal_of_stable_pairs_claims_no_best_total_but_says_what_stability_costs():
    heading, sentence = seal(pairing(mode="stable", upper_bound=104.0, gap=0.04, n_blocking=0), 0.1)
    assert heading == "Stable pairs"
    assert "no two who are not paired would both rather have each other" in sentence
    assert "the best total would have 104.00, so stability costs 4.00 (3.8 %)" in sentence
    assert "No other set" not in sentence
    assert "stability costs nothing" in seal(pairing(mode="stable", n_blocking=0), 0.1)[1]


def test_where_people_must_be_kept_the_seal_compares_with_sets_that_keep_as_many():
    assert "and gives as many people a mentor has a better total" in seal(pairing(floor=40.0, place_price=3.0), 0.1)[1]
