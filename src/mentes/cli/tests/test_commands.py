"""Every command's door: quick help, plain refusals."""

import subprocess
import sys
import time

import pytest

from mentes.cli import COMMANDS, main
from mentes.cli import installation as house
from mentes.cli.tests.conftest import environment, mentes

HEAVY = {"django", "uvicorn", "procrastinate", "psycopg", "onnxruntime", "scipy"}


def test_the_overview_names_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["match", "--help"]])
def test_help_is_quick_and_loads_nothing_heavy(arguments):
    script = (
        "import sys, time; began = time.perf_counter()\n"
        "from mentes.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"print(sorted({HEAVY} & set(sys.modules)), file=sys.stderr)"
    )
    began = time.perf_counter()
    answer = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, env=environment())
    seconds = time.perf_counter() - began
    assert answer.stdout.startswith("usage: mentes")
    assert answer.stderr.strip() == "[]"
    assert seconds <= 0.5 or quickest(arguments) <= 0.5


def quickest(arguments: list[str]) -> float:
    """Of three more runs: one slow run on a busy machine says nothing about the command."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        mentes(*arguments)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "match"])
def test_every_command_has_help(name):
    answer = mentes(name, "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith(f"usage: mentes {name}")


def test_an_unknown_command_is_answered_with_the_known_ones():
    answer = mentes("frobnicate")
    assert answer.returncode == 2
    assert "“frobnicate”; the commands are demo, match, " in answer.stderr


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_without_the_front_end_nothing_starts_and_the_remedy_is_named(command, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(house, "MANIFEST", tmp_path / "manifest.json")
    assert main([command, "--data", str(tmp_path / "data")]) == 1
    assert "uv sync --reinstall-package mentes" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_manifest_whose_files_are_gone_counts_as_no_front_end(tmp_path, monkeypatch):
    (tmp_path / "manifest.json").write_text('{"app.css": "app-1.css"}')
    monkeypatch.setattr(house, "MANIFEST", tmp_path / "manifest.json")
    assert "app-1.css" in house.front_end_complaint()
    (tmp_path / "app-1.css").touch()
    assert house.front_end_complaint() is None


def test_the_demo_listens_on_this_machine_only():
    answer = mentes("demo", "--host", "0.0.0.0")
    assert answer.returncode == 1
    assert "this machine only" in answer.stderr


def test_fresh_leaves_a_folder_alone_that_the_demo_did_not_make(place):
    folder = place / "letters"
    folder.mkdir()
    (folder / "to Rosa").write_text("dear Rosa")
    answer = mentes("demo", "--fresh", "--data", str(folder), "--port", "0")
    assert answer.returncode == 1
    assert "leaves it alone" in answer.stderr
    assert [path.name for path in folder.iterdir()] == ["to Rosa"]


def test_doctor_on_a_folder_that_is_not_there_makes_none(place):
    answer = mentes("doctor", "--data", str(place / "nowhere"))
    assert "There is no database in" in answer.stdout
    assert not (place / "nowhere").exists()


def test_doctor_prints_the_sql_for_the_administrator_of_a_server(place):
    url = "postgresql://mentes_app:secret-word@127.0.0.1:1/mentes"
    answer = mentes("doctor", "--data", str(place / "not there"), DATABASE_URL=url)
    assert not (place / "not there").exists()
    assert answer.returncode == 1
    assert "create role mentes_owner login nosuperuser nobypassrls" in answer.stdout
    assert "secret-word" not in answer.stdout + answer.stderr


def test_a_measurement_that_is_not_there_is_one_sentence():
    answer = mentes("bench", "nothing")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "There is no measurement “nothing”" in answer.stderr
