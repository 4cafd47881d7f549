"""The Django app of the room `people`."""

from mentes.lib import rooms


class PeopleConfig(rooms.Room):
    name = "mentes.people"
    label = "people"
    at_start = ("account_letters", "jobs", "personal_data")
