"""What whoever runs a programme may know of its bonds: that a pulse came, and what people chose to tell them. Never an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentes.bonds.models import Pulse, Trouble
from mentes.people.models import Person
from mentes.programmes.models import Programme

N_LATEST = 20


@dataclass(frozen=True)
class Signs:
    """`n_asked` and `n_answered` count over the whole programme; `missing` waits for an answer."""

    troubles: Sequence[Trouble]
    taken_up: Sequence[Trouble]
    low: Sequence[Pulse]
    missing: Sequence[Pulse]
    n_asked: int
    n_answered: int


def read_signs(programme: Programme, reader: Person) -> Signs:
    """Without what concerns the reader's own matches: nobody reads as an organiser what they may not read as one of the two."""
    sides = (f"match__{side}__profile" for side in ("mentee", "mentor"))
    troubles = Trouble.objects.readable_by(reader).filter(match__programme=programme)
    troubles = troubles.select_related("person", "taken_up_by", *sides)
    asked = Pulse.objects.filter(match__programme=programme)
    others = asked.exclude(match__mentee__person=reader).exclude(match__mentor__person=reader)
    others = others.select_related("person", *sides)
    return Signs(
        troubles=list(troubles.open()),
        taken_up=list(troubles.exclude(taken_up_at=None).order_by("-taken_up_at")[:N_LATEST]),
        low=list(others.wanting_help().filter(is_low=True).order_by("-answered_at")[:N_LATEST]),
        missing=list(others.waiting().order_by("asked_at")[:N_LATEST]),
        n_asked=asked.count(),
        n_answered=asked.answered().count(),
    )
