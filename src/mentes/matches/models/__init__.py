"""Matches: runs of the matching, the pairs they propose, and what people answered."""

from mentes.matches.models.ending import CarriedMark, Closing, Ending, Farewell, Priority
from mentes.matches.models.match import Match, Rejection
from mentes.matches.models.promise import Promise
from mentes.matches.models.publication import Alternate, Publication
from mentes.matches.models.question import Question
from mentes.matches.models.request import RunRequest
from mentes.matches.models.run import Run

__all__ = [
    "Alternate",
    "CarriedMark",
    "Closing",
    "Ending",
    "Farewell",
    "Match",
    "Priority",
    "Promise",
    "Publication",
    "Question",
    "Rejection",
    "Run",
    "RunRequest",
]
