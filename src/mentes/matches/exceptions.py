"""What in a programme needs somebody's hand today: codes, people and dates, never a word that anybody wrote.

Rooms above that see more register it here, so that the organiser's pages find all of it in one place.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from mentes.matches import life
from mentes.matches.actions.holding import Answer, State
from mentes.matches.models import Ending, Match, Question
from mentes.meetings.absences import often_missing
from mentes.meetings.models import Meeting
from mentes.people.models import Letter
from mentes.programmes.models import Participation, Programme

# In the order in which they stand on the page.
KINDS = ("safety", "question", "silent", "not_met", "missing", "pulse", "offer", "capacity", "mail", "doubt")
DAYS_NOT_MET = 14
DAYS_UNANSWERED = 7
DAYS_SHOWN = 30  # of what was over when it happened: an ending for safety, a letter that failed or may have


@dataclass(frozen=True)
class Notice:
    """One thing to look at. `match` and `place` say about whom (either may be None), `since` from when on, `n` how many.

    `question`: the one that waits for an answer, where `kind` says so.
    """

    kind: str
    match: Match | None = None
    place: Participation | None = None
    since: datetime | None = None
    n: int = 0
    question: Question | None = None


Reader = Callable[[Programme, datetime], Iterable[Notice]]
_known: dict[str, Reader] = {}


def register(name: str, reader: Reader) -> None:
    """Makes `reader`'s notices count. Rooms above call this from their AppConfig.ready."""
    _known[name] = reader


def read_notices(programme: Programme, *, now: datetime) -> list[Notice]:
    """By kind, the oldest first. An archived programme needs nobody's hand."""
    if programme.archived_at:
        return []
    sides = (f"{side}__{part}" for side in Match.SIDES for part in ("person", "profile"))
    running = list(Match.objects.running().filter(programme=programme).select_related("programme", *sides).order_by("pk"))
    found = [
        *_safety(programme, now),
        *_questions(programme),
        *_quiet(programme, running, now),
        *_missing(running, now),
        *_offers(programme, now),
        *_capacity(programme),
        *_mail(programme, now),
    ]
    for reader in _known.values():
        found += reader(programme, now)
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.since or now, str(one.match and one.match.pk)))


def _safety(programme: Programme, now: datetime) -> Iterable[Notice]:
    recent = Ending.objects.filter(kind=Ending.Kind.SAFETY, match__programme=programme, at__gt=now - timedelta(days=DAYS_SHOWN))
    for ending in recent.select_related("match__mentee__profile", "match__mentor__profile"):
        yield Notice("safety", match=ending.match, since=ending.at)


def _questions(programme: Programme) -> Iterable[Notice]:
    asked = Question.objects.unanswered().filter(to=Question.To.ORGANISERS, match__programme=programme)
    for question in asked.select_related("asked_by", "match__mentee__profile", "match__mentor__profile"):
        match = question.match
        place = match.mentee if question.asked_by_id == match.mentee.person_id else match.mentor
        yield Notice("question", match=match, place=place, since=question.asked_at, question=question)


def _quiet(programme: Programme, running: list[Match], now: datetime) -> Iterable[Notice]:
    """Silent beyond the programme's number of days; else not met in a fortnight, with nothing booked."""
    alive = life.alive_since(running)
    lively = Meeting.objects.filter(about__in=[match.pk for match in running]).exclude(
        state__in=[Meeting.State.CANCELLED, Meeting.State.MISSED]
    )
    met = {row["about"]: row["last"] for row in lively.order_by().values("about").annotate(last=Max("starts_at"))}
    for match in running:
        last = met.get(match.pk) or match.started_at or match.created_at
        if (now - alive[match.pk]).days >= programme.days_quiet_organiser:
            yield Notice("silent", match=match, since=alive[match.pk])
        elif (now - last).days >= DAYS_NOT_MET:
            yield Notice("not_met", match=match, since=met.get(match.pk))


def _missing(running: list[Match], now: datetime) -> Iterable[Notice]:
    by_id = {match.pk: match for match in running}
    for (about, person_id), n in often_missing(by_id, now=now).items():
        match = by_id[about]
        place = match.mentee if match.mentee.person_id == person_id else match.mentor
        yield Notice("missing", match=match, place=place, n=n)


def _offers(programme: Programme, now: datetime) -> Iterable[Notice]:
    before = now - timedelta(days=DAYS_UNANSWERED)
    waiting = Match.objects.filter(programme=programme, state=State.OFFERED, offered_at__lte=before, expires_at__gt=now)
    for match in waiting.select_related("mentee__profile", "mentee__person", "mentor__profile", "mentor__person"):
        for side in Match.SIDES:
            if getattr(match, f"{side}_answer") == Answer.NONE:
                yield Notice("offer", match=match, place=getattr(match, side), since=match.offered_at)


def _capacity(programme: Programme) -> Iterable[Notice]:
    held = Counter(Match.objects.filter(programme=programme).told().values_list("mentor_id", flat=True))
    for place in programme.participations.filter(pk__in=held).select_related("profile", "person"):
        if held[place.pk] > place.capacity:
            yield Notice("capacity", place=place, n=held[place.pk] - place.capacity)


def _mail(programme: Programme, now: datetime) -> Iterable[Notice]:
    """Whose letters did not arrive, or may not have: one notice a person and kind."""
    here = programme.participations.exclude(status=Participation.Status.LEFT)
    letters = (Letter.objects.missed() | Letter.objects.in_doubt()).filter(
        person__participations__in=here, created_at__gt=now - timedelta(days=DAYS_SHOWN)
    )
    counted = letters.order_by("person", "state").values("person", "state")
    rows = list(counted.annotate(first=Min("created_at"), n=Count("pk", distinct=True)))
    places = here.filter(person__in={row["person"] for row in rows}).select_related("profile", "person") if rows else ()
    by_person = {place.person_id: place for place in places}
    for row in rows:
        kind = "doubt" if row["state"] == Letter.State.IN_DOUBT else "mail"
        if place := by_person.get(row["person"]):  # else they left between the two questions
            yield Notice(kind, place=place, since=row["first"], n=row["n"])
