"""Reads a folder of judged expertise: texts, who wrote which, and how well each judge knows some others.

papers*.jsonl (or .json, a list or {id: paper})   id, title, abstract
evaluations*.csv or .tsv                          ParticipantID, Paper1.., Expertise1.. ; parted by tabs or commas
profiles*.json                                    {sampling: {judge: [paper ids]}}, or {judge: [paper ids]}; several files add up
evaluation_datasets/*/archives/~JUDGE.jsonl       the same as the authors publish it: one sampling a folder, papers in the lines
"""

import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Judged:
    papers: dict[str, tuple[str, str]]  # title, abstract
    judgements: dict[str, dict[str, float]]  # judge -> paper -> 1..5
    samplings: dict[str, dict[str, list[str]]]  # sampling -> judge -> papers known of the judge


def read_judged(folder: Path) -> Judged:
    """Only judges who are in every sampling with a text, and papers that have one. Raises SystemExit when nothing is left."""
    papers = _papers(folder)
    samplings = _samplings(folder)
    judgements = _judgements(folder)
    absent = [name for name, there in (("papers", papers), ("profiles", samplings), ("evaluations", judgements)) if not there]
    if absent:
        raise SystemExit(f"{folder}: no {', no '.join(absent)} found.")
    known = {s: {judge: [p for p in ids if p in papers] for judge, ids in of.items()} for s, of in samplings.items()}
    kept = {
        judge: {paper: mark for paper, mark in marks.items() if paper in papers}
        for judge, marks in judgements.items()
        if all(of.get(judge) for of in known.values())
    }
    _say_what_is_left_out(judgements, kept)
    if not any(len(marks) > 1 for marks in kept.values()):
        raise SystemExit(f"{folder}: nobody judged two papers whose texts are here and has a profile in every sampling.")
    known = {s: {judge: of[judge] for judge in kept} for s, of in known.items()}
    wanted = {paper for marks in kept.values() for paper in marks}
    wanted |= {paper for of in known.values() for ids in of.values() for paper in ids}
    return Judged({paper: papers[paper] for paper in sorted(wanted)}, kept, known)


def _papers(folder: Path) -> dict[str, tuple[str, str]]:
    rows: list[dict] = []
    for path in sorted(folder.glob("papers*.json*")):
        if path.suffix == ".jsonl":
            rows += _lines(path)
        else:
            told = json.loads(path.read_text(encoding="utf-8"))
            rows += [{"id": key} | row for key, row in told.items()] if isinstance(told, dict) else told
    for path in sorted(folder.glob("evaluation_datasets/*/submissions.json")):
        rows += [{"id": key} | row for key, row in json.loads(path.read_text(encoding="utf-8")).items()]
    for path in sorted(folder.glob("evaluation_datasets/*/archives/*.jsonl")):
        rows += _lines(path)
    papers = {}
    for row in rows:
        told = row.get("content", row)
        title, abstract = ((told.get(key) or "").strip() for key in ("title", "abstract"))
        if title or abstract:
            papers[str(row["id"])] = (title, abstract)
    return papers


def _samplings(folder: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.glob("profiles*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if any(isinstance(value, list) for value in told.values()):
            told = {"": told}
        for name, of in told.items():
            found[f"{path.stem} {name}".strip()] = {_name(judge): [str(paper) for paper in ids] for judge, ids in of.items()}
    for path in sorted(folder.glob("evaluation_datasets/*/archives/*.jsonl")):
        found.setdefault(path.parts[-3], {})[_name(path.stem)] = [str(row["id"]) for row in _lines(path)]
    return found


def _judgements(folder: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for path in sorted([*folder.glob("evaluations*.csv"), *folder.glob("evaluations*.tsv")]):
        text = path.read_text(encoding="utf-8-sig")
        delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
        for row in csv.DictReader(text.splitlines(), delimiter=delimiter):
            places = [key.removeprefix("Paper") for key in row if key and key.startswith("Paper")]
            told = ((row[f"Paper{k}"], row.get(f"Expertise{k}")) for k in places)
            found[_name(row["ParticipantID"])] = {paper: float(mark) for paper, mark in told if paper and mark}
    return found


def _say_what_is_left_out(judgements: dict, kept: dict) -> None:
    n_marks, n_kept = (sum(map(len, of.values())) for of in (judgements, kept))
    if n_marks > n_kept:
        left = f"{len(judgements) - len(kept)} judges and {n_marks - n_kept} judgements"
        print(f"left out for want of a text or a profile: {left}", file=sys.stderr)


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _name(judge: str) -> str:
    return str(judge).strip().lstrip("~")
