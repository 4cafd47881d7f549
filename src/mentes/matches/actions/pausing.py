"""A pause, and taking it up again: the seats stay given, the clock of silence stands still."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.actions.holding import State, held_match
from mentes.matches.actions.offering import other_person, tell
from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.trust.actions import record

MOST_DAYS = 120


@transaction.atomic
def pause_match(match: Match, *, by: Person, until: date, now: datetime) -> Match:
    """Both have peace until the day `until`; the other hears of it. Paused again, the new day counts. Returns the match anew."""
    match = _running(match, by)
    today = timezone.localdate(now)
    if not today < until <= today + timedelta(days=MOST_DAYS):
        sentence = _("Choose a day after today, within %(n)s days.")
        raise Refused(sentence % {"n": MOST_DAYS}, status=422)
    match.paused_at, match.resumes_on, match.closing_told_at = match.paused_at or now, until, None
    match.save(update_fields=["paused_at", "resumes_on", "closing_told_at"])
    if match.includes(by):
        tell(match, other_person(match, match.side_of(by)), "match_paused", now=now, mark=f"{now:%Y%m%d%H%M}")
    record("match.paused", by=by, at=now, subject=match, programme=match.programme)
    return match


@transaction.atomic
def resume_match(match: Match, *, by: Person | None, now: datetime) -> Match:
    """It goes on, and both hear. `by` None: the day has come. Nothing happens where it is not paused."""
    match = _running(match, by)
    if match.paused_at is None:
        return match
    mark = f"{match.paused_at:%Y%m%d%H%M%S}"
    # Silence is counted from here: nobody is reminded on the day after a pause.
    match.paused_at, match.resumes_on, match.in_touch_at = None, None, now
    match.save(update_fields=["paused_at", "resumes_on", "in_touch_at"])
    for person in match.people():
        if by is None or person.pk != by.pk:
            tell(match, person, "match_resumed", now=now, mark=mark)
    record("match.resumed", by=by, at=now, subject=match, programme=match.programme)
    return match


def resume_due(now: datetime) -> int:
    """Takes up every match whose day has come. Safe to run twice. Returns how many."""
    due = Match.objects.filter(state=State.ACTIVE, paused_at__isnull=False, resumes_on__lte=timezone.localdate(now))
    n = 0
    for match in due.order_by("pk"):
        try:
            n += not resume_match(match, by=None, now=now).is_paused
        except Refused:  # it ended meanwhile
            continue
    return n


@transaction.atomic
def say_in_touch(match: Match, *, by: Person, now: datetime) -> Match:
    """One of the two says that they are in touch, wherever they meet: silence is counted from now."""
    match = _running(match, by)
    if not match.includes(by):
        raise Refused(_("Only the two of a match can say that they are in touch."), status=403)
    match.in_touch_at, match.closing_told_at = now, None
    match.save(update_fields=["in_touch_at", "closing_told_at"])
    record("match.in_touch", by=by, at=now, subject=match, programme=match.programme)
    return match


def _running(match: Match, by: Person | None) -> Match:
    match = held_match(match)
    if match.state != State.ACTIVE:
        raise Refused(_("This match does not run any more."))
    return match
