"""The best pairing of very many people, proven, while only a few pairs of each are ever held: columns generated on prices.

 1. Guess prices. A tenth of the mentees, each standing for ten, is paired first; their prices say which mentors are contested.
 2. For every mentee take the few mentors who bring most beyond their price: the first candidates.
 3. Pair best over the candidates alone (a flow).
 4. Read the lowest prices off the flow: with them every mentee has what they would choose among their candidates.
 5. Price ALL pairs. A pair outside the candidates pays if it brings its mentee more, beyond the price, than what they have.
 6. If none pays, no allowed pairing has more points, and the prices prove it. Else what the paying pairs could bring in all
    bounds what is missing: if that is little enough, stop.
 7. Drop the candidates that are far from paying, add those that pay, and go to 3.

Why it ends: from round LAST_PRUNED on nothing is dropped, so the candidates only grow, and there are finitely many pairs.
Why it is fast: step 5 is one pass of a matrix product with the processor near its limit (kernels.py); all else is small. Picking
candidates by points alone, without the prices of 1, strands people on mentors whom everybody wants, the more so the larger
the pool (docs/explanation/exactness.md has the figures).

Source: Dantzig and Wolfe 1960; Gilmore and Gomory 1961 (columns priced as needed); Shapley and Shubik 1971 (the prices).
"""

from dataclasses import dataclass, field

import numpy as np

from .flow import Candidates, Sides, best_flow
from .pricing import Barred, Best, best_beyond
from .residual import lowest_prices
from .sources import Source

GRAINS = 100_000_000  # a point in grains; points are rounded to grains once, so gaps end at about 1e-10
HIGH = 1e29  # points that no pair has
MOST_COST = 2**61  # what the flow can count to
N_FIRST = 16  # candidates of each mentee at the start
N_ADDED = 8  # and at most so many more a round
FAR = 3.0  # points from paying beyond which a candidate is dropped
LAST_PRUNED = 20
SAMPLE, SAMPLE_ROUNDS, SAMPLE_FIRST = 10, 3, 32  # one mentee in so many
SMALLEST_SAMPLE = 200  # mentees; fewer know too little of the whole


@dataclass(frozen=True)
class Round:
    """What one turn of the loop found."""

    n_candidates: int
    objective: float  # points
    gap: float
    n_pay: int  # pairs outside the candidates that pay


@dataclass(frozen=True, eq=False)
class Found:
    """A pairing and its proof. `passes`: how often all pairs were priced, the sample's share included."""

    pairs: np.ndarray  # (k, 2) mentee, mentor; by mentee, then mentor
    prices: np.ndarray  # (n_mentors,) points
    keep: np.ndarray  # (n_mentees,) points: what a new mentor must bring beyond their price to be taken
    objective: float  # points
    upper_bound: float  # points: no allowed pairing has more (with a bonus: none that places as many)
    gap: float
    rounds: tuple[Round, ...] = ()
    passes: float = 0.0


@dataclass(frozen=True, eq=False)
class Problem:
    """All points from `source`; who takes how many; what is out. `bonus`: points for a mentee's first mentor."""

    source: Source
    wants: np.ndarray
    seats: np.ndarray
    bonus: np.ndarray
    barred: Barred
    workers: int | None = None
    grains: int = field(init=False)

    def __post_init__(self):
        nodes = sum(self.source.shape) + 2
        most = max(100.0, float(self.bonus.max(initial=0.0)))
        grains = GRAINS
        while most * grains * nodes > MOST_COST:  # a bonus outweighs every point there is, and needs its room
            grains //= 10
        object.__setattr__(self, "grains", grains)

    def sides(self, stands_for: int = 1) -> Sides:
        wants = self.wants * stands_for
        bonus = np.rint(self.bonus * self.grains).astype(np.int64)
        return Sides(wants, self.seats, bonus, np.where(bonus > 0, np.minimum(stands_for, wants), 0))

    def best(self, prices: np.ndarray, k: int, floors: np.ndarray | float = -HIGH, beside: Candidates | None = None) -> Best:
        """The k best of each mentee above their floor, without those known already."""
        floors = np.where(self.wants > 0, floors, HIGH)  # above it nothing comes
        barred = self.barred.beside(beside.mentees, beside.mentors) if beside else self.barred
        return best_beyond(self.source, prices, barred, k, floors=floors, workers=self.workers)

    def candidates(self, best: Best, stands_for: int = 1) -> Candidates:
        worth = np.rint(best.points * self.grains).astype(np.int64)
        room = np.clip(self.seats[best.mentors], 1, stands_for)
        order = np.lexsort((best.mentors, best.mentees))
        kept = order[(worth[order] > 0) | (self.bonus[best.mentees[order]] > 0)]  # a pair worth nothing is not made
        return Candidates(best.mentees[kept], best.mentors[kept], worth[kept], room[kept])


def generate(problem: Problem, *, prices: np.ndarray | None = None, enough: float = 0.0, seed: int = 0) -> Found:
    """The numbered steps above. `prices`: of an earlier run, in place of step 1. `enough`: the gap at which to stop.

    The same problem and seed give the same answer, however many workers there are. Points: 0 or more.
    """
    n, m = problem.source.shape
    passes, rounds = 0.0, []
    if not (problem.wants > 0).any() or m == 0:
        return Found(np.zeros((0, 2), dtype=np.int64), np.zeros(m), np.full(n, np.inf), 0.0, 0.0, 0.0)
    if prices is None:
        prices, passes = _guess_prices(problem, seed)  # 1
    sides = problem.sides()
    pairs = problem.candidates(problem.best(prices, N_FIRST + int(problem.wants.max())))  # 2
    passes += 1
    while True:
        flow = best_flow(pairs, sides)  # 3
        grains, thresholds = lowest_prices(pairs, flow, sides)  # 4
        prices = grains / problem.grains
        best = problem.best(prices, N_ADDED, thresholds / problem.grains, beside=pairs)  # 5
        passes += 1
        pays, missing = _paying(problem, best, grains, thresholds)
        objective = int(flow @ pairs.worth) / problem.grains
        gap = missing / max(objective, 1.0)
        rounds.append(Round(len(pairs), objective, gap, len(pays)))
        if not len(pays) or gap <= enough:  # 6
            break
        if len(rounds) < LAST_PRUNED:  # 7
            short = thresholds[pairs.mentees] - (pairs.worth - grains[pairs.mentors])
            pairs = _take(pairs, (flow > 0) | (short <= FAR * problem.grains))
        pairs = _join(pairs, pays, m)
    used = (flow > 0) & _is_worth_a_seat(pairs, flow, sides)
    chosen = np.stack([pairs.mentees[used], pairs.mentors[used]], axis=1)
    return Found(chosen, prices, thresholds / problem.grains, objective, objective + missing, gap, tuple(rounds), passes)


def _guess_prices(problem: Problem, seed: int) -> tuple[np.ndarray, float]:
    """Step 1: the same steps over a sample, three rounds and no proof. ((n_mentors,) points, share of a pass it took)."""
    wanting = np.flatnonzero(problem.wants > 0)
    size = len(wanting) // SAMPLE
    if size < SMALLEST_SAMPLE:
        return np.zeros(len(problem.seats)), 0.0
    some = np.sort(np.random.default_rng(seed).choice(wanting, size, replace=False))
    sample = Problem(
        problem.source.some(some), problem.wants[some], problem.seats, problem.bonus[some], problem.barred.some(some),
        problem.workers,
    )  # fmt: skip
    sides, prices, pairs = sample.sides(SAMPLE), np.zeros(len(problem.seats)), None
    for _ in range(SAMPLE_ROUNDS):
        fresh = sample.candidates(sample.best(prices, SAMPLE_FIRST), SAMPLE)
        pairs = fresh if pairs is None else _join(pairs, fresh, len(prices))
        grains, _ = lowest_prices(pairs, best_flow(pairs, sides), sides)
        prices = grains / sample.grains
    return prices, SAMPLE_ROUNDS * size / len(problem.wants)


def _paying(problem: Problem, best: Best, prices: np.ndarray, thresholds: np.ndarray) -> tuple[Candidates, float]:
    """Pairs outside the candidates that pay, and what all pairs together could bring at most (points).

    Over the candidates the prices hold the flow up, so a better pairing would have to win by pairs outside: each mentee at
    most what their `wants` best of these bring beyond the threshold. What a pass did not keep counts by its ceiling.
    """
    fresh = problem.candidates(best)
    gains = fresh.worth - prices[fresh.mentors] - thresholds[fresh.mentees]
    fresh, gains = _take(fresh, gains > 0), gains[gains > 0]
    order = np.lexsort((-gains, fresh.mentees))
    rank = np.arange(len(order)) - np.searchsorted(fresh.mentees, fresh.mentees[order])
    counted = order[rank < problem.wants[fresh.mentees[order]]]
    missing = int(gains[counted].sum()) / problem.grains
    unseen = np.where(problem.wants > 0, best.ceiling - thresholds / problem.grains, 0.0)
    return fresh, missing + float((problem.wants * np.maximum(unseen, 0.0)).sum())


def _is_worth_a_seat(pairs: Candidates, flow: np.ndarray, sides: Sides) -> np.ndarray:
    """Pairs with points, and of those without any only a first mentor who brings the bonus."""
    paid = pairs.worth > 0
    has_paid = np.bincount(pairs.mentees[(flow > 0) & paid], minlength=len(sides.wants)) > 0
    free = np.flatnonzero((flow > 0) & ~paid & (sides.bonus[pairs.mentees] > 0) & ~has_paid[pairs.mentees])
    first = free[np.unique(pairs.mentees[free], return_index=True)[1]]
    paid[first] = True
    return paid


def _take(pairs: Candidates, which: np.ndarray) -> Candidates:
    return Candidates(pairs.mentees[which], pairs.mentors[which], pairs.worth[which], pairs.room[which])


def _join(pairs: Candidates, more: Candidates, m: int) -> Candidates:
    """Both, each pair once, in order."""
    columns = ((c.mentees, c.mentors, c.worth, c.room) for c in (pairs, more))
    both = [np.concatenate(two) for two in zip(*columns, strict=True)]
    _, first = np.unique(both[0] * m + both[1], return_index=True)
    return Candidates(*(column[first] for column in both))
