"""Why not this person: what the pair falls short of, and the smallest change that would bring it about."""

from .answer import WhyNot, why_not
from .search import TOP, Advice
from .steps import KINDS, Step

__all__ = ["KINDS", "TOP", "Advice", "Step", "WhyNot", "why_not"]
