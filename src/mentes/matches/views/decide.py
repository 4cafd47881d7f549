"""The buttons of the review page: match, approve, lock, reject, and back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import actions, bridge, pages
from mentes.matches.forms import ReasonForm, TermsForm
from mentes.matches.models import Match, Rejection
from mentes.people.models import Person
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme


def match_to_run(person: Person, match_id) -> Match:
    """A pair of a programme that `person` runs; anybody else finds nothing there."""
    run_by = Programme.objects.run_by(person)
    return get_object_or_404(
        Match.objects.select_related("programme", "mentee__profile", "mentor__profile"), id=match_id, programme__in=run_by
    )


def to_review(programme: Programme, *, tab: str = "", pair=None) -> HttpResponse:
    """Back to the list, at the pair that comes next."""
    asked = "&".join(f"{key}={value}" for key, value in (("tab", tab), ("pair", pair)) if value)
    address = reverse("matches:review", args=[programme.slug])
    return redirect(f"{address}?{asked}#pair-sheet" if asked else address, status=303)


def _tab(request: HttpRequest) -> str:
    return request.POST.get("tab") if request.POST.get("tab") in pages.TABS else "review"


def _next(match: Match, tab: str):
    """The pair below in the same list, else the one above: she goes on where she is."""
    ids = [other.pk for other in pages.in_tab(list(pages.unheard(match.programme)), tab)]
    if match.pk not in ids:
        return None
    place = ids.index(match.pk)
    return (ids[place + 1 : place + 2] or ids[max(place - 1, 0) : place] or [None])[0]


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    terms = None
    if "aim" in request.POST:  # the what-if's weights come along
        form = TermsForm(request.POST, terms=bridge.terms_of(programme))
        if not form.is_valid():
            raise Refused(" ".join(error for errors in form.errors.values() for error in errors), status=422)
        terms = form.terms()
    asked, is_new = actions.ask_for_run(programme, by=request.user, now=clock.now(), terms=terms)
    if not is_new:
        messages.info(request, _("These people are being matched already. Nothing was begun twice."))
    elif asked.refusal:
        asked.told_at = clock.now()
        asked.save(update_fields=["told_at"])
        raise Refused(asked.refusal)
    return to_review(programme)


@require_POST
def approve(request: HttpRequest, match_id) -> HttpResponse:
    match, tab = match_to_run(request.user, match_id), _tab(request)
    following = _next(match, tab)
    actions.approve_match(match, by=request.user, now=clock.now())
    return to_review(match.programme, tab=tab, pair=following if tab == "review" else match.pk)


@require_POST
def unapprove(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_run(request.user, match_id)
    actions.unapprove_match(match, by=request.user, now=clock.now())
    return to_review(match.programme, tab="review", pair=match.pk)


@require_POST
def approve_many(request: HttpRequest, slug: str) -> HttpResponse:
    """All that were shown, or all with at least so many points: of the run she looked at, never of a later one."""
    programme = programme_to_run(request.user, slug)
    (run, *_rest) = pages.last_runs(programme) or [None]
    if run is None or str(run.pk) != request.POST.get("run"):
        raise Refused(_("The programme was matched again since you opened this list. Look at the new pairs first."))
    proposed = Match.objects.filter(programme=programme, state=Match.State.PROPOSED)
    if "above" in request.POST:
        try:
            least = float(request.POST["above"])
        except ValueError as error:
            raise Refused(_("Write the points as a number, such as 80."), status=422) from error
        # The page shows whole points: what reads 80 there counts as 80 here.
        chosen = [match for match in proposed if sum(pages.shown_points(match.parts).values()) >= least]
    else:
        shown = set(request.POST.getlist("match"))
        chosen = [match for match in proposed if str(match.pk) in shown]
    n = actions.approve_matches(chosen, by=request.user, now=clock.now())
    messages.success(request, ngettext("%(n)s pair approved.", "%(n)s pairs approved.", n) % {"n": n})
    return to_review(programme)


@require_POST
def lock(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_run(request.user, match_id)
    actions.lock_match(match, by=request.user, now=clock.now(), reason=request.POST.get("reason", "")[:500])
    return to_review(match.programme, tab=_tab(request), pair=match.pk)


@require_POST
def unlock(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_run(request.user, match_id)
    actions.unlock_match(match, by=request.user, now=clock.now())
    tab = "" if _tab(request) == "locked" else _tab(request)
    return to_review(match.programme, tab=tab, pair=match.pk)


@require_POST
def reject(request: HttpRequest, match_id) -> HttpResponse:
    match, tab = match_to_run(request.user, match_id), _tab(request)
    form = ReasonForm(request.POST)
    following, who = _next(match, tab), match.mentee.profile.first_name
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.reject_match(match, reason=reason, by=request.user, now=clock.now())
    said = _("Rejected. %(name)s has no mentor from this pair; match again, or swap another pair, to find one.")
    messages.success(request, said % {"name": who})
    return to_review(match.programme, tab=tab, pair=following)


@require_POST
def allow(request: HttpRequest, rejection_id) -> HttpResponse:
    run_by = Programme.objects.run_by(request.user)
    rejection = get_object_or_404(Rejection.objects.select_related("programme"), id=rejection_id, programme__in=run_by)
    actions.allow_again(rejection, by=request.user, now=clock.now())
    messages.success(request, _("These two may be proposed again from the next run on."))
    return redirect("matches:unplaced", rejection.programme.slug)
