"""What happens by the clock when two are silent: a nudge, a word to the organisers, and a closing with a week's notice (D7)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mentes.lib.errors import Refused
from mentes.matches import life
from mentes.matches.actions.ending import Kind, end_match
from mentes.matches.actions.holding import State, held_match
from mentes.matches.actions.offering import key_of, tell, whose_letters_are_written
from mentes.matches.models import Match
from mentes.people.actions import write_letter
from mentes.programmes.models import Programme
from mentes.trust.actions import record

NOTICE_DAYS = 7  # between the letter that says so and the end


def look_after_silence(now: datetime) -> dict[str, int]:
    """Goes through every match that runs, and does what is due. Safe to run twice, and at the same time.

    Whoever was away meanwhile hears of the latest step only. Organisers hear once a day at most, of all quiet pairs at once.
    """
    counts = dict.fromkeys(("nudged", "organisers_told", "closing_told", "closed"), 0)
    quiet: dict[Programme, list[Match]] = defaultdict(list)
    running = list(Match.objects.running().filter(programme__archived_at=None).select_related("programme").order_by("pk"))
    alive = life.alive_since(running)
    settled = _settled(running, alive, now)
    for match in running:
        programme, days = match.programme, (now - alive[match.pk]).days
        step = _look_after(match, now) if days >= programme.days_quiet_nudge and match.pk not in settled else None
        if step:
            counts[step] += 1
        if days >= programme.days_quiet_organiser and step != "closed":
            quiet[programme].append(match)
    for programme, matches in quiet.items():
        counts["organisers_told"] += _tell_organisers(programme, matches, alive, now)
    return counts


def _settled(running: list[Match], alive: Mapping[UUID, datetime], now: datetime) -> set[UUID]:
    """Those that wait, for which nothing is due just now: none of them is held every hour."""
    settled, marks = set(), {}
    for match in running:
        since, programme = alive[match.pk], match.programme
        if (now - since).days >= programme.days_quiet_close:
            if match.closing_told_at and since <= match.closing_told_at and now < closes_at(match):
                settled.add(match.pk)
        elif (now - since).days >= programme.days_quiet_nudge:
            marks[match.pk] = mark_of(since)
    pairs = Match.objects.filter(pk__in=marks).values_list("pk", "mentee__person", "mentor__person")
    keys = {pk: {key_of("match_quiet", pk, person, marks[pk]) for person in pair} for pk, *pair in pairs}
    return settled | whose_letters_are_written(keys)


def mark_of(since: datetime) -> str:
    """By which letters of one silence are known: another sign of life begins another."""
    return f"{since:%Y%m%d%H%M}"


@transaction.atomic
def _look_after(match: Match, now: datetime) -> str | None:
    """The step that was taken, with the match held and its signs of life read anew."""
    try:
        match = held_match(match)
    except Refused:
        return None
    if match.state != State.ACTIVE or match.paused_at is not None:
        return None
    programme, since = match.programme, life.alive_since([match])[match.pk]
    days = (now - since).days
    mark = mark_of(since)
    if days >= programme.days_quiet_close:
        if match.closing_told_at is None or match.closing_told_at < since:
            match.closing_told_at = now
            match.save(update_fields=["closing_told_at"])
            for person in match.people():
                tell(match, person, "match_closing", now=now, mark=mark, closes_at=closes_at(match).isoformat())
            record("match.closing_told", by=None, at=now, subject=match, programme=programme)
            return "closing_told"
        if now >= closes_at(match):
            end_match(match, by=None, kind=Kind.SILENCE, now=now)
            return "closed"
        return None
    if days >= programme.days_quiet_nudge:
        told = [tell(match, person, "match_quiet", now=now, mark=mark) for person in match.people()]
        return "nudged" if any(told) else None
    return None


def closes_at(match: Match) -> datetime:
    """Precondition: the two were told that it closes."""
    return match.closing_told_at + timedelta(days=NOTICE_DAYS)


@transaction.atomic
def _tell_organisers(programme: Programme, matches: list[Match], alive: dict, now: datetime) -> int:
    """Of the pairs they have not heard of since the last sign of life; how many those were."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    told = dict(Match.objects.filter(pk__in=[match.pk for match in matches]).values_list("pk", "quiet_told_at"))
    fresh = [match for match in matches if told[match.pk] is None or told[match.pk] < alive[match.pk]]
    if not fresh:
        return 0
    Match.objects.filter(pk__in=[match.pk for match in fresh]).update(quiet_told_at=now)
    for staff in programme.staff.select_related("person"):
        key = f"matches_quiet:{programme.pk}:{staff.person_id}:{now:%Y-%m-%d}"
        facts = {"programme": str(programme.pk), "n": len(fresh), "days": programme.days_quiet_organiser}
        write_letter(staff.person, "matches_quiet", key=key, facts=facts, not_before=now)
    record("matches.quiet_told", by=None, at=now, subject=programme, programme=programme, n=len(fresh))
    return len(fresh)
