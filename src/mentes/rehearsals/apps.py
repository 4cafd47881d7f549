"""The Django app of the room `rehearsals`."""

from mentes.lib import rooms


class RehearsalsConfig(rooms.Room):
    name = "mentes.rehearsals"
    label = "rehearsals"
    at_start = ("jobs", "letters", "personal_data")
