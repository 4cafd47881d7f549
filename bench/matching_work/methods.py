"""One method on one instance, in this process: `python methods.py METHOD N M` prints one JSON object.

Ours is timed with its scoring and its proof; the others are given the points of all pairs ready made, and find no proof. Before
the measured run each does a small one: compiling (ours) and loading (all) are not measured.
"""

import argparse
import json
import sys
import threading

import numpy as np
from crowd import Crowd, draw
from measured import measured
from threadpoolctl import threadpool_limits

WARM_UP = (300, 160)


def ours(crowd: Crowd) -> dict:
    """As `pair_up` chooses: all pairs at once in small pools, else columns generated on prices."""
    from mentes.engines.matching import check
    from mentes.engines.matching.market import Market
    from mentes.engines.matching.prices import supporting_prices
    from mentes.engines.matching.solve import GENERATED, solve

    if len(crowd.left) * len(crowd.right) >= GENERATED:
        found = generated(crowd)
        return {
            "objective": found.objective,
            "bound": found.upper_bound,
            "gap": found.gap,
            "placed": len(np.unique(found.pairs[:, 0])),
            "passes": found.passes,
            "rounds": [vars(one) for one in found.rounds],
            "answer": (found.pairs, found.prices),
        }
    points = crowd.table().astype(np.float64)
    points[points == 0] = np.nan
    market = Market(points, crowd.wants, crowd.seats, np.zeros(len(points)))
    pairs = solve(market)
    prices = supporting_prices(market, pairs).lowest
    proof = check(points, crowd.seats, crowd.wants, prices, pairs)
    told = {"objective": proof.objective, "bound": proof.upper_bound, "gap": proof.gap, "placed": proof.n_placed}
    return told | {"answer": (pairs, prices)}


def source(crowd: Crowd):
    from mentes.engines.matching.sources import InnerProduct, Rules

    return InnerProduct(crowd.left, crowd.right, Rules(crowd.tables, crowd.mentee_kinds, crowd.mentor_kinds))


def generated(crowd: Crowd):
    from mentes.engines.matching.generation import Problem, generate
    from mentes.engines.matching.pricing import Barred

    n = len(crowd.wants)
    problem = Problem(source(crowd), crowd.wants, crowd.seats, np.zeros(n), Barred.of(np.zeros((0, 2)), n))
    return generate(problem)


def checked(crowd: Crowd, answer) -> dict:
    """The independent checker, one pass in double precision over all pairs, trusting nothing of the solver."""
    from mentes.engines.matching import check

    pairs, prices = answer
    proof = check(source(crowd).blocks(), crowd.seats, crowd.wants, prices, pairs)
    return {"gap": proof.gap, "objective": proof.objective, "feasible": proof.feasible}


def scipy(table: np.ndarray, crowd: Crowd) -> dict:
    """linear_sum_assignment, every seat a column."""
    from scipy.optimize import linear_sum_assignment

    mentor = np.repeat(np.arange(len(crowd.seats)), crowd.seats)
    rows, places = linear_sum_assignment(table[:, mentor], maximize=True)
    return _answer(table[rows, mentor[places]])


def usual(table: np.ndarray, crowd: Crowd) -> dict:
    """What is usually built: the 64 best of each mentee, then an exact flow over these alone."""
    from mentes.engines.matching.flow import Candidates, Sides, best_flow

    k = min(64, table.shape[1])
    mentors = np.sort(np.argpartition(-table, k - 1, axis=1)[:, :k], axis=1).ravel()
    mentees = np.repeat(np.arange(len(table)), k)
    kept = table[mentees, mentors] > 0
    mentees, mentors = mentees[kept], mentors[kept]
    worth = np.rint(table[mentees, mentors].astype(np.float64) * 1e6).astype(np.int64)
    sides = Sides(crowd.wants, crowd.seats, np.zeros(len(table), dtype=np.int64), np.zeros(len(table), dtype=np.int64))
    used = best_flow(Candidates(mentees, mentors, worth, np.ones(len(mentors), dtype=np.int64)), sides) > 0
    return _answer(table[mentees[used], mentors[used]])


def greedy(table: np.ndarray, crowd: Crowd) -> dict:
    """The best pair of all that is still free, again and again."""
    order = np.argsort(-table, axis=None, kind="stable")
    left, free, points = crowd.seats.copy(), crowd.wants.copy(), []
    for i, j in zip(*np.unravel_index(order, table.shape), strict=True):
        if table[i, j] <= 0 or not free.any():
            break
        if free[i] and left[j]:
            free[i] -= 1
            left[j] -= 1
            points.append(table[i, j])
    return _answer(np.array(points))


def hospitals(table: np.ndarray, crowd: Crowd) -> dict:
    """The package `matching`: HospitalResident, both sides preferring by the same points. Its result is stable, not best."""
    from matching.games import HospitalResident

    mentees = {f"e{i}": [f"m{j}" for j in np.argsort(-row, kind="stable") if row[j] > 0] for i, row in enumerate(table)}
    mentors = {f"m{j}": [f"e{i}" for i in np.argsort(-row, kind="stable") if row[i] > 0] for j, row in enumerate(table.T)}
    seats = {f"m{j}": int(n) for j, n in enumerate(crowd.seats)}
    game = HospitalResident.create_from_dictionaries(mentees, mentors, seats)
    found = game.solve()
    return _answer(np.array([table[int(e.name[1:]), int(m.name[1:])] for m, mine in found.items() for e in mine]))


def stable(table: np.ndarray, crowd: Crowd) -> dict:
    """Ours in stable mode, both sides preferring by the same points: what `matching` is to be held against."""
    from mentes.engines.matching.stable import accept_in_turn

    pairs = accept_in_turn(np.broadcast_to(table, (2, *table.shape)), table > 0, crowd.wants, crowd.seats)
    return _answer(table[pairs[:, 0], pairs[:, 1]])


def _answer(points: np.ndarray) -> dict:
    points = points[points > 0]
    return {"objective": float(points.sum(dtype=np.float64)), "placed": len(points)}


PEERS = {"stable": stable, "scipy": scipy, "usual": usual, "greedy": greedy, "hospitals": hospitals}


def run(peer, table: np.ndarray, crowd: Crowd) -> dict:
    try:
        return measured(lambda: peer(table, crowd))
    except (RecursionError, IndexError) as error:  # what `matching` 1.4 ends with where somebody stays unplaced
        return {"crashed": type(error).__name__}


def deep(work) -> dict:
    """In a thread with room for very deep calls: `matching` copies its players by recursion."""
    sys.setrecursionlimit(10**6)
    threading.stack_size(512 * 2**20)
    found: list[dict] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("method", choices=["ours", *PEERS, "match", "match_texts", "match_scipy"])
    parser.add_argument("n", type=int)
    parser.add_argument("m", type=int)
    parser.add_argument("--seats", type=int, nargs=2, default=(1, 3))
    parser.add_argument("--no-check", action="store_true")
    parser.add_argument("--deep", action="store_true", help="let calls nest as deep as they like")
    said = parser.parse_args()
    # A second thread of BLAS goes on waiting at full speed after its product, which would be counted against whoever comes next.
    with threadpool_limits(1, "blas"):
        json.dump(found_by(said), sys.stdout)


def of_people(said: argparse.Namespace) -> dict:
    """People of a programme, through the strands and rules that `mentes match` reads."""
    from people import assigned, matched, pool_of

    with_texts = said.method == "match_texts"
    pool = pool_of(said.n, said.m, with_texts=with_texts)
    if said.method == "match_scipy":
        return assigned(pool)
    matched(pool_of(*WARM_UP, with_texts=with_texts))
    return measured(lambda: matched(pool))


def found_by(said: argparse.Namespace) -> dict:
    if said.method.startswith("match"):
        return of_people(said)
    crowd, small = draw(said.n, said.m, seats=tuple(said.seats)), draw(*WARM_UP)
    if said.method == "ours":
        generated(small)
        ours(small)
        found = measured(lambda: ours(crowd))
        answer = found.pop("answer")
        if not said.no_check:
            checked(small, ours(small)["answer"])
            found |= {f"check_{key}": value for key, value in measured(lambda: checked(crowd, answer)).items()}
    else:
        peer = PEERS[said.method]
        if said.method != "hospitals":
            peer(small.table(), small)
        table = crowd.table()
        found = deep(lambda: run(peer, table, crowd)) if said.deep else run(peer, table, crowd)
    return found


if __name__ == "__main__":
    main()
