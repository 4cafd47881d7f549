"""A kept run, counted once more from the rows: the check that trusts nothing of the solver."""

from dataclasses import dataclass, replace

import numpy as np

from mentes.engines import matching as engine
from mentes.engines.matching import Certificate, Pool, read_terms
from mentes.lib.acting import acting_as_matcher
from mentes.matches.bridge.people import data_version, people_of, texts_of
from mentes.matches.models import Run


@dataclass(frozen=True, eq=False)
class RunAgain:
    """A kept run, counted once more from today's rows: what it takes to check it without trusting the solver."""

    pool: Pool
    points: np.ndarray  # (n_mentees, n_mentors), NaN where a hard rule forbids
    own_points: np.ndarray  # (2, n_mentees, n_mentors): to the mentee, to the mentor
    pairs: np.ndarray  # (k, 2) places in pool.mentees and pool.mentors
    locked: np.ndarray
    prices: np.ndarray  # (n_mentors,)
    certificate: Certificate
    n_blocking: int


@acting_as_matcher()
def count_again(run: Run) -> RunAgain | None:
    """None when somebody's answers have changed since: then the kept proof speaks of people who are no longer so."""
    programme = run.programme
    terms = read_terms(run.terms)
    version = data_version(programme, terms)
    if run.inputs.get("data") != version:
        return None
    people = people_of(programme, version)
    capacity, wants = run.inputs["capacity"], run.inputs["wants"]
    rows = [k for k, member in enumerate(people.mentees) if member.id in wants]
    columns = [k for k, member in enumerate(people.mentors) if member.id in capacity]
    texts = texts_of(people, terms, programme, version)
    pool = Pool(
        mentees=tuple(replace(people.mentees[k], seats=wants[people.mentees[k].id]) for k in rows),
        mentors=tuple(replace(people.mentors[k], seats=capacity[people.mentors[k].id]) for k in columns),
        terms=terms,
        road=people.road[np.ix_(rows, columns)],
        road_sides=(people.road_sides[0][np.ix_(rows, columns)], people.road_sides[1][np.ix_(rows, columns)]),
        texts={name: near[np.ix_(rows, columns)] for name, near in texts.items()},
        week_of=run.week_of,
        locked=tuple((a, b) for a, b in run.inputs["locked"]),
        forbidden=tuple((a, b) for a, b in run.inputs["forbidden"]),
    )
    similar = engine.similarities(pool)
    points, own_points = engine.weigh(similar, terms).points, engine.own_points(similar, terms)
    row = {member.id: k for k, member in enumerate(pool.mentees)}
    column = {member.id: k for k, member in enumerate(pool.mentors)}
    pairs = np.array([(row[p["mentee"]], column[p["mentor"]]) for p in run.pairs], dtype=np.int64).reshape(-1, 2)
    locked = np.array([(row[a], column[b]) for a, b in pool.locked], dtype=np.int64).reshape(-1, 2)
    prices = np.array([run.prices[member.id] for member in pool.mentors], dtype=float)
    seats, wishes = [m.seats for m in pool.mentors], [m.seats for m in pool.mentees]
    certificate = engine.check(
        points, seats, wishes, prices, pairs, run.judged_aim, locked=locked, floor=run.floor, place_price=run.place_price
    )
    whole = [(np.arange(len(points)), points, own_points)]
    n_blocking = engine.count_blocking(lambda: whole, seats, wishes, pairs, locked=locked, floor=run.floor)
    return RunAgain(pool, points, own_points, pairs, locked, prices, certificate, n_blocking)
