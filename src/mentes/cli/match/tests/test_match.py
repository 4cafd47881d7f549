"""`mentes match` as somebody at a shell meets it: exit codes, silence, outputs that are whole or not there at all."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import mentes
from mentes.cli.match.tests.people import MAP, ROWS, SECRET, write_people

OUTPUTS = ("pairs.csv", "report.json", "scores.npz", "review.html")
STRANDS = ["topics", "road", "lived", "language", "working", "hours"]


def match(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    source = str(Path(mentes.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": source, **environment}
    command = [sys.executable, "-m", "mentes.cli.match", *map(str, words)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120)


def all_outputs() -> list[str]:
    return ["--out", "pairs.csv", "--report", "report.json", "--scores", "scores.npz", "--html", "review.html"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A folder in which a run has written everything."""
    folder = tmp_path_factory.mktemp("match")
    write_people(folder)
    (folder / "map.toml").write_text(MAP, "utf-8")
    (folder / "rules.toml").write_text('aim = "points"\nweek_of = 2026-11-02\n[rules]\nshared_hours = 1\n', "utf-8")
    run = match("people.csv", "--map", "map.toml", "--rules", "rules.toml", *all_outputs(), cwd=folder)
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    return folder


def report_of(folder: Path) -> dict:
    return json.loads((folder / "report.json").read_text("utf-8"))


def test_pairs_have_the_issue_s_columns_and_parts_that_add_up(done):
    rows = list(csv.reader((done / "pairs.csv").open(encoding="utf-8", newline="")))
    assert rows[0] == ["mentee_id", "mentor_id", "points", *STRANDS]
    assert rows[1:]
    for row in rows[1:]:
        points, *parts = map(float, row[2:])
        assert abs(sum(parts) - points) < 1e-9


def test_the_report_holds_every_key_and_real_seconds(done):
    report = report_of(done)
    assert {
        "n_mentees", "n_mentors", "n_pairs", "unplaced", "objective", "upper_bound", "gap", "aim", "floor", "seconds", "rules",
        "idle_mentors", "week_of", "seed", "weights", "other_aim", "versions",
    } <= set(report)  # fmt: skip
    assert (report["n_mentees"], report["n_mentors"], report["floor"], report["week_of"]) == (5, 3, None, "2026-11-02")
    assert {"read", "encode", "score", "solve"} <= set(report["seconds"])
    assert all(set(rule) == {"name", "forbids", "leaves_unplaced", "costs_points"} for rule in report["rules"])


def test_everybody_left_has_a_reason_in_words(done):
    report = report_of(done)
    dita = next(person for person in report["unplaced"] if person["id"] == "a4")
    assert dita["reason"] == "no_allowed_mentor"
    assert "a shared language (forbids 3)" in dita["detail"]
    assert all(person["detail"].endswith(".") for person in (*report["unplaced"], *report["idle_mentors"]))


def test_the_unplaced_are_those_without_any_mentor(done):
    """Who has one of two mentors is placed, and stands apart."""
    report = report_of(done)
    with np.load(done / "scores.npz") as scores:
        placed = {str(scores["mentee_ids"][i]) for i in scores["pairs"][:, 0]}
        everybody = set(scores["mentee_ids"].tolist())
    assert {person["id"] for person in report["unplaced"]} == everybody - placed
    assert len(report["unplaced"]) == report["n_mentees"] - report["n_placed"]
    assert all(person["id"] in placed and "Has 1 of the 2" in person["detail"] for person in report["fewer_than_wanted"])


def test_the_scores_hold_every_key_without_pickles(done):
    with np.load(done / "scores.npz", allow_pickle=False) as scores:
        keys = {"mentee_ids", "mentor_ids", "points", "own_points", "capacity", "wants", "mentor_prices", "pairs"}
        assert set(scores.files) == keys
        n, m = len(scores["mentee_ids"]), len(scores["mentor_ids"])
        assert scores["points"].shape == (n, m)
        assert scores["own_points"].shape == (2, n, m)
        assert scores["points"].dtype == np.float64
        assert np.isnan(scores["points"][scores["mentee_ids"].tolist().index("a4")]).all()
        i, j = scores["pairs"].T
        assert scores["points"][i, j].sum() == pytest.approx(report_of(done)["objective"], abs=1e-9)


def test_what_is_shared_in_secret_counts_but_is_named_nowhere(done):
    pairs = {row["mentee_id"]: row for row in csv.DictReader((done / "pairs.csv").open(encoding="utf-8", newline=""))}
    assert pairs["a1"]["mentor_id"] == "m1"
    assert float(pairs["a1"]["lived"]) > 0
    for name in ("pairs.csv", "report.json", "review.html"):
        text = (done / name).read_text("utf-8")
        assert SECRET not in text
        assert "first in the family" not in text
    assert "Lived experience" in (done / "review.html").read_text("utf-8")


def test_the_review_stands_alone_and_shows_no_age(done):
    page = (done / "review.html").read_text("utf-8")
    assert page.startswith('<!doctype html><html lang="en" dir="ltr">')
    for forbidden in ("<script", "http:", "https:", "url(", "@import", "<link", "<img"):
        assert forbidden not in page, forbidden
    assert "Dita &lt;b&gt;Lhotská" in page
    assert ">47<" not in page
    assert "For twenty years I set wholesale prices for a bakery that supplies shops." in page


def test_check_holds_with_and_without_the_files(done):
    given = ("--map", "map.toml", "--rules", "rules.toml")
    for words in ((), ("people.csv", *given)):
        run = match("--check", "report.json", "scores.npz", *words, cwd=done)
        assert (run.returncode, run.stdout.count("\n")) == (0, 1), run.stdout + run.stderr
        assert run.stdout.startswith("The report holds")


def tampered(done: Path, tmp_path: Path, **changes) -> tuple[Path, Path]:
    with np.load(done / "scores.npz") as scores:
        arrays = {key: scores[key].copy() for key in scores.files}
    for key, change in changes.items():
        arrays[key] = change(arrays[key])
    np.savez(tmp_path / "scores.npz", **arrays)
    return done / "report.json", tmp_path / "scores.npz"


def other_pairs(pairs):
    pairs[0, 1] = (pairs[0, 1] + 1) % 2
    return pairs


def test_check_catches_a_pair_that_was_changed(done, tmp_path):
    run = match("--check", *tampered(done, tmp_path, pairs=other_pairs), cwd=tmp_path)
    assert run.returncode == 1
    assert run.stdout.startswith("The report does NOT hold")


def test_check_catches_a_price_that_was_changed(done, tmp_path):
    run = match("--check", *tampered(done, tmp_path, mentor_prices=lambda prices: prices + 3), cwd=tmp_path)
    assert run.returncode == 1
    assert "upper_bound" in run.stdout


def test_check_catches_changed_points_by_recomputing_them(done, tmp_path):
    paths = tampered(done, tmp_path, points=lambda points: np.where(points > 0, points - 5, points))
    files = (done / "people.csv", "--map", done / "map.toml", "--rules", done / "rules.toml")
    run = match("--check", *paths, *files, cwd=tmp_path)
    assert run.returncode == 1
    assert "differ from those recomputed" in run.stdout


def test_check_refuses_what_is_no_report(done, tmp_path):
    run = match("--check", done / "people.csv", done / "scores.npz", cwd=tmp_path)
    assert run.returncode == 2
    assert "not a report of mentes match" in run.stderr


def test_json_prints_exactly_the_report(done):
    run = match("people.csv", "--map", "map.toml", "--rules", "rules.toml", "--json", cwd=done)
    told, written = json.loads(run.stdout), report_of(done)
    for report in (told, written):
        report.pop("seconds")
    assert told == written


def test_the_same_input_gives_the_same_bytes_in_any_order(done, tmp_path):
    write_people(tmp_path, ROWS[::-1])
    words = ("--map", done / "map.toml", "--rules", done / "rules.toml", "--out", "pairs.csv", "--html", "review.html")
    assert match("people.csv", *words, cwd=tmp_path).returncode == 0
    assert (tmp_path / "pairs.csv").read_bytes() == (done / "pairs.csv").read_bytes()


def test_every_wrong_cell_is_named_and_nothing_is_written(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][12], rows[4][14] = "menteee", "Mars/Base", "-1"
    write_people(tmp_path, rows)
    (tmp_path / "rules.toml").write_text('aim = "fame"\n[strands]\nroad = -1\n', "utf-8")
    (tmp_path / "report.json").write_text("as it was")
    run = match("people.csv", "--rules", "rules.toml", *all_outputs(), cwd=tmp_path)
    assert run.returncode == 2
    assert run.stdout == ""
    for place in (
        "people.csv:2:role:",
        "people.csv:3:time_zone:",
        "people.csv:6:capacity:",
        "rules.toml: aim:",
        "rules.toml: strands.road",
    ):
        assert place in run.stderr
    assert (tmp_path / "report.json").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "report.json", "rules.toml"]


def test_skip_bad_rows_goes_on_and_lists_them(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][12] = "Mars/Base"
    write_people(tmp_path, rows)
    run = match("people.csv", "--skip-bad-rows", "--report", "report.json", cwd=tmp_path)
    assert run.returncode == 0
    assert "Left out 1 row:" in run.stderr
    assert "people.csv:3:time_zone:" in run.stderr
    assert report_of(tmp_path)["n_mentees"] == 4
    assert any("people.csv:3" in line for line in report_of(tmp_path)["left_out"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("none.csv",), "there is no such file"),
        ((".",), "this is a folder, not a file"),
        (("people.csv", "--out", "missing/pairs.csv"), "there is no folder"),
        (("people.csv", "--out", "people.csv"), "one of the input files"),
        (("people.csv", "--out", "a", "--report", "a"), "writes to the same file"),
        (("people.csv", "--html", "folder"), "name a file in it"),
        (("people.csv", "--map", "people.csv"), "this is not TOML"),
        ((), "name at least one FILE"),
        (("people.csv", "--check", "people.csv", "people.csv", "--out", "x"), "--check writes nothing"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(tmp_path, words, sentence):
    write_people(tmp_path)
    (tmp_path / "folder").mkdir()
    run = match(*words, cwd=tmp_path)
    assert run.returncode == 2
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "people.csv"]


def test_people_of_one_side_alone_are_refused(tmp_path):
    write_people(tmp_path, ROWS[:3])
    run = match("people.csv", cwd=tmp_path)
    assert run.returncode == 2
    assert "There is no mentor in the files" in run.stderr


def test_custom_text_strands_and_orders_are_scored(tmp_path):
    write_people(tmp_path)
    (tmp_path / "rules.toml").write_text(
        '[[strand]]\nname = "dreams"\nkind = "text"\nmentee_column = "background"\nmentor_column = "would_help"\nweight = 10\n'
        '[[strand]]\nname = "grade"\nkind = "order"\ncolumn = "grade"\nvalues = ["A", "B", "C"]\nabove = [1]\nweight = 10\n',
        "utf-8",
    )
    run = match("people.csv", "--rules", "rules.toml", "--out", "pairs.csv", "--html", "review.html", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    rows = {row["mentee_id"]: row for row in csv.DictReader((tmp_path / "pairs.csv").open(encoding="utf-8", newline=""))}
    assert float(rows["a1"]["dreams"]) > 0
    assert float(rows["a1"]["grade"]) > 0
    assert "dreams" in (tmp_path / "review.html").read_text("utf-8")


def test_no_django_and_no_database_are_loaded(tmp_path):
    path = write_people(tmp_path)
    code = (
        "import sys; from mentes.cli.match import run; "
        f"code = run([{str(path)!r}, '--html', {str(tmp_path / 'r.html')!r}]); "
        "print(code, [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg', 'mentes.lib', 'procrastinate')])"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(mentes.__file__).parents[1])}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=120)
    assert run.stdout == "0 []\n", run.stdout + run.stderr


def test_help_loads_neither_numpy_nor_scipy():
    code = (
        "import sys; from mentes.cli.match import run; code = run(['--help']); "
        "print(code, [m for m in ('numpy', 'scipy', 'rich', 'onnxruntime', 'django') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(mentes.__file__).parents[1])}
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60)
    assert run.stdout.endswith("0 []\n"), run.stdout + run.stderr


def test_rows_left_out_are_listed_even_where_nobody_remains(tmp_path):
    (tmp_path / "people.csv").write_text("id,role\n1,mentee\n2,guru\n", "utf-8")
    run = match("people.csv", "--skip-bad-rows", *all_outputs(), cwd=tmp_path)
    assert run.returncode == 2
    assert "people.csv:3:role:" in run.stderr
    assert "There is no mentor in the files" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_who_is_matched_by_hand_is_in_no_pair_and_told_as_left_with_that_reason(tmp_path):
    lines = ["id,name,role,offers,seeks,by_hand", "a,Ama,mentee,,law,", "b,Bo,mentee,,law,yes", "r,Rosa,mentor,law,,"]
    lines += ["i,Idris,mentor,law,,yes", "j,Ada,both,law,law,"]
    (tmp_path / "people.csv").write_text("\n".join(lines), "utf-8")
    run = match("people.csv", *all_outputs(), cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    report = report_of(tmp_path)
    by_hand = {"reason": "by_hand", "detail": "Is matched by hand, as they chose: no software proposes anybody."}
    assert [one for one in report["unplaced"] if one["id"] == "b"] == [{"id": "b", **by_hand}]
    assert [one for one in report["idle_mentors"] if one["id"] == "i"] == [{"id": "i", **by_hand}]
    assert (report["n_mentees"], report["n_mentors"], report["n_placed"]) == (2, 2, 2)
    scores = np.load(tmp_path / "scores.npz")
    assert not {"b", "i"} & {*scores["mentee_ids"].tolist(), *scores["mentor_ids"].tolist()}  # nobody has scored them
    assert "Is matched by hand" in (tmp_path / "review.html").read_text("utf-8")
    for files in ([], ["people.csv"]):
        checked = match("--check", "report.json", "scores.npz", *files, cwd=tmp_path)
        assert checked.returncode == 0, checked.stdout


def test_a_person_of_the_pool_is_not_hidden_among_those_by_hand(done, tmp_path):
    """The check takes nobody's word: somebody with a mentor who is told as left by hand is found."""
    report = report_of(done)
    placed = next(csv.reader((done / "pairs.csv").read_text("utf-8").splitlines()[1:]))[0]
    report["unplaced"].append({"id": placed, "reason": "by_hand", "detail": ""})
    (tmp_path / "report.json").write_text(json.dumps(report), "utf-8")
    run = match("--check", "report.json", done / "scores.npz", cwd=tmp_path)
    assert run.returncode == 1
    assert f"{placed} is among the unplaced" in run.stdout
