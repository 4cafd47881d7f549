"""--check: every number of a report that was changed is found, and what is no report is refused, never a crash."""

import json
from pathlib import Path

import numpy as np
import pytest

from mentes.cli.match.command import run
from mentes.cli.match.tests.people import write_many, write_people

NOT_RIGHT, REFUSED = 1, 2


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("proof")
    words = ["--report", folder / "report.json", "--scores", folder / "scores.npz"]
    assert run([str(write_people(folder)), *map(str, words)]) == 0
    return folder


def check(report: Path, scores: Path, *words: object) -> int:
    return run(["--check", str(report), str(scores), *map(str, words)])


def with_report(done: Path, tmp_path: Path, **changes) -> int:
    report = json.loads((done / "report.json").read_text("utf-8")) | changes
    changed = tmp_path / "report.json"
    changed.write_text(json.dumps(report), "utf-8")
    return check(changed, done / "scores.npz")


def with_scores(done: Path, tmp_path: Path, key: str, change, *words: object) -> int:
    with np.load(done / "scores.npz") as scores:
        arrays = {name: scores[name] for name in scores.files}
    arrays[key] = change(arrays[key])
    np.savez(tmp_path / "scores.npz", **{name: array for name, array in arrays.items() if array is not None})
    return check(done / "report.json", tmp_path / "scores.npz", *words)


@pytest.mark.parametrize(
    "changes",
    [
        {"objective": 1.0}, {"objective": float("nan")}, {"objective": True}, {"objective": None}, {"upper_bound": 1e9},
        {"gap": 0.5}, {"gap": float("inf")}, {"n_mentees": 99}, {"n_mentors": 99}, {"n_pairs": 99}, {"n_placed": 99},
        {"unplaced": []}, {"unplaced": [{"id": "nobody"}]}, {"aim": "people", "objective": 0},
    ],
)  # fmt: skip
def test_a_number_told_otherwise_is_found(done, tmp_path, capsys, changes):
    assert with_report(done, tmp_path, **changes) == NOT_RIGHT
    told = capsys.readouterr().out
    assert told.startswith("The report does NOT hold")
    assert told.count("\n") == 1


def test_who_has_fewer_than_wanted_may_stand_among_the_unplaced(done, tmp_path):
    report = json.loads((done / "report.json").read_text("utf-8"))
    assert with_report(done, tmp_path, unplaced=[*report["unplaced"], {"id": "a1", "reason": "fewer_than_wanted"}]) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"aim": "fame"},
        {"aim": ["points"]},
        {"unplaced": 3},
        {"week_of": "soon"},
        {"floor": "low"},
        {"floor": True},
        {"mode": "wild"},
        {"place_price": "dear"},
        {"terms": []},
    ],
)
def test_a_report_that_cannot_be_one_is_refused(done, tmp_path, capsys, changes):
    assert with_report(done, tmp_path, **changes) == REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert next(iter(changes)) in said.err


@pytest.mark.parametrize(
    ("key", "change", "code"),
    [
        ("pairs", lambda pairs: pairs[:-1], NOT_RIGHT),
        ("pairs", lambda pairs: np.concatenate([pairs, pairs[:1]]), NOT_RIGHT),
        ("pairs", lambda pairs: pairs + 99, NOT_RIGHT),
        ("pairs", lambda pairs: pairs - 99, NOT_RIGHT),
        ("capacity", lambda seats: seats * 0, NOT_RIGHT),
        ("mentor_prices", lambda prices: prices + 99, NOT_RIGHT),
        ("mentor_prices", lambda prices: prices - 99, NOT_RIGHT),
        ("points", lambda points: points * np.nan, NOT_RIGHT),
        ("points", lambda points: points / 2, NOT_RIGHT),
        ("points", lambda points: points + np.inf, REFUSED),
        ("points", lambda points: points.astype(str), REFUSED),
        ("points", lambda points: points[:, :-1], REFUSED),
        ("points", lambda points: None, REFUSED),
        ("pairs", lambda pairs: None, REFUSED),
        ("pairs", lambda pairs: pairs.astype(float), REFUSED),
        ("pairs", lambda pairs: pairs.astype(str), REFUSED),
        ("pairs", lambda pairs: pairs.ravel(), REFUSED),
        ("wants", lambda wants: wants + 0.5, REFUSED),
        ("wants", lambda wants: wants - 9, REFUSED),
        ("mentor_prices", lambda prices: prices * np.nan, REFUSED),
        ("mentor_prices", lambda prices: prices + np.inf, REFUSED),
        ("mentee_ids", lambda ids: ids[None, :], REFUSED),
        ("mentee_ids", lambda ids: np.array(3), REFUSED),
        ("mentee_ids", lambda ids: np.array([ids[0]] * len(ids)), REFUSED),
    ],
)
def test_scores_that_were_changed_are_found_or_refused(done, tmp_path, capsys, key, change, code):
    assert with_scores(done, tmp_path, key, change) == code
    said = capsys.readouterr()
    assert said.out.startswith("The report does NOT hold") == (code == NOT_RIGHT)
    assert bool(said.err) == (code == REFUSED)


def test_points_are_not_needed_where_the_people_are_given(done, tmp_path, capsys):
    assert with_scores(done, tmp_path, "points", lambda points: None, done / "people.csv") == 0
    assert "recomputed from the people files" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"", b"[]", b"3", b"\xff\xfe", b"PK\x03\x04", b"[" * 5000])
def test_what_is_no_file_of_ours_is_refused(done, tmp_path, capsys, data):
    other = tmp_path / "other"
    other.write_bytes(data)
    assert check(other, done / "scores.npz") == REFUSED
    assert check(done / "report.json", other) == REFUSED
    assert capsys.readouterr().out == ""


def test_a_lone_array_is_refused(done, tmp_path, capsys):
    np.save(tmp_path / "lone.npy", np.zeros(3))
    assert check(done / "report.json", tmp_path / "lone.npy") == REFUSED
    assert "not a scores file" in capsys.readouterr().err


@pytest.fixture(scope="module", params=["floor", "stable", "both"])
def asked(request, tmp_path_factory) -> Path:
    """A run with a floor, with stable pairs, or with both."""
    folder = tmp_path_factory.mktemp(request.param)
    lines = {"floor": 'floor = "best"', "stable": 'mode = "stable"', "both": 'floor = 30\nmode = "stable"'}
    (folder / "rules.toml").write_text(lines[request.param] + "\n", "utf-8")
    words = ["--rules", folder / "rules.toml", "--report", folder / "report.json", "--scores", folder / "scores.npz"]
    people = write_many(folder, 40, 24)
    assert run([str(people), *map(str, words), "--html", str(folder / "review.html")]) == 0
    return folder


def test_floor_and_stability_hold_with_and_without_the_people(asked, capsys):
    assert check(asked / "report.json", asked / "scores.npz") == 0
    without = capsys.readouterr().out
    report = json.loads((asked / "report.json").read_text("utf-8"))
    assert f" {report['n_blocking']} pairs that are not made would rather have each other." in without
    assert ("fewer than" in without) == (report["floor"] is not None)
    assert ("the highest at which as many people have a mentor" in without) == (report["terms"]["floor"] == "best")
    assert check(asked / "report.json", asked / "scores.npz", asked / "many.csv", "--rules", asked / "rules.toml") == 0
    assert without.split("): ")[1] == capsys.readouterr().out.split("): ")[1]


def test_a_false_word_about_floor_or_stability_is_found(asked, tmp_path, capsys):
    report = json.loads((asked / "report.json").read_text("utf-8"))
    assert with_report(asked, tmp_path, n_blocking=report["n_blocking"] + 1) == NOT_RIGHT
    assert "n_blocking is told as" in capsys.readouterr().out
    if report["floor"] is not None:
        assert with_report(asked, tmp_path, floor=report["least_points"] + 1) == NOT_RIGHT
        assert "fewer points than the floor" in capsys.readouterr().out
        assert with_report(asked, tmp_path, floor=report["floor"] - 1) == NOT_RIGHT
        capsys.readouterr()
    if report["mode"] == "stable":
        assert with_report(asked, tmp_path, mode="optimum") == NOT_RIGHT
        assert "and stable was asked for" in capsys.readouterr().out


def test_pairs_that_are_not_stable_are_not_called_so(done, tmp_path, capsys):
    """The best total of the small programme, told as stable: somebody would rather have another."""
    report = json.loads((done / "report.json").read_text("utf-8"))
    code = with_report(done, tmp_path, mode="stable", terms=report["terms"] | {"mode": "stable"})
    assert code == (NOT_RIGHT if report["n_blocking"] else 0)
    said = capsys.readouterr().out
    assert ("the pairs are not stable" in said) == (code == NOT_RIGHT)


def test_what_the_wishes_cost_stands_in_the_report_and_on_the_page(asked):
    report = json.loads((asked / "report.json").read_text("utf-8"))
    assert [wish["name"] for wish in report["wishes"]] == ["floor", "stable"]
    for wish in report["wishes"]:
        present = wish["with"] if wish["on"] else wish["without"]
        assert present["objective"] == pytest.approx(report["objective"])
        assert (present["n_placed"], present["n_blocking"]) == (report["n_placed"], report["n_blocking"])
        assert wish["costs_points"] == pytest.approx(wish["without"]["objective"] - wish["with"]["objective"])
    page = (asked / "review.html").read_text("utf-8")
    assert ("Stable pairs" in page) == (report["mode"] == "stable" or "Stable pairs instead" in page)
    assert f"<td>{report['n_blocking']}</td>" in page


def test_who_does_not_give_the_people_is_told_what_was_not_counted(done, tmp_path, capsys):
    assert with_scores(done, tmp_path, "own_points", lambda own: None) == 0
    assert "was not counted: give the people files for that" in capsys.readouterr().out
    assert with_scores(done, tmp_path, "own_points", lambda own: own[:1]) == REFUSED
    assert with_scores(done, tmp_path, "own_points", lambda own: own * np.nan) == REFUSED
