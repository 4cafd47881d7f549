"""A kept count made ready for pages: the strip beside the pairs, and the report. Nothing is counted here, only laid out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from mentes.fairness.actions import newest_count
from mentes.fairness.attributes import ATTRIBUTES, group_words
from mentes.fairness.models import Count
from mentes.look.dots import Dot
from mentes.programmes.models import Programme


@dataclass(frozen=True)
class GroupRow:
    """One group in one measure. Numbers are None where they are hidden."""

    name: str
    n_at_least: int
    state: str
    mean: float | None
    compared: float | None
    low: float | None
    high: float | None
    n_needed: int
    is_best: bool
    is_worth_a_look: bool


@dataclass(frozen=True)
class Section:
    """One measure by one attribute, or by two. `title` names the attributes."""

    side: str
    measure: str
    kind: str
    limit: float
    title: str
    is_of_two: bool
    state: str
    hidden: str
    n_left_out: int
    overall: float | None
    rows: tuple[GroupRow, ...]

    @property
    def is_silent(self) -> bool:
        """Neither numbers nor a word: named in one line with others of the kind."""
        return bool(self.hidden) and self.state == "not_enough"

    @property
    def dots(self) -> list[Dot]:
        return [Dot(row.mean, is_apart=row.state == "concern") for row in self.rows if row.mean is not None]


@dataclass(frozen=True)
class Guessed:
    """How well a group can be guessed from what matching reads."""

    title: str
    group: str
    state: str
    auc: float | None
    low: float | None
    high: float | None
    n_at_least: int
    n_needed: int


@dataclass(frozen=True)
class Report:
    """All of one count. `n_decided`: comparisons with enough people for a word."""

    at: datetime
    run_id: str
    n_people: int
    n_answered: int
    sections: tuple[Section, ...]
    guesses: tuple[Guessed, ...]

    @property
    def state(self) -> str:
        """The whole in one word: "concern" where one comparison is, "ok" where each by one attribute is, else "not_enough"."""
        if self.concerns:
            return "concern"
        alone = [section for section in self.sections if not section.is_of_two]
        return "ok" if alone and all(section.state == "ok" for section in alone) else "not_enough"

    @property
    def concerns(self) -> list[Section]:
        return [section for section in self.sections if section.state == "concern"]

    @property
    def n_decided(self) -> int:
        return sum(section.state != "not_enough" for section in self.sections)

    def by_side(self) -> Iterator[tuple[str, list[dict]]]:
        """(side, its measures in the order in which they were counted), each {first, shown, few_groups, few_outcomes}."""
        for side in dict.fromkeys(section.side for section in self.sections):
            here = [section for section in self.sections if section.side == side]
            names = dict.fromkeys(section.measure for section in here)
            yield side, [_of_measure([section for section in here if section.measure == name]) for name in names]


def _of_measure(sections: list[Section]) -> dict:
    silent = {why: [s.title for s in sections if s.is_silent and s.hidden == why] for why in ("few_groups", "few_outcomes")}
    return {"first": sections[0], "shown": [s for s in sections if not s.is_silent], **silent}


@dataclass(frozen=True)
class Strip:
    """The count in a few lines: `drawn` is the measure that is shown on a line, with its lowest and highest group."""

    report: Report
    drawn: tuple[Section, ...] = ()
    lowest: GroupRow | None = None
    highest: GroupRow | None = None
    n_smallest: int = 0
    n_needed: int = 0
    dots: list[Dot] = field(default_factory=list)

    @property
    def overall(self) -> float | None:
        return self.drawn[0].overall if self.drawn else None

    @property
    def limit(self) -> float:
        return self.drawn[0].limit if self.drawn else 0.0


def read_report(programme: Programme) -> Report | None:
    count = newest_count(programme)
    return _report(count) if count else None


def read_strip(programme: Programme) -> Strip | None:
    """None where nothing has been counted yet. One query."""
    report = read_report(programme)
    if report is None:
        return None
    alone = [s for s in report.sections if s.side == "mentee" and not s.is_of_two and s.measure == "fit" and s.rows]
    rows = [row for section in alone for row in section.rows if row.mean is not None]
    lacking = [row for s in report.sections if not s.is_of_two for row in s.rows if row.state == "not_enough"]
    by_mean = sorted(rows, key=lambda row: (row.mean or 0.0, row.name))
    return Strip(
        report=report,
        drawn=tuple(alone),
        lowest=by_mean[0] if by_mean else None,
        highest=by_mean[-1] if by_mean else None,
        n_smallest=min((row.n_at_least for row in lacking), default=0),
        n_needed=max((row.n_needed for row in lacking), default=0),
        dots=[dot for section in alone for dot in section.dots],
    )


def _report(count: Count) -> Report:
    kept = count.report
    sections = [_section(side, one) for side, found in kept["sides"].items() for one in found]
    guesses = [
        Guessed(
            title=_title(one["attribute"]),
            group=group_words(one["attribute"], one["group"]),
            **{name: one[name] for name in ("state", "auc", "low", "high", "n_at_least", "n_needed")},
        )
        for one in kept["guesses"]
    ]
    return Report(count.at, str(count.run_id), kept["n_people"], kept["n_answered"], tuple(sections), tuple(guesses))


def _section(side: str, one: dict) -> Section:
    attributes = one["attributes"]
    return Section(
        side=side,
        measure=one["measure"],
        kind=one["kind"],
        limit=one["limit"],
        title=" × ".join(_title(name) for name in attributes),
        is_of_two=len(attributes) > 1,
        state=one["state"],
        hidden=one["hidden"],
        n_left_out=one["n_left_out"],
        overall=one["overall"],
        rows=tuple(_row(attributes, group) for group in one["groups"]),
    )


def _row(attributes: list[str], group: dict) -> GroupRow:
    named = ", ".join(group_words(name, value) for name, value in zip(attributes, group["names"], strict=True))
    kept = {name: group[name] for name in GroupRow.__dataclass_fields__ if name != "name"}
    return GroupRow(name=named, **kept)


def _title(attribute: str) -> str:
    known = ATTRIBUTES.get(attribute)
    return str(known.title) if known else attribute
