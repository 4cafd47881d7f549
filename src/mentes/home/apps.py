"""The Django app of the room `home`."""

from mentes.lib.rooms import Room


class HomeConfig(Room):
    name = "mentes.home"
    label = "home"
    at_start = ("demo_clock",)
