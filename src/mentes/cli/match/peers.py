"""`mentes match --peers`: everybody of the files gives and gets; a run from its inputs to its outputs."""

import io
from typing import Any

import numpy as np

from mentes.cli.match.members import BY_HAND
from mentes.cli.match.options import Options, Refusal
from mentes.cli.match.reading import Inputs
from mentes.cli.match.report import versions
from mentes.cli.match.sentences import AIMS, Names, count, unplaced
from mentes.cli.match.tables import MOST_CELLS
from mentes.cli.match.work import STEPS, Progress, read_pool
from mentes.engines.matching import PeerPairing, Unplaced, pair_peers, read_peers, terms_to_table
from mentes.engines.roster import write_rows
from mentes.lib.stopwatch import Stopwatch

PROVEN = 1e-9  # a gap no larger is none
PEER_AIMS = {"points": AIMS["points"], "people": "the most people in a pair, then the best total under your weights"}


class Peers:
    """What a run found: the pool, the pairing, and who is called how."""

    def __init__(self, inputs: Inputs, watch: Stopwatch, seed: int, progress: Progress | None = None):
        people, texts, self.pool = read_pool(inputs, progress=progress)
        watch.lap("encode")

        def step(name: str, done: int, total: int) -> None:
            watch.lap_when_done(name, done, total)
            if progress:
                progress(STEPS.get(name, name), done, total)

        try:
            self.pairing: PeerPairing = pair_peers(self.pool, progress=step)
        except ValueError as error:
            raise Refusal(*str(error).splitlines()) from error
        self.inputs, self.models, self.seconds, self.seed = inputs, texts.models, watch.seconds, seed
        self.names = Names({id_: person.name.strip() or id_ for id_, person in people.by_id.items()}, people.topic_names)
        by_hand = (Unplaced(person.id, BY_HAND, {}) for person in people.by_hand)
        self.unplaced = tuple(sorted((*self.pairing.unplaced, *by_hand), key=lambda one: one.id))
        self.n_more_seats = sum(max(person.capacity, person.wants) > 1 for person in people.by_id.values())


def refuse_what_peers_lack(options: Options) -> None:
    if options.html:
        raise Refusal(f"--html {options.html}: there is no page for peers yet; leave it out, and take --out and --report")


def pairs_csv(run: Peers) -> bytes:
    """`id, other_id, points, as_mentee, as_mentor` and one column a strand, full precision, the parts adding up to the points."""
    strands = list(run.pool.terms.all_weights())
    header = ["id", "other_id", "points", "as_mentee", "as_mentor", *strands]
    rows = [
        [
            pair.id,
            pair.other_id,
            *(repr(float(x)) for x in (pair.points, pair.as_mentee, pair.as_mentor, *(pair.parts[name] for name in strands))),
        ]
        for pair in run.pairing.pairs
    ]
    return write_rows(header, rows, header[2:]).encode("utf-8")


def scores_npz(run: Peers) -> bytes:
    """ids, takes_part, prices, pairs (k, 2) places in ids, and points (n, n), NaN where forbidden, up to 5 million of them."""
    table, pairing = read_peers(run.pool), run.pairing
    place = {id_: k for k, id_ in enumerate(table.ids)}
    arrays: dict[str, Any] = {
        "ids": np.array(table.ids, dtype=str),
        "takes_part": table.takes_part,
        "prices": np.asarray(pairing.prices, dtype=np.float64),
        "pairs": np.array([(place[pair.id], place[pair.other_id]) for pair in pairing.pairs], dtype=np.int64).reshape(-1, 2),
    }
    if table.points.size <= MOST_CELLS:
        arrays["points"] = table.points
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def make_report(run: Peers) -> dict:
    pairing = run.pairing
    return {
        "shape": "peers",
        "n_people": len(pairing.ids),
        "n_pairs": len(pairing.pairs),
        "n_placed": pairing.n_placed,
        "n_more_seats": run.n_more_seats,
        "unplaced": [_person(person, run.names) for person in run.unplaced],
        "objective": pairing.objective,
        "upper_bound": pairing.upper_bound,
        "gap": pairing.gap,
        "is_exact": pairing.is_exact,
        "pair_price": pairing.pair_price,
        "aim": pairing.aim,
        "floor": pairing.floor,
        "least_points": pairing.least_points,
        "weights": run.pool.terms.all_weights(),
        "terms": terms_to_table(run.pool.terms),
        "week_of": run.pool.week_of.isoformat(),
        "seed": run.seed,
        "left_out": [str(fault) for fault in run.inputs.roster.left_out],
        "seconds": run.seconds,
        "versions": versions(run.models),
    }


def _person(person: Unplaced, names: Names) -> dict:
    return {"id": person.id, "reason": person.reason, "detail": unplaced(person, names)}


def more_seats_notice(n: int) -> str:
    return (
        f"{count(n, 'person gives or seeks', 'people give or seek')} more than one; among peers everybody is in one pair at most."
    )


def seal(pairing: PeerPairing) -> tuple[str, str]:
    """What is claimed of the pairs, and how far anybody can check it."""
    best = "No other set of pairs that obeys your rules"
    best += " and has as many pairs has a better total" if pairing.pair_price > 0 else " has a better total"
    aim = f"The aim is {PEER_AIMS[pairing.aim]}."
    points = f"{pairing.objective:.2f} points"
    if pairing.gap <= PROVEN:
        return "Proven best, gap 0.0 %", f"{aim} {best}: {points}, and the bound is {pairing.upper_bound:.2f}."
    bound = f"the bound that one pass over all pairs proves is {pairing.upper_bound:.2f}, {100 * pairing.gap:.2g} % more"
    if pairing.is_exact:
        why = "It is the bound of the relaxation, which does not see that of an odd group somebody stays alone."
        return (
            "The best set of pairs",
            f"{aim} {best}: {points}, found by Edmonds's algorithm, which checked it. But {bound}. {why}",
        )
    return f"Within {100 * pairing.gap:.2g} % of the best possible", f"{aim} These pairs have {points}; {bound}."


def lines(run: Peers) -> list[str]:
    """What a person at a terminal reads."""
    pairing = run.pairing
    heading, sentence = seal(pairing)
    n_pairs, people = count(len(pairing.pairs), "pair", "pairs"), count(len(pairing.ids), "person", "people")
    said = [f"{n_pairs} of peers; {pairing.n_placed} of {people} in a pair.", f"{heading}. {sentence}"]
    return said + [f"  {run.names.person(one.id)}: {unplaced(one, run.names)}" for one in run.unplaced]
