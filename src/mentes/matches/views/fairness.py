"""How groups fare in the pairs: the audit's page, to read and to print, and the button that counts anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.fairness.actions import has_answers, is_due, newest_count
from mentes.fairness.pages import read_report
from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import actions, pages
from mentes.programmes.access import programme_to_run


@require_GET
def fairness(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    (run, *_rest) = pages.last_runs(programme) or [None]
    context = {
        "programme": programme,
        "report": read_report(programme),
        "judgement": pages.judgement(programme),
        "may_count": run is not None and has_answers(programme) and is_due(programme, run.pk, newest_count(programme)),
    }
    return render(request, "matches/fairness.html", context)


@require_POST
def count_fairness(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    (run, *_rest) = pages.last_runs(programme) or [None]
    if run is None:
        raise Refused(_("Match these people first: before that there is nothing to count."))
    if not actions.count_run(programme, run, by=request.user, now=clock.now()):
        raise Refused(_("There is nothing new to count: a new count is made after a matching, or when ten answers have changed."))
    messages.success(request, _("Counted."))
    return redirect("matches:fairness", programme.slug)
