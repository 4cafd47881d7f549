"""What an organiser does with matches before anybody hears of them. Publishing and answering have files of their own."""

from mentes.matches.actions.asking import ask_for_run, have_it_made
from mentes.matches.actions.auditing import count_run
from mentes.matches.actions.proposing import propose_matches
from mentes.matches.actions.review import (
    allow_again,
    approve_match,
    approve_matches,
    lock_match,
    reject_match,
    unapprove_match,
    unlock_match,
)
from mentes.matches.actions.swapping import swap_match
from mentes.matches.actions.terms import change_terms

__all__ = [
    "allow_again",
    "approve_match",
    "approve_matches",
    "ask_for_run",
    "change_terms",
    "count_run",
    "have_it_made",
    "lock_match",
    "propose_matches",
    "reject_match",
    "swap_match",
    "unapprove_match",
    "unlock_match",
]
