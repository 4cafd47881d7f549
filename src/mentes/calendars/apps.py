"""The Django app of the room `calendars`."""

from mentes.lib import rooms


class CalendarsConfig(rooms.Room):
    name = "mentes.calendars"
    label = "calendars"
    at_start = ("jobs", "letters", "personal_data")
