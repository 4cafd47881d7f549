"""A middling pool: its points are held, and its pairs all the same generated on prices, which is quicker than an assignment."""

import numpy as np

from .generation import Problem, generate
from .market import Market
from .pricing import Barred
from .sources import Table


def generate_held(market: Market, prices: np.ndarray | None = None) -> np.ndarray:
    """(k, 2) indices (mentee, mentor) of a best pairing, by mentee, then mentor. `prices`: (n_mentors,) to start from."""
    nothing = Barred.of(np.zeros((0, 2)), len(market.wants))
    problem = Problem(Table(market.points), market.wants, market.seats, market.bonus, nothing)
    return generate(problem, prices=prices).pairs
