"""Invented crowds for the tests and the measurement: people in groups, with true rates that are known."""

from collections.abc import Mapping, Sequence

import numpy as np

from mentes.engines.fairness import Measure, Subject

SELECTION = Measure("selection", "share", limit=0.8, found=0.7)
EXPOSURE = Measure("exposure", "ratio", limit=0.8, found=0.7)
FIT = Measure("fit", "gap", limit=5.0, found=7.5)


def crowd(groups: Mapping[str, Sequence[float]], measure: str = "selection", attribute: str = "gender") -> list[Subject]:
    """One subject a value; the group "" did not say."""
    return [
        Subject(f"{group}{k:05}", {attribute: group} if group else {}, {measure: float(value)})
        for group, values in groups.items()
        for k, value in enumerate(values)
    ]


def yes_and_no(n_yes: int, n_no: int) -> list[int]:
    return [1] * n_yes + [0] * n_no


def coins(draw: np.random.Generator, n: int, chance: float) -> np.ndarray:
    return (draw.random(n) < chance).astype(float)
