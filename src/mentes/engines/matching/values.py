"""What goes into a matching and what comes out: frozen values, no behaviour beyond reading themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

STRANDS = ("topics", "road", "lived", "language", "working", "hours", "wishes")
ONLY_WITH_WEIGHT = ("wishes",)  # without a weight it is no part of the points, not even one of 0
DYES = {
    "topics": "woad", "road": "olive", "lived": "murex", "language": "weld", "working": "madder", "hours": "walnut",
    "wishes": "indigo",
}  # fmt: skip
CUSTOM_DYE = "flax"
KINDS = ("same", "shared", "different", "order", "text", "distance")
AIMS = ("points", "people")
MODES = ("optimum", "stable")
SHAPES = ("sides", "peers")
FLOORS = ("off", "best")  # or a number of points
WISHES = ("like", "unlike", "any", "")
MOST_WISHES = 5  # people whom one may name
MINUTES_A_WEEK = 7 * 24 * 60


@dataclass(frozen=True)
class Skill:
    """A topic, and how far one has come in it: 0 (nothing yet) to 4 (others ask me), or None when not said."""

    topic: str
    level: int | None = None


@dataclass(frozen=True)
class Member:
    """One person as the engine sees them. Somebody who is both stands once in each list, under one id.

    `lived_sensitive` holds only what the person volunteered for matching; such an item counts only where
    both sides hold it there, whether or not it also stands in `lived`.
    """

    id: str
    offers: tuple[Skill, ...] = ()
    seeks: tuple[Skill, ...] = ()
    lived: tuple[str, ...] = ()
    lived_sensitive: frozenset[str] = frozenset()
    lived_wish: str = ""
    working: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # BCP 47, best first
    time_zone: str = ""  # IANA
    hours: tuple[tuple[int, int], ...] = ()  # local minutes of the week, [start, end), Monday 00:00 = 0
    seats: int = 1  # a mentor's capacity, a mentee's wants
    organisation: str = ""
    manager_id: str = ""
    not_with: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()  # ids of people they would like, best first, at most MOST_WISHES
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CustomStrand:
    """A strand made of a column: see docs/reference/strands.md for the formula of each kind."""

    name: str
    kind: str
    mentee_column: str
    mentor_column: str
    weight: float
    values: tuple[str, ...] = ()  # order: lowest first
    above: tuple[int, ...] = (1, 2)  # order: how many steps above the mentee the mentor should stand
    scale: float = 0.0  # distance: how far apart brings 0, in the column's own unit


@dataclass(frozen=True)
class Rule:
    """A hard rule: a pair that it forbids is never made. `value` is a number, a word, or None where none is needed."""

    name: str
    on: bool
    value: float | str | None = None


@dataclass(frozen=True)
class Terms:
    """What the organiser wishes: weights of the strands, hard rules, the aim, a floor, and how pairs are chosen."""

    weights: Mapping[str, float]
    customs: tuple[CustomStrand, ...] = ()
    rules: tuple[Rule, ...] = ()
    aim: str = "points"
    floor: float | str = "off"  # "best", or the least points a pair may have; locked pairs stay below it
    mode: str = "optimum"  # "stable": by each side's own wishes; the aim then decides nothing
    shape: str = "sides"  # "peers": everybody gives and gets, see peers.py
    sensitive_lived: bool = True
    week_of: date | None = None  # any day of the week whose clock changes count; None: the pool's

    def all_weights(self) -> dict[str, float]:
        """Weight of every strand in the order of the parts: the built-in ones, then the custom ones."""
        given = {name: float(self.weights.get(name, 0.0)) for name in STRANDS}
        built_in = {name: weight for name, weight in given.items() if weight != 0 or name not in ONLY_WITH_WEIGHT}
        return built_in | {custom.name: float(custom.weight) for custom in self.customs}

    def offered_weights(self) -> dict[str, float]:
        """The same with those that are no part of the points now: what an organiser may change."""
        return {name: float(self.weights.get(name, 0.0)) for name in STRANDS} | self.all_weights()


@dataclass(frozen=True, eq=False)
class Pool:
    """Everybody who could be paired. (A mentors B) and (B mentors A) are two different pairs."""

    mentees: tuple[Member, ...]
    mentors: tuple[Member, ...]
    terms: Terms
    road: Any  # (n_mentees, n_mentors) array, 0..1, NaN where not asked; or subpool.RowsOnDemand of that shape
    week_of: date
    texts: Mapping[str, Any] = field(default_factory=dict)  # custom text strands, shaped like road
    locked: tuple[tuple[str, str], ...] = ()  # (mentee id, mentor id): kept whatever it costs
    forbidden: tuple[tuple[str, str], ...] = ()  # (mentee id, mentor id): rejected by a person
    # The mentee's half of the road and the mentor's, shaped like it; None: the road counts for both alike.
    road_sides: tuple[Any, Any] | None = None


@dataclass(frozen=True)
class Pair:
    """A proposed pair; the parts add up to the points to 1e-9."""

    mentee_id: str
    mentor_id: str
    points: float  # 0..100
    parts: Mapping[str, float]  # points by strand


@dataclass(frozen=True)
class Unplaced:
    """Somebody without (enough) pairs, and why: codes in docs/reference/strands.md."""

    id: str
    reason: str
    detail: Mapping[str, object]


@dataclass(frozen=True)
class RuleCost:
    """What one hard rule costs, found by solving again without it."""

    name: str
    forbids: int  # pairs
    leaves_unplaced: int  # mentees who have no mentor now and would have one without it: len(would_enter)
    costs_points: float  # total without it minus total with it; can be below 0 when the aim is people
    would_enter: tuple[str, ...] = ()  # who they are; others may lose theirs in turn


@dataclass(frozen=True)
class LockCost:
    """What one locked pair costs, found by solving again without that lock."""

    mentee_id: str
    mentor_id: str
    leaves_unplaced: int  # mentees who have no mentor now and would have one without it: len(would_enter)
    costs_points: float  # total without it minus total with it
    would_enter: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a pairing stands, to be laid beside another."""

    objective: float  # points
    n_placed: int
    least_points: float | None  # of its weakest pair; None without pairs
    n_blocking: int  # pairs of which both would rather have each other


@dataclass(frozen=True)
class WishCost:
    """The same people with and without a floor, or with stable pairs and with the optimum: both really solved."""

    name: str  # "floor" or "stable"
    on: bool  # whether it is asked for; if not, this is what it would cost
    without: Standing
    with_it: Standing
    floor: float | None = None  # points, of the floor: the one asked for, or the best there is

    @property
    def costs_points(self) -> float:
        return self.without.objective - self.with_it.objective

    @property
    def costs_people(self) -> int:
        return self.without.n_placed - self.with_it.n_placed


@dataclass(frozen=True)
class OtherAim:
    """What the aim that was not chosen would give."""

    aim: str
    objective: float
    n_placed: int


@dataclass(frozen=True, eq=False)
class Pairing:
    """The answer: the best total under the weights, with its proof. Arrays stand in the order of the pool."""

    pairs: tuple[Pair, ...]  # by mentee id, then mentor id
    unplaced: tuple[Unplaced, ...]
    idle: tuple[Unplaced, ...]
    objective: float  # points, summed over the pairs
    upper_bound: float  # points: no allowed pairing has more (see place_price, and for the aim people: n_placed)
    gap: float  # (upper_bound - objective) / objective, 0 up to rounding; in stable mode what stability costs
    aim: str
    floor: float | None  # points: no pair has fewer but the locked ones of below_floor; None: none was asked for
    mentor_prices: np.ndarray  # (n_mentors,) points: what one more seat of this mentor would bring
    mentee_gains: np.ndarray  # (n_mentees,) points: what the mentee's pairs bring beyond their mentors' prices
    rules: tuple[RuleCost, ...]
    other_aim: OtherAim | None
    n_placed: int  # mentees with at least one mentor
    mode: str = "optimum"
    n_blocking: int | None = None  # pairs not made though both would rather have each other; None where not counted
    # Points for every mentee's first mentor at which this pairing is the best of all. Above 0 only where the best floor must
    # keep as many people placed and the best total above it would not; the bound then speaks of pairings that place as many.
    place_price: float = 0.0
    below_floor: tuple[tuple[str, str], ...] = ()  # (mentee id, mentor id): locked pairs with fewer points than the floor
    locks: tuple[LockCost, ...] = ()
    wishes: tuple[WishCost, ...] = ()

    @property
    def least_points(self) -> float | None:
        """Points of the weakest pair."""
        return min((pair.points for pair in self.pairs), default=None)


@dataclass(frozen=True)
class Code:
    """A finding without words: the caller turns it into a sentence."""

    code: str
    detail: Mapping[str, object] = field(default_factory=dict)


class BadPool(ValueError):
    """A pool that cannot be matched as it stands: for every wrong value its code, and a line of the message.

    Codes that a page may meet: locked_beyond_seats (role, id, n, seats), too_many_for_stable (n, most), extra_missing (most,
    extra), large_stable and large_best_floor (most). Whatever only a caller can get wrong is "wrong_value".
    """

    def __init__(self, faults: Iterable[tuple[Code, str]]):
        codes, lines = zip(*faults, strict=True)
        self.codes: tuple[Code, ...] = codes
        self.lines: tuple[str, ...] = lines
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Strand:
    """One strand of one pair: its points, and the evidence they rest on."""

    name: str
    dye: str
    points: float
    similarity: float  # 0..1; 0 where not asked
    weight: float
    code: str
    detail: Mapping[str, object]


@dataclass(frozen=True)
class Reasons:
    """Why a pair, and what pulls the other way."""

    mentee_id: str
    mentor_id: str
    points: float
    strands: tuple[Strand, ...]  # most points first
    against: tuple[Code, ...]
    blocked_by: tuple[str, ...]  # names of rules
