"""What people can do with a meeting: book, move, call off, be there, say who was missing, set their hours."""

from mentes.meetings.actions.attending import REASONS, give_reason, i_am_here, say_held, say_missing
from mentes.meetings.actions.booking import MINUTES, MOST_TIMES, book
from mentes.meetings.actions.changing import cancel, cancel_meetings, is_late, move
from mentes.meetings.actions.hours import add_exception, remove_exception, set_week
from mentes.meetings.actions.papers import lay_out_agenda
from mentes.meetings.actions.reminding import remind

__all__ = [
    "MINUTES",
    "MOST_TIMES",
    "REASONS",
    "add_exception",
    "book",
    "cancel",
    "cancel_meetings",
    "give_reason",
    "i_am_here",
    "is_late",
    "lay_out_agenda",
    "move",
    "remind",
    "remove_exception",
    "say_held",
    "say_missing",
    "set_week",
]
