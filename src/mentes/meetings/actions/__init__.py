"""What people can do with a meeting: book, move, call off, be there, say who was missing, set their hours."""

from mentes.meetings.actions.attending import REASONS, give_reason, i_am_here, say_held, say_missing
from mentes.meetings.actions.booking import MINUTES, MOST_TIMES, book
from mentes.meetings.actions.changing import cancel, cancel_meetings, is_late, move

__all__ = [
    "MINUTES",
    "MOST_TIMES",
    "REASONS",
    "book",
    "cancel",
    "cancel_meetings",
    "give_reason",
    "i_am_here",
    "is_late",
    "move",
    "say_held",
    "say_missing",
]
