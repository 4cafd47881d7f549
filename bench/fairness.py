"""How often the audit's rule accuses fair data, and how often it finds planted bias: drawn with fixed seeds, so that anybody
gets the same table. No database, no people.
"""

import argparse
import json

import numpy as np

from mentes.engines.fairness import Measure, compare, guess
from mentes.engines.fairness.tests.crowd import EXPOSURE, FIT, SELECTION, coins, crowd

DRAWS, SEED = 2_000, 2026
SIZES = (20, 50, 100, 200, 400)
RATES = (0.5, 0.8, 0.95)
STATES = ("concern", "ok", "not_enough")


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench fairness", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.add_argument("--draws", type=int, default=DRAWS, help="audits a line (default: %(default)s)")
    options = parser.parse_args()
    rows = measure(options.draws)
    print(json.dumps({"rows": rows}, indent=1) if options.json else table(rows))


def measure(draws: int) -> list[dict]:
    rows = []
    for rate in RATES:
        for n in SIZES:
            for ratio in (1.0, 0.7):
                rows.append(_shares(n, rate, ratio, draws))
    for n in SIZES[2:]:
        rows.append(_shares(n, 0.5, 1.0, draws, n_groups=4))
        rows.append(_gaps(n, 0.0, draws))
        rows.append(_gaps(n, 7.5, draws))
        rows.append(_exposures(n, 1.0, draws))
        rows.append(_exposures(n, 0.7, draws))
    rows.append(_guesses(draws // 10))
    return rows


def _audits(what: str, n: int, true: float, measure: Measure, draw_groups, draws: int, *, n_groups: int = 2) -> dict:
    """States of `draws` audits, and how often the interval of the second group held the truth."""
    draw, states, n_held, n_asked = np.random.default_rng(SEED), [], 0, 0
    for _k in range(draws):
        found = compare(crowd(draw_groups(draw), measure.name), ("gender",), measure)
        states.append(found.state)
        for group in found.groups:
            if group.names == ("b",) and not group.is_best and group.low is not None:
                n_asked += 1
                n_held += group.low <= true <= (group.high if group.high is not None else np.inf)
    row = {"what": what, "n": n, "groups": n_groups, "true": true}
    return row | {state: states.count(state) / draws for state in STATES} | {"held": n_held / n_asked if n_asked else None}


def _shares(n: int, rate: float, ratio: float, draws: int, *, n_groups: int = 2) -> dict:
    def groups(draw):
        return {name: coins(draw, n, rate * (ratio if name == "b" else 1.0)) for name in "abcd"[:n_groups]}

    return _audits(f"share {rate}", n, ratio, SELECTION, groups, draws, n_groups=n_groups)


def _gaps(n: int, gap: float, draws: int) -> dict:
    """Points as wide as those of First Harbour's pairs: a standard deviation of 12."""

    def groups(draw):
        return {"a": draw.normal(70, 12, n), "b": draw.normal(70 - gap, 12, n)}

    return _audits("mean points", n, -gap or 0.0, FIT, groups, draws)


def _exposures(n: int, ratio: float, draws: int) -> dict:
    return _audits("exposure", n, ratio, EXPOSURE, lambda d: {"a": d.exponential(5, n), "b": d.exponential(5 * ratio, n)}, draws)


def _guesses(draws: int) -> dict:
    """200 people, 60 features that know nothing: how often one passes for a proxy."""
    draw = np.random.default_rng(SEED)
    found = [guess("gender", "a", draw.normal(size=(200, 60)), draw.random(200) < 0.5, seed=k).state for k in range(draws)]
    return {"what": "guess from nothing", "n": 200, "groups": 2, "true": 0.5, "proxy": found.count("proxy") / draws}


def table(rows: list[dict]) -> str:
    heads = ("what", "people a group", "groups", "true ratio or gap", "concern", "ok", "not enough", "interval held")
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        shares = [f"{100 * row[name]:.1f} %" if row.get(name) is not None else "" for name in (*STATES, "held")]
        if "proxy" in row:
            shares[0] = f"proxy {100 * row['proxy']:.1f} %"
        lines.append(f"| {row['what']} | {row['n']} | {row['groups']} | {row['true']:g} | {' | '.join(shares)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
