"""The end of a season: every pair at once, kindly, with a few questions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.actions.ending import Kind, end_match
from mentes.matches.actions.holding import State, hold_answers, hold_programme
from mentes.matches.actions.offering import tell
from mentes.matches.models import Closing, Match
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.trust.actions import record

MOST_QUESTIONS = 3
LONGEST_QUESTION = 300


@transaction.atomic
def close_season(programme: Programme, *, questions: Sequence[str], by: Person, now: datetime) -> Closing:
    """Ends every match that runs or is paused as completed, and takes back what still waits for an answer. All, or nothing.

    Everybody hears in one letter and is asked `questions` (three at most) on the page of their match. Who is told later hears
    nothing: a publication that waits is called off. Raises Refused where nothing runs and nothing waits.
    """
    questions = [text for text in (" ".join(one.split())[:LONGEST_QUESTION] for one in questions) if text][:MOST_QUESTIONS]
    programme = hold_programme(programme)
    hold_answers(programme.pk)
    running = list(Match.objects.filter(programme=programme, state=State.ACTIVE).order_by("pk"))
    offered = list(
        Match.objects.filter(programme=programme, state=State.OFFERED)
        .select_related("programme", "mentee__person", "mentor__person")
        .order_by("pk")
    )
    if not running and not offered:
        raise Refused(_("No match runs and none waits for an answer, so there is no season to close."))
    closing = Closing.objects.create(programme=programme, by=by, at=now, questions=questions, n_matches=len(running))
    for match in running:
        end_match(match, by=None, kind=Kind.COMPLETED, closing=closing, now=now)
    for match in offered:
        match.state, match.reason_code, match.ended_at = State.WITHDRAWN, "season_over", now
        match.save(update_fields=["state", "reason_code", "ended_at"])
        for person in match.people():
            tell(match, person, "match_closed", now=now)
    programme.publications.filter(done_at=None, called_off_at=None).update(called_off_at=now)
    record("programme.closed", by=by, at=now, subject=closing, programme=programme, n_matches=len(running), n_offers=len(offered))
    return closing
