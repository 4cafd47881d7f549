"""The code of docs/how-to/check-the-proof.md runs as it stands there, and finds out a pairing that is not best."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mentes.engines.matching import own_points, pair_up, score, similarities

from .crowd import crowd
from .harbour import harbour

PAGE = next((up for up in Path(__file__).parents if (up / "docs").is_dir()), Path()) / "docs/how-to/check-the-proof.md"


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def write_scores(pool, pairing, folder, *, leave_out: int | None = None) -> None:
    i = {member.id: k for k, member in enumerate(pool.mentees)}
    j = {member.id: k for k, member in enumerate(pool.mentors)}
    pairs = np.array([(i[pair.mentee_id], j[pair.mentor_id]) for pair in pairing.pairs])
    np.savez(
        folder / "scores.npz",
        mentee_ids=list(i),
        mentor_ids=list(j),
        points=score(pool).points,
        own_points=own_points(similarities(pool), pool.terms),
        capacity=[mentor.seats for mentor in pool.mentors],
        wants=[mentee.seats for mentee in pool.mentees],
        mentor_prices=pairing.mentor_prices,
        pairs=pairs if leave_out is None else np.delete(pairs, leave_out, axis=0),
    )


def run(code: str) -> dict:
    names: dict = {}
    exec(compile(code, str(PAGE), "exec"), names)  # the page's own code, in this folder
    return names


@pytest.mark.parametrize("block", [0, 1, 4])
def test_the_blocks_are_about_ten_lines(block):
    assert len(blocks()) == 5
    assert len([line for line in blocks()[block].splitlines() if line.strip()]) <= 12


@pytest.mark.parametrize("make", [harbour, lambda: crowd(30, 20)])
def test_both_ways_agree_with_the_pairing(make, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pool = make()
    pairing = pair_up(pool)
    write_scores(pool, pairing, tmp_path)
    by_prices = run(blocks()[0])
    assert by_prices["total"] == pytest.approx(pairing.objective, abs=1e-9)
    assert by_prices["bound"] == pytest.approx(pairing.objective, abs=1e-6)
    again = run(blocks()[1])
    assert again["best"] == pytest.approx(pairing.objective, abs=1e-6)


def test_most_people_is_checked_by_the_third(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pool = crowd(30, 20)
    pool = replace(pool, terms=replace(pool.terms, aim="people"))
    pairing = pair_up(pool)
    write_scores(pool, pairing, tmp_path)
    again = run(blocks()[1] + blocks()[2])
    assert again["n_people"] == pairing.n_placed
    assert again["best_with_most_people"] == pytest.approx(pairing.objective, abs=1e-4)


def test_a_floor_is_checked_with_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pool = crowd(30, 20)
    pool = replace(pool, terms=replace(pool.terms, floor=45.0))
    pairing = pair_up(pool)
    write_scores(pool, pairing, tmp_path)
    line = blocks()[3].replace("40.0", "45.0")
    first, rest = blocks()[1].split("a, b =")
    again = run(f"{first}{line}a, b ={rest}")
    assert again["best"] == pytest.approx(pairing.objective, abs=1e-6)
    freely = run(blocks()[1])
    assert freely["best"] > again["best"] + 1


@pytest.mark.parametrize("mode", ["optimum", "stable"])
def test_who_would_rather_have_each_other_is_counted_by_the_last(tmp_path, monkeypatch, mode):
    monkeypatch.chdir(tmp_path)
    pool = crowd(30, 20)
    pool = replace(pool, terms=replace(pool.terms, mode=mode))
    pairing = pair_up(pool)
    write_scores(pool, pairing, tmp_path)
    assert run(blocks()[4])["blocking"].sum() == pairing.n_blocking
    assert (pairing.n_blocking == 0) == (mode == "stable")


def test_a_pairing_that_is_not_best_is_found_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pool = harbour()
    write_scores(pool, pair_up(pool), tmp_path, leave_out=3)
    by_prices, again = run(blocks()[0]), run(blocks()[1])
    assert by_prices["bound"] - by_prices["total"] > 1
    assert again["best"] - again["total"] > 1
