"""The page on which an organiser looks at what was proposed, one pair after another."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.fairness.pages import read_strip
from mentes.lib import clock
from mentes.matches import bridge, pages
from mentes.matches.forms import TermsForm
from mentes.matches.models import Match
from mentes.matches.views.progress import progress_context, tell_how_it_ended
from mentes.matches.views.trial import Trial, read_trial
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme


@require_GET
def review(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    return review_page(request, programme)


def review_page(request: HttpRequest, programme: Programme, trial: Trial | None = None) -> HttpResponse:
    """The whole page, or (for htmx) the list and the chosen pair."""
    runs = pages.last_runs(programme, 2)
    tell_how_it_ended(request, programme)
    making = progress_context(programme)
    if making and not runs:
        return render(request, "matches/review_waiting.html", {"programme": programme, **making})
    if not runs:
        now = clock.now()
        read = bridge.read_pool(programme, now=now)
        there = {"n_mentees": len(read.pool.mentees), "n_mentors": len(read.pool.mentors), "n_people": len(read.ids())}
        return render(request, "matches/review_empty.html", {"programme": programme, **there})
    context = _context(request, programme, runs, trial) | making
    is_part = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    return render(request, "matches/_review_swap.html" if is_part else "matches/review.html", context)


def _context(request: HttpRequest, programme: Programme, runs, trial: Trial | None) -> dict:
    run = runs[0]
    matches = list(pages.unheard(programme))
    tabs = {tab: pages.in_tab(matches, tab) for tab in pages.TABS}
    chosen, tab = _choose(request, tabs)
    listed = tabs[tab]
    paginator = Paginator(listed, pages.PAGE)
    number = (
        listed.index(chosen) // pages.PAGE + 1 if chosen in listed and not request.GET.get("page") else request.GET.get("page")
    )
    page = paginator.get_page(number)
    if chosen is None and page.object_list:
        chosen = page.object_list[0]
    if chosen is not None and chosen.run_id == run.pk:
        chosen.run = run  # it is at hand: not to be asked for again
    read = bridge.read_pool(programme, now=clock.now())
    left = pages.without_mentor(read, matches, run, pages.rejected_mentees(programme))
    return {
        "programme": programme,
        "run": run,
        "n_people": pages.n_people(run),
        "has_earlier_run": len(runs) > 1,
        "stability_costs": run.upper_bound - run.objective,
        "seconds": sum(run.seconds.get(step, 0) for step in ("score", "solve", "prove")),
        "n_pairs": len(matches),
        "counts": {name: len(found) for name, found in tabs.items()},
        "has_heard": read.has_heard,
        "tab": tab,
        "page": page,
        "rows": pages.rows(page.object_list),
        "lock_costs": _lock_costs(read, listed) if tab == "locked" else {},
        "sheet": pages.sheet(chosen, read, matches, run) if chosen else None,
        "chosen_id": chosen.pk if chosen else None,
        "unplaced": left,
        "fairness": read_strip(programme),
        "judgement": pages.judgement(programme),
        "form": trial.form if trial else TermsForm(terms=read.pool.terms),
        "trial": trial,
    }


def _lock_costs(read: bridge.ReadPool, locked: list[Match]) -> dict:
    """What each locked pair costs the whole, by the pair's id; where locks break a rule there is no answer."""
    costs = bridge.lock_costs(read)
    return {match.pk: costs.get((str(match.mentee_id), str(match.mentor_id))) for match in locked}


def _choose(request: HttpRequest, tabs: dict[str, list[Match]]) -> tuple[Match | None, str]:
    """The pair and the tab that were asked for; a pair that is elsewhere now brings its own tab when none was named."""
    tab = request.GET.get("tab", "")
    wanted = request.GET.get("pair", "")
    everywhere = {str(match.pk): match for found in tabs.values() for match in found}
    chosen = everywhere.get(wanted)
    if tab not in tabs:
        tab = "review"
        if chosen and chosen not in tabs["review"]:
            tab = "approved" if chosen in tabs["approved"] else "locked"
        elif not tabs["review"] and tabs["approved"]:
            tab = "approved"
    return chosen, tab


@require_GET
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """What other weights and rules would give, really solved again. Nothing is kept."""
    programme = programme_to_run(request.user, slug)
    trial = read_trial(request, programme)
    if request.headers.get("HX-Request"):
        return render(request, "matches/_what_if_answer.html", {"programme": programme, "trial": trial})
    return review_page(request, programme, trial)
