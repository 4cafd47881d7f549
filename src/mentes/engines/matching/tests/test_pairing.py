"""pair_up keeps its promises: best, within seats and wants and rules, locks kept, whatever the order of the input."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.engines.matching import check, pair_up, point_blocks, score, similarities
from mentes.engines.matching.market import first_seat_bonus

from .crowd import crowd
from .pools import best_by_trying, pool_of_points


def pairs_of(pairing) -> list[tuple[str, str]]:
    return [(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs]


def places(pool, pairing) -> np.ndarray:
    i, j = ({member.id: k for k, member in enumerate(side)} for side in (pool.mentees, pool.mentors))
    return np.array([(i[a], j[b]) for a, b in pairs_of(pairing)]).reshape(-1, 2)


def seats(pool) -> tuple[list[int], list[int]]:
    return [member.seats for member in pool.mentors], [member.seats for member in pool.mentees]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(["points", "people"]))
def test_it_is_the_best_of_all_pairings(data, aim):
    n, m = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    cell = st.one_of(st.just(np.nan), st.integers(0, 100).map(float))
    points = np.array(data.draw(st.lists(st.lists(cell, min_size=m, max_size=m), min_size=n, max_size=n)))
    wants = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    capacity = data.draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    bonus = first_seat_bonus(np.array(wants), np.array(capacity)) if aim == "people" else 0.0
    best, n_placed = best_by_trying(points, wants, capacity, bonus)
    pairing = pair_up(pool_of_points(points, wants, capacity, aim=aim))
    if aim == "people":
        assert pairing.n_placed == n_placed
    assert pairing.objective == pytest.approx(best - bonus * (n_placed if aim == "people" else 0), abs=1e-6)
    assert pairing.upper_bound >= pairing.objective
    assert pairing.gap < 1e-9
    assert {person.id for person in pairing.unplaced} | {pair.mentee_id for pair in pairing.pairs} == {f"e{k}" for k in range(n)}
    assert {person.id for person in pairing.idle} ^ {pair.mentor_id for pair in pairing.pairs} == {f"m{k}" for k in range(m)}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("aim", ["points", "people"])
def test_a_crowd_is_paired_within_every_limit(seed, aim):
    pool = crowd(30, 25, seed, shared_hours=1, minimum_points=15)
    pool = replace(pool, terms=replace(pool.terms, aim=aim))
    pairing = pair_up(pool)
    fit = score(pool)
    chosen = places(pool, pairing)
    assert len(set(map(tuple, chosen))) == len(chosen)
    assert fit.allowed[chosen[:, 0], chosen[:, 1]].all()
    capacity, wants = seats(pool)
    assert (np.bincount(chosen[:, 0], minlength=30) <= wants).all()
    assert (np.bincount(chosen[:, 1], minlength=25) <= capacity).all()
    for pair in pairing.pairs:
        assert sum(pair.parts.values()) == pytest.approx(pair.points, abs=1e-9)
    certificate = check(point_blocks(pool), capacity, wants, pairing.mentor_prices, chosen, aim)
    assert certificate.feasible
    assert certificate.objective == pytest.approx(pairing.objective, abs=1e-9)
    assert certificate.gap < 1e-9
    if aim == "points":  # at these prices nobody would rather have another: what the proof says, person by person
        total = (np.array(capacity) * pairing.mentor_prices).sum() + pairing.mentee_gains.sum()
        assert total == pytest.approx(pairing.objective, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_input_never_matters(seed):
    pool = crowd(20, 16, seed)
    chance = random.Random(seed)
    i, j = chance.sample(range(20), 20), chance.sample(range(16), 16)
    turned = replace(
        pool,
        mentees=tuple(pool.mentees[k] for k in i),
        mentors=tuple(pool.mentors[k] for k in j),
        road=pool.road[np.ix_(i, j)],
        texts={name: matrix[np.ix_(i, j)] for name, matrix in pool.texts.items()},
    )
    one, other = pair_up(pool), pair_up(turned)
    assert one.pairs == other.pairs
    assert (one.objective, one.upper_bound, one.unplaced, one.idle, one.rules) == (
        other.objective, other.upper_bound, other.unplaced, other.idle, other.rules,
    )  # fmt: skip
    assert np.array_equal(one.mentor_prices[j], other.mentor_prices)
    assert np.array_equal(one.mentee_gains[i], other.mentee_gains)


def test_equal_totals_are_decided_by_id_and_not_by_chance():
    pool = pool_of_points(np.full((3, 3), 50.0))
    assert pairs_of(pair_up(pool)) == pairs_of(pair_up(pool, seed=7)) == [("e0", "m0"), ("e1", "m1"), ("e2", "m2")]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(["points", "people"]))
def test_locked_pairs_are_kept_and_the_rest_is_best_around_them(seed, aim):
    chance = np.random.default_rng(seed)
    points = np.round(chance.random((4, 3)) * 100, 2)
    points[chance.random((4, 3)) < 0.25] = np.nan
    wants, capacity = chance.integers(1, 3, 4).tolist(), chance.integers(1, 3, 3).tolist()
    allowed = np.argwhere(~np.isnan(points))
    lock = tuple(allowed[chance.integers(len(allowed))])
    pool = pool_of_points(points, wants, capacity, aim=aim, locked=((f"e{lock[0]}", f"m{lock[1]}"),))
    pairing = pair_up(pool)
    assert pool.locked[0] in pairs_of(pairing)
    assert pairing.gap < 1e-9
    held = points.copy()
    held[lock] += 10_000  # worth so much that the best pairing holds it
    bonus = first_seat_bonus(np.array(wants), np.array(capacity)) if aim == "people" else 0.0
    best, n_placed = best_by_trying(held, wants, capacity, bonus)
    assert pairing.objective == pytest.approx(best - 10_000 - bonus * (n_placed if bonus else 0), abs=1e-6)
    places_of_lock = [lock]
    again = check(points, capacity, wants, pairing.mentor_prices, places(pool, pairing), aim, locked=places_of_lock)
    assert again.feasible
    assert again.gap < 1e-9


def test_a_locked_pair_that_a_rule_forbids_is_an_error_naming_both():
    pool = pool_of_points([[50.0, np.nan]], locked=(("e0", "m1"),))
    with pytest.raises(ValueError, match=r"'e0', 'm1'.*rejected"):
        pair_up(pool)


def test_more_locks_than_seats_are_an_error():
    with pytest.raises(ValueError, match="2 locked pairs; right would be at most 1"):
        pair_up(pool_of_points([[50.0], [40.0]], locked=(("e0", "m0"), ("e1", "m0"))))


def test_a_rejected_pair_never_comes_again():
    pool = pool_of_points([[90.0, 10.0]])
    assert pairs_of(pair_up(replace(pool, forbidden=(("e0", "m0"),)))) == [("e0", "m1")]


def test_somebody_who_is_both_may_stand_on_both_sides_but_not_with_themselves():
    pool = pool_of_points([[90.0, 10.0], [20.0, 80.0]])
    ids = ("ama", "bo")
    pool = replace(
        pool,
        mentees=tuple(replace(member, id=i) for member, i in zip(pool.mentees, ids, strict=True)),
        mentors=tuple(replace(member, id=i) for member, i in zip(pool.mentors, ids, strict=True)),
    )
    assert pairs_of(pair_up(pool)) == [("ama", "bo"), ("bo", "ama")]


def test_the_two_aims_differ_and_say_what_the_other_gives():
    """One mentor serves both, the other only the first: best total leaves e1 out, most people places both."""
    points = [[90.0, 5.0], [60.0, np.nan]]
    best_total, most_people = pair_up(pool_of_points(points)), pair_up(pool_of_points(points, aim="people"))
    assert pairs_of(best_total) == [("e0", "m0")]
    assert pairs_of(most_people) == [("e0", "m1"), ("e1", "m0")]
    assert (best_total.other_aim.aim, best_total.other_aim.objective, best_total.other_aim.n_placed) == ("people", 65.0, 2)
    assert (most_people.other_aim.aim, most_people.other_aim.objective, most_people.other_aim.n_placed) == ("points", 90.0, 1)
    assert most_people.upper_bound == pytest.approx(65.0)


def test_an_empty_pool_is_answered():
    for n, m in ((0, 0), (2, 0), (0, 2)):
        pairing = pair_up(pool_of_points(np.zeros((n, m))))
        assert pairing.pairs == ()
        assert (len(pairing.unplaced), len(pairing.idle)) == (n, m)
        assert (pairing.objective, pairing.gap) == (0.0, 0.0)


def test_large_pools_are_scored_by_blocks_with_the_same_answer(monkeypatch):
    pool = crowd(30, 25)
    whole = pair_up(pool)
    monkeypatch.setattr("mentes.engines.matching.board.KEEP_CELLS", 0)
    monkeypatch.setattr("mentes.engines.matching.scoring.BLOCK_CELLS", 100)
    seen = []
    by_blocks = pair_up(pool, progress=lambda *step: seen.append(step))
    assert by_blocks.pairs == whole.pairs
    assert by_blocks.objective == whole.objective
    assert ("score", 30, 30) in seen
    assert {step for step, _, _ in seen} == {"score", "solve", "prove", "costs"}


def test_similarities_give_the_same_pairing():
    pool = crowd(30, 25)
    similar = similarities(pool)
    changed = replace(pool, terms=replace(pool.terms, weights={**pool.terms.weights, "topics": 70.0}))
    assert pair_up(changed, similarities=similar).pairs == pair_up(changed).pairs


def test_the_certificate_finds_what_is_wrong():
    points = np.array([[90.0, 5.0], [60.0, np.nan]])
    codes = lambda *pairs, **more: {f.code for f in check(points, [1, 1], [1, 1], [90.0, 0.0], np.array(pairs), **more).faults}  # noqa: E731
    assert codes((0, 0)) == set()
    assert codes((0, 0), (0, 0)) == {"pair_twice", "more_than_wanted", "more_than_seats"}
    assert codes((1, 1)) == {"forbidden_pair"}
    assert codes((0, 0), (1, 0)) == {"more_than_seats"}
    assert codes((0, 7)) == {"unknown_index"}
    assert codes((0, 0), locked=[(1, 0)]) == {"lock_broken"}
    assert codes((0, 0), aim="people") == {"more_people_possible"}
    assert check(points, [1, 1], [1, 1], [-5.0, 0.0], np.array([[0, 0]])).faults[0].code == "price_below_zero"
    assert check(points, [1, 1], [1, 1], [0.0, 0.0], np.array([[0, 1]])).gap > 1


def test_the_certificate_refuses_rows_left_out():
    with pytest.raises(ValueError, match="1 rows in the blocks"):
        check([(slice(0, 1), np.array([[1.0]]))], [1], [1, 1], [0.0], np.zeros((0, 2)))
