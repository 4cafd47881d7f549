"""The audit of one side of a matching: every attribute, every two attributes, every measure."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from .cells import LEAST, hidden_cells, round_down
from .stands import N_LEAST, Stand, stand
from .values import KINDS, Comparison, Group, Measure, Subject


def audit(
    subjects: Sequence[Subject], attributes: Sequence[str], measures: Sequence[Measure], *, least: int = LEAST
) -> tuple[Comparison, ...]:
    """Comparisons by each attribute, then by each two, in every measure. The order of `subjects` does not matter.

    Raises one ValueError that names every wrong value.
    """
    _check(subjects, measures)
    subjects = sorted(subjects, key=lambda subject: subject.id)
    by = [(one,) for one in attributes] + list(combinations(attributes, 2))
    return tuple(compare(subjects, names, measure, least=least) for names in by for measure in measures)


def compare(subjects: Sequence[Subject], attributes: tuple[str, ...], measure: Measure, *, least: int = LEAST) -> Comparison:
    """One measure by one attribute or two. People whose value is unknown are left out; who did not say is counted as left out."""
    known = [one for one in subjects if measure.name in one.values]
    cells: dict[tuple[str, ...], list[float]] = defaultdict(list)
    rest: list[float] = []
    for one in known:
        cell = tuple(one.groups.get(name, "") for name in attributes)
        (cells[cell] if all(cell) else rest).append(one.values[measure.name])
    hidden = _hidden(known, attributes, {cell: len(values) for cell, values in cells.items()}, len(rest), least)
    for cell in sorted(hidden):
        rest += cells.pop(cell)
    nothing = Comparison(
        attributes=attributes,
        measure=measure.name,
        kind=measure.kind,
        limit=measure.limit,
        state="not_enough",
        groups=(),
        n_left_out=round_down(len(rest)) if len(rest) >= least else 0,
        overall=math.fsum(one.values[measure.name] for one in known) / len(known) if len(known) >= least else None,
        hidden="few_groups",
    )
    if len(cells) < 2:
        return nothing  # one group beside people who did not say: nothing to compare, so nothing is shown
    stands = stand({cell: np.array(values) for cell, values in sorted(cells.items())}, measure)
    few = measure.kind == "share" and _points_at_people([*cells.values(), rest], least)
    groups = tuple(_group(cell, one, measure, is_hidden=few) for cell, one in stands.items())
    return replace(nothing, state=_worst(groups), groups=groups, hidden="few_outcomes" if few else "")


def _hidden(known: Sequence[Subject], attributes: tuple[str, ...], counts, n_rest: int, least: int) -> set[tuple[str, ...]]:
    """Cells that are not shown. With two attributes, people who said one of them fill up the rows and columns of the other."""
    if len(attributes) == 1:
        return hidden_cells(counts, unknown=n_rest, least=least)
    filled = Counter(counts)
    for one in known:
        cell = tuple(one.groups.get(name, "") for name in attributes)
        if any(cell) and not all(cell):
            filled[cell] += 1
    return {cell for cell in hidden_cells(filled, least=least) if all(cell)}


def _points_at_people(columns: Sequence[Sequence[float]], least: int) -> bool:
    """Whether somewhere so few have it, or lack it, that shares by group would tell of a few people what they did not say."""
    everybody = [value for column in columns for value in column]
    if len(set(everybody)) < 2:
        return False  # all have it, or none: nothing is told that the whole does not say
    return any(min(n_yes, len(column) - n_yes) < least for column in columns if column for n_yes in [int(sum(column))])


def _group(cell: tuple[str, ...], one: Stand, measure: Measure, *, is_hidden: bool) -> Group:
    numbers = {"mean": one.mean, "compared": one.compared, "low": one.low, "high": one.high, "p": one.p}
    shown = {name: None if is_hidden or not math.isfinite(value) else value for name, value in numbers.items()}
    return Group(
        names=cell,
        n_at_least=round_down(one.n),
        state=one.state(measure),
        **shown,
        power=one.power,
        n_needed=one.n_needed if min(one.n, one.n_beside) < max(one.n_needed, N_LEAST) else 0,
        is_best=one.is_best,
        is_worth_a_look=not is_hidden and one.is_worth_a_look(measure),
    )


def _worst(groups: Sequence[Group]) -> str:
    states = {group.state for group in groups}
    return next(state for state in ("concern", "not_enough", "ok") if state in states)


def _check(subjects: Sequence[Subject], measures: Sequence[Measure]) -> None:
    wrong = [f"measure {m.name}: no such kind “{m.kind}”" for m in measures if m.kind not in KINDS]
    for m in measures:
        is_ordered = 0 < m.limit < m.found if m.kind == "gap" else 0 < m.found < m.limit < 1
        if m.kind in KINDS and not is_ordered:
            wrong.append(f"measure {m.name}: limit {m.limit} and found {m.found} are no pair for a {m.kind}")
    wrong += [f"{who} stands there {n} times" for who, n in Counter(one.id for one in subjects).items() if n > 1]
    kinds = {m.name: m.kind for m in measures}
    for one in subjects:
        for name, value in one.values.items():
            kind = kinds.get(name)
            if not math.isfinite(value) or (kind == "share" and value not in (0, 1)) or (kind == "ratio" and value < 0):
                wrong.append(f"{one.id}: {name} cannot be {value}")
    if wrong:
        raise ValueError("; ".join(wrong))
