"""Scenarios: what ships is whole, what is wrong is named at once with its line, and what is hostile costs little."""

import json
import re
import time
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.rehearsals.scenarios import ScenarioFaults, as_json, read_scenario, shipped
from mentes.rehearsals.scenarios.nodes import MOST_BYTES, distance, nearest
from mentes.rehearsals.scenarios.shipped import ORDER
from mentes.rehearsals.scenarios.ways import longest_seconds

WHOLE = """\
languages: [en]
title: Ask for the key
aim: Get the key.
about: You are at a door.
place: desk
audience: {n: 1, mood: neutral}
minutes: 2
partner: The porter
watch:
  - How soon you asked.
things:
  coins: {kind: coin, label: your coins, n: 3}
steps:
  hello:
    who: partner
    says: Yes?
    seconds: 20
    branches:
      - {intent: Ask, words: The key please., to: gives}
      - {intent: Pay, words: Here., to: pays}
    late: gives
  pays:
    prompt: Count the coins out.
    seconds: 10
    handle: {thing: coins, task: count, n: 3}
    to: gives
  gives:
    who: partner
    says: There.
    seconds: 5
    ends: true
"""


def faults_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ScenarioFaults) as caught:
        read_scenario(text)
    return [(fault.line, fault.path, fault.code) for fault in caught.value.faults]


def changed(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def test_a_whole_scenario_is_read_as_it_is_written():
    scenario = read_scenario(WHOLE)
    assert (scenario.title["en"], scenario.place, scenario.light, scenario.n_people) == ("Ask for the key", "desk", "dawn", 1)
    assert [step.key for step in scenario.steps] == ["hello", "pays", "gives"]
    assert scenario.step("hello").leads_to() == ("gives", "pays")
    assert longest_seconds(scenario.steps) == 35


def test_twelve_ship_complete_in_three_languages_and_three_have_things_to_handle():
    assert len(ORDER) == len(set(ORDER)) >= 12
    files = {path.name for path in resources.files("mentes.rehearsals.scenarios").iterdir() if path.name.endswith(".yaml")}
    assert files == {f"{key}.yaml" for key in ORDER}
    tasks = set()
    for key, scenario in shipped().items():
        assert scenario.languages == ("en", "es", "ar"), key
        assert scenario.minutes * 60 - longest_seconds(scenario.steps) < 60, f"{key}: says it is longer than it is"
        tasks |= {step.handling.task for step in scenario.steps if step.handling}
    assert tasks == {"lay_out", "count", "mark"}
    assert {scenario.place for scenario in shipped().values()} == {"stage", "market", "desk", "classroom", "table", "wall"}


def test_every_shipped_text_is_in_the_script_of_its_language():
    for key, scenario in shipped().items():
        for language in scenario.languages:
            text = json.dumps(as_json(scenario, language)["steps"], ensure_ascii=False)
            n_arabic = len(re.findall(r"[\u0621-\u064a]", text))
            assert (n_arabic > 300) == (language == "ar"), f"{key} in {language}"
    spanish = json.dumps([as_json(one, "es") for one in shipped().values()], ensure_ascii=False)
    assert "¿" in spanish
    english = json.dumps([as_json(one, "en") for one in shipped().values()], ensure_ascii=False)
    assert "¿" not in english


def test_every_fault_is_named_at_once_with_its_line():
    text = """\
languages: [en, es]
titel: {en: A, es: B}
aim: {en: A}
about: {en: A, es: B, fr: C}
place: martket
audience: {n: 61, mood: neutral}
minutes: soon
watch: []
steps:
  a:
    prompt: {en: Say it, es: Dilo}
    secnds: 10
    to: c
  b:
    who: partner
    says: {en: Hm, es: Hm}
    seconds: 5
    ends: true
"""
    found = faults_of(text)
    assert (2, "", "unknown_key") in found
    assert (1, "", "missing") in found
    assert (3, "aim", "languages_missing") in found
    assert (4, "about", "unknown_language") in found
    assert (5, "place", "not_choice") in found
    assert (6, "audience.n", "not_number") in found
    assert (7, "minutes", "not_number") in found
    assert (8, "watch", "how_many") in found
    assert (12, "steps.a", "unknown_key") in found
    assert (11, "steps.a", "missing") in found
    assert (13, "steps.a.to", "no_step") in found
    assert (15, "steps.b.who", "no_partner") in found
    assert (14, "steps.b", "unreachable") in found
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)


def test_an_unknown_word_comes_with_the_nearest_right_one():
    with pytest.raises(ScenarioFaults) as caught:
        read_scenario(
            changed("place: desk", "place: dekc").replace("minutes:", "mintues:").replace("to: gives}", "to: givse}", 1)
        )
    near = {fault.said["nearest"] for fault in caught.value.faults if fault.said.get("nearest")}
    assert near == {"desk", "minutes", "gives"}
    assert "nearest minutes" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    ends: true\n", "", "dead_end"),
        ("    ends: true\n", "    ends: true\n    to: hello\n", "two_ways"),
        ("    ends: true\n", "    to: hello\n", "goes_round"),
        ("    late: gives\n", "", "late_with_branches"),
        ("    late: gives\n", "    late: nowhere\n", "no_step"),
        ("      - {intent: Pay, words: Here., to: pays}\n", "", "how_many"),
        ("to: pays}", "to: gives}", "unreachable"),
        ("thing: coins, task", "thing: coin, task", "no_thing"),
        ("task: count, n: 3", "task: count, n: 4", "not_number"),
        ("minutes: 2", "minutes: 0", "not_number"),
        ("seconds: 20", "seconds: 590", "longer"),
        ("    says: There.\n", "", "who_and_says"),
        ("  pays:", "  Pays now:", "bad_name"),
        ("title: Ask for the key", f"title: {'x' * 121}", "too_long"),
        ("title: Ask for the key", "title: ''", "no_words"),
        ("title: Ask for the key", "title: [a, b]", "not_text"),
        ("languages: [en]", "languages: [en, en]", "twice"),
        ("languages: [en]", "languages: [english]", "bad_language"),
        ("partner: The porter", "partner: The porter\npartner: Another", "twice"),
        ("audience: {n: 1, mood: neutral}", "audience: many", "not_mapping"),
        ("watch:\n  - How soon you asked.", "watch: How soon you asked.", "not_list"),
    ],
)
def test_a_fault_has_its_code(old, new, fault):
    assert fault in {code for _line, _path, code in faults_of(changed(old, new))}


def test_two_ways_that_meet_again_are_no_circle_and_a_long_circle_is_found():
    steps = "".join(f"  s{n}: {{prompt: x, seconds: 3, to: s{n + 1}}}\n" for n in range(30))
    head = WHOLE[: WHOLE.index("things:")] + "steps:\n"
    assert read_scenario(head + steps + "  s30: {prompt: x, seconds: 3, ends: true}\n")
    assert (faults_of(head + steps + "  s30: {prompt: x, seconds: 3, to: s1}\n"))[0][2] == "goes_round"


# --- hostile -----------------------------------------------------------------------------------------------------------------

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "alias"),
        ("title: &t A\naim: *t\n", "alias"),
        ("a: &a {a: *a}\n", "alias"),
        ("!!python/object/apply:os.system ['true']\n", "tag"),
        ("title: !!binary aGVsbG8=\n", "tag"),
        ("[" * 5000, "too_deep"),
        ("{a: " * 400 + "b" + "}" * 400, "too_deep"),
        ("- x\n" * 9000, "too_many"),
        ("x" * (MOST_BYTES + 1), "too_large"),
        ("é" * (MOST_BYTES // 2 + 1), "too_large"),
        ("title: \x00\n", "yaml"),
        ("title: \ud800\n", "yaml"),
        ("a: 1\n---\nb: 2\n", "yaml"),
        ("a: [1, 2\n", "yaml"),
        ("\ta: 1\n", "yaml"),
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("just words", "not_mapping"),
        ("? [a, b]\n: c\n", "unknown_key"),
        ("<<: {title: A}\n", "unknown_key"),
    ],
)
def test_what_is_hostile_or_no_yaml_is_one_fault_and_costs_little(text, code):
    begun = time.process_time()
    assert code in {found for _line, _path, found in faults_of(text)}
    assert time.process_time() - begun < 2


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=200) | st.from_regex(r"([a-z]+: ?[\[\]{}&*!|>'\"a-z0-9 ,\n-]{0,20}\n){0,8}", fullmatch=True))
def test_whatever_is_typed_is_read_or_refused_with_faults(text):
    faults = None
    try:
        read_scenario(text)
    except ScenarioFaults as wrong:
        faults = wrong.faults
    assert faults is None or min(fault.line for fault in faults) >= 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_whole_scenario_with_a_line_lost_is_read_or_refused(data):
    lines = WHOLE.splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=4))
    try:
        scenario = read_scenario("".join(line for n, line in enumerate(lines) if n not in gone))
    except ScenarioFaults:
        return
    assert scenario.steps[-1].is_end or any(step.is_end for step in scenario.steps)


def test_the_nearest_word_is_near():
    assert nearest("promt", ("prompt", "place")) == "prompt"
    assert nearest("zzz", ("prompt", "place")) == ""
    assert nearest("", ("prompt",)) == ""
    assert (distance("ab", "ba"), distance("", "abc"), distance("kitten", "sitting")) == (1, 3, 3)


def test_json_holds_the_same_fields_in_one_language():
    scenario = shipped()["price"]
    found = as_json(scenario, "ar")
    assert (found["language"], found["first"], set(found["steps"])) == ("ar", "greet", {step.key for step in scenario.steps})
    assert found["steps"]["greet"]["handle"] == {"thing": "jars", "task": "lay_out", "n": 3}
    assert as_json(scenario, "fr")["language"] == "en"
    assert json.loads(json.dumps(found)) == found
