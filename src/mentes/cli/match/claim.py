"""What a report and its scores claim: read as from a stranger, every wrong shape and value named before anything is judged."""

import json
import math
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from mentes.cli.match.options import Refusal
from mentes.engines.matching import AIMS, MODES

TEXTS, WHOLE, REAL = "U", "iu", "f"  # kinds of numpy
OPTIONAL = {"points": "f", "own_points": "f", "locked": "iu"}
KINDS = {"mentee_ids": TEXTS, "mentor_ids": TEXTS, "capacity": WHOLE, "wants": WHOLE, "mentor_prices": REAL, "pairs": WHOLE}
WORDS = {TEXTS: "texts", WHOLE: "whole numbers", REAL: "decimal numbers"}
MOST_POINTS = 100 + 1e-6
NEEDED = ("aim", "objective", "upper_bound", "gap", "n_mentees", "n_mentors", "n_pairs", "unplaced", "week_of", "terms")


@dataclass(frozen=True, eq=False)
class Claim:
    """The report's table and the arrays of the scores; those of OPTIONAL may be missing."""

    report: dict
    arrays: dict[str, np.ndarray]
    week_of: date

    @property
    def aim(self) -> str:
        """Under which the pairing is judged: stable pairs are held against the best total."""
        return "points" if self.is_stable else self.report["aim"]

    @property
    def is_stable(self) -> bool:
        return self.report.get("mode") == "stable"

    @property
    def floor(self) -> float | None:
        return self.report.get("floor")

    @property
    def is_best_floor(self) -> bool:
        return self.report["terms"].get("floor") == "best"

    @property
    def place_price(self) -> float:
        return self.report.get("place_price", 0.0)

    @property
    def locked(self) -> np.ndarray:
        """(k, 2); a report of the web holds pairs that a person locked."""
        return self.arrays.get("locked", np.zeros((0, 2), dtype=np.int64))


def read_claim(report_path: Path, scores_path: Path) -> Claim:
    """Raises Refusal where the two are not a report and its scores, in shape and kind."""
    report, week_of = _read_report(report_path)
    arrays = read_arrays(scores_path)
    faults = [f"{scores_path}: {fault}" for fault in _faults_of_kinds(arrays) or _faults_of_values(arrays)]
    if faults:
        raise Refusal(*faults)
    return Claim(report, arrays, week_of)


def _read_report(path: Path) -> tuple[dict, date]:
    try:
        report = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{path}: this is not a report of mentes match ({error})") from error
    if not isinstance(report, dict):
        raise Refusal(f"{path}: this is not a report of mentes match")
    lacking = [key for key in NEEDED if key not in report]
    if lacking:
        raise Refusal(f"{path}: the report lacks {', '.join(lacking)}")
    faults = []
    if report["aim"] not in AIMS:
        faults.append(f"{path}: aim is {report['aim']!r}; right would be one of {', '.join(AIMS)}")
    if not isinstance(report["unplaced"], list) or not all(isinstance(x, dict) and "id" in x for x in report["unplaced"]):
        faults.append(f"{path}: unplaced is not a list of people; right would be one table with an id for each")
    if report.get("mode", "optimum") not in MODES:
        faults.append(f"{path}: mode is {report['mode']!r}; right would be one of {', '.join(MODES)}")
    if report.get("floor") is not None and not is_number(report["floor"]):
        faults.append(f"{path}: floor is {report['floor']!r}; right would be null, or points")
    if not is_number(report.get("place_price", 0.0)):
        faults.append(f"{path}: place_price is {report['place_price']!r}; right would be points, 0 for none")
    if not isinstance(report["terms"], dict):
        faults.append(f"{path}: terms is {report['terms']!r}; right would be the table of rules.toml")
    try:
        week_of = date.fromisoformat(report["week_of"])
    except (TypeError, ValueError):
        week_of = date.min
        faults.append(f"{path}: week_of is {report['week_of']!r}; right would be a day such as 2026-11-02")
    if faults:
        raise Refusal(*faults)
    return report, week_of


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    # TypeError, AttributeError: a lone array is no archive.
    except (ValueError, OSError, EOFError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise Refusal(f"{path}: this is not a scores file of mentes match ({error})") from error


def _faults_of_kinds(arrays: dict[str, np.ndarray]) -> list[str]:
    """Missing keys, then wrong kinds, then wrong shapes: each only makes sense where the one before holds."""
    faults = [f"{key} is missing" for key in KINDS if key not in arrays]
    if faults:
        return faults
    kinds = KINDS | {key: kind for key, kind in OPTIONAL.items() if key in arrays}
    faults = [
        f"{key} holds {arrays[key].dtype}; right would be {WORDS[kind]}"
        for key, kind in kinds.items()
        if arrays[key].dtype.kind not in kind and arrays[key].size
    ]
    n, m = arrays["mentee_ids"].size, arrays["mentor_ids"].size
    right = {
        "mentee_ids": (n,), "mentor_ids": (m,), "capacity": (m,), "wants": (n,), "mentor_prices": (m,),
        "points": (n, m), "own_points": (2, n, m),
        "pairs": (len(arrays["pairs"]) if arrays["pairs"].ndim else 0, 2),
        "locked": (len(arrays["locked"]) if arrays.get("locked", np.array(0)).ndim else 0, 2),
    }  # fmt: skip
    return faults + [
        f"{key} has shape {arrays[key].shape}; right would be {shape}"
        for key, shape in right.items()
        if key in arrays and arrays[key].shape != shape
    ]


def _faults_of_values(arrays: dict[str, np.ndarray]) -> list[str]:
    sides = ("mentee_ids", "mentor_ids")
    faults = [f"{key} names somebody twice" for key in sides if len({*arrays[key].tolist()}) < len(arrays[key])]
    faults += [f"{key} holds a number below 0" for key in ("capacity", "wants") if (arrays[key] < 0).any()]
    if not np.isfinite(arrays["mentor_prices"]).all():
        faults.append("mentor_prices holds what is no number")
    if "own_points" in arrays and not np.isfinite(arrays["own_points"]).all():
        faults.append("own_points holds what is no number")
    points = arrays.get("points")
    if points is not None and not (np.isnan(points) | ((points >= 0) & (points <= MOST_POINTS))).all():
        faults.append("points holds what is not within 0 to 100, nor NaN")
    return faults
