"""A whole run on another service's own layout: from the start of the command to the written CSV.

    mentes bench peer-file --data FOLDER     FOLDER holds mentees.csv and mentors.csv of jonodrew/mentor-match's layout

Its authors quote 97 s for 500 mentees and 500 mentors. Where the folder has fewer, its rows are repeated under new addresses
until there are as many, so that the size is theirs. Their rules: another organisation; a mentor one or two grades above; the same
profession; a shared identity where the mentee asks for it. The biographies are compared as well, which theirs does not do; the
second run leaves them out (`without_texts_s`).
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THEIRS_S, PEOPLE = 97.0, 500
MAP = """
ignore = ["job title"]
[columns]
id = "email address"
email = "email address"
name = ["first name", "last name"]
background = "biography"
[orders]
grade = ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"]
[files."mentors.csv"]
role = "mentor"
[files."mentors.csv".lived]
column = "characteristics"
split = ","
sensitive = true
[files."mentees.csv"]
role = "mentee"
[files."mentees.csv".columns]
lived_wish = "match with similar identity"
[files."mentees.csv".values.lived_wish]
yes = "like"
no = "any"
[files."mentees.csv".lived]
column = "identity to match"
split = ","
sensitive = true
only_if = { column = "match with similar identity", is = ["yes"] }
"""
RULES = """
[strands]
topics = 0
road = 0
language = 0
working = 0
hours = 0
lived = 20
[rules]
organisation = "other"
[[strand]]
name = "grade"
kind = "order"
column = "grade"
order = "grade"
above = [1, 2]
weight = 50
[[strand]]
name = "profession"
kind = "same"
column = "profession"
weight = 30
"""
WITH_TEXTS = """
[[strand]]
name = "biography"
kind = "text"
column = "background"
weight = 10
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="mentes bench peer-file", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="holds mentees.csv and mentors.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(said.data, Path(folder))
    lines = [f"{key}: {value:.6g}" for key, value in found.items()]
    print(json.dumps(found, indent=1) if said.json else "\n".join(lines))


def measure(data: Path, folder: Path) -> dict:
    counts = {side: repeated(data / f"{side}.csv", folder / f"{side}.csv") for side in ("mentees", "mentors")}
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    found: dict[str, float] = {"mentees": counts["mentees"], "mentors": counts["mentors"]}
    for name, rules in (("with_texts_s", RULES + WITH_TEXTS), ("without_texts_s", RULES)):
        (folder / "rules.toml").write_text(rules, encoding="utf-8")
        start, processor = time.perf_counter(), processor_s()
        run(folder)
        found[name], found[f"{name}_cpu"] = time.perf_counter() - start, processor_s() - processor
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        found["pairs"] = sum(1 for _ in csv.DictReader(file))
    ratio = THEIRS_S / found["without_texts_s"]
    return found | {"theirs_s": THEIRS_S, "times_as_fast": ratio, "load": os.getloadavg()[0]}


def processor_s() -> float:
    """Of all commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def repeated(source: Path, target: Path) -> int:
    """The rows, again and again under new addresses until there are PEOPLE of them; how many."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    few = [dict(rows[k % len(rows)]) for k in range(max(PEOPLE, len(rows)))]
    for k, row in enumerate(few):
        row["email address"] = f"{k:04}.{row['email address']}"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(few)
    return len(few)


def run(folder: Path) -> None:
    command = [sys.executable, "-m", "mentes.cli.match", "mentors.csv", "mentees.csv"]
    command += ["--map", "map.toml", "--rules", "rules.toml", "--out", "pairs.csv"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    main()
