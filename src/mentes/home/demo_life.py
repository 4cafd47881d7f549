"""What the invented people of the demo do while time passes, each by the same action as anybody. The three of the doors are the
visitor's: they do by themselves only what the visitor has left undone for days, so that a season goes on.

Drawn from a person's id, never from chance: the demo's season is the same for everybody who lets it pass.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from mentes.home import demo, demo_bonds, demo_endings, demo_meetings, demo_papers, demo_rehearsals
from mentes.lib.draws import share
from mentes.lib.errors import Refused
from mentes.matches.actions import publishing
from mentes.matches.actions.answering import accept_match, decline_match
from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.programmes.models import Programme

SAYS_YES, SAYS_NO = 0.74, 0.1  # the rest says nothing, so that reminders and the moving on can be seen
LONGEST_DAYS = 6.0
VISITOR_DAYS = 7.0
BEATRIZ_WAITS = timedelta(days=3)


def live(*, since: datetime, now: datetime) -> None:
    """Everything that people do after `since` and until `now`."""
    cast = demo.people()
    publish_what_waits(cast.get("beatriz"), now=now)
    visitors = {cast[key].pk for key in ("ama", "rosa") if key in cast}
    answer_offers(visitors, since=since, now=now)
    demo_meetings.meet(since=since, now=now)
    demo_bonds.talk(since=since, now=now)
    demo_papers.keep_papers(visitors, now=now)
    demo_rehearsals.rehearse(cast.get("ama"), cast.get("rosa"), now=now)
    demo_endings.end(visitors, now=now)


def publish_what_waits(beatriz: Person | None, *, now: datetime) -> None:
    """Beatriz tells the pairs she approved days ago, as whoever runs a programme would."""
    waiting = Match.objects.filter(state=Match.State.APPROVED, decided_at__lte=now - BEATRIZ_WAITS)
    for programme in Programme.objects.run_by(beatriz).filter(matches__in=waiting).distinct() if beatriz else ():
        if publishing.pending(programme) is None:
            publishing.publish(programme, at=now, by=beatriz, now=now, alternates="approve")
            publishing.offer_due_matches(now)


def answer_offers(visitors: Collection[UUID], *, since: datetime, now: datetime) -> None:
    """Most say yes within days, some say no, some nothing. Those whom a visitor may be say yes, late."""
    offers = Match.objects.filter(state=Match.State.OFFERED)
    columns = ("pk", "offered_at", *(f"{side}{what}" for side in Match.SIDES for what in ("__person", "_answer")))
    due = []
    for row in offers.order_by("offered_at", "pk").values(*columns):
        for side in Match.SIDES:
            said = None if row[f"{side}_answer"] else _says(row["pk"], row[f"{side}__person"], visitors)
            if said and row["offered_at"] + said.after <= now:
                due.append((row["pk"], side, said.yes, max(row["offered_at"] + said.after, since)))
    matches = Match.objects.select_related("mentee__person", "mentor__person").in_bulk([pk for pk, *_rest in due])
    for pk, side, says_yes, at in due:
        _answer(matches[pk], getattr(matches[pk], side).person, says_yes=says_yes, now=at)


@dataclass(frozen=True)
class Said:
    yes: bool
    after: timedelta


def _says(match_id: UUID, person_id: UUID, visitors: Collection[UUID]) -> Said | None:
    """None: this person says nothing."""
    if person_id in visitors:
        return Said(True, timedelta(days=VISITOR_DAYS))
    drawn = share("answers", match_id, person_id)
    after = timedelta(days=LONGEST_DAYS * share("answers after", match_id, person_id))
    return Said(drawn < SAYS_YES, after) if drawn < SAYS_YES + SAYS_NO else None


def _answer(match: Match, person: Person, *, says_yes: bool, now: datetime) -> None:
    try:
        if says_yes:
            accept_match(match, by=person, now=now)
        else:
            decline_match(match, by=person, reason="no_time", now=now)
    except Refused:
        return  # the offer is gone, or their seats are taken: as in life
