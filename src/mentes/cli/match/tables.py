"""pairs.csv and scores.npz: the pairs for a spreadsheet, and all numbers for a program."""

import io

import numpy as np

from mentes.cli.match.work import Outcome
from mentes.engines.matching import own_points, similarities, weigh
from mentes.engines.roster import write_rows

MOST_CELLS = 5_000_000  # beyond, scores.npz leaves out the points: they are recomputed from the files
MOST_OWN_CELLS = 1_000_000  # the same of each side's own points


def pairs_csv(outcome: Outcome) -> bytes:
    """`mentee_id, mentor_id, points` and one column a strand, full precision, the parts adding up to the points."""
    strands = list(outcome.pool.terms.all_weights())
    header = ["mentee_id", "mentor_id", "points", *strands]
    rows = [
        [pair.mentee_id, pair.mentor_id, repr(float(pair.points)), *(repr(float(pair.parts[name])) for name in strands)]
        for pair in outcome.pairing.pairs
    ]
    return write_rows(header, rows, header[2:]).encode("utf-8")


def scores_npz(outcome: Outcome) -> bytes:
    """mentee_ids, mentor_ids, points (NaN where a hard rule forbids), capacity, wants, mentor_prices, pairs, own_points.

    `pairs`: (k, 2) places in mentee_ids and mentor_ids. `own_points`: (2, n, m), the mentee's own, then the mentor's.
    No pickled objects: read with allow_pickle=False.
    """
    pool, pairing = outcome.pool, outcome.pairing
    mentees, mentors = ({member.id: k for k, member in enumerate(side)} for side in (pool.mentees, pool.mentors))
    arrays = {
        "mentee_ids": np.array(list(mentees), dtype=str),
        "mentor_ids": np.array(list(mentors), dtype=str),
        "capacity": np.array([member.seats for member in pool.mentors], dtype=np.int64),
        "wants": np.array([member.seats for member in pool.mentees], dtype=np.int64),
        "mentor_prices": np.asarray(pairing.mentor_prices, dtype=np.float64),
        "pairs": np.array([(mentees[p.mentee_id], mentors[p.mentor_id]) for p in pairing.pairs], dtype=np.int64).reshape(-1, 2),
    }
    if len(mentees) * len(mentors) <= MOST_CELLS:
        similar = similarities(pool)
        arrays["points"] = weigh(similar, pool.terms).points
        if len(mentees) * len(mentors) <= MOST_OWN_CELLS:
            arrays["own_points"] = own_points(similar, pool.terms)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
