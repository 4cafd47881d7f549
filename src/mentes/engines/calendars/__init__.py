"""Calendars: busy times out of other people's files, and our meetings written so that every calendar understands them."""

from mentes.engines.calendars.busy import read_busy
from mentes.engines.calendars.values import BusyTimes, Entry, NotACalendar, Occurrence
from mentes.engines.calendars.writing import CANCEL, REQUEST, write_feed, write_file, write_message

__all__ = [
    "CANCEL",
    "REQUEST",
    "BusyTimes",
    "Entry",
    "NotACalendar",
    "Occurrence",
    "read_busy",
    "write_feed",
    "write_file",
    "write_message",
]
