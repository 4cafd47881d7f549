"""What the roster engine hands out: people, where each was read, and the roster that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentes.engines.roster.faults import Fault

ROLES = ("mentor", "mentee", "both")
LIVED_WISHES = ("like", "unlike", "any")
MOST_WISHES = 5
WORKING = ("asks-first", "direct", "structured", "by-writing", "by-call")


@dataclass(frozen=True)
class TopicLevel:
    """A topic offered or sought; `level` 0 to 4, or None where nobody said."""

    name: str
    level: int | None = None


@dataclass(frozen=True)
class LivedItem:
    """An experience volunteered for matching; `is_sensitive` marks what the law protects (identity, health, belief)."""

    name: str
    is_sensitive: bool = False


@dataclass(frozen=True)
class Source:
    """The place a person was read from; `row` as a spreadsheet shows it, header = 1."""

    file: str
    row: int


@dataclass(frozen=True)
class Person:
    """One row of a people file, cleaned.

    `hours` are local minutes of the week [start, end), Monday 00:00 = 0, sorted, none overlapping; what passes Sunday's
    midnight is split in two. `lived_wish` "" means nobody asked. `wishes`: ids, best first. `by_hand`: wants
    people, not software, to find somebody for them. `extra` holds every other
    column by its header.
    """

    id: str
    name: str = ""
    email: str = ""
    role: str = "mentee"
    offers: tuple[TopicLevel, ...] = ()
    seeks: tuple[TopicLevel, ...] = ()
    goals: str = ""
    background: str = ""
    would_help: str = ""
    lived: tuple[LivedItem, ...] = ()
    lived_wish: str = ""
    working: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    hours: tuple[tuple[int, int], ...] = ()
    capacity: int = 1
    wants: int = 1
    organisation: str = ""
    manager_id: str = ""
    not_with: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    by_hand: bool = False
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: Source = Source("", 0)


@dataclass(frozen=True)
class Roster:
    """People in the order they were read.

    `left_out`: the faults of the rows that `skip_bad_rows` passed over. `columns`: every usable column, native names first,
    then the headers in `extra`. `orders`: values from low to high, by column. `notices`: what is odd but stops nothing.
    """

    people: tuple[Person, ...]
    left_out: tuple[Fault, ...] = ()
    columns: tuple[str, ...] = ()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    notices: tuple[Fault, ...] = ()
