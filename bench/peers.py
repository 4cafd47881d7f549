"""The best pairs among peers: ours beside the blossom algorithm of two libraries on all pairs, points and rules drawn at random.

CPU seconds of one run. Ours counts scoring, the bound and the proof; theirs build the graph and match. networkx is measured
where it is installed (`uv pip install networkx`), as nothing of Mentes needs it.
"""

import argparse
import importlib.util
import json
import time
from dataclasses import replace
from datetime import date

import numpy as np
import rustworkx

from mentes.engines.matching import Member, Pool, default_terms, pair_peers, read_peers

UNIT = 1e-9  # points: libraries that count in whole numbers count in these
FORBIDDEN = 0.25
MOST_FOR_NETWORKX = 250  # people; beyond it takes minutes
MOST_FOR_ALL_PAIRS = 500


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench peers", description=__doc__)
    parser.add_argument("--size", type=int, nargs="*", default=[100, 243, 500, 1000, 2000], help="numbers of people")
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    rows = [measure(n) for n in options.size]
    print(json.dumps({"sizes": rows}, indent=1) if options.json else table(rows))


def measure(n: int) -> dict:
    pool = pool_of(n)
    began = time.process_time()
    pairing = pair_peers(pool)
    row = {"n_people": n, "ours_cpu_s": round(time.process_time() - began, 3), "is_exact": pairing.is_exact, "gap": pairing.gap}
    points = read_peers(pool).points
    np.fill_diagonal(points, np.nan)
    i, j = np.nonzero(np.triu(~np.isnan(points), 1))
    edges = list(zip(i.tolist(), j.tolist(), np.rint(points[i, j] / UNIT).astype(int).tolist(), strict=True))
    row["n_allowed_pairs"] = len(edges)
    if n <= MOST_FOR_ALL_PAIRS:
        row["rustworkx_cpu_s"], total = timed(by_rustworkx, n, edges)
        row["same_total"] = abs(total * UNIT - pairing.objective) < 1e-6
    if n <= MOST_FOR_NETWORKX and importlib.util.find_spec("networkx"):
        row["networkx_cpu_s"], _total = timed(by_networkx, n, edges)
    return row


def pool_of(n: int) -> Pool:
    draw = np.random.default_rng(n)
    road, people = draw.random((n, n)), tuple(Member(f"p{k:05}") for k in range(n))
    away = np.argwhere(draw.random((n, n)) < FORBIDDEN).tolist()
    terms = replace(default_terms(), weights={"road": 1.0}, rules=(), shape="peers")
    forbidden = tuple((people[i].id, people[j].id) for i, j in away)
    return Pool(people, people, terms, road, date(2026, 11, 2), forbidden=forbidden)


def timed(way, n: int, edges: list) -> tuple[float, int]:
    began = time.process_time()
    pairs = way(n, edges)
    weight = {(i, j): units for i, j, units in edges}
    return round(time.process_time() - began, 3), sum(weight[tuple(sorted(pair))] for pair in pairs)


def by_rustworkx(n: int, edges: list) -> set:
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.add_edges_from(edges)
    return rustworkx.max_weight_matching(graph, weight_fn=int)


def by_networkx(n: int, edges: list) -> set:
    networkx = importlib.import_module("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(edges)
    return networkx.max_weight_matching(graph)


def table(rows: list[dict]) -> str:
    def cell(row: dict, key: str) -> str:
        return str(row.get(key, "not run"))

    lines = ["people  allowed pairs  ours CPU s  best    gap      rustworkx CPU s  networkx CPU s"]
    for row in rows:
        found = f"{row['ours_cpu_s']:>10}  {row['is_exact']!s:<6}  {row['gap']:.1e}"
        theirs = f"{cell(row, 'rustworkx_cpu_s'):>15}  {cell(row, 'networkx_cpu_s'):>14}"
        lines.append(f"{row['n_people']:>6}  {row['n_allowed_pairs']:>13}  {found}  {theirs}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
