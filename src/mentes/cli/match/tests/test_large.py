"""More people than all pairs of are held: the same outputs by blocks, or one sentence that says what is missing."""

import json
from pathlib import Path

import pytest

from mentes.cli.match.command import run
from mentes.cli.match.tests.people import write_people
from mentes.engines.matching import has_scale

needs_scale = pytest.mark.skipif(not has_scale(), reason="the extra mentes[scale] is not installed: uv sync --extra scale")


@pytest.fixture
def every_pool_is_large(monkeypatch):
    for place in ("mentes.cli.match.work.MOST_AT_ONCE", "mentes.engines.matching.scale.MOST_AT_ONCE"):
        monkeypatch.setattr(place, 3)


def outputs(folder: Path, name: str) -> list[str]:
    return [
        word
        for option, ending in (("--out", "csv"), ("--report", "json"), ("--scores", "npz"))
        for word in (option, str(folder / f"{name}.{ending}"))
    ]


@needs_scale
def test_pairs_and_report_are_those_of_the_small_way_and_the_proof_holds(tmp_path, monkeypatch, capsys):
    people = str(write_people(tmp_path))
    assert run([people, *outputs(tmp_path, "small")]) == 0
    for place in ("mentes.cli.match.work.MOST_AT_ONCE", "mentes.engines.matching.scale.MOST_AT_ONCE"):
        monkeypatch.setattr(place, 3)
    monkeypatch.setattr("mentes.cli.match.tables.MOST_CELLS", 5)
    assert run([people, *outputs(tmp_path, "large")]) == 0
    assert (tmp_path / "large.csv").read_bytes() == (tmp_path / "small.csv").read_bytes()
    small, large = (json.loads((tmp_path / f"{name}.json").read_text("utf-8")) for name in ("small", "large"))
    for key in ("n_placed", "unplaced", "fewer_than_wanted", "idle_mentors", "aim", "terms"):
        assert large[key] == small[key]
    assert large["objective"] == pytest.approx(small["objective"], abs=1e-9)
    capsys.readouterr()
    check = ["--check", str(tmp_path / "large.json"), str(tmp_path / "large.npz")]
    assert run(check) == 2  # it holds no points: without the people there is nothing to check
    assert "give the people files" in capsys.readouterr().err
    assert run([*check, people]) == 0
    assert "recomputed from the people files" in capsys.readouterr().out


def test_without_the_extra_it_says_which_and_how(tmp_path, every_pool_is_large, monkeypatch, capsys):
    monkeypatch.setattr("mentes.cli.match.work.has_scale", lambda: False)
    assert run([str(write_people(tmp_path)), *outputs(tmp_path, "none")]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "uv sync --extra scale" in said
    assert "mentes[scale]" in said
    assert not (tmp_path / "none.csv").exists()


def test_who_is_matched_by_hand_makes_no_pool_large(tmp_path, every_pool_is_large, monkeypatch):
    monkeypatch.setattr("mentes.cli.match.work.has_scale", lambda: False)
    lines = ["id,role,offers,seeks,by_hand", "a,mentee,,law,", "b,mentee,,law,yes", "c,mentee,,law,yes", "r,mentor,law,,"]
    (tmp_path / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    assert run([str(tmp_path / "people.csv"), "--out", str(tmp_path / "pairs.csv")]) == 0


def test_no_page_of_thousands_of_braids(tmp_path, every_pool_is_large, capsys):
    assert run([str(write_people(tmp_path)), "--html", str(tmp_path / "review.html")]) == 2
    assert "too long to read" in capsys.readouterr().err


def test_how_near_is_enough_is_a_share(tmp_path, capsys):
    assert run([str(write_people(tmp_path)), "--enough", "10"]) == 2
    assert "--enough 10.0: a share of the best total" in capsys.readouterr().err
