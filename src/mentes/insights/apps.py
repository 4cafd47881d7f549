"""The Django app of the room `insights`."""

from mentes.lib import rooms


class InsightsConfig(rooms.Room):
    name = "mentes.insights"
    label = "insights"
    at_start = ("letters",)
