"""examples/rules.toml names every key, is read, and fits examples/harbour.csv as it stands."""

import tomllib
from pathlib import Path

import pytest

from mentes.engines.matching import STRANDS, read_terms
from mentes.engines.matching.terms import _STRAND_KEYS, _TOP_KEYS, RULE_NAMES
from mentes.engines.matching.values import KINDS

EXAMPLES = next((up for up in Path(__file__).parents if (up / "examples").is_dir()), Path()) / "examples"


@pytest.fixture(scope="module")
def text():
    return (EXAMPLES / "rules.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def header():
    with (EXAMPLES / "harbour.csv").open(encoding="utf-8-sig") as file:
        return file.readline().strip().split(",")


def test_it_reads_beside_the_harbour(text, header):
    terms = read_terms(tomllib.loads(text), columns=header)
    assert [custom.name for custom in terms.customs] == ["craft", "country", "words"]
    assert {rule.name for rule in terms.rules if not rule.on} == {"minimum_points"}


def test_what_is_commented_out_reads_as_well(text, header):
    start = text.index("\naim")
    told = [line for line in text[start:].splitlines() if " = " in line or line.startswith(("[", "# [["))]
    whole = "\n".join(line.removeprefix("# ") for line in told)
    terms = read_terms(tomllib.loads(whole), columns=[*header, "grade", "km", "km from town"])
    assert {custom.kind for custom in terms.customs} == {*KINDS} - {"same"}


def test_every_key_stands_in_it(text):
    assert not [key for key in (*_TOP_KEYS, *_STRAND_KEYS, *STRANDS, *RULE_NAMES, *KINDS) if key not in text]
