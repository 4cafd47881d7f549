"""Fairness: how groups of people fared in a matching, as counts, ratios and gaps, each with what it is worth.

It knows neither Django nor the engine that matches; nothing here can reach a ranking.
"""

from .cells import LEAST, hidden_cells
from .comparisons import audit, compare
from .proxy import MOST_FEATURES, guess
from .values import Comparison, Group, Guess, Measure, Subject

__all__ = [
    "LEAST",
    "MOST_FEATURES",
    "Comparison",
    "Group",
    "Guess",
    "Measure",
    "Subject",
    "audit",
    "compare",
    "guess",
    "hidden_cells",
]
