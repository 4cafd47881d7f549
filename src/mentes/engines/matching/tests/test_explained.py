"""Every table of docs/explanation/matching.md, solved again: the page may only tell what the program does."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mentes.engines.matching import Member, Pool, pair_up

from .pools import WEEK, only

PAGE = Path(__file__).resolve().parents[5] / "docs" / "explanation" / "matching.md"


def cases() -> list[str]:
    return re.findall(r"```matching\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.S)


def read_case(text: str) -> tuple[Pool, set[tuple[str, str]], float]:
    """(pool, pairs, total) of one block: a table, then lines that begin with a word."""
    head, *lines = text.strip("\n").splitlines()
    mentors = head.split()
    rows = {}
    said = {}
    for line in lines:
        word, *rest = line.split()
        if len(rest) == len(mentors) and all(re.fullmatch(r"\d+|-", cell) for cell in rest) and word not in ("seats", "wishes"):
            rows[word] = [np.nan if cell == "-" else float(cell) for cell in rest]
        else:
            said[word] = rest
    points = np.array(list(rows.values()))
    wants = [int(n) for n in said.get("wishes", ["1"] * len(rows))]
    seats = [int(n) for n in said.get("seats", ["1"] * len(mentors))]
    two = lambda words: tuple(tuple(word.split("-")) for word in words)  # noqa: E731
    forbidden = tuple((mentee, mentors[j]) for mentee, row in rows.items() for j in np.flatnonzero(np.isnan(row)))
    terms = replace(
        only("road"),
        aim=said.get("aim", ["points"])[0],
        floor=said.get("floor", ["off"])[0],
        mode=said.get("mode", ["optimum"])[0],
    )
    pool = Pool(
        tuple(Member(id=name, seats=n) for name, n in zip(rows, wants, strict=True)),
        tuple(Member(id=name, seats=n) for name, n in zip(mentors, seats, strict=True)),
        terms,
        np.nan_to_num(points) / 100,
        WEEK,
        locked=two(said.get("locked", ())),
        forbidden=forbidden,
    )
    *pairs, _total, total = said["gives"]
    return pool, set(two(pairs)) if pairs != ["nobody"] else set(), float(total)


def test_the_page_has_its_cases():
    assert len(cases()) >= 13


@pytest.mark.parametrize("text", cases())
def test_a_case_of_the_page_is_what_the_program_gives(text):
    pool, pairs, total = read_case(text)
    pairing = pair_up(pool)
    assert {(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs} == pairs
    assert pairing.objective == pytest.approx(total)


def test_what_the_page_says_of_prices_blocking_pairs_and_costs():
    first, second, third = (pair_up(read_case(text)[0]) for text in cases()[:3])
    assert first.mentor_prices[0] == pytest.approx(10)
    assert second.objective - first.objective == pytest.approx(10)
    assert first.objective - third.objective == pytest.approx(45)
    assert first.n_blocking == 1
