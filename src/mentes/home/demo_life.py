"""What the invented people of the demo do while time passes, each by the same action as anybody. The three of the doors are the
visitor's: they do by themselves only what the visitor has left undone for days, so that a season goes on.

Drawn from a person's id, never from chance: the demo's season is the same for everybody who lets it pass.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from mentes.home import demo, demo_bonds, demo_meetings
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
    answer_offers({cast[key].pk for key in ("ama", "rosa") if key in cast}, since=since, now=now)
    demo_meetings.meet(since=since, now=now)
    demo_bonds.talk(since=since, now=now)


def publish_what_waits(beatriz: Person | None, *, now: datetime) -> None:
    """Beatriz tells the pairs she approved days ago, as whoever runs a programme would."""
    waiting = Match.objects.filter(state=Match.State.APPROVED, decided_at__lte=now - BEATRIZ_WAITS)
    for programme in Programme.objects.run_by(beatriz).filter(matches__in=waiting).distinct() if beatriz else ():
        if publishing.pending(programme) is None:
            publishing.publish(programme, at=now, by=beatriz, now=now, alternates="approve")
            publishing.offer_due_matches(now)


def answer_offers(visitors: Collection[UUID], *, since: datetime, now: datetime) -> None:
    """Most say yes within days, some say no, some nothing. Those whom a visitor may be say yes, late."""
    offers = Match.objects.filter(state=Match.State.OFFERED).select_related("mentee__person", "mentor__person")
    for match in offers.order_by("offered_at", "pk"):
        for side in ("mentee", "mentor"):
            person = getattr(match, side).person
            if getattr(match, f"{side}_answer"):
                continue
            is_visitor = person.pk in visitors
            drawn = 0.0 if is_visitor else share("answers", match.pk, person.pk)
            days = VISITOR_DAYS if is_visitor else LONGEST_DAYS * share("answers after", match.pk, person.pk)
            at = match.offered_at + timedelta(days=days)
            if drawn < SAYS_YES + SAYS_NO and at <= now:
                _answer(match, person, says_yes=drawn < SAYS_YES, now=max(at, since))


def _answer(match: Match, person: Person, *, says_yes: bool, now: datetime) -> None:
    try:
        if says_yes:
            accept_match(match, by=person, now=now)
        else:
            decline_match(match, by=person, reason="no_time", now=now)
    except Refused:
        return  # the offer is gone, or their seats are taken: as in life
