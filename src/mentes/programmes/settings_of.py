"""What rooms above keep as a programme's settings: they register here how it is copied into a duplicate."""

from collections.abc import Callable

from mentes.programmes.models import Programme

# Takes the old programme and the new one, and gives the new one what the old one has set in that room.
Copy = Callable[[Programme, Programme], None]

_known: dict[str, Copy] = {}


def register(name: str, copy: Copy) -> None:
    """Makes `copy` part of every duplicate. Rooms above call this from their AppConfig.ready."""
    _known[name] = copy


def copy(old: Programme, new: Programme) -> None:
    for one in _known.values():
        one(old, new)
