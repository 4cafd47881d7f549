"""Rows to the matching engine's values and back: the one place where this room meets `engines.matching`.

What a programme's people answered is read once and kept in this process under a fingerprint of the rows themselves, so that
trying other weights needs no scoring again and no other process can make it wrong. Seats, locks and rejections are read anew
each time: they change with every click.
"""

from mentes.engines.matching import (
    AIMS,
    CUSTOM_DYE,
    DYES,
    STRANDS,
    SwapCost,
    Terms,
    Wait,
    WhyNot,
    days_until,
    default_terms,
    expect,
    read_terms,
    round_points,
    share_interval,
    terms_to_table,
)
from mentes.engines.matching.terms import READABLE, READABLE_TEXT
from mentes.matches.bridge.first import hold_first
from mentes.matches.bridge.hand import kept_apart
from mentes.matches.bridge.outcomes import read_outcomes, read_traits
from mentes.matches.bridge.people import data_version, text_columns
from mentes.matches.bridge.pool import ReadPool, read_pool, terms_of
from mentes.matches.bridge.proof import RunAgain, count_again
from mentes.matches.bridge.solving import (
    alternates,
    alternatives,
    cost_of_rules,
    explain,
    lock_costs,
    nearest,
    parts_of,
    solve,
    swap_cost,
    why_not,
)

__all__ = [
    "AIMS", "CUSTOM_DYE", "DYES", "READABLE", "READABLE_TEXT", "STRANDS", "ReadPool", "RunAgain", "SwapCost", "Terms",
    "Wait", "WhyNot", "alternates", "alternatives", "cost_of_rules", "count_again", "data_version", "days_until",
    "default_terms", "expect", "explain", "hold_first",
    "kept_apart", "lock_costs", "nearest", "parts_of", "read_outcomes", "read_pool",
    "read_terms", "read_traits", "round_points", "share_interval", "solve", "swap_cost", "terms_of", "terms_to_table",
    "text_columns", "why_not",
]  # fmt: skip
