"""A matching under way: how far it has come, asked for once a second; and how it ended, said once to whoever pressed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.matches import actions
from mentes.matches.models import RunRequest
from mentes.matches.progress import read_progress
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme

LOST_AFTER = timedelta(seconds=20)


@require_GET
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The part of the page that tells it; once it is done, the browser is told to load the page anew."""
    programme = programme_to_run(request.user, slug)
    if not request.headers.get("HX-Request"):
        return redirect("matches:review", slug)
    context = progress_context(programme)
    if not context:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "matches/_progress.html", {"programme": programme, **context})


def progress_context(programme: Programme) -> dict:
    """What `_progress.html` shows; {} when nothing is under way."""
    asked, now = RunRequest.objects.under_way_in(programme), clock.now()
    if asked is None:
        return {}
    if now - asked.asked_at > LOST_AFTER:
        actions.have_it_made(asked)  # whoever was to make it may have been killed before it was even a job
    return {"asked": asked, "progress": read_progress(programme, since=asked.asked_at, now=now)}


def tell_how_it_ended(request: HttpRequest, programme: Programme) -> None:
    """Says once, to whoever pressed, what the matching gave."""
    untold = RunRequest.objects.filter(programme=programme, by=request.user, told_at=None).exclude(done_at=None)
    for asked in untold.select_related("run").order_by("asked_at"):
        if not RunRequest.objects.filter(pk=asked.pk, told_at=None).update(told_at=clock.now()):
            continue  # another tab said it
        if asked.refusal:
            messages.error(request, asked.refusal)
        if asked.n_gone:
            said = ngettext(
                "%(n)s pair you had approved no longer belongs to the best, and went. Lock what must stay.",
                "%(n)s pairs you had approved no longer belong to the best, and went. Lock what must stay.",
                asked.n_gone,
            )
            messages.warning(request, said % {"n": asked.n_gone})
        if asked.run:
            n = len(asked.run.pairs)
            said = ngettext("Matched: %(n)s pair is proposed.", "Matched: %(n)s pairs are proposed.", n)
            messages.success(request, said % {"n": n})
