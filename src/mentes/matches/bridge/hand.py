"""Two people whom an organiser wants to pair by hand: which hard rules are in the way. Nobody is scored, nobody is ranked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import numpy as np

from mentes.engines import matching as engine
from mentes.engines.matching import Pool
from mentes.matches.bridge.people import member_ids, member_of
from mentes.matches.bridge.pool import monday_of, terms_of
from mentes.programmes.models import Participation


def kept_apart(place: Participation, side: str, others: Sequence[Participation], *, now: datetime) -> dict[UUID, tuple[str, ...]]:
    """The rules of the programme that forbid each pair of `place`, on `side` ("mentee" or "mentor"), with one of `others`.

    By the other's id; () where none does. The rule on points forbids nothing here: there are none.
    """
    programme = place.programme
    member_id = member_ids(programme)
    one = (member_of(place, 1, member_id),)
    many = tuple(member_of(other, 1, member_id) for other in others)
    mentees, mentors = (one, many) if side == "mentee" else (many, one)
    pool = Pool(
        mentees=mentees,
        mentors=mentors,
        terms=terms_of(programme),
        road=np.full((len(mentees), len(mentors)), np.nan),
        week_of=monday_of(programme.starts_on or now.date()),
    )
    said = Participation.objects.filter(programme=programme).values_list("pk", "manager_external_id")
    managers = {str(pk): member_id(manager) for pk, manager in said if manager}
    masks = {rule: mask.reshape(-1) for rule, mask in engine.rules_broken(pool, managers).items()}
    return {other.pk: tuple(rule for rule, mask in masks.items() if mask[k]) for k, other in enumerate(others)}
