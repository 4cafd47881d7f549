"""Publishing: the instant at which people hear, and who comes next if somebody says no. Until then nobody hears."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches import bridge
from mentes.matches.actions.holding import State, hold_answers, hold_programme, limit, of_place
from mentes.matches.actions.offering import offer, use_alternate
from mentes.matches.models import Alternate, Match, Publication
from mentes.matches.reasons import kept_reasons
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.trust.actions import record

N_ALTERNATES = 2  # next-best mentors kept for a mentee
LATEST = timedelta(days=366)


@dataclass(frozen=True)
class Published:
    """What publishing gave. `is_list_changed`: the next-best list was to be approved, but is no longer the one that was seen."""

    publication: Publication
    n_alternates: int
    is_list_changed: bool


@dataclass(frozen=True)
class NextBest:
    """A mentor who could come next for the mentee of `match`. `parts` are points by strand."""

    match: Match
    mentor: Participation
    rank: int
    points: float
    parts: dict[str, float]


def next_best(programme: Programme, *, now: datetime) -> tuple[list[NextBest], bridge.ReadPool]:
    """The best use of the seats that all present pairs leave free, by mentee of an approved pair; no pair is broken for it.

    All of them together need no more seats than there are.
    """
    read = bridge.read_pool(programme, now=now)
    unheard = list(_unheard(programme))
    present = {(str(m.mentee_id), str(m.mentor_id)) for m in unheard if not m.is_by_hand}  # theirs are off the seats already
    found = bridge.alternates(read, present, N_ALTERNATES)
    first: dict[str, Match] = {}
    for match in unheard:  # who wishes for several mentors has one list of alternates, beside the best of the pairs
        if match.state == State.APPROVED:
            first.setdefault(str(match.mentee_id), match)
    return [
        NextBest(match, read.places[pair.mentor_id], rank, pair.points, dict(pair.parts))
        for mentee_id, match in first.items()
        for rank, pair in enumerate(found.get(mentee_id, ()), start=1)
    ], read


def fingerprint(found: list[NextBest]) -> str:
    """Says whether somebody approves the list that they saw."""
    said = sorted(f"{one.match.pk} {one.rank} {one.mentor.pk}" for one in found)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def pending(programme: Programme) -> Publication | None:
    """The publication that is still to come."""
    return programme.publications.filter(done_at=None, called_off_at=None).first()


@transaction.atomic
def publish(
    programme: Programme, *, at: datetime, by: Person, now: datetime, alternates: str = "queue", seen: str | None = None
) -> Published:
    """Everybody in an approved pair hears at `at`, and nobody before. Pairs approved until then are told as well.

    `alternates`: "approve", and `by` approves the next-best list, provided its fingerprint is still `seen` (None: unseen lists
    are approved too, for programs that show none); "queue", and each waits in the queue until it is needed.
    Raises Refused where nothing is approved, one publication waits already, or `at` is out of reach.
    """
    programme = hold_programme(programme)
    if pending(programme) is not None:
        raise Refused(_("A publication waits already. Move it or call it off first."))
    if not _unheard(programme).filter(state=State.APPROVED).exists():
        raise Refused(_("No pair is approved yet, so that nobody would hear anything."))
    at = _in_reach(at, now)
    found, read = next_best(programme, now=now)
    is_approved = alternates == "approve" and seen in (None, fingerprint(found))
    # Lists of an earlier publication that was called off.
    Alternate.objects.filter(match__programme=programme, match__state__in=Match.UNHEARD).delete()
    Alternate.objects.bulk_create(
        Alternate(
            match=one.match,
            mentor=one.mentor,
            rank=one.rank,
            points=one.points,
            parts=one.parts,
            reasons=kept_reasons(bridge.explain(read.pool, str(one.match.mentee_id), str(one.mentor.pk))),
            approved_by=by if is_approved else None,
            approved_at=now if is_approved else None,
        )
        for one in found
    )
    publication = Publication.objects.create(programme=programme, by=by, decided_at=now, at=at)
    record(
        "matches.published", by=by, at=now, subject=publication, programme=programme, tells_at=at.isoformat(),
        n_alternates=len(found), alternates_approved=is_approved,
    )  # fmt: skip
    return Published(publication, len(found), alternates == "approve" and not is_approved)


@transaction.atomic
def move_publication(publication: Publication, at: datetime, *, by: Person, now: datetime) -> Publication:
    """Another instant. Raises Refused once people have heard."""
    publication = _open(publication)
    publication.at = _in_reach(at, now)
    publication.save(update_fields=["at"])
    record("matches.publication_moved", by=by, at=now, subject=publication, programme=publication.programme,
           tells_at=publication.at.isoformat())  # fmt: skip
    return publication


@transaction.atomic
def call_off(publication: Publication, *, by: Person, now: datetime) -> Publication:
    """Nobody hears. The pairs stay approved. Raises Refused once people have heard."""
    publication = _open(publication)
    publication.called_off_at = now
    publication.save(update_fields=["called_off_at"])
    Alternate.objects.filter(match__programme=publication.programme_id, match__state__in=Match.UNHEARD).delete()
    record("matches.publication_called_off", by=by, at=now, subject=publication, programme=publication.programme)
    return publication


def offer_due_matches(now: datetime) -> int:
    """Tells everybody whose publication is due; how many matches were told. Safe to run twice, and at the same time."""
    due = Publication.objects.filter(at__lte=now, done_at=None, called_off_at=None).values_list("pk", flat=True)
    return sum(_carry_out(pk, now) for pk in list(due))


@transaction.atomic
def _carry_out(publication_id: UUID, now: datetime) -> int:
    """One publication in one transaction: all of it is told, or nothing yet."""
    programme = hold_programme(Programme.objects.get(publications=publication_id))
    publication = Publication.objects.select_for_update().get(pk=publication_id)
    if publication.done_at or publication.called_off_at or publication.at > now:
        return 0
    hold_answers(programme.pk)
    waiting = _unheard(programme).filter(state=State.APPROVED).select_related("programme", "mentee__person", "mentor__person")
    matches = list(waiting.select_for_update(of=("self",)))
    places = {place for match in matches for place in (match.mentee_id, match.mentor_id)}
    list(Participation.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    n_told = 0
    for match in matches:
        if _may_be_told(match):
            offer(match, now=now, publication=str(publication.pk))
            n_told += 1
    publication.done_at, publication.n_matches = now, n_told
    publication.save(update_fields=["done_at", "n_matches"])
    record("matches.told", by=None, at=now, subject=publication, programme=programme, n_told=n_told,
           n_held_back=len(matches) - n_told)  # fmt: skip
    return n_told


def _may_be_told(match: Match) -> bool:
    """Both still take part and have a seat for it; else it stays approved and untold, for the organiser to look at."""
    for side in ("mentee", "mentor"):
        place = Participation.objects.get(pk=getattr(match, f"{side}_id"))
        told = of_place(place, side).told().count()
        if place.status != Participation.Status.ACTIVE or told >= limit(place, side):
            return False
    return True


@transaction.atomic
def approve_alternate(alternate: Alternate, *, by: Person, now: datetime) -> Match | None:
    """`by` approves who comes next. Offered at once where the mentee waits for it; then the match is returned."""
    hold_answers(alternate.match.programme_id)
    alternate = _open_alternate(alternate)
    if alternate.approved_by_id is None:
        alternate.approved_by, alternate.approved_at = by, now
        alternate.save(update_fields=["approved_by", "approved_at"])
        record("alternate.approved", by=by, at=now, subject=alternate, programme=alternate.match.programme)
    if not is_needed(alternate):
        return None
    match = use_alternate(alternate, now=now)
    if match is None:
        raise Refused(_("This mentor has no seat left just now. Choose another, or match again."))
    return match


@transaction.atomic
def drop_alternate(alternate: Alternate, *, by: Person, now: datetime) -> None:
    """`by` does not want this one to be offered."""
    hold_answers(alternate.match.programme_id)
    alternate = _open_alternate(alternate)
    alternate.dropped_at = now
    alternate.save(update_fields=["dropped_at"])
    record("alternate.dropped", by=by, at=now, subject=alternate, programme=alternate.match.programme)


def is_needed(alternate: Alternate) -> bool:
    """Whether the mentee's match came to nothing and a seat of theirs is free."""
    mentee = alternate.match.mentee
    live = of_place(mentee, "mentee").filter(state__in=Match.LIVE).exclude(state=State.PROPOSED)
    is_over = alternate.match.state in (State.DECLINED, State.EXPIRED, State.WITHDRAWN)
    return is_over and mentee.status == Participation.Status.ACTIVE and live.count() < mentee.wants


def _open_alternate(alternate: Alternate) -> Alternate:
    everything = Alternate.objects.select_related("match__programme", "match__mentee__person", "mentor__person")
    fresh = everything.select_for_update(of=("self",)).filter(pk=alternate.pk).first()
    if fresh is None or fresh.used_at or fresh.dropped_at:
        raise Refused(_("This next-best pair is no longer open."))
    return fresh


def _open(publication: Publication) -> Publication:
    hold_programme(publication.programme)
    fresh = Publication.objects.select_for_update().get(pk=publication.pk)
    if fresh.done_at or fresh.called_off_at:
        raise Refused(_("This publication is over: people have heard, or it was called off."))
    return fresh


def _in_reach(at: datetime, now: datetime) -> datetime:
    if at > now + LATEST:
        raise Refused(_("Choose an instant within a year."), status=422)
    if at < now - timedelta(minutes=5):
        raise Refused(_("This instant has passed. Choose one that is still to come."), status=422)
    return max(at, now)


def _unheard(programme: Programme):
    return Match.objects.filter(programme=programme, state__in=Match.UNHEARD).order_by("-points", "id")
