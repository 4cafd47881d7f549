"""The Django app of the room `matches`."""

from mentes.lib import rooms


class MatchesConfig(rooms.Room):
    name = "mentes.matches"
    label = "matches"
    at_start = ("jobs", "letters", "parties", "personal_data", "seats", "signs", "whole_file", "whole_meetings", "work")
