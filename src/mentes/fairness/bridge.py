"""Answers and outcomes to the audit engine's values and back: the one place where this room meets `engines.fairness`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from mentes.engines.fairness import LEAST, Measure, Subject, audit, guess

RATIO_LIMIT, RATIO_FOUND = 0.8, 0.7
POINTS_LIMIT, DAYS_LIMIT = 5.0, 7.0
__all__ = ["LEAST", "MEASURES", "SIDES", "compare_side", "guess_groups"]

# A true gap of half as much again as the limit is what an audit with enough people should find.
FOUND = 1.5
MEASURES = {
    "mentee": (
        Measure("selection", "share", RATIO_LIMIT, RATIO_FOUND),
        Measure("scoring", "share", RATIO_LIMIT, RATIO_FOUND),
        Measure("fit", "gap", POINTS_LIMIT, POINTS_LIMIT * FOUND),
        Measure("waiting", "gap", DAYS_LIMIT, DAYS_LIMIT * FOUND, more_is_better=False),
    ),
    "mentor": (
        Measure("selection", "share", RATIO_LIMIT, RATIO_FOUND),
        Measure("exposure", "ratio", RATIO_LIMIT, RATIO_FOUND),
    ),
}
SIDES = tuple(MEASURES)


def compare_side(
    side: str, values: Mapping[str, Mapping[str, float]], groups: Mapping[str, Mapping[str, str]], attributes: Sequence[str]
) -> list[dict]:
    """Comparisons as the report keeps them. `values`: {place: {measure: value}}; `groups`: {place: {attribute: group}}."""
    subjects = [Subject(place, groups.get(place, {}), said) for place, said in values.items()]
    known = {name for said in values.values() for name in said}
    measures = [measure for measure in MEASURES[side] if measure.name in known]
    return [asdict(one) for one in audit(subjects, attributes, measures)]


def guess_groups(
    places: Sequence[str], features: np.ndarray, groups: Mapping[str, Mapping[str, str]], attributes: Sequence[str]
) -> list[dict]:
    """For each group of at least LEAST people: how well `features` (rows as `places`) predict who of those who said is in it."""
    tried = []
    for attribute in attributes:
        rows = [k for k, place in enumerate(places) if groups.get(place, {}).get(attribute)]
        said = [groups[places[k]][attribute] for k in rows]
        shown = sorted(name for name, n in Counter(said).items() if min(n, len(said) - n) >= LEAST)
        tried += [(attribute, name, rows, said) for name in (shown[:1] if len(set(said)) == 2 else shown)]
    found = [
        guess(attribute, name, features[rows], np.array([one == name for one in said], dtype=bool), seed=0, n_tried=len(tried))
        for attribute, name, rows, said in tried
    ]
    return [asdict(one) for one in found]
