"""The Django app of the room `meetings`."""

from mentes.lib import rooms


class MeetingsConfig(rooms.Room):
    name = "mentes.meetings"
    label = "meetings"
    at_start = ("jobs", "letters", "papers_personal_data", "personal_data")
