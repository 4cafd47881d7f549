"""What goes into an audit and what comes out: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("share", "ratio", "gap")
STATES = ("ok", "concern", "not_enough")


@dataclass(frozen=True)
class Measure:
    """Something in which groups may fare differently.

    share: each person has it (1) or not (0), groups are compared by the ratio of their shares. ratio: each person has an amount
    >= 0, groups are compared by the ratio of their means. gap: groups are compared by the difference of their mean from that of
    everybody else; `more_is_better` says which sign is the worse one.

    `limit`: a ratio below it, or a gap beyond it, is a concern where chance hardly explains it. `found`: the true ratio or gap
    that an audit with enough people should find; power is counted for it.
    """

    name: str
    kind: str
    limit: float
    found: float
    more_is_better: bool = True


@dataclass(frozen=True)
class Subject:
    """One person: `groups` {attribute: group} without what they did not say, `values` {measure: value} without the unknown."""

    id: str
    groups: Mapping[str, str]
    values: Mapping[str, float]


@dataclass(frozen=True)
class Group:
    """How one group fared. Numbers are None where showing them could point at persons.

    `n_at_least`: people, rounded down to a multiple of five. `mean`: share, mean amount or mean. `compared`: ratio to the best
    group, or gap from everybody else; `low` and `high` are its 95 % interval, `p` the chance of as much difference where there
    is none. `power`: chance that the rule finds a true difference of Measure.found with the people there are. `n_needed`: people
    that it would take in each group. `is_worth_a_look`: not enough data, and yet the whole interval lies on the wrong side.
    """

    names: tuple[str, ...]
    n_at_least: int
    state: str
    mean: float | None
    compared: float | None
    low: float | None
    high: float | None
    p: float | None
    power: float
    n_needed: int
    is_best: bool = False
    is_worth_a_look: bool = False


@dataclass(frozen=True)
class Comparison:
    """Groups by one attribute, or by two at once, in one measure.

    `n_left_out`: people of groups that are too small to be shown and people who did not say, together; 0 or at least LEAST.
    `hidden`: "" where numbers are shown; "few_groups" where fewer than two groups are large enough; "few_outcomes" where so few
    people have (or lack) what is measured that shares by group would point at them.
    """

    attributes: tuple[str, ...]
    measure: str
    kind: str
    limit: float
    state: str
    groups: tuple[Group, ...]
    n_left_out: int
    overall: float | None
    hidden: str = ""


@dataclass(frozen=True)
class Guess:
    """How well what matching reads predicts membership in a group: 0.5 is tossing a coin, 1.0 is certainty.

    `state`: "not_enough" (no numbers), "coin" (not to be told from 0.5), or "proxy" (above it by more than chance explains).
    """

    attribute: str
    group: str
    state: str
    auc: float | None
    low: float | None
    high: float | None
    n_at_least: int
    n_needed: int
