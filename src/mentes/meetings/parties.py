"""Who may meet about what: rooms above register how they know, so that this room never names one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from mentes.people.models import Person


@dataclass(frozen=True)
class Party:
    """The people who meet about one thing. `is_open`: whether anything may still be booked. `link`: the page it belongs to.

    `is_over`: they no longer meet about it, and what they wrote for it is to be read.
    """

    about: UUID
    people: tuple[Person, ...]
    is_open: bool
    link: str = ""
    is_over: bool = False


# From an `about` to its party, or None where the room that registered does not know it.
_readers: list[Callable[[UUID], Party | None]] = []


def register(reader: Callable[[UUID], Party | None]) -> None:
    if reader not in _readers:
        _readers.append(reader)


def party_of(about: UUID, person: Person) -> Party | None:
    """The party that meets about `about`, for one of its own; None for everybody else, as where there is none."""
    for reader in _readers:
        party = reader(about)
        if party is not None:
            return party if person.pk in {one.pk for one in party.people} else None
    return None
