"""The Django app of the room `topics`."""

from mentes.lib import rooms


class TopicsConfig(rooms.Room):
    name = "mentes.topics"
    label = "topics"
    at_start = ("personal_data",)
