"""The best pairing of a pool, and every question about it that takes solving or scoring."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentes.engines import matching as engine
from mentes.engines.matching import Alternative, Fit, LockCost, Pair, Pairing, Pool, Reasons, RuleCost, SwapCost, WhyNot, pair_up
from mentes.lib.errors import Refused
from mentes.matches.bridge import kept
from mentes.matches.bridge.faults import cannot_be_matched
from mentes.matches.bridge.pool import ReadPool, scored_key

COUNTED_ALWAYS = 400_000  # pairs: up to here counting who would rather have each other takes some milliseconds


def solve(read: ReadPool, *, with_costs: bool = False, is_fresh: bool = False, progress=None) -> Pairing:
    """The best pairing of the pool, proven; `is_fresh`: solved now, whatever is kept, so that its seconds can be told.

    Raises Refused where locked pairs break a rule or need more seats than there are.
    """

    with_blocking = with_costs or len(read.pool.mentees) * len(read.pool.mentors) <= COUNTED_ALWAYS

    def answer() -> Pairing:
        return pair_up(
            read.pool, with_costs=with_costs, with_blocking=with_blocking, similarities=read.similar, progress=progress
        )

    try:
        return answer() if is_fresh else kept.solved.get((read.key, with_costs), answer)
    except ValueError as error:
        raise _refusal(read, error) from error


def explain(pool: Pool, mentee_id: str, mentor_id: str, *, pairing: Pairing | None = None) -> Reasons:
    """The engine's reasons; a strand that compared texts says which columns, so that pages can quote their sentences."""
    why = engine.explain(pool, mentee_id, mentor_id, pairing=pairing)
    columns = {
        custom.name: {"mentee_column": custom.mentee_column, "mentor_column": custom.mentor_column}
        for custom in pool.terms.customs
        if custom.kind == "text"
    }
    if not columns:
        return why
    strands = [replace(strand, detail={**strand.detail, **columns.get(strand.name, {})}) for strand in why.strands]
    return replace(why, strands=tuple(strands))


def swap_cost(read: ReadPool, present: Collection[tuple[str, str]], mentee_id: str, mentor_id: str) -> SwapCost:
    """The best pairing that holds this pair, beside the present pairs. Raises Refused where it cannot be made."""
    why = explain(read.pool, mentee_id, mentor_id) if {mentee_id, mentor_id} <= read.ids() else None
    if why is None:
        raise Refused(_("One of the two has no seat left, or no longer takes part."))
    if why.blocked_by:
        raise Refused(_("A rule of yours, or a rejection, keeps these two apart."))
    floor = solve(read).floor
    if floor is not None and why.points < floor:
        sentence = _("Your floor keeps these two apart: they have %(points)s points, and no pair may have fewer than %(floor)s.")
        raise Refused(sentence % {"points": number_format(why.points, 1), "floor": number_format(floor, 1)})
    try:
        return engine.swap_cost(read.pool, _as_pairing(read, present), mentee_id, mentor_id, similarities=read.similar)
    except ValueError as error:
        raise Refused(_("Locked pairs leave no room for this one: unlock one of them first.")) from error


def alternatives(read: ReadPool, mentee_id: str, n: int) -> tuple[Alternative, ...]:
    """The other mentors who would cost the whole least, beside the best pairing of this pool; () where nobody is free to swap."""
    if mentee_id not in {member.id for member in read.pool.mentees}:
        return ()
    make = lambda: engine.alternatives(read.pool, solve(read), mentee_id, n, similarities=read.similar)  # noqa: E731
    return kept.solved.get((read.key, "alternatives", mentee_id, n), make)


def alternates(read: ReadPool, present: Collection[tuple[str, str]], n: int) -> dict[str, tuple[Pair, ...]]:
    """Up to n mentors with seats that the present pairs leave free, for each mentee; together never more than these seats."""
    return engine.alternates(read.pool, _as_pairing(read, present), n, similarities=read.similar)


def why_not(read: ReadPool, mentee_id: str, mentor_id: str) -> WhyNot:
    """Why these two are not a pair of the best pairing, and the smallest changes that would make them one, each solved."""
    make = lambda: engine.why_not(read.pool, solve(read), mentee_id, mentor_id, similarities=read.similar)  # noqa: E731
    return kept.solved.get((read.key, "why_not", mentee_id, mentor_id), make)


def lock_costs(read: ReadPool) -> dict[tuple[str, str], LockCost]:
    """What each locked pair costs, by (mentee id, mentor id): solved again without that lock."""
    if not read.pool.locked:
        return {}
    make = lambda: engine.lock_costs(read.pool, similarities=read.similar)  # noqa: E731
    try:
        costs = kept.solved.get((read.key, "locks"), make)
    except ValueError:  # a rule has been switched on since that forbids a locked pair: the next run says so
        return {}
    return {(cost.mentee_id, cost.mentor_id): cost for cost in costs}


def parts_of(read: ReadPool, mentee_id: str, mentor_id: str) -> dict[str, float]:
    """Points by strand of any two of the pool, allowed or not."""
    fit = _fit(read)
    i = next(k for k, member in enumerate(read.pool.mentees) if member.id == mentee_id)
    j = next(k for k, member in enumerate(read.pool.mentors) if member.id == mentor_id)
    return dict(zip(fit.names, fit.parts[:, i, j].tolist(), strict=True))


def nearest(read: ReadPool, mentee_id: str, prices: Mapping[str, float], n: int, *, floor: float | None = None) -> list[str]:
    """Mentors whom rules and floor allow for this mentee, most points beyond the price of their seat first: nothing is solved.

    What a pair falls short of at the prices of a proven run is the least it costs the whole; what it really costs tells
    `swap_cost`.
    """
    fit, pool = _fit(read), read.pool
    i = next((k for k, member in enumerate(pool.mentees) if member.id == mentee_id), None)
    if i is None:
        return []
    apart = {b for a, b in pool.forbidden if a == mentee_id}
    bits = [r for r, rule in enumerate(fit.rules) if rule != "rejected"]
    blocked = np.zeros(len(pool.mentors), dtype=bool)
    for bit in bits:
        blocked |= (fit.blocked[i] >> bit & 1).astype(bool)
    found = [
        (prices.get(member.id, 0.0) - fit.total[i, j], member.id)
        for j, member in enumerate(pool.mentors)
        if member.seats and not blocked[j] and member.id not in apart and not (floor and fit.total[i, j] < floor)
    ]
    return [mentor_id for _short, mentor_id in sorted(found)[:n]]


def cost_of_rules(read: ReadPool) -> list[RuleCost]:
    """What each rule costs: those that are on, by solving without it; those that are off, by solving with it.

    `leaves_unplaced` and `costs_points` are always "with the rule against without it". A rule that is off and that locked
    pairs break has no answer and is left out.
    """
    pairing = solve(read, with_costs=True)
    floor: float | str = "off" if pairing.floor is None else pairing.floor  # it stays where it is
    costs = {cost.name: cost for cost in pairing.rules}
    for rule in read.pool.terms.rules:
        if rule.on:
            continue
        rules = tuple(replace(one, on=one.on or one.name == rule.name) for one in read.pool.terms.rules)
        stricter = replace(read, pool=replace(read.pool, terms=replace(read.pool.terms, rules=rules, floor=floor)))
        try:
            other = solve(stricter)
        except Refused:
            continue
        fit = engine.weigh(read.similar, stricter.pool.terms)
        costs[rule.name] = RuleCost(
            name=rule.name,
            forbids=int(fit.blocked_by(rule.name).sum()),
            leaves_unplaced=len({pair.mentee_id for pair in pairing.pairs} - {pair.mentee_id for pair in other.pairs}),
            costs_points=pairing.objective - other.objective,
        )
    return [costs[rule.name] for rule in read.pool.terms.rules if rule.name in costs]


def _fit(read: ReadPool) -> Fit:
    """Points of all pairs. Its bit "rejected" may be older than the pool: `pool.forbidden` knows."""
    terms = read.pool.terms
    key = (*scored_key(read.version, read.pool), terms.rules, tuple(terms.all_weights().items()))
    return kept.scored.get(("fit", key), lambda: engine.weigh(read.similar, terms))


def _as_pairing(read: ReadPool, pairs: Collection[tuple[str, str]]) -> Pairing:
    """The present pairs of people who are still in the pool, in the engine's shape."""
    here = read.ids()
    return replace(solve(read), pairs=tuple(Pair(a, b, 0.0, {}) for a, b in sorted(pairs) if a in here and b in here))


def _refusal(read: ReadPool, error: ValueError) -> Refused:
    named = [
        f"{read.places[a].profile.name}, {read.places[b].profile.name}"
        for a, b in read.pool.locked
        if explain(read.pool, a, b).blocked_by
    ]
    if named:
        sentence = _("Locked pairs break a rule: %(pairs)s. Unlock them, or switch the rule off.")
        return Refused(sentence % {"pairs": "; ".join(named)})
    return cannot_be_matched(error, lambda member_id: read.places[member_id].profile.name)
