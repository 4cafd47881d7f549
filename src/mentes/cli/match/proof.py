"""--check: does the report hold? Pairs, prices and points are judged anew; nothing of the solver is trusted."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from mentes.cli.match.options import Options, Refusal
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.tables import MOST_CELLS
from mentes.cli.match.work import read_pool
from mentes.engines.matching import Certificate, Pool, check, point_blocks, terms_to_table

CLOSE = 1e-6  # relative, for totals; points of 100 recomputed from texts may differ as much on another processor
KEYS = ("mentee_ids", "mentor_ids", "capacity", "wants", "mentor_prices", "pairs")
FAULTS = {
    "forbidden_pair": "the pair {pair} is forbidden by a hard rule",
    "pair_twice": "the pair {pair} stands twice",
    "more_than_wanted": "mentee {index} has {pairs} mentors, more than wished for",
    "more_than_seats": "mentor {index} has {pairs} mentees, more than seats",
    "price_below_zero": "prices below 0 at {mentors}",
    "more_people_possible": "more than {n_placed} people could have a mentor",
    "unknown_index": "a pair points at nobody",
}


@dataclass(frozen=True, eq=False)
class Claim:
    """What the two files say."""

    report: dict
    arrays: dict[str, np.ndarray]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.arrays["mentee_ids"]), len(self.arrays["mentor_ids"])


def check_files(options: Options) -> tuple[bool, str]:
    """(holds, one verdict line). Raises Refusal where the files cannot be read as a report and its scores."""
    claim = _read_claim(*options.check)
    wrong: list[str] = []
    blocks: np.ndarray | Iterable | None = claim.arrays.get("points")
    how = "with the points of the file"
    if options.files:
        pool = _pool_again(options, claim, wrong)
        how = "with points recomputed from the people files"
        if pool is not None:
            blocks = _compared(point_blocks(pool), claim.arrays.get("points"), wrong)
    elif blocks is None:
        raise Refusal(
            f"{options.check[1]}: holds no points (more than {MOST_CELLS} pairs); give the people files, to recompute them"
        )
    if wrong:
        return False, _verdict(wrong)
    arrays, aim = claim.arrays, str(claim.report["aim"])
    try:
        certificate = check(blocks, arrays["capacity"], arrays["wants"], arrays["mentor_prices"], arrays["pairs"], aim)
    except ValueError as error:
        raise Refusal(f"{options.check[1]}: {error}") from error
    wrong += [_fault(code.code, code.detail, arrays) for code in certificate.faults]
    wrong += _told_otherwise(claim.report, certificate, len(arrays["pairs"]))
    if wrong:
        return False, _verdict(wrong)
    best = (
        "no set that obeys the rules has more"
        if certificate.gap <= CLOSE
        else f"at most {100 * certificate.gap:.3g} % below the best possible"
    )
    return True, (
        f"The report holds ({how}): {len(arrays['pairs'])} pairs obey every rule and have {certificate.objective:.6f} points; "
        f"the bound is {certificate.upper_bound:.6f}, so {best}."
    )


def _verdict(wrong: list[str]) -> str:
    more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    return f"The report does NOT hold: {'; '.join(wrong[:5])}{more}."


def _read_claim(report_path, scores_path) -> Claim:
    try:
        report = json.loads(report_path.read_text("utf-8"))
        wrong = [key for key in ("aim", "objective", "upper_bound", "gap", "n_pairs", "week_of", "terms") if key not in report]
    except (ValueError, TypeError) as error:
        raise Refusal(f"{report_path}: this is not a report of mentes match ({error})") from error
    if wrong:
        raise Refusal(f"{report_path}: the report lacks {', '.join(wrong)}")
    try:
        with np.load(scores_path, allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
    except (ValueError, OSError, zipfile.BadZipFile, AttributeError) as error:
        raise Refusal(f"{scores_path}: this is not a scores file of mentes match ({error})") from error
    faults = [f"{scores_path}: {key} is missing" for key in KEYS if key not in arrays]
    if faults:
        raise Refusal(*faults)
    claim = Claim(report, arrays)
    n, m = claim.shape
    right = {"capacity": (m,), "wants": (n,), "mentor_prices": (m,), "points": (n, m)}
    for key, shape in right.items():
        if key in arrays and arrays[key].shape != shape:
            faults.append(f"{scores_path}: {key} has shape {arrays[key].shape}; right would be {shape}")
    if arrays["pairs"].ndim != 2 or arrays["pairs"].shape[1] != 2:
        faults.append(f"{scores_path}: pairs has shape {arrays['pairs'].shape}; right would be (k, 2)")
    if faults:
        raise Refusal(*faults)
    return claim


def _pool_again(options: Options, claim: Claim, wrong: list[str]) -> Pool | None:
    """The pool of the people files, for the week of the report; None where it is not the pool that was solved."""
    inputs = read_inputs(options)
    if terms_to_table(inputs.terms) != claim.report["terms"]:
        wrong.append("the weights and rules are not those of the report (give the same --rules)")
    week = date.fromisoformat(claim.report["week_of"])
    _, _, pool = read_pool(inputs, week_of=week)
    for side, ids, seats in ((pool.mentees, "mentee_ids", "wants"), (pool.mentors, "mentor_ids", "capacity")):
        if [member.id for member in side] != claim.arrays[ids].tolist():
            wrong.append(f"{ids} are not those of the people files")
        elif [member.seats for member in side] != claim.arrays[seats].tolist():
            wrong.append(f"{seats} are not those of the people files")
    return None if wrong else pool


def _compared(blocks: Iterable[tuple[slice, np.ndarray]], told: np.ndarray | None, wrong: list[str]):
    """The recomputed blocks, kept as a list; a difference from the points told is a fault."""
    kept = []
    for rows, points in blocks:
        if told is not None:
            mine = told[rows]
            off = (np.isnan(points) != np.isnan(mine)) | (np.abs(points - mine) > 100 * CLOSE)
            if off.any():
                wrong.append(f"{int(off.sum())} points differ from those recomputed")
        kept.append((rows, points))
    return kept


def _fault(code: str, detail, arrays) -> str:
    values = dict(detail)
    if "pair" in values:
        i, j = values["pair"]
        values["pair"] = f"{arrays['mentee_ids'][i]} with {arrays['mentor_ids'][j]}"
    if "index" in values:
        values["index"] = arrays["mentee_ids" if code == "more_than_wanted" else "mentor_ids"][values["index"]]
    return FAULTS.get(code, code).format_map(values)


def _told_otherwise(report: dict, found: Certificate, n_pairs: int) -> list[str]:
    wrong = []
    for key, value in (("objective", found.objective), ("upper_bound", found.upper_bound)):
        told = report[key]
        if not isinstance(told, int | float) or abs(told - value) > CLOSE * max(1.0, abs(value)):
            wrong.append(f"{key} is told as {told} and is {value:.6f}")
    if not isinstance(report["gap"], int | float) or abs(report["gap"] - found.gap) > CLOSE:
        wrong.append(f"gap is told as {report['gap']} and is {found.gap:.3g}")
    if report["n_pairs"] != n_pairs:
        wrong.append(f"n_pairs is told as {report['n_pairs']} and is {n_pairs}")
    if report.get("n_placed", found.n_placed) != found.n_placed:
        wrong.append(f"n_placed is told as {report['n_placed']} and is {found.n_placed}")
    return wrong
