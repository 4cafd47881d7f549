"""The Django app of the room `bonds`."""

from mentes.lib import rooms


class BondsConfig(rooms.Room):
    name = "mentes.bonds"
    label = "bonds"
    at_start = ("jobs", "letters", "notices", "personal_data", "settings", "whole_file")
