"""What the invented people of the demo do while time passes, each by the same action as anybody. The three of the doors do
nothing by themselves: they are the visitor's.

Drawn from a person's id, never from chance: the demo's season is the same for everybody who lets it pass.
"""

import hashlib
from datetime import datetime, timedelta

from mentes.home import demo
from mentes.lib.errors import Refused
from mentes.matches.actions.answering import accept_match, decline_match
from mentes.matches.models import Match
from mentes.people.models import Person

SAYS_YES, SAYS_NO = 0.74, 0.1  # the rest says nothing, so that reminders and the moving on can be seen
LONGEST_DAYS = 6.0


def live(*, since: datetime, now: datetime) -> None:
    """Everything that people do after `since` and until `now`."""
    answer_offers(since=since, now=now)


def answer_offers(*, since: datetime, now: datetime) -> None:
    visitors = {person.pk for person in demo.people().values()}
    offers = Match.objects.filter(state=Match.State.OFFERED).select_related("mentee__person", "mentor__person")
    for match in offers.order_by("offered_at", "pk"):
        for side in ("mentee", "mentor"):
            person = getattr(match, side).person
            if person.pk in visitors or getattr(match, f"{side}_answer"):
                continue
            drawn = share(person, f"answers {match.pk}")
            at = match.offered_at + timedelta(days=LONGEST_DAYS * share(person, f"answers after {match.pk}"))
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


def share(person: Person, about: str) -> float:
    """A number from 0 to 1 that belongs to this person and this question for good."""
    return int.from_bytes(hashlib.sha256(f"{about} {person.pk}".encode()).digest()[:6]) / 2**48
