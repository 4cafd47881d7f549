"""The Django app of the room `fairness`."""

from mentes.lib import rooms


class FairnessConfig(rooms.Room):
    name = "mentes.fairness"
    label = "fairness"
    at_start = ("personal_data", "settings", "whole_file")
