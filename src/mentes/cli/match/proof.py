"""--check: does the report hold? Pairs, prices and points are judged anew; nothing of the solver is trusted."""

from collections.abc import Iterable, Iterator

import numpy as np

from mentes.cli.match.claim import Claim, read_claim
from mentes.cli.match.members import BY_HAND
from mentes.cli.match.options import Options, Refusal
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.tables import MOST_CELLS
from mentes.cli.match.wishes import faults_of_wishes, told_of_wishes
from mentes.cli.match.work import read_pool
from mentes.engines.matching import Certificate, Pool, check, point_blocks, terms_to_table

CLOSE = 1e-6  # relative, for totals; points of 100 recomputed from texts may differ as much on another processor
FAULTS = {
    "below_floor": "the pair {pair} has fewer points than the floor",
    "lock_broken": "the pair {pair} was locked and is not made",
    "forbidden_pair": "the pair {pair} is forbidden by a hard rule",
    "pair_twice": "the pair {pair} stands twice",
    "more_than_wanted": "mentee {index} has {pairs} mentors, more than wished for",
    "more_than_seats": "mentor {index} has {pairs} mentees, more than seats",
    "price_below_zero": "prices below 0 at {mentors}",
    "more_people_possible": "more than {n_placed} people could have a mentor",
    "unknown_index": "a pair points at nobody",
}


def check_files(options: Options) -> tuple[bool, str]:
    """(holds, one verdict line). Raises Refusal where the files cannot be read as a report and its scores."""
    claim = read_claim(*options.check)
    wrong: list[str] = []
    blocks: np.ndarray | Iterable | None = claim.arrays.get("points")
    how, pool = "with the points of the file", None
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
        return False, verdict(wrong)
    arrays = claim.arrays
    certificate = check(
        blocks,
        arrays["capacity"],
        arrays["wants"],
        arrays["mentor_prices"],
        arrays["pairs"],
        claim.aim,
        locked=claim.locked,
        floor=claim.floor,
        place_price=claim.place_price,
    )
    # The blocks have been read by now, and with them what differs from the points told.
    wrong += [_fault(code.code, code.detail, arrays) for code in certificate.faults]
    if not any(code.code == "unknown_index" for code in certificate.faults):
        wrong += _told_otherwise(claim, certificate)
    if not wrong:
        wrong += faults_of_wishes(claim, pool)
    if wrong:
        return False, verdict(wrong)
    best = (
        "no set that obeys the rules has more"
        if certificate.gap <= CLOSE
        else f"at most {100 * certificate.gap:.3g} % below the best possible"
    )
    return True, (
        f"The report holds ({how}): {len(arrays['pairs'])} pairs obey every rule and have {certificate.objective:.6f} points; "
        f"the bound is {certificate.upper_bound:.6f}, so {best}.{told_of_wishes(claim, pool)}"
    )


def verdict(wrong: list[str]) -> str:
    more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    return f"The report does NOT hold: {'; '.join(wrong[:5])}{more}."


def _pool_again(options: Options, claim: Claim, wrong: list[str]) -> Pool | None:
    """The pool of the people files, for the week of the report; None where it is not the pool that was solved."""
    inputs = read_inputs(options, is_peers=options.peers)
    if terms_to_table(inputs.terms) != claim.report["terms"]:
        wrong.append("the weights and rules are not those of the report (give the same --rules)")
    _, _, pool = read_pool(inputs, week_of=claim.week_of)
    for side, ids, seats in ((pool.mentees, "mentee_ids", "wants"), (pool.mentors, "mentor_ids", "capacity")):
        if [member.id for member in side] != claim.arrays[ids].tolist():
            wrong.append(f"{ids} are not those of the people files")
        elif [member.seats for member in side] != claim.arrays[seats].tolist():
            wrong.append(f"{seats} are not those of the people files")
    return None if wrong else pool


def _compared(
    blocks: Iterable[tuple[slice, np.ndarray]], told: np.ndarray | None, wrong: list[str]
) -> Iterator[tuple[slice, np.ndarray]]:
    """The recomputed blocks, one at a time; once all are read, a difference from the points told is a fault."""
    n_off = 0
    for rows, points in blocks:
        if told is not None:
            mine = told[rows]
            with np.errstate(invalid="ignore"):
                near = np.abs(points - mine) <= 100 * CLOSE
            n_off += int((~near & ~(np.isnan(points) & np.isnan(mine))).sum())
        yield rows, points
    if n_off:
        wrong.append(f"{n_off} points differ from those recomputed")


def _fault(code: str, detail, arrays) -> str:
    values = dict(detail)
    if "pair" in values:
        i, j = values["pair"]
        values["pair"] = f"{arrays['mentee_ids'][i]} with {arrays['mentor_ids'][j]}"
    if "index" in values:
        values["index"] = arrays["mentee_ids" if code == "more_than_wanted" else "mentor_ids"][values["index"]]
    return FAULTS.get(code, code).format_map(values)


def _told_otherwise(claim: Claim, found: Certificate) -> list[str]:
    """What the report tells and the arrays do not: totals, counts, and who has no mentor."""
    report, arrays = claim.report, claim.arrays
    wrong = []
    for key, value, most_off in (
        ("objective", found.objective, CLOSE * max(1.0, abs(found.objective))),
        ("upper_bound", found.upper_bound, CLOSE * max(1.0, abs(found.upper_bound))),
        ("gap", found.gap, CLOSE),
    ):
        told = report[key]
        is_number = isinstance(told, int | float) and not isinstance(told, bool)
        if not (is_number and abs(told - value) <= most_off):  # NaN is near nothing
            wrong.append(f"{key} is told as {told} and is {value:.6f}")
    counts = {
        "n_mentees": len(arrays["mentee_ids"]),
        "n_mentors": len(arrays["mentor_ids"]),
        "n_pairs": len(arrays["pairs"]),
        "n_placed": found.n_placed,
    }
    wrong += [f"{key} is told as {report.get(key, n)} and is {n}" for key, n in counts.items() if report.get(key, n) != n]
    without = np.setdiff1d(np.arange(len(arrays["mentee_ids"])), arrays["pairs"][:, 0])
    left = {str(arrays["mentee_ids"][i]) for i in without}
    # A report from the web lists those who have some of the mentors wished for in the same place; they are placed.
    # Those matched by hand stand on no side: they are told as left, and are nobody's to place.
    in_pool = {*arrays["mentee_ids"].tolist()}
    told_left = [
        str(person["id"])
        for person in report["unplaced"]
        if person.get("reason") != "fewer_than_wanted" and (person.get("reason") != BY_HAND or str(person["id"]) in in_pool)
    ]
    wrong += [f"{x} has no mentor and is not among the unplaced" for x in sorted(left - {*told_left})]
    wrong += [f"{x} is among the unplaced and has a mentor, or is nobody" for x in sorted({*told_left} - left)]
    if len({*told_left}) < len(told_left):
        wrong.append("somebody stands twice among the unplaced")
    return wrong
