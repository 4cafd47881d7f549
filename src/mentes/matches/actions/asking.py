"""Asking for a matching: made at once where everything needed is there, else in the background, and never twice at a time."""

from datetime import datetime

from django.db import transaction

from mentes.lib.jobs import enqueue
from mentes.matches import bridge
from mentes.matches.actions.proposing import answer_request
from mentes.matches.actions.terms import change_terms
from mentes.matches.models import RunRequest
from mentes.matches.work import make_run
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.programmes.texts import count_waiting

# With every text read, so many mentees times mentors take about a second and show the pairs at once; more are matched by a job.
# 135 and 114, on a busy machine: 0.7 s of the processor with the page, 1.7 s since what a floor and stability cost is told too.
MOST_PAIRS_AT_ONCE = 20_000


def ask_for_run(programme: Programme, *, by: Person, now: datetime, terms: bridge.Terms | None = None) -> tuple[RunRequest, bool]:
    """(the request, done or under way; whether this press began it). `terms`: these become the programme's own.

    Where texts must be read first, or the programme is large, a job makes the run. Pressed again meanwhile, nothing new
    begins; a job that was lost is asked for again.
    """
    if under_way := RunRequest.objects.under_way_in(programme):
        have_it_made(under_way)
        return under_way, False
    with transaction.atomic():
        # Two presses at once: the second waits here and then finds the first.
        programme = Programme.objects.select_for_update().get(pk=programme.pk)
        if under_way := RunRequest.objects.under_way_in(programme):
            return under_way, False
        request = RunRequest.objects.create(programme=programme, by=by, asked_at=now)
        is_quick = _is_quick(programme, terms)
        if not is_quick:
            have_it_made(request)
            if terms is not None:
                change_terms(programme, terms, by=by, now=now)
    return (answer_request(request.pk, now=now, terms=terms) if is_quick else request), True


def have_it_made(request: RunRequest) -> None:
    """Asks for the job, once more where it was lost; asked while it waits or works, nothing is made twice."""
    enqueue(make_run, once_for=str(request.programme_id), request_id=str(request.pk))


def _is_quick(programme: Programme, terms: bridge.Terms | None) -> bool:
    n_waiting, _n = count_waiting(programme, also=bridge.text_columns(terms) if terms else ())
    there = programme.participations.by_machine()
    return n_waiting == 0 and there.mentees().count() * there.mentors().count() <= MOST_PAIRS_AT_ONCE
