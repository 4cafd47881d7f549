"""report.json: the totals, the proof in numbers, and everybody who has no mentor with the reason."""

import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from mentes.cli.match.sentences import Names, unplaced
from mentes.cli.match.work import Outcome
from mentes.engines.matching import Unplaced, WishCost, terms_to_table


def make_report(outcome: Outcome) -> dict:
    """Only texts, numbers, booleans, None, lists and tables. Which experiences people share is not in it."""
    pairing, pool, names = outcome.pairing, outcome.pool, outcome.names
    # Who has some of the mentors wished for is placed: told apart, so that n_mentees = n_placed + unplaced
    # (of whom those matched by hand stand on no side and are in no count).
    fewer = [person for person in outcome.unplaced if person.reason == "fewer_than_wanted"]
    other = pairing.other_aim
    return {
        "n_mentees": len(pool.mentees),
        "n_mentors": len(pool.mentors),
        "n_pairs": len(pairing.pairs),
        "n_placed": pairing.n_placed,
        "unplaced": [_person(person, names) for person in outcome.unplaced if person not in fewer],
        "fewer_than_wanted": [_person(person, names) for person in fewer],
        "idle_mentors": [_person(person, names) for person in outcome.idle],
        "objective": pairing.objective,
        "upper_bound": pairing.upper_bound,
        "gap": pairing.gap,
        "aim": pairing.aim,
        "mode": pairing.mode,
        "floor": pairing.floor,
        "least_points": pairing.least_points,
        "place_price": pairing.place_price,
        "n_blocking": pairing.n_blocking,
        "other_aim": other and {"aim": other.aim, "objective": other.objective, "n_placed": other.n_placed},
        "rules": [
            {"name": r.name, "forbids": r.forbids, "leaves_unplaced": r.leaves_unplaced, "costs_points": r.costs_points}
            for r in pairing.rules
        ],
        "wishes": [_wish(wish) for wish in pairing.wishes],
        "weights": pool.terms.all_weights(),
        "terms": terms_to_table(pool.terms),
        "week_of": pool.week_of.isoformat(),
        "seed": outcome.seed,
        "left_out": [str(fault) for fault in outcome.inputs.roster.left_out],
        "seconds": outcome.seconds,
        "versions": versions(outcome.texts.models),
    }


def _wish(wish: WishCost) -> dict:
    return {
        "name": wish.name,
        "on": wish.on,
        "floor": wish.floor,
        "costs_points": wish.costs_points,
        "costs_people": wish.costs_people,
        "without": asdict(wish.without),
        "with": asdict(wish.with_it),
    }


def versions(models: tuple[str, ...]) -> dict:
    found = {"python": platform.python_version()}
    for package in ("mentes", "numpy", "scipy", "onnxruntime"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found | {"text_models": list(models)}


def _person(person: Unplaced, names: Names) -> dict:
    return {"id": person.id, "reason": person.reason, "detail": unplaced(person, names)}
