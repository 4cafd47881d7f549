"""What people can do about their own calendars, and what is done for them by the clock."""

from mentes.calendars.actions.feeding import end_feed, feed_text, make_feed, person_of_feed
from mentes.calendars.actions.reading import read_source
from mentes.calendars.actions.sources import MOST_SOURCES, add_source, ask_again, remove_source
from mentes.calendars.actions.telling import set_choices, settle, tell, wants_invitations

__all__ = [
    "MOST_SOURCES",
    "add_source",
    "ask_again",
    "end_feed",
    "feed_text",
    "make_feed",
    "person_of_feed",
    "read_source",
    "remove_source",
    "set_choices",
    "settle",
    "tell",
    "wants_invitations",
]
