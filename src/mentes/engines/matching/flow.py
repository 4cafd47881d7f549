"""The best pairing over few candidate pairs: a minimum-cost flow in which a pair may be used once.

Mentees send as many units as they want mentors, along a candidate pair to its mentor and on to the sink, at most a seat's
worth; what finds no mentor goes to the sink directly. Source: Goldberg 1997 (cost scaling), as in OR-Tools.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow


@dataclass(frozen=True, eq=False)
class Candidates:
    """Pairs that may be made, by mentee, then mentor. `worth` in grains: whole numbers, so that nothing is lost in adding."""

    mentees: np.ndarray  # (n_pairs,)
    mentors: np.ndarray  # (n_pairs,)
    worth: np.ndarray  # (n_pairs,) int64 grains
    room: np.ndarray  # (n_pairs,) how often the pair may be used: once, but for a sample that stands for many

    def __len__(self) -> int:
        return len(self.mentees)


@dataclass(frozen=True, eq=False)
class Sides:
    """How many each side takes. A mentee's first `first` mentors bring `bonus` grains each besides their worth."""

    wants: np.ndarray  # (n_mentees,)
    seats: np.ndarray  # (n_mentors,)
    bonus: np.ndarray  # (n_mentees,) grains
    first: np.ndarray  # (n_mentees,) <= wants


def best_flow(pairs: Candidates, sides: Sides) -> np.ndarray:
    """(n_pairs,) how often each pair is used, so that the worth of all is the most. Raises ArithmeticError if it fails."""
    n, m = len(sides.wants), len(sides.seats)
    mentees, mentors, sink = np.arange(n), np.arange(n, n + m), n + m
    network = SimpleMinCostFlow()
    tails = np.concatenate([pairs.mentees, mentors, mentees, mentees])
    heads = np.concatenate([pairs.mentors + n, np.full(m + 2 * n, sink)])
    room = np.concatenate([pairs.room, sides.seats, sides.wants - sides.first, sides.first])
    # A mentee without a mentor costs what the first one would have brought.
    costs = np.concatenate([-pairs.worth, np.zeros(m + n, dtype=np.int64), sides.bonus])
    arcs = network.add_arcs_with_capacity_and_unit_cost(tails.astype(np.int32), heads.astype(np.int32), room, costs)
    network.set_nodes_supplies(mentees.astype(np.int32), sides.wants)
    network.set_node_supply(sink, -int(sides.wants.sum()))
    status = network.solve()
    if status != network.OPTIMAL:
        raise ArithmeticError(f"the flow ended with {status!r} over {len(pairs)} pairs")
    return np.asarray(network.flows(arcs[: len(pairs)]), dtype=np.int64)
