"""The Django app of the room `programmes`."""

from mentes.lib import rooms


class ProgrammesConfig(rooms.Room):
    name = "mentes.programmes"
    label = "programmes"
    at_start = ("archive", "jobs", "letters", "personal_data", "texts", "whole_file")
