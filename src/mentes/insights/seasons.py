"""The seasons of one programme: each lasts until the organisers close it, and the next begins there. None mixes with another."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mentes.matches.models import Match
from mentes.programmes.models import Participation, Programme


@dataclass(frozen=True)
class Season:
    """From after `since` until `until`; None where it is the first, or goes on. `number` counts from 1, the oldest."""

    number: int
    since: datetime | None
    until: datetime | None

    def matches(self, programme: Programme):
        """Those whose people were told of each other in it, and those of whom nobody has been told while it goes on."""
        told = Match.objects.filter(programme=programme)
        if self.since:
            told = told.filter(offered_at__gt=self.since)
        return told.filter(offered_at__lte=self.until) if self.until else told

    def places(self, programme: Programme):
        """Who took part: of a season that is over also whoever has left since, if they had a match in it."""
        here = programme.participations
        stays = ~Q(status=Participation.Status.LEFT)
        if self.until is None:
            return here.filter(stays)
        matches = self.matches(programme)
        matched = Q(pk__in=matches.values("mentee")) | Q(pk__in=matches.values("mentor"))
        return here.filter(stays | matched, created_at__lte=self.until)


def read_seasons(programme: Programme) -> list[Season]:
    """The newest first. After a closing the next is there once somebody has been told of a match."""
    ends = sorted(programme.closings.values_list("at", flat=True))
    seasons = [Season(n, since, until) for n, (since, until) in enumerate(zip([None, *ends], ends, strict=False), start=1)]
    open_one = Season(len(ends) + 1, ends[-1] if ends else None, None)
    if not ends or open_one.matches(programme).exists():
        seasons.append(open_one)
    return seasons[::-1]


def season_of(seasons: list[Season], said: str) -> Season:
    """The one whose number somebody chose; the newest where they chose none that there is."""
    return next((one for one in seasons if str(one.number) == said), seasons[0])
