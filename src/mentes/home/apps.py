"""The Django app of the room `home`."""

from mentes.lib import rooms


class HomeConfig(rooms.Room):
    name = "mentes.home"
    label = "home"
    at_start = ("demo_clock",)
