"""The Django app of the room `trust`."""

from mentes.lib import rooms


class TrustConfig(rooms.Room):
    name = "mentes.trust"
    label = "trust"
    at_start = ("personal_data",)
