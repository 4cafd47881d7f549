"""Pairs of a pool in which everybody may be paired with everybody: exact, or rounded with a bound.

1. Each person gets a price y >= 0 such that y_i + y_j >= points_ij for every allowed pair. Their sum is a bound: no pairing
   has more. The cheapest such prices are half those of the double cover, where everybody stands on both sides and the best
   one-to-one assignment is found.
2. That assignment falls into cycles and chains. Each alone is paired as well as can be: an odd cycle leaves out one person.
   Those left over are then paired among themselves, and two pairs change partners while that brings more.
3. A pair with y_i + y_j - points_ij above what is still missing to the bound stands in no best pairing. What is left of
   the graph goes to Edmonds's blossom algorithm, where it is small enough: then the pairing is the best there is.

Source: Edmonds 1965 (blossoms); Balinski 1965 (the relaxation is half-integral); Galil 1986, as in rustworkx.
"""

from itertools import pairwise

import numpy as np
import scipy

from .market import Market
from .prices import supporting_prices

MOST_EDGES = 150_000  # for the blossom algorithm: all pairs of 500 people are fewer
UNIT = 1e-9  # points: the blossom algorithm counts in whole numbers of these


def exact(weights: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """(k, 2) pairs i < j of the most total weight, among those that `keep` allows.

    `weights`, `keep`: (n, n) symmetric; weights above 0 alone are looked at. The library checks its optimum by its own dual,
    odd sets included, and raises where it does not hold.
    """
    import rustworkx  # here, as nobody but peers needs it and every start would wait for it

    i, j = np.nonzero(np.triu(keep & (weights > 0), 1))
    units = np.rint(weights[i, j] / UNIT).astype(np.int64)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(weights)))
    graph.add_edges_from(list(zip(i.tolist(), j.tolist(), units.tolist(), strict=True)))
    return in_order(rustworkx.max_weight_matching(graph, weight_fn=int, verify_optimum=True))


def in_order(pairs) -> np.ndarray:
    return np.array(sorted(tuple(sorted(pair)) for pair in pairs), dtype=np.int64).reshape(-1, 2)


def covering_prices(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Prices (n,) of least sum with y_i + y_j >= weights_ij, and the assignment (n,) they come from: -1 for nobody.

    `weights`: (n, n) symmetric, 0 where a pair must not or need not be made.
    """
    n = len(weights)
    rows, columns = scipy.optimize.linear_sum_assignment(weights, maximize=True)
    taken = weights[rows, columns] > 0
    chosen = np.stack([rows[taken], columns[taken]], axis=1)
    ones = np.ones(n, dtype=np.int64)
    market = Market(np.where(weights > 0, weights, np.nan), ones, ones, np.zeros(n))
    found = supporting_prices(market, chosen)
    left = np.where(weights > 0, weights - found.lowest, 0.0)
    gains = np.maximum(left.max(axis=1, initial=0.0), 0.0)
    partner = np.full(n, -1)
    partner[chosen[:, 0]] = chosen[:, 1]
    return (gains + found.lowest) / 2, partner


def rounded(weights: np.ndarray, partner: np.ndarray) -> np.ndarray:
    """(k, 2) a good pairing from the assignment of the double cover; see steps 2 above."""
    pairs = [pair for walk in _walks(partner) for pair in _best_of_walk(weights, walk)]
    is_paired = np.zeros(len(weights), dtype=bool)
    is_paired[[person for pair in pairs for person in pair]] = True
    left = np.flatnonzero(~is_paired)
    among = weights[np.ix_(left, left)]
    if np.count_nonzero(np.triu(among, 1)) <= MOST_EDGES:
        pairs += left[exact(among, among > 0)].tolist()
    return _exchanged(weights, in_order(pairs))


def _walks(partner: np.ndarray) -> list[tuple[list[int], bool]]:
    """Chains from their beginning, then cycles: (people in order, whether the last leads back to the first)."""
    n, walks = len(partner), []
    has_before = np.zeros(n, dtype=bool)
    has_before[partner[partner >= 0]] = True
    seen = np.zeros(n, dtype=bool)
    for start in (*np.flatnonzero(~has_before).tolist(), *np.flatnonzero(has_before).tolist()):
        if seen[start]:
            continue
        walk, at = [], start
        while at >= 0 and not seen[at]:
            seen[at] = True
            walk.append(at)
            at = int(partner[at])
        walks.append((walk, at == start))
    return walks


def _best_of_walk(weights: np.ndarray, walk: tuple[list[int], bool]) -> list[tuple[int, int]]:
    people, is_cycle = walk
    if not is_cycle or len(people) < 3:
        return _best_of_chain(weights, people)[1]
    # Either the first two are not paired, or they are; then the rest is a chain.
    without = _best_of_chain(weights, [*people[1:], people[0]])
    total, pairs = _best_of_chain(weights, people[2:])
    held = weights[people[0], people[1]] + total, [(people[0], people[1]), *pairs]
    return max(without, held, key=lambda found: found[0])[1]


def _best_of_chain(weights: np.ndarray, people: list[int]) -> tuple[float, list[tuple[int, int]]]:
    """The best pairing of neighbours: of k people, that of k - 1, or the last two and that of k - 2."""
    best: list[float] = [0.0, 0.0]
    for a, b in pairwise(people):
        best.append(max(best[-1], best[-2] + weights[a, b]))
    pairs, k = [], len(people)
    while k > 1:
        if best[k] > best[k - 1]:
            pairs.append((people[k - 2], people[k - 1]))
            k -= 2
        else:
            k -= 1
    return best[len(people)] if people else 0.0, pairs


def _exchanged(weights: np.ndarray, pairs: np.ndarray, most_rounds: int = 20) -> np.ndarray:
    """Two pairs change partners, or somebody without a pair takes a place, as long as that brings more."""
    mate = np.full(len(weights), -1)
    mate[pairs[:, 0]], mate[pairs[:, 1]] = pairs[:, 1], pairs[:, 0]
    for _ in range(most_rounds):
        if not _exchange_once(weights, mate):
            break
    return in_order((i, int(mate[i])) for i in np.flatnonzero(mate > np.arange(len(mate))).tolist())


def _exchange_once(weights: np.ndarray, mate: np.ndarray) -> bool:
    everybody, has_changed = np.arange(len(mate)), False
    for a in everybody.tolist():
        b = int(mate[a])
        if b < 0:
            continue
        mates = np.where(mate >= 0, mate, everybody)
        has = np.where(mate >= 0, weights[everybody, mates], 0.0)
        # a goes to c; then b goes to whoever c had, if anybody.
        goes = weights[a] + np.where(mate >= 0, weights[b, mates], 0.0) - weights[a, b] - has
        goes[[a, b]] = 0.0
        c = int(np.argmax(goes))
        if goes[c] <= 1e-9 or weights[a, c] <= 0:
            continue
        d = int(mate[c])
        mate[a], mate[c], mate[b] = c, a, -1
        if d >= 0:
            mate[d] = -1
            if weights[b, d] > 0:
                mate[b], mate[d] = d, b
        has_changed = True
    return has_changed


def best_pairs(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, bool]:
    """(k, 2) pairs i < j by i, prices (n,), and whether no pairing has more total weight.

    `weights`: (n, n) symmetric >= 0; 0 on the diagonal and where a pair must not or need not be made.
    """
    prices, partner = covering_prices(weights)
    pairs = rounded(weights, partner)
    slack = prices[:, None] + prices - weights
    missing = float(prices.sum() - weights[pairs[:, 0], pairs[:, 1]].sum())
    keep = (weights > 0) & (slack <= missing + 1e-6)
    if np.count_nonzero(keep) // 2 > MOST_EDGES:
        return pairs, prices, missing <= 1e-9 * max(1.0, float(prices.sum()))
    return exact(weights, keep), prices, True
