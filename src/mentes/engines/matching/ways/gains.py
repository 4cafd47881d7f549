"""What changes of two people bring their pair together: the exact points of every set of changes, from one scoring.

Changes do not add up: a topic that the mentor also offers and one that the mentee also seeks share the same points. So every
set is scored whole: the mentee with each set of topics sought more, against the mentor with each set of topics offered more,
as if these were so many people. Hours are another strand, and strands add up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ..board import Board
from ..scoring import Scorer, weigh
from ..subpool import some_of
from ..values import Member, Pool
from .steps import Atom, apply, atoms

MOST_TOPICS = 5  # of each side: those that bring most alone
SETS_A_SIZE = 3  # tried of each size: the one that brings most, of all, of the mentor's own, and of the mentee's own
ROUNDING = 1e-9


@dataclass(frozen=True)
class JointGains:
    """Sets of changes, each with the points that it brings the pair. `hours`: atoms of one slot, few hours first."""

    sets: tuple[tuple[float, tuple[Atom, ...]], ...]  # topics alone, the empty set among them
    hours: tuple[tuple[float, Atom], ...]

    def above(self, short: float, most_steps: int) -> Iterator[tuple[Atom, ...]]:
        """Sets that bring more than `short`, by size; of one size few, as different as can be, with all hours where any."""
        whole = list(self.sets)
        if self.hours:
            gained, hours = max(self.hours, key=lambda entry: entry[0])
            whole += [(gain + gained, (*chosen, hours)) for gain, chosen in self.sets]
        for n in range(1, most_steps + 1):
            enough = [(gain, chosen) for gain, chosen in whole if len(chosen) == n and gain > short]
            yield from _different(enough)

    def fewer_hours(self, chosen: tuple[Atom, ...]) -> list[Atom]:
        """The atoms of hours below the one in the set, few first."""
        mine = next((k for k, (_gain, atom) in enumerate(self.hours) if atom in chosen), 0)
        return [atom for _gain, atom in self.hours[:mine]]

    def gain(self, chosen: tuple[Atom, ...]) -> float:
        topics = {atom.slot for atom in chosen if atom.slot != "hours"}
        alone = next((gain for gain, some in self.sets if {atom.slot for atom in some} == topics), 0.0)
        return alone + sum(gain for gain, atom in self.hours if atom in chosen)


def _different(enough: list[tuple[float, tuple[Atom, ...]]]) -> list[tuple[Atom, ...]]:
    """What the mentor offers draws others to them, what the mentee seeks draws the mentee to others: so try each alone, too."""
    best: list[tuple[Atom, ...]] = []
    for unlike in ("", "seek", "offer"):
        fitting = [entry for entry in enough if all(atom.step.kind != unlike for atom in entry[1])]
        if fitting:
            chosen = max(fitting, key=lambda entry: entry[0])[1]
            if chosen not in best:
                best.append(chosen)
    return best[:SETS_A_SIZE]


def joint_gains(board: Board, i: int, j: int, managers) -> JointGains:
    """For the pair in row i and column j of the board."""
    pool, a, b = board.pool, int(board.mentee_order[i]), int(board.mentor_order[j])
    mentee, mentor = pool.mentees[a], pool.mentors[b]
    by_kind: dict[str, list[Atom]] = {"seek": [], "offer": [], "hours": []}
    for atom in atoms(pool, mentee, mentor):
        by_kind[atom.step.kind].append(atom)
    alone = _points(pool, a, b, managers, [()] + [(atom,) for atom in by_kind["seek"]], [()] + [(x,) for x in by_kind["offer"]])
    seeks, offers = _most(by_kind["seek"], alone[1:, 0]), _most(by_kind["offer"], alone[0, 1:])
    mine, theirs = _subsets(seeks), _subsets(offers)
    points = _points(pool, a, b, managers, mine, theirs)
    sets = tuple(
        (float(points[k, m] - points[0, 0]), (*theirs[m], *mine[k])) for k in range(len(mine)) for m in range(len(theirs))
    )
    by_hours = _points(pool, a, b, managers, [(), *((atom,) for atom in by_kind["hours"])], [()])[:, 0]
    hours = zip((by_hours[1:] - by_hours[0]).tolist(), by_kind["hours"], strict=True)
    return JointGains(sets, tuple((gain, atom) for gain, atom in hours if gain > ROUNDING))


def _most(some: list[Atom], points: np.ndarray) -> list[Atom]:
    order = np.argsort(-points, kind="stable")[:MOST_TOPICS]
    return [some[k] for k in sorted(order)]


def _subsets(some: list[Atom]) -> list[tuple[Atom, ...]]:
    return [chosen for n in range(len(some) + 1) for chosen in combinations(some, n)]


def _points(pool: Pool, a: int, b: int, managers, mine, theirs) -> np.ndarray:
    """(len(mine), len(theirs)) points of the pair after each set of the mentee's changes and each of the mentor's."""
    some = some_of(pool, np.full(len(mine), a), np.full(len(theirs), b))
    mentees, mentors = _variants(pool.mentees[a], mine, 0), _variants(pool.mentors[b], theirs, 1)
    some = replace(some, mentees=mentees, mentors=mentors)
    return weigh(Scorer(some, managers=managers).similarities(), pool.terms).total


def _variants(member: Member, sets: list[tuple[Atom, ...]], side: int) -> tuple[Member, ...]:
    """The person after each set of changes, each under an id of their own, as no two people of a pool may share one."""
    return tuple(replace(apply(chosen, member, member)[side], id=f"{member.id} {k}") for k, chosen in enumerate(sets))
