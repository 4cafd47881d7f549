"""What came back after a season: how many answered, how it went for them, and their words, without names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mentes.matches import bridge
from mentes.matches.models import CarriedMark, Closing, Farewell, Match
from mentes.programmes.models import Programme

LEAST_COUNTED = 10  # of fewer answers no number is shown: it would point at people


@dataclass(frozen=True)
class Satisfaction:
    """`n_said` of `n_asked` said how it went; `n_well` of these well or very well, None where fewer than ten did."""

    n_asked: int
    n_said: int
    n_well: int | None
    mean: float | None

    @property
    def response_percent(self) -> int:
        return round(100 * self.n_said / self.n_asked) if self.n_asked else 0

    @property
    def well_percent(self) -> int:
        return round(100 * (self.n_well or 0) / self.n_said) if self.n_said else 0


@dataclass(frozen=True)
class Season:
    """One closing: `words` are (question, answers), the answers in an order that says nothing of who wrote them."""

    closing: Closing
    satisfaction: Satisfaction
    words: tuple[tuple[str, tuple[str, ...]], ...]


def season_number(offered_at: datetime | None, ends: Iterable[datetime]) -> int:
    """Of the season in which somebody was told, from 1: a season lasts until its closing, the next begins there."""
    return 1 + sum(offered_at is not None and end < offered_at for end in ends)


def satisfaction_of(matches, carried=None) -> Satisfaction:
    """Over the ended matches of a queryset: each of the two is asked, once a match. `carried`: marks that came with a file."""
    said = list(Farewell.objects.filter(match__in=matches, went__isnull=False).values_list("went", flat=True))
    said += [] if carried is None else list(carried.values_list("went", flat=True))
    n_asked = 2 * matches.count()
    if len(said) < LEAST_COUNTED or None in said:
        return Satisfaction(n_asked, len(said), None, None)
    return Satisfaction(n_asked, len(said), sum(went >= 4 for went in said), sum(said) / len(said))


def read_seasons(programme: Programme) -> list[Season]:
    """Newest first."""
    return [_season(closing) for closing in programme.closings.select_related("by")]


def _season(closing: Closing) -> Season:
    ended = Match.objects.filter(ending__closing=closing)
    farewells = Farewell.objects.filter(match__in=ended).order_by("pk")  # a random number: not in the order they came
    said = [answer for farewell in farewells for answer in farewell.answers]
    words = tuple(
        (question, tuple(one["words"] for one in said if one["question"] == question)) for question in closing.questions
    )
    return Season(closing, satisfaction_of(ended, CarriedMark.objects.filter(closing=closing)), words)


@dataclass(frozen=True)
class Share:
    """`n` of `n_of`; `low` and `high`, 0..1, are where such a share lies 95 times in 100. None of it from fewer than ten."""

    n: int
    n_of: int
    low: float
    high: float

    @property
    def percent(self) -> int:
        return round(100 * self.n / self.n_of)

    @property
    def low_percent(self) -> int:
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        return round(100 * self.high)


def share_of(n: int, n_of: int) -> Share | None:
    """None where fewer than ten are counted."""
    return Share(n, n_of, *bridge.share_interval(n, n_of)) if n_of >= LEAST_COUNTED else None
