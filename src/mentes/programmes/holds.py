"""What holds a place: rooms above say which places somebody has already heard of, and in which role. They register here."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

# Takes participation ids, gives for each that is held the roles ("mentor", "mentee") in which it is.
Holds = Callable[[Collection[UUID]], Mapping[UUID, Collection[str]]]

_known: dict[str, Holds] = {}


def register(name: str, holds: Holds) -> None:
    """Makes `holds` count. Rooms above call this from their AppConfig.ready."""
    _known[name] = holds


def forget(name: str) -> None:
    """Takes `name` out again; for tests."""
    _known.pop(name, None)


def held_roles(ids: Collection[UUID]) -> dict[UUID, set[str]]:
    """The roles in which each of `ids` is held by something a person has heard of; ids that nothing holds are left out."""
    found: dict[UUID, set[str]] = {}
    for holds in _known.values():
        for place, roles in holds(ids).items():
            found.setdefault(place, set()).update(roles)
    return found
