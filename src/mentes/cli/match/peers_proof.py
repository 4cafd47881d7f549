"""--check of a report of peers: pairs, prices and points are judged anew; nothing of the solver is trusted."""

import json
from datetime import date
from pathlib import Path

import numpy as np

from mentes.cli.match.claim import REAL, TEXTS, WHOLE, WORDS, is_number, read_arrays
from mentes.cli.match.members import BY_HAND
from mentes.cli.match.options import Options, Refusal
from mentes.cli.match.proof import CLOSE, FAULTS, verdict
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.tables import MOST_CELLS
from mentes.cli.match.work import read_pool
from mentes.engines.matching import PeerCertificate, check_peers, read_peers, terms_to_table

KINDS = {"ids": TEXTS, "takes_part": "b", "prices": REAL, "pairs": WHOLE}
NUMBERS = ("objective", "upper_bound", "gap", "pair_price")
PEER_FAULTS = FAULTS | {
    "not_symmetric": "{n_pairs} pairs have other points one way than the other",
    "more_than_one_pair": "{index} stands in more than one pair",
    "takes_no_part": "{index} takes no part and is in a pair",
    "price_below_zero": "prices below 0 at {people}",
}


def is_of_peers(report_path: Path) -> bool:
    try:
        report = json.loads(report_path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False  # whoever reads it next says what is wrong with it
    return isinstance(report, dict) and report.get("shape") == "peers"


def check_files(options: Options) -> tuple[bool, str]:
    """(holds, one verdict line). Raises Refusal where the files cannot be read as a report of peers and its scores."""
    report_path, scores_path = options.check
    report, arrays = _report(report_path), read_arrays(scores_path)
    faults = [f"{scores_path}: {fault}" for fault in _faults_of_arrays(arrays)]
    if faults:
        raise Refusal(*faults)
    wrong: list[str] = []
    points, how = arrays.get("points"), "with the points of the file"
    if options.files:
        points, how = _points_again(options, report, arrays, wrong), "with points recomputed from the people files"
    elif points is None:
        raise Refusal(f"{scores_path}: holds no points (more than {MOST_CELLS} pairs); give the people files, to recompute them")
    if wrong:
        return False, verdict(wrong)
    found = check_peers(
        points, arrays["takes_part"], arrays["prices"], arrays["pairs"], pair_price=report["pair_price"], floor=report["floor"]
    )
    wrong += [_fault(code.code, dict(code.detail), arrays["ids"]) for code in found.faults]
    if not any(code.code == "unknown_index" for code in found.faults):
        wrong += _told_otherwise(report, arrays, found)
    if wrong:
        return False, verdict(wrong)
    return True, (
        f"The report holds ({how}): {len(arrays['pairs'])} pairs of peers obey every rule and have {found.objective:.6f} points; "
        f"the bound is {found.upper_bound:.6f}, so {_how_good(report, found)}."
    )


def _how_good(report: dict, found: PeerCertificate) -> str:
    if found.gap <= CLOSE:
        return "no set that obeys the rules has more" + (" with as many pairs" if report["pair_price"] else "")
    said = f"they are at most {100 * found.gap:.3g} % below the best possible"
    if report["is_exact"]:
        said += "; that they are the best rests on the algorithm's own check, which is not repeated here"
    return said


def _report(path: Path) -> dict:
    report = json.loads(path.read_text("utf-8"))
    faults = [
        f"{path}: {key} is {report.get(key)!r}; right would be a number" for key in NUMBERS if not is_number(report.get(key))
    ]
    if report.get("floor") is not None and not is_number(report.get("floor")):
        faults.append(f"{path}: floor is {report['floor']!r}; right would be null, or points")
    people = report.get("unplaced")
    if not isinstance(people, list) or not all(isinstance(x, dict) and isinstance(x.get("id"), str) for x in people):
        faults.append(f"{path}: unplaced is not a list of people; right would be one table with an id for each")
    if not isinstance(report.get("is_exact"), bool) or not isinstance(report.get("terms"), dict):
        faults.append(f"{path}: is_exact or terms is missing; right would be true or false, and the table of rules.toml")
    try:
        date.fromisoformat(report.get("week_of"))
    except (TypeError, ValueError):
        faults.append(f"{path}: week_of is {report.get('week_of')!r}; right would be a day such as 2026-11-02")
    if faults:
        raise Refusal(*faults)
    return report


def _faults_of_arrays(arrays: dict[str, np.ndarray]) -> list[str]:
    faults = [f"{key} is missing" for key in KINDS if key not in arrays]
    if faults:
        return faults
    words = WORDS | {"b": "true or false"}
    faults = [
        f"{key} holds {arrays[key].dtype}; right would be {words[kind]}"
        for key, kind in KINDS.items()
        if arrays[key].dtype.kind not in kind and arrays[key].size
    ]
    n = arrays["ids"].size
    k = len(arrays["pairs"]) if arrays["pairs"].ndim else 0
    right = {"ids": (n,), "takes_part": (n,), "prices": (n,), "pairs": (k, 2), "points": (n, n)}
    faults += [
        f"{key} has shape {arrays[key].shape}; right would be {shape}"
        for key, shape in right.items()
        if key in arrays and arrays[key].shape != shape
    ]
    if not faults and len({*arrays["ids"].tolist()}) < n:
        faults.append("ids names somebody twice")
    if not faults and not np.isfinite(arrays["prices"]).all():
        faults.append("prices holds what is no number")
    if not faults and "points" in arrays and arrays["points"].dtype.kind != "f":
        faults.append(f"points holds {arrays['points'].dtype}; right would be {WORDS[REAL]}")
    return faults


def _points_again(options: Options, report: dict, arrays: dict[str, np.ndarray], wrong: list[str]) -> np.ndarray | None:
    inputs = read_inputs(options, is_peers=True)
    if terms_to_table(inputs.terms) != report["terms"]:
        wrong.append("the weights and rules are not those of the report (give the same --rules)")
    _, _, pool = read_pool(inputs, week_of=date.fromisoformat(report["week_of"]))
    table = read_peers(pool)
    if list(table.ids) != arrays["ids"].tolist():
        wrong.append("ids are not those of the people files")
        return None
    if not np.array_equal(table.takes_part, arrays["takes_part"]):
        wrong.append("who takes part is not as in the people files")
    told = arrays.get("points")
    if told is not None:
        with np.errstate(invalid="ignore"):
            near = (np.abs(table.points - told) <= 100 * CLOSE) | (np.isnan(table.points) & np.isnan(told))
        if not near.all():
            wrong.append(f"{int((~near).sum())} points differ from those recomputed")
    return table.points


def _fault(code: str, detail: dict, ids: np.ndarray) -> str:
    if "pair" in detail:
        detail["pair"] = " with ".join(str(ids[k]) for k in detail["pair"])
    if "index" in detail:
        detail["index"] = ids[detail["index"]]
    return PEER_FAULTS.get(code, code).format_map(detail)


def _told_otherwise(report: dict, arrays: dict[str, np.ndarray], found: PeerCertificate) -> list[str]:
    wrong = []
    for key, value in (("objective", found.objective), ("upper_bound", found.upper_bound), ("gap", found.gap)):
        if not abs(report[key] - value) <= CLOSE * max(1.0, abs(value)):
            wrong.append(f"{key} is told as {report[key]} and is {value:.6f}")
    ids = arrays["ids"]
    counts = {"n_people": len(ids), "n_pairs": len(arrays["pairs"]), "n_placed": found.n_placed}
    wrong += [f"{key} is told as {report.get(key)} and is {n}" for key, n in counts.items() if report.get(key) != n]
    left = {str(ids[k]) for k in np.setdiff1d(np.arange(len(ids)), arrays["pairs"].ravel())}
    here = {*ids.tolist()}
    told = [person["id"] for person in report["unplaced"] if person.get("reason") != BY_HAND or person["id"] in here]
    wrong += [f"{x} is in no pair and is not among the unplaced" for x in sorted(left - {*told})]
    wrong += [f"{x} is among the unplaced and is in a pair, or is nobody" for x in sorted({*told} - left)]
    if len({*told}) < len(told):
        wrong.append("somebody stands twice among the unplaced")
    return wrong
