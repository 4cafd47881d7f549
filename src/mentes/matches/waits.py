"""How long mentees wait to be told of somebody: those matched by hand beside those whom software proposes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from mentes.matches import bridge
from mentes.matches.models import Match
from mentes.programmes.models import Participation, Programme

ENOUGH = 10  # people on either side; fewer say nothing
MOST_RATIO = 1.25  # who refuses software must not wait longer than so many times as long
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Compared:
    """The days within which half of each were told of somebody, who waits still counted with the days so far."""

    by_hand_days: float
    by_machine_days: float
    n_by_hand: int
    n_by_machine: int

    @property
    def ratio(self) -> float:
        return self.by_hand_days / self.by_machine_days if self.by_machine_days else 1.0

    @property
    def is_too_long(self) -> bool:
        return self.by_hand_days > MOST_RATIO * self.by_machine_days


def compare_waits(programme: Programme, *, now: datetime) -> Compared | None:
    """None with fewer than ENOUGH on either side, or where not yet half of one of them were told of anybody."""
    places = programme.participations.exclude(status=Participation.Status.LEFT).mentees()
    told = defaultdict(list)
    offers = Match.objects.filter(programme=programme, offered_at__isnull=False).order_by("offered_at")
    for mentee_id, offered_at in offers.values_list("mentee_id", "offered_at"):
        told[mentee_id].append(offered_at)
    waits: dict[bool, list[bridge.Wait]] = {True: [], False: []}
    for place in places:
        since = place.by_hand_since or place.joined_at or place.created_at
        later = [at for at in told[place.pk] if at >= since]
        # Who has all they wish for since before they chose waits for nobody.
        if place.by_hand_since and not later and len(told[place.pk]) >= place.wants and _has_all(place):
            continue
        days = ((later[0] if later else max(now, since)) - since).total_seconds() / DAY_SECONDS
        waits[place.by_hand_since is not None].append(bridge.Wait(days, bool(later)))
    if min(map(len, waits.values())) < ENOUGH:
        return None
    half = {by_hand: bridge.days_until(found, 0.5) for by_hand, found in waits.items()}
    if None in half.values():
        return None
    return Compared(half[True], half[False], len(waits[True]), len(waits[False]))


def _has_all(place: Participation) -> bool:
    return Match.objects.filter(mentee=place, state__in=Match.TOLD).count() >= place.wants
