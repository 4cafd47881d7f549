"""What if: other weights, a lock, a leaver, each really solved again at 5,000 people, from the similarities and prices of before.

`python what_if.py` prints one JSON object. As on the review page: everybody's similarities are kept from the first run,
the costs of rules are not asked for. The people are those of the engine's own tests, with the six strands of every programme.
"""

import json
import sys
import time
from dataclasses import replace
from statistics import median

from measured import measured

from mentes.engines.matching import default_terms, pair_up, similarities
from mentes.engines.matching.tests.crowd import crowd

MENTEES, MENTORS = 3_250, 1_750


def main() -> None:
    pool = crowd(MENTEES, MENTORS, terms=default_terms())
    pool = replace(pool, texts={})
    similar = similarities(pool)
    pair_up(pool, with_costs=False, with_blocking=False, similarities=similar)  # loads and compiles
    cold = measured(lambda: {"pairing": pair_up(pool, with_costs=False, with_blocking=False, similarities=similar)})
    before = cold.pop("pairing")
    prices = {mentor.id: float(price) for mentor, price in zip(pool.mentors, before.mentor_prices, strict=True)}
    runs = []
    for what, changed in changes(pool, before):
        wall, processor = time.perf_counter(), time.process_time()
        found = pair_up(changed, with_costs=False, with_blocking=False, similarities=similar, start=prices)
        runs.append({
            "what": what, "wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - processor,
            "objective": found.objective, "gap": found.gap,
        })  # fmt: skip
    json.dump({
        "people": MENTEES + MENTORS, "cold": cold, "runs": runs, "wall_median_s": median(run["wall_s"] for run in runs),
        "cpu_median_s": median(run["cpu_s"] for run in runs), "worst_gap": max(run["gap"] for run in runs),
    }, sys.stdout)  # fmt: skip


def changes(pool, before):
    """(what, the pool after it): five other weights, two locks, two leavers."""
    for name, weight in (("topics", 40), ("road", 10), ("lived", 30), ("language", 20), ("hours", 0)):
        terms = replace(pool.terms, weights=dict(pool.terms.weights) | {name: float(weight)})
        yield f"weight of {name} {weight}", replace(pool, terms=terms)
    for k in (5, 700):
        pair, other = before.pairs[k], before.pairs[k + 40]
        held = similar_lock(pool, pair.mentee_id, other.mentor_id)
        if held:
            yield "a lock", replace(pool, locked=(held,))
    for k in (3, 900):
        gone = before.pairs[k].mentor_id
        mentors = tuple(replace(mentor, seats=0) if mentor.id == gone else mentor for mentor in pool.mentors)
        yield "a leaver", replace(pool, mentors=mentors)


def similar_lock(pool, mentee_id: str, mentor_id: str):
    """The pair, where no rule forbids it."""
    from mentes.engines.matching import explain

    return None if explain(pool, mentee_id, mentor_id).blocked_by else (mentee_id, mentor_id)


if __name__ == "__main__":
    main()
