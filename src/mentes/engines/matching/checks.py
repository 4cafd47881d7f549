"""Is the pool whole? Every wrong value is named in one error."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from .subpool import is_on_demand
from .terms import RIGHT_FLOOR, RULE_NAMES, is_floor
from .values import AIMS, KINDS, MINUTES_A_WEEK, MODES, MOST_WISHES, SHAPES, STRANDS, WISHES, BadPool, Code, Member, Pool

RULE_VALUES = {
    "shared_hours": lambda value: isinstance(value, int | float),
    "minimum_points": lambda value: isinstance(value, int | float),
    "organisation": lambda value: value in ("same", "other"),
}


def check_pool(pool: Pool) -> None:
    """Raises ONE BadPool (a ValueError) with a line for every wrong value; says nothing when all is well."""
    faults = [*_faults_of_terms(pool), *_faults_of_matrices(pool), *_faults_of_locks(pool)]
    beyond = list(_locks_beyond_seats(pool))
    for role, members in (("mentee", pool.mentees), ("mentor", pool.mentors)):
        for member_id, n in Counter(member.id for member in members).items():
            if n > 1:
                faults.append(f"{role} {member_id!r}: {n} people have this id; right would be one")
        for member in members:
            faults += [f"{role} {member.id!r}: {fault}" for fault in _faults_of_member(member)]
    if faults or beyond:
        raise BadPool([*((Code("wrong_value", {"line": line}), line) for line in faults), *beyond])


def _faults_of_member(member: Member) -> Iterator[str]:
    if not member.id:
        yield "no id; right would be a text of its own"
    if type(member.seats) is not int or member.seats < 0:
        yield f"seats = {member.seats!r}; right would be a whole number, 0 or more"
    if member.lived_wish not in WISHES:
        yield f'lived_wish = {member.lived_wish!r}; right would be "like", "unlike", "any" or ""'
    if len(member.wishes) > MOST_WISHES or len({*member.wishes, member.id}) <= len(member.wishes):
        yield f"wishes = {member.wishes!r}; right would be at most {MOST_WISHES} ids of others, each once"
    for skill in (*member.offers, *member.seeks):
        if skill.level is not None and skill.level not in range(5):
            yield f"{skill.topic}: level {skill.level!r}; right would be 0 to 4, or None"
    for start, end in member.hours:
        if not 0 <= start < end <= MINUTES_A_WEEK:
            yield f"hours {start} to {end}; right would be minutes of the week, 0 <= start < end <= {MINUTES_A_WEEK}"
    if member.time_zone and not _is_zone(member.time_zone):
        yield f"time_zone = {member.time_zone!r}; right would be a name such as Europe/Lisbon"


@lru_cache(maxsize=1_024)  # more than there are; zoneinfo itself keeps few
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _faults_of_terms(pool: Pool) -> Iterator[str]:
    weights = pool.terms.all_weights()
    for name, weight in weights.items():
        if not 0 <= weight < float("inf"):
            yield f"weight of {name} = {weight!r}; right would be a number, 0 or more"
    if not sum(weights.values()) > 0:
        yield "weights: all are 0; right would be at least one above 0"
    for name in sorted(set(pool.terms.weights) - set(STRANDS)):
        yield f"weight of {name}: not a strand; right would be one of {', '.join(STRANDS)}"
    for custom in pool.terms.customs:
        if custom.kind not in KINDS or (custom.kind == "distance" and not custom.scale > 0):
            yield f"strand {custom.name!r}: kind {custom.kind!r}, scale {custom.scale!r}; right would be a kind with its values"
    for rule in pool.terms.rules:
        if rule.name not in RULE_NAMES:
            yield f"rule {rule.name!r}: not a rule; right would be one of {', '.join(RULE_NAMES)}"
        elif rule.on and not RULE_VALUES.get(rule.name, lambda value: True)(rule.value):
            yield f"rule {rule.name!r}: value {rule.value!r}; right would be a number, or same or other for organisation"
    if pool.terms.aim not in AIMS:
        yield f'aim = {pool.terms.aim!r}; right would be "points" or "people"'
    if pool.terms.mode not in MODES:
        yield f'mode = {pool.terms.mode!r}; right would be "optimum" or "stable"'
    if pool.terms.shape not in SHAPES:
        yield f'shape = {pool.terms.shape!r}; right would be "sides" or "peers"'
    if not is_floor(pool.terms.floor):
        yield f"floor = {pool.terms.floor!r}; right would be {RIGHT_FLOOR}"


def _faults_of_matrices(pool: Pool) -> Iterator[str]:
    shape = (len(pool.mentees), len(pool.mentors))
    matrices: dict[str, Any] = {"road": pool.road}
    matrices |= {f"road_sides[{k}]": half for k, half in enumerate(pool.road_sides or ())}
    for custom in pool.terms.customs:
        if custom.kind == "text":
            matrices[f"texts[{custom.name!r}]"] = pool.texts.get(custom.name)
    for name, matrix in matrices.items():
        if matrix is None:
            yield f"{name}: missing; right would be similarities of shape {shape}"
        elif (found := matrix.shape if is_on_demand(matrix) else np.shape(matrix)) != shape:
            yield f"{name}: shape {found}; right would be {shape}"
        elif not is_on_demand(matrix) and np.size(matrix) and ((np.asarray(matrix) < 0) | (np.asarray(matrix) > 1)).any():
            yield f"{name}: values outside 0..1; right would be 0..1, or NaN where not asked"


def _faults_of_locks(pool: Pool) -> Iterator[str]:
    known = _known_locks(pool)
    for a, b in sorted(set(pool.locked) - set(known)):
        yield f"locked pair {a!r}, {b!r}: not a mentee and a mentor of the pool; right would be two of them, or no lock"
    for pair, n in Counter(known).items():
        if n > 1:
            yield f"locked pair {pair[0]!r}, {pair[1]!r}: {n} times; right would be once"


def _locks_beyond_seats(pool: Pool) -> Iterator[tuple[Code, str]]:
    known = _known_locks(pool)
    for members, side, role in ((pool.mentees, 0, "mentee"), (pool.mentors, 1, "mentor")):
        seats = {member.id: member.seats for member in members}
        for member_id, n in Counter(pair[side] for pair in known).items():
            if n > (most := seats[member_id]):
                code = Code("locked_beyond_seats", {"role": role, "id": member_id, "n": n, "seats": most})
                yield code, f"{role} {member_id!r}: {n} locked pairs; right would be at most {most}"


def _known_locks(pool: Pool) -> list[tuple[str, str]]:
    mentees, mentors = ({member.id for member in side} for side in (pool.mentees, pool.mentors))
    return [(a, b) for a, b in pool.locked if a in mentees and b in mentors]
