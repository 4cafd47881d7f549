"""The demo's people are believable: enough of them, from far apart, and nobody speaks in another's words."""

import csv
import re
from pathlib import Path

import pytest

from mentes.engines.roster import read_people

HARBOUR = Path(__file__).parents[2] / "examples" / "harbour.csv"
RUN = 6


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with HARBOUR.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_has_243_people_from_31_countries_in_many_languages(rows):
    languages = {tag.split("-")[0] for row in rows for tag in row["languages"].split(";")}
    assert len(rows) == 243
    assert len({row["country"] for row in rows}) == 31
    assert len(languages) >= 8


def test_no_two_profiles_share_six_consecutive_words(rows):
    first_seen: dict[tuple[str, ...], str] = {}
    shared = []
    for row in rows:
        for field in ("goals", "background", "would_help"):
            words = re.findall(r"\w+", row[field].casefold())
            for start in range(len(words) - RUN + 1):
                run = tuple(words[start : start + RUN])
                owner = first_seen.setdefault(run, row["id"])
                if owner != row["id"]:
                    shared.append((owner, row["id"], " ".join(run)))
    assert shared == []


def test_our_own_reader_finds_nothing_wrong_in_it():
    roster = read_people([(HARBOUR.name, HARBOUR.read_bytes())])
    assert len(roster.people) == 243
    assert roster.left_out == ()
