"""`mentes match --peers` from files to a checked report, and what it refuses."""

import csv
import json

import numpy as np
import pytest

from mentes.cli.match.tests.test_match import match

PEOPLE = """id,name,offers,seeks,languages,capacity,wants,wishes
a,Ama Owusu,pricing:3,law:1,en,1,1,
b,Bela Kun,law:3,pricing:1,en,2,1,
c,Chen Li,pricing:2,law:1,en,1,1,Bela Kun
d,Dita Noor,law:2,pricing:1,en,1,1,
e,Emre Ak,law:4,bread:1,en,1,1,
f,Fen Wu,law:4,pricing:1,en,0,1,
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peers")
    (folder / "people.csv").write_text(PEOPLE, "utf-8")
    (folder / "rules.toml").write_text("week_of = 2026-11-02\n[strands]\nwishes = 10\nroad = 0\n", "utf-8")
    run = match(
        *["people.csv", "--peers", "--rules", "rules.toml", "--out", "p.csv", "--report", "r.json", "--scores", "s.npz"],
        cwd=folder,
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    assert run.stderr == "1 person gives or seeks more than one; among peers everybody is in one pair at most.\n"
    return folder


def test_everybody_gives_and_gets_without_a_column_of_roles(done):
    report = json.loads((done / "r.json").read_text("utf-8"))
    assert (report["shape"], report["n_people"], report["n_pairs"], report["n_placed"]) == ("peers", 6, 2, 4)
    assert report["terms"]["shape"] == "peers"
    assert {one["id"]: one["reason"] for one in report["unplaced"]} == {"e": "odd_one_out", "f": "gives_none"}
    rows = list(csv.DictReader((done / "p.csv").open(encoding="utf-8")))
    assert {(row["id"], row["other_id"]) for row in rows} == {("a", "d"), ("b", "c")}
    for row in rows:
        parts = [float(row[name]) for name in ("topics", "road", "lived", "language", "working", "hours", "wishes")]
        assert sum(parts) == pytest.approx(float(row["points"]), abs=1e-9)
        assert (float(row["as_mentee"]) + float(row["as_mentor"])) / 2 == pytest.approx(float(row["points"]))


@pytest.mark.parametrize("files", [[], ["people.csv", "--rules", "rules.toml"]])
def test_the_report_is_checked_without_the_solver(done, files):
    run = match("--check", "r.json", "s.npz", *files, cwd=done)
    assert run.returncode == 0, run.stdout
    assert "The report holds" in run.stdout
    assert "2 pairs of peers" in run.stdout


@pytest.mark.parametrize("lie", ["objective", "n_pairs", "unplaced", "pairs", "points"])
def test_a_lie_is_found(done, tmp_path, lie):
    report = json.loads((done / "r.json").read_text("utf-8"))
    arrays = dict(np.load(done / "s.npz"))
    if lie == "unplaced":
        report["unplaced"] = report["unplaced"][1:]
    elif lie in report:
        report[lie] += 1
    elif lie == "pairs":
        arrays["pairs"] = np.array([[0, 1], [1, 2]])
    else:
        arrays["points"] = np.array(arrays["points"])
        arrays["points"][0, 1] += 5
    (tmp_path / "r.json").write_text(json.dumps(report), "utf-8")
    np.savez(tmp_path / "s.npz", **arrays)
    run = match("--check", "r.json", "s.npz", cwd=tmp_path)
    assert run.returncode == 1
    assert "does NOT hold" in run.stdout


def test_what_is_not_made_for_peers_is_said(done):
    page = match("people.csv", "--peers", "--html", "x.html", cwd=done)
    assert (page.returncode, page.stderr) == (
        2,
        "--html x.html: there is no page for peers yet; leave it out, and take --out and --report\n",
    )
    (done / "stable.toml").write_text('shape = "peers"\nmode = "stable"\n', "utf-8")
    stable = match("people.csv", "--rules", "stable.toml", cwd=done)
    assert stable.returncode == 2
    assert "stable pairs need not exist" in stable.stderr


def test_a_peer_who_is_matched_by_hand_is_in_no_pair(tmp_path):
    lines = ["id,offers,seeks,by_hand", "a,law,bread,", "b,bread,law,yes", "c,bread,law,"]
    (tmp_path / "people.csv").write_text("\n".join(lines), "utf-8")
    run = match("people.csv", "--peers", "--out", "p.csv", "--report", "r.json", "--scores", "s.npz", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [(one["id"], one["reason"]) for one in report["unplaced"]] == [("b", "by_hand")]
    assert [row[:2] for row in csv.reader((tmp_path / "p.csv").open(encoding="utf-8"))][1:] == [["a", "c"]]
    assert match("--check", "r.json", "s.npz", "people.csv", cwd=tmp_path).returncode == 0
