"""Match: read the people, find the best pairs, keep the run and its proof, and put the pairs before a person."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from mentes.lib.acting import acting_as_matcher
from mentes.lib.errors import Refused
from mentes.lib.stopwatch import Stopwatch
from mentes.matches import bridge
from mentes.matches.actions.auditing import count_run
from mentes.matches.actions.terms import change_terms
from mentes.matches.models import Match, Priority, Run, RunRequest
from mentes.matches.reasons import kept_reasons
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.programmes.texts import read_people
from mentes.trust.actions import record


def propose_matches(programme: Programme, *, by: Person, now: datetime, terms: bridge.Terms | None = None) -> Run:
    """A new run. `terms`: these become the programme's own first.

    Locked pairs stay, rejected ones stay apart, approved pairs that are proposed again stay approved; proposed and approved
    pairs that the new best does not hold are taken away (`Run` and the audit log keep them). Pairs made by hand
    are left alone. Nobody hears anything. Raises Refused where the pool cannot be matched.
    """
    watch = Stopwatch()
    _read_texts(programme, terms, watch)
    with transaction.atomic():
        run, _n_gone = _make_run(programme, terms, watch, by=by, now=now)
    count_run(programme, run, by=by, now=now)
    return run


def answer_request(request_id: UUID, *, now: datetime, terms: bridge.Terms | None = None) -> RunRequest:
    """Makes the run that was asked for, unless it was made; a refusal is kept with the request, in the language of who asked.

    May be done twice and at once: of two, one waits for the other and makes nothing.
    """
    request = RunRequest.objects.select_related("programme").get(pk=request_id)
    if request.done_at:
        return request
    watch = Stopwatch()
    _read_texts(request.programme, terms, watch)
    with transaction.atomic():
        request = RunRequest.objects.select_for_update(of=("self",)).select_related("programme", "by").get(pk=request_id)
        if request.done_at:
            return request
        try:
            with transaction.atomic(), override(request.by.language if request.by else None):
                request.run, request.n_gone = _make_run(request.programme, terms, watch, by=request.by, now=now)
        except Refused as refused:
            request.refusal = refused.sentence
        request.done_at = now
        request.save(update_fields=["run", "n_gone", "refusal", "done_at"])
    if request.run:
        count_run(request.programme, request.run, by=request.by, now=now)
    return request


def _read_texts(programme: Programme, terms: bridge.Terms | None, watch: Stopwatch) -> None:
    # It takes seconds the first time, and holds nothing: outside the transaction.
    read_people(programme, also=bridge.text_columns(terms) if terms else ())
    watch.lap("read")


def _make_run(
    programme: Programme, terms: bridge.Terms | None, watch: Stopwatch, *, by: Person | None, now: datetime
) -> tuple[Run, int]:
    """The run, and how many approved pairs it took away. Holds the programme until the transaction ends."""
    # Two runs at once would both write the pairs of one programme.
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if terms is not None:
        change_terms(programme, terms, by=by, now=now)
    # Reading people and choosing pairs is done with the rights of the matcher; writing them down is not.
    with acting_as_matcher():
        read = bridge.read_pool(programme, now=now)
        watch.lap("score")
        read, held = bridge.hold_first(read, _first(programme))
        pairing = bridge.solve(read, with_costs=True, is_fresh=True, progress=watch.lap_when_done)
    run = _write_run(programme, read, pairing, held, by=by, now=now)
    counts = _write_matches(run, read, pairing, held)
    watch.lap("write")
    run.seconds = watch.seconds
    run.save(update_fields=["seconds"])
    record("matches.proposed", by=by, at=now, subject=run, programme=programme, **counts)
    return run, counts["n_approved_gone"]


def _first(programme: Programme) -> list[str]:
    """Ids of the mentees who stand first, longest waiting first."""
    open_ones = Priority.objects.filter(place__programme=programme, done_at=None)
    return list(dict.fromkeys(str(pk) for pk in open_ones.values_list("place_id", flat=True)))


def _write_run(programme: Programme, read: bridge.ReadPool, pairing, held, *, by: Person | None, now: datetime) -> Run:
    pool = read.pool
    capacity, wants = read.seats()
    return Run.objects.create(
        programme=programme,
        by=by,
        at=now,
        terms=bridge.terms_to_table(pool.terms),
        aim=pairing.aim,
        mode=pairing.mode,
        floor=pairing.floor,
        n_blocking=pairing.n_blocking,
        place_price=pairing.place_price,
        week_of=pool.terms.week_of or pool.week_of,
        n_mentees=len(pool.mentees),
        n_mentors=len(pool.mentors),
        n_placed=pairing.n_placed,
        objective=pairing.objective,
        upper_bound=pairing.upper_bound,
        gap=pairing.gap,
        pairs=[{"mentee": p.mentee_id, "mentor": p.mentor_id, "points": p.points, "parts": dict(p.parts)} for p in pairing.pairs],
        unplaced=[asdict(person) for person in pairing.unplaced],
        idle=[asdict(person) for person in pairing.idle],
        rules=[asdict(cost) for cost in pairing.rules],
        wishes=[asdict(wish) for wish in pairing.wishes],
        locks=[asdict(lock) for lock in pairing.locks],
        other_aim=asdict(pairing.other_aim) if pairing.other_aim else {},
        prices={m.id: float(price) for m, price in zip(pool.mentors, pairing.mentor_prices, strict=True)},
        inputs={
            "data": read.version,
            "capacity": capacity,
            "wants": wants,
            "locked": [list(pair) for pair in pool.locked],
            "first": [list(pair) for pair in held],
            "forbidden": [list(pair) for pair in pool.forbidden],
        },
    )


def _write_matches(run: Run, read: bridge.ReadPool, pairing, held) -> dict[str, int]:
    """Brings the pairs nobody has heard of to the new result; how many stayed, came and went. Pairs that are held are locked."""
    unheard = Match.objects.by_machine().select_for_update().filter(programme=run.programme, state__in=Match.UNHEARD)
    before = {(str(match.mentee_id), str(match.mentor_id)): match for match in unheard}
    kept, new = [], []
    for pair in pairing.pairs:
        match = before.pop((pair.mentee_id, pair.mentor_id), None)
        (kept if match else new).append(match := match or _new_match(run, read, pair.mentee_id, pair.mentor_id))
        match.run, match.points, match.parts = run, pair.points, dict(pair.parts)
        match.is_locked = match.is_locked or (pair.mentee_id, pair.mentor_id) in held
        match.reasons = kept_reasons(bridge.explain(read.pool, pair.mentee_id, pair.mentor_id, pairing=pairing))
    Match.objects.filter(pk__in=[match.pk for match in before.values()]).delete()
    Match.objects.bulk_update(kept, ["run", "points", "parts", "reasons", "is_locked"])
    Match.objects.bulk_create(new)
    return {
        "n_pairs": len(pairing.pairs),
        "n_kept": len(kept),
        "n_new": len(new),
        "n_gone": len(before),
        "n_approved_gone": sum(match.state == Match.State.APPROVED for match in before.values()),
    }


def _new_match(run: Run, read: bridge.ReadPool, mentee_id: str, mentor_id: str) -> Match:
    return Match(programme=run.programme, run=run, mentee=read.places[mentee_id], mentor=read.places[mentor_id])
