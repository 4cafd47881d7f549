"""How pairs of the demo end: most come to the end of their way after some months, a few stop before. None of the doors."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from mentes.bonds.models import Goal
from mentes.home.demo_papers import whole
from mentes.home.demo_words import THANKS
from mentes.lib.draws import share
from mentes.lib.errors import Refused
from mentes.matches.actions.ending import end_match, say_farewell
from mentes.matches.models import Ending, Farewell, Match

COMPLETES, STOPS = 0.7, 0.12  # the rest waits for the organisers to close the season
COMPLETES_DAYS, STOPS_DAYS = (110, 200), (35, 90)
SAYS_FAREWELL, FAREWELL_DAYS = 0.75, 6.0


def end(visitors: Collection[UUID], *, now: datetime) -> None:
    running = Match.objects.filter(state=Match.State.ACTIVE).exclude(mentee__person__in=visitors)
    running = running.exclude(mentor__person__in=visitors)
    due = {pk: kind for pk, began in running.values_list("pk", "started_at") if (kind := _kind(pk, began, now))}
    for match in Match.objects.filter(pk__in=due).select_related("mentee__person", "mentor__person").order_by("pk"):
        by = match.people()[int(share("ends", match.pk) * 2)]
        try:
            end_match(match, by=by, kind=due[match.pk], now=now)
        except Refused:
            continue  # the clock was quicker
    say_farewells(visitors, now=now)


def _kind(match_id: UUID, began: datetime, now: datetime) -> str:
    """Precondition: it runs. "" while it goes on."""
    drawn = share("how it ends", match_id)
    for kind, most, (low, high) in (
        (Ending.Kind.COMPLETED, COMPLETES, COMPLETES_DAYS),
        (Ending.Kind.NO_FAULT, COMPLETES + STOPS, STOPS_DAYS),
    ):
        if drawn < most:
            return str(kind) if began + timedelta(days=low + (high - low) * share("lasts", match_id)) <= now else ""
    return ""


def say_farewells(visitors: Collection[UUID], *, now: datetime) -> None:
    """Most of those whose match was completed say what it was to them, within days."""
    ended = Match.objects.filter(state=Match.State.ENDED, ending__kind=Ending.Kind.COMPLETED)
    recent = ended.filter(ended_at__gt=now - timedelta(days=FAREWELL_DAYS + 1))
    said = set(Farewell.objects.filter(match__in=recent).values_list("match", "person"))
    due = []
    for pk, ended_at, *pair in recent.order_by("pk").values_list("pk", "ended_at", "mentee__person", "mentor__person"):
        for side, person_id in zip(Match.SIDES, pair, strict=True):
            at = ended_at + timedelta(days=FAREWELL_DAYS * share("farewell after", pk, side))
            says = person_id not in visitors and share("farewell", pk, side) < SAYS_FAREWELL
            if says and (pk, person_id) not in said and at <= now:
                due.append((pk, side))
    matches = whole({pk for pk, _side in due})
    for pk, side in due:
        _say(matches[pk], side, now)


def _say(match: Match, side: str, now: datetime) -> None:
    place, other = getattr(match, side), match.mentor if side == "mentee" else match.mentee
    thanks = THANKS[int(share("thanks", match.pk, side) * len(THANKS))].format(other=other.profile.first_name)
    reached = ""
    if side == "mentee":
        reached = "\n".join(match.goals.filter(state=Goal.State.REACHED).values_list("text", flat=True))
    went = 3 + int(share("went", match.pk, side) * 3)
    say_farewell(match, by=place.person, thanks=thanks, reached=reached, went=went, now=now)
